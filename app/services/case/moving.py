"""Clue, filing, correction, the way out: what these acts change beside state and facts."""

from datetime import datetime

from app import clock
from app.models import Person
from app.rules.lights import day_of
from app.rules.vocabulary_case import CaseRole, CaseTrack
from app.services.case import deadlines, people
from app.services.case.effect import Acting


def put_officers(acting: Acting) -> None:
    """Lead and assistants of the draft; who is named no more steps back."""
    session, case = acting.session, acting.case
    lead, assistants = acting.values.get("lead"), acting.values.get("assistants")
    if assistants is not None:
        for row in people.on_case(session, case.id):
            if row.role is CaseRole.ASSISTANT and row.until is None and row.person_id not in assistants:
                people.end(
                    session, case.id, acting.on, _reason(acting), person_id=row.person_id, role=CaseRole.ASSISTANT
                )
    if lead is not None:
        people.put(session, case, lead, CaseRole.LEAD, acting.on)
    for person_id in assistants or ():
        if person_id == lead:
            acting.refuse("assistants", f"{session.get_one(Person, lead).name} 已经是主办")
        people.put(session, case, person_id, CaseRole.ASSISTANT, acting.on)
    people.note_officers(session, case)


def know_the_days(acting: Acting) -> None:
    """The limitation cannot be judged without the day of the act (行政处罚法 36)."""
    if acting.case.happened_on is None and acting.case.ended_on is None:
        acting.refuse(
            "happened_on", "请先填写违法行为发生日，才能判断处罚时效（《中华人民共和国行政处罚法》第三十六条）"
        )


def filed(acting: Acting) -> None:
    """The day of filing starts the ninety days and is the day the item is judged on."""
    acting.case.filed_on, acting.case.track = acting.on, CaseTrack.ORDINARY


def on_the_spot(acting: Acting) -> None:
    """The case runs in the simplified procedure."""
    acting.case.track = CaseTrack.SPOT


def off_the_spot(acting: Acting) -> None:
    """Back to the ordinary procedure: what was proposed on the spot falls."""
    acting.case.track = CaseTrack.ORDINARY
    acting.case.penalty_kinds = acting.case.fine = None


def correction_time_over(acting: Acting) -> None:
    """Not corrected is only who had the whole time for it (行政处罚法 28)."""
    for row in deadlines.running(acting.session, acting.case.id, "D27"):
        last = day_of(deadlines.moment(row.due))
        if acting.on <= last:
            acting.refuse(
                "on", f"改正期限到 {last.isoformat()} 才届满，期满后复查（《中华人民共和国行政处罚法》第二十八条）"
            )


def report_in_time(acting: Acting) -> None:
    """The head decides on a referral within three days of the report (移送规定 5)."""
    for row in deadlines.running(acting.session, acting.case.id, "D19"):
        last = day_of(deadlines.moment(row.due))
        if acting.on > last:
            acting.warn("on", f"应当在 {last.isoformat()} 前决定是否移送，已经超过（移送规定第五条）")


def approved_in_time(acting: Acting) -> None:
    """An urgent measure is approved within twenty-four hours, weekends included (行政强制法 19)."""
    for row in deadlines.running(acting.session, acting.case.id, "D04"):
        due = deadlines.moment(row.due)
        if isinstance(due, datetime) and clock.now() > due:
            acting.warn("on", f"应当在 {clock.local(due):%Y-%m-%d %H:%M} 前补办批准，已经超过（行政强制法第十九条）")
            acting.details["late"] = row.due


def back(acting: Acting) -> None:
    """The case is ours again. The ninety days of a case that was filed have run on since its filing (行政处罚法 60: no pause)."""
    case = acting.case
    case.closed_on = case.ending = None
    if case.filed_on is not None and not deadlines.running(acting.session, case.id, "D01"):
        deadlines.start(acting.session, case, "D01", case.filed_on, evidence=acting.act.title)


def back_from_police(acting: Acting) -> None:
    """The case goes on where it was investigated; a case that had not been filed yet is filed with it."""
    acting.case.filed_on = acting.case.filed_on or acting.on
    back(acting)


def _reason(acting: Acting) -> str:
    return str(acting.values.get("reason") or acting.act.title)
