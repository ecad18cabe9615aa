"""People of a case: two officers at a date, who is kept apart, recusal until it is decided, one officer in one place."""

from datetime import date, timedelta

import pytest

from app import clock
from app.errors import NotPermitted, Refused
from app.models import Document
from app.rules.vocabulary_case import CaseRole, RecusalGround
from app.services.case import people
from app.services.case.interviews import interviews_at_once
from tests.services.case.offices import DAY, NOON, Bench

ONE = timedelta(days=1)


def assigned(bench: Bench) -> None:
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])


def test_a_replaced_officer_steps_back_and_the_case_names_who_handles_it(bench: Bench) -> None:
    assigned(bench)
    assert bench.case().officers == "演示甲（A1）、演示乙（A2）"
    with bench.at(DAY + ONE), bench.store.write("x") as session:
        people.replace(
            session, bench.actors["head"], bench.case_id, bench.people["co"], bench.people["third"], CaseRole.ASSISTANT,
            DAY + ONE, "调离",
        )  # fmt: skip
    assert bench.case().officers == "演示甲（A1）、演示丙（A3）"
    lines = {one.name: one for one in bench.seen(DAY + ONE).people}
    assert (lines["演示乙"].until, lines["演示乙"].certified) == (DAY + ONE, False)
    assert "two_officers" in bench.seen(DAY + ONE).facts
    with bench.store.write("x") as session, pytest.raises(Refused, match="原因"):
        people.replace(
            session, bench.actors["head"], bench.case_id, bench.people["third"], bench.people["co"], CaseRole.ASSISTANT,
            DAY + ONE, " ",
        )  # fmt: skip


def test_a_certificate_that_runs_out_closes_the_gate_the_day_after(bench: Bench) -> None:
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["lapsed"]])
    assert "two_officers" in bench.seen(date(2026, 3, 31)).facts
    assert "two_officers" not in bench.seen(date(2026, 4, 1)).facts


def test_a_recusal_counts_until_it_is_refused(bench: Bench) -> None:
    assigned(bench)
    with bench.at(DAY), bench.store.write("x") as session:
        request = people.recuse(
            session, bench.actors["officer"], bench.people["co"], RecusalGround.PARTY, case_id=bench.case_id
        )
    seen = bench.seen()
    assert "two_officers" not in seen.facts
    assert next(one.barred for one in seen.people if one.name == "演示乙").startswith("应当回避")
    with bench.store.write("x") as session, pytest.raises(NotPermitted):
        people.decide_recusal(session, bench.actors["officer"], request, DAY, upheld=False)
    with bench.at(DAY), bench.store.write("x") as session:
        people.decide_recusal(session, bench.actors["chief"], request, DAY, upheld=False)
        with pytest.raises(Refused, match="已经作出决定"):
            people.decide_recusal(session, bench.actors["chief"], request, DAY, upheld=True)
    assert "two_officers" in bench.seen().facts


def test_a_recused_head_cannot_sign(bench: Bench) -> None:
    assigned(bench)
    with bench.store.write("x") as session:
        people.recuse(
            session, bench.actors["officer"], bench.people["host"], RecusalGround.INTEREST, case_id=bench.case_id
        )
    from dataclasses import replace

    bench.actors["chief"] = replace(bench.actors["chief"], person_id=bench.people["host"])
    with pytest.raises(Refused, match="应当回避，不能签批本案"):
        bench.take("file", DAY)


@pytest.mark.parametrize(
    ("who", "role", "why"),
    [
        ("lead", CaseRole.REVIEWER, "是本案的调查人员"),
        ("co", CaseRole.HOST, "是本案的调查人员"),
        ("host", CaseRole.REVIEWER, "没有登记法律职业资格"),
        ("aux", CaseRole.ASSISTANT, "辅助人员"),
    ],
)
def test_who_may_not_be_what(bench: Bench, who: str, role: CaseRole, why: str) -> None:
    assigned(bench)
    with bench.store.write("x") as session, pytest.raises(Refused, match=why):
        people.assign(session, bench.actors["head"], bench.case_id, bench.people[who], role, DAY)
    with bench.store.read() as session:
        found = people.candidates(session, bench.actors["head"], bench.case_id, role, DAY)
    mine = next(one for one in found if one.person_id == bench.people[who])
    assert why in mine.why_not
    assert not found[0].why_not, "those who may come first"


def test_who_reviewed_before_needs_no_qualification_again(bench: Bench) -> None:
    assigned(bench)
    from app.models import LegalReview

    with bench.store.write("x") as session:
        session.add(
            LegalReview(case_id=bench.case_id, reviewer_id=bench.people["host"], sent_at=NOON, answered_at=NOON)
        )
    with bench.store.write("x") as session:
        people.assign(session, bench.actors["head"], bench.case_id, bench.people["host"], CaseRole.REVIEWER, DAY)


def test_one_officer_in_two_interviews_at_the_same_minute_is_found(bench: Bench) -> None:
    assigned(bench)

    def record(title: str, begins: int, ends: int, *names: str) -> Document:
        span = [clock.instant_text(NOON + timedelta(minutes=minute)) for minute in (begins, ends)]
        officers = [{"姓名": name, "执法证号": "A"} for name in names]
        return Document(
            form="F07", title=title, subject="case", subject_id=bench.case_id, template="", template_version="1",
            values={"询问时间": span, "询问人": officers},
        )  # fmt: skip

    with bench.store.write("x") as session:
        session.add_all(
            [
                record("笔录一", 0, 30, "演示甲", "演示乙"),
                record("笔录二", 29, 60, "演示甲", "演示丙"),
                record("笔录三", 60, 90, "演示甲", "演示乙"),
            ]
        )
    with bench.store.read() as session:
        found = interviews_at_once(session, bench.actors["head"], DAY)
        assert interviews_at_once(session, bench.actors["head"], DAY + ONE) == []
    assert [(one.officer, one.papers) for one in found] == [("演示甲", ("笔录一", "笔录二"))]
    assert found[0].until - found[0].since == timedelta(minutes=1)
