"""The desk: few queries however large the case, steps and gates, the time machine, who may look."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Engine

from app.errors import NotFound, NotPermitted
from app.models import Advice, CaseAct, Document, Op
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import CaseState
from app.services.case.desk import desk
from app.services.case.shapes import StepState
from tests.services.case.offices import DAY, NOON, Bench


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent to the store meanwhile."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_case_with_three_hundred_papers_takes_eight_queries(bench: Bench) -> None:
    bench.open(party="trader")
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 6))
    with bench.store.write("x") as session:
        session.add_all(
            Document(
                form="F08", title=f"示例文书{n}", subject="case", subject_id=bench.case_id, template="", template_version="1",
                values={},
            )
            for n in range(300)
        )  # fmt: skip
    with bench.at(date(2026, 3, 9)), bench.store.read() as session, counted() as sent:
        seen = desk(session, bench.actors["chief"], bench.case_id)
    assert len(seen.papers) >= 300
    assert len(sent) <= 8, "\n".join(sent)


def test_steps_say_what_is_done_what_is_now_and_what_is_missing(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 6))
    seen = bench.seen(date(2026, 3, 9))
    states = {one.title: one.state for one in seen.steps}
    assert states["事先告知"] is StepState.DONE
    assert states["陈述申辩"] is StepState.NOW
    assert states["集体讨论"] is StepState.SKIPPED
    assert states["处罚决定"] is StepState.BLOCKED
    gate = next(one.gate for one in seen.steps if one.title == "处罚决定")
    assert gate.startswith("还不能作出处罚决定：陈述、申辩期限还没有过")
    assert "《中华人民共和国行政处罚法》第五十八条" in gate
    assert seen.steps[0].title == "案源登记"
    assert len(seen.steps) == 13
    assert (seen.owner, seen.state_label) == ("演示甲", "已告知")
    assert "2026-03-13" in seen.next_step
    after = bench.seen(date(2026, 3, 16))
    assert next(one for one in after.steps if one.title == "陈述申辩").state is StepState.DONE
    assert after.next_step == "送法制审核（承办机构负责人）"


def test_acts_show_their_gate_what_they_ask_and_whether_the_one_at_the_desk_may(bench: Bench) -> None:
    bench.open()
    with bench.at(DAY), bench.store.read() as session:
        acts = {one.key: one for one in desk(session, bench.actors["officer"], bench.case_id).acts}
    assert not acts["assign"].permitted
    assert not acts["assign"].gate  # the two officers come with its own fields
    assert [(one.key, one.kind, one.required) for one in acts["assign"].asks] == [
        ("lead", "人员", True),
        ("assistants", "多人", True),
    ]
    assert "officers_lapse" not in acts


def test_deadlines_carry_light_reason_and_count(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    by = bench.seen(date(2026, 5, 3)).decide_by
    assert by is not None
    assert (by.due, by.light, by.left) == (date(2026, 5, 31), Light.SOON, "剩 28 天")
    assert by.start_event == "立案批准"
    assert by.evidence == "立案"
    assert by.basis == "《中华人民共和国行政处罚法》第六十条"
    assert [one.count for one in by.trace if one.count][-1] == 90
    assert bench.seen(date(2026, 5, 2)).decide_by.light is Light.NORMAL  # type: ignore[union-attr]
    late = bench.seen(date(2026, 6, 1)).decide_by
    assert late is not None
    assert (late.light, late.left) == (Light.OVERDUE, "超期 1 天")


def test_the_time_machine_shows_another_day_and_writes_nothing(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 6))
    with bench.store.read() as session:
        before = session.scalar(select(func.count()).select_from(Op))
    later = bench.seen(date(2026, 3, 9), at=date(2026, 4, 1))
    assert later.trial
    assert "statement_over" in later.facts
    assert not next(one for one in later.acts if one.key == "send_review").gate
    earlier = bench.seen(date(2026, 3, 9), at=date(2026, 3, 4))
    assert (earlier.state, earlier.trial) == (CaseState.INVESTIGATING, True)
    assert "notice_served" not in earlier.facts
    assert [one.act for one in earlier.timeline] == ["assign", "file"]
    assert not bench.seen(date(2026, 3, 9)).trial
    with bench.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Op)) == before
        assert session.scalar(select(func.count()).select_from(CaseAct)) == 5


def test_an_expert_sees_only_the_case_he_was_asked_about(bench: Bench) -> None:
    asked = bench.open()
    other = bench.open(item="tiered")
    expert = bench.actors["expert"]
    with bench.store.write("x") as session:
        session.add(
            Advice(
                case_id=asked, kind="expert", asked_of="示例专家", account_id=expert.account_id,
                asked_at=NOON, question="示例问题",
            )
        )  # fmt: skip
    with bench.at(DAY), bench.store.read() as session:
        assert desk(session, expert, asked).id == asked
        with pytest.raises(NotPermitted, match="查看一个案件的全部材料"):
            desk(session, expert, other)
        with pytest.raises(NotPermitted):
            desk(session, bench.actors["system"], asked)
        with pytest.raises(NotFound):
            desk(session, bench.actors["chief"], "00000000-0000-7000-8000-000000000000")


def test_what_a_case_went_round_is_not_what_comes_next(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("close_investigation", DAY)
    bench.take("decide_none", DAY, no_penalty_ground="first", reason="危害后果轻微，当场改正")
    bench.take("serve", DAY)
    seen = bench.seen()
    review = next(one for one in seen.steps if one.title == "法制审核")
    assert (review.state, review.note) == (StepState.SKIPPED, "不需要：案件已送达待履行，没有经过这一步")
    assert "《结案审批表》还没有定稿" in seen.next_step
