"""What is special about single acts: before the gate is judged, and after the case has moved."""

from collections.abc import Mapping

from app.services.case import custody, deciding, moving, performing, term
from app.services.case.effect import Effect

BEFORE: Mapping[str, tuple[Effect, ...]] = {
    "assign": (moving.put_officers,),
    "reassign": (moving.put_officers,),
    "file": (moving.know_the_days,),
    "spot_start": (moving.know_the_days,),
    "recheck_failed": (moving.correction_time_over,),
    "secure_goods": (custody.measure_granted,),
    "secure_urgently": (custody.measure_granted,),
    "extend_term": (term.extendable,),
    "notify": (deciding.within_tier, deciding.whose_decision, deciding.hearing_offered, deciding.hearing_told),
    "hold_hearing": (deciding.hearing_day,),
    "close": (performing.scored, performing.all_served),
}
AFTER: Mapping[str, tuple[Effect, ...]] = {
    "file": (moving.filed,),
    "spot_start": (moving.on_the_spot,),
    "spot_to_ordinary": (moving.off_the_spot,),
    "spot_decide": (performing.decided_on_the_spot,),
    "secure_goods": (custody.take,),
    "secure_urgently": (custody.take,),
    "approve_urgent": (moving.approved_in_time,),
    "resume": (term.leave_out_suspension,),
    "extend_term": (term.extend,),
    "extend_seizure": (custody.prolong,),
    "notify_testing": (custody.leave_out_tests,),
    "settle_goods": (custody.let_go,),
    "dispose_goods": (custody.let_go,),
    "call_hearing": (deciding.call_hearing,),
    "send_review": (deciding.send_review,),
    "pass_review": (deciding.answer_review,),
    "return_review": (deciding.answer_review,),
    "decide": (deciding.within_tier, deciding.whose_decision, deciding.not_heavier, deciding.decided),
    "decide_none": (deciding.no_penalty,),
    "serve": (performing.served,),
    "perform": (performing.paid_in_full,),
    "defer": (performing.put_off,),
    "remedy_opened": (performing.open_remedy,),
    "remedy_closed": (performing.close_remedy,),
    "apply_court": (performing.window_open,),
    "transfer_refused": (moving.back,),
    "transfer_refused_filed": (moving.back,),
    "clear_crime": (moving.report_in_time,),
    "refer_crime": (moving.report_in_time,),
    "police_returned": (moving.back_from_police,),
}
