"""送达 on one road: the record of service and the act that rests on it, together or one after the other (民诉法 87, 95)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app import clock
from app.documents import load_form
from app.errors import Refused
from app.models import Attachment, Case, Document, Service
from app.rules.service import Relation
from app.rules.vocabulary_case import ServiceMethod
from app.services import case_paper
from app.services.case.acting import act
from app.services.case.drafts import ActDraft, GoodsDraft
from app.services.case_parts.handing import Handed, hand_over
from app.services.case_parts.serving import ServiceDraft
from tests.services.case.finished import finish
from tests.services.case.offices import DAY, Bench

ONE = timedelta(days=1)
BY_HAND = ServiceDraft(ServiceMethod.DIRECT, DAY, "示例当事人", Relation.SELF)
FINED = {"penalty_kinds": ["fine"], "fine": 100_000}


def ready(bench: Bench) -> None:
    """Investigated, with a final notice that nobody has handed over."""
    bench.open(party="citizen")
    bench.to_investigation()
    bench.take("prove", DAY)
    bench.take("close_investigation", DAY)
    final(bench, "F20", DAY)


def final(bench: Bench, form: str, day: date, values: dict[str, object] | None = None) -> str:
    with bench.at(day), bench.store.write("x") as session:
        made = finish(session, bench.case_id, form, day, serve=False)
        session.get_one(Document, made).values = values or {}
        return made


def handed(bench: Bench, who: str, day: date, done: ServiceDraft, key: str = "notify", **fields: object) -> Handed:
    with bench.at(day), bench.store.write("x") as session:
        revision = bench.seen().revision
        draft = ActDraft(day, revision, fields or FINED)
        return hand_over(session, bench.actors[who], bench.case_id, key, draft, done)


def take(bench: Bench, key: str, day: date, **fields: object) -> None:
    """As the chief, with the papers that are there."""
    with bench.at(day), bench.store.write("x") as session:
        act(session, bench.actors["chief"], bench.case_id, key, ActDraft(day, bench.seen().revision, fields or FINED))


def test_without_a_record_of_service_there_is_no_notice(bench: Bench) -> None:
    ready(bench)
    with pytest.raises(Refused, match=r"《行政处罚听证告知书》还没有送达回证.*第八十七条，缺F34"):
        take(bench, "notify", DAY)
    found = next(one for one in bench.seen().acts if one.key == "notify")
    assert (found.serves, found.ripe, found.first) == (("F20",), True, ())


def test_an_officer_hands_it_over_and_the_head_takes_the_act_from_the_day_on_the_record(bench: Bench) -> None:
    ready(bench)
    kept = handed(bench, "officer", DAY + ONE, replace(BY_HAND, done_on=DAY + ONE))
    assert (kept.saved, kept.waits) == (None, "“送达事先告知书”由行政机关负责人办理")
    take(bench, "notify", DAY + 4 * ONE)
    seen = bench.seen(DAY + 4 * ONE)
    assert {one.rule: one.start for one in seen.deadlines if one.rule in {"D05", "D07"}} == {
        "D05": "2026-03-03", "D07": "2026-03-03"
    }, "counted from the receipt, not from the day it was entered"  # fmt: skip
    assert bench.case().notified_on == DAY + ONE
    assert all("送达回证" in one.evidence for one in seen.deadlines if one.rule in {"D05", "D07"})


def test_one_press_keeps_the_record_and_takes_the_act(bench: Bench) -> None:
    ready(bench)
    take_by_chief = bench.actors["chief"]
    both = replace(take_by_chief, roles=frozenset({"chief", "officer"}))
    with bench.at(DAY), bench.store.write("x") as session:
        made = hand_over(session, both, bench.case_id, "notify", ActDraft(DAY, bench.seen().revision, FINED), BY_HAND)
    assert made.saved is not None
    assert bench.seen().state == "notified"


def test_a_public_notice_counts_after_thirty_days_and_not_before(bench: Bench) -> None:
    ready(bench)
    proof = ServiceDraft(ServiceMethod.NOTICE, DAY, refusal="下落不明", proof_id=_scan(bench))
    kept = handed(bench, "officer", DAY, proof)
    assert kept.waits == "到 2026-04-01 才算送达，那天以后再办“送达事先告知书”"
    gate = next(one.gate for one in bench.seen().acts if one.key == "notify")
    assert "《行政处罚听证告知书》公告送达，到2026-04-01（周三）才算送达" in gate
    with pytest.raises(Refused, match="才算送达"):
        take(bench, "notify", date(2026, 3, 31))
    take(bench, "notify", date(2026, 4, 1))
    assert bench.due("D05") == date(2026, 4, 9), "five working days from the thirtieth; the holiday lies between"


def test_what_was_handed_over_before_the_investigation_ended_does_not_count(bench: Bench) -> None:
    bench.open(party="citizen")
    bench.to_investigation()
    bench.take("prove", DAY)
    final(bench, "F20", DAY)
    with bench.at(DAY), bench.store.write("x") as session:
        row = session.query(Document).where(Document.form == "F20").one()
        session.add(
            Service(
                document_id=row.id, case_id=bench.case_id, method=ServiceMethod.DIRECT, done_on=DAY, effective_on=DAY,
                recipient="示例当事人",
            )
        )  # fmt: skip
    bench.take("close_investigation", DAY + ONE)
    with pytest.raises(Refused, match="早于案件到“调查终结”的日期 2026-03-03，要重新送达"):
        take(bench, "notify", DAY + ONE)


def test_a_notice_that_says_another_sum_is_refused_with_the_field(bench: Bench) -> None:
    ready(bench)
    handed(bench, "officer", DAY, BY_HAND)
    with bench.store.write("x") as session:
        row = session.query(Document).where(Document.form == "F20").one()
        row.values = {"拟处罚内容": "罚款人民币 2000 元。"}
    with pytest.raises(Refused, match="“拟作出的处罚内容”里罚款写的是 2,000 元，这一步填的是 1,000 元") as refused:
        take(bench, "notify", DAY)
    assert [one.field for one in refused.value.problems] == ["fine"]
    take(bench, "notify", DAY, penalty_kinds=["fine"], fine=200_000)


def test_a_decision_that_says_another_sum_is_not_made_final(bench: Bench) -> None:
    bench.open(party="citizen")
    bench.to_investigation()
    bench.to_notice(DAY)
    bench.to_decision(date(2026, 3, 20))
    with bench.at(bench.day), bench.store.write("x") as session:
        case = session.get_one(Case, bench.case_id)
        made = Document(
            form="F27", title="F27", subject="case", subject_id=case.id, template=_template(), template_version="1",
            values={"罚款金额": 90_000, "处罚内容": "罚款900元"},
        )  # fmt: skip
        session.add(made)
        session.flush()
        with pytest.raises(Refused) as refused:
            case_paper.issue(session, bench.actors["officer"], made.id, made.revision)
        said = [one.why for one in refused.value.problems if one.field == "fine"]
        assert len(said) == 2
        assert all("写的是 900 元，这一步填的是 1,000 元" in one for one in said)


def test_each_measure_ends_by_its_own_paper(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("secure_goods", DAY, measure="registered", goods=[GoodsDraft("示例甲", "1", "示例仓库")])
    bench.take("secure_goods", DAY, measure="seized", goods=[GoodsDraft("示例乙", "1", "示例仓库")])
    back = {"outcome": "returned", "receiver": "示例当事人"}
    with bench.at(DAY), bench.store.write("x") as session:
        finish(session, bench.case_id, "F14", DAY)
    with pytest.raises(Refused, match="《先行登记保存证据处理通知书》还没有定稿"):
        take(bench, "settle_goods", DAY, measure="registered", **back)
    seized = next(one.id for one in bench.seen().goods if one.name == "示例乙")
    with pytest.raises(Refused, match="每种措施分开处理"), bench.at(DAY):
        bench.take("settle_goods", DAY, measure="registered", goods_ids=[seized], **back)
    take(bench, "settle_goods", DAY, measure="seized", **back)
    assert [one.name for one in bench.seen().goods if one.outcome is None] == ["示例甲"]


def _scan(bench: Bench) -> str:
    with bench.store.write("x") as session:
        row = Attachment(sha256="0" * 64, name="公告.jpg", media_type="image/jpeg", size=1, taken_at=clock.now())
        session.add(row)
        session.flush()
        return row.id


def _template() -> str:
    return load_form("F27").source
