"""An entry of a book from registration to its end: due day, steps, who may, history, and a book that nobody deletes from."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotPermitted, Refused, StaleRecord
from app.models import Department, Person
from app.registers.catalogue import register
from app.registers.fields import fields
from app.rules.vocabulary import DepartmentKind, Light, PersonKind, PersonSource
from app.rules.workdays import YearTable
from app.services.actor import Actor
from app.services.ledger import due
from app.services.ledger.moving import move, open_moves
from app.services.register import editing, history, recycling
from app.services.register.shapes import FormDraft
from app.services.search import search
from app.services.workdays import keep_year
from app.store.unit import Store
from tests.conftest import assert_journal_tells_all
from tests.services.conftest import ActorOf

NOON = datetime(2026, 9, 24, 4, tzinfo=UTC)
SUPERVISION = "ledger.supervision"


def begin(store: Store, actor: Actor, **more: Any) -> str:
    """A supervision letter for a unit, sent on 24 September with 5 working days."""
    with store.write(actor.login) as session:
        return begin_in(session, actor, **more)


def begin_in(session: Session, actor: Actor, **more: Any) -> str:
    """The same within a unit of work."""
    unit = Department(name="演示综合执法中队", kind=next(iter(DepartmentKind)))
    session.add(unit)
    session.flush()
    values = {
        "督办事项": "溪口桥头夜市占道反复反映", "承办单位": unit.id, "督办要求": "三日内清理到位",
        "发出日期": "2026-09-24", "办理工作日": "5", **more,
    }  # fmt: skip
    return editing.save(session, actor, SUPERVISION, FormDraft(values)).id


def step(store: Store, actor: Actor, record: str, name: str, **values: Any) -> None:
    """Take one step with what stands there now."""
    with store.write(actor.login) as session:
        revision = session.get_one(register(SUPERVISION).model, record).revision  # type: ignore[attr-defined]
        move(session, actor, "supervision", record, revision, name, values)


def test_due_day_counts_working_days_over_the_national_holiday(books_store: Store, actor_of: ActorOf) -> None:
    with clock.frozen(NOON):
        record = begin(books_store, actor_of("duty"))
    with books_store.read() as session:
        kept: Any = session.get(register(SUPERVISION).model, record)
    # 2026: 25 to 27 September 中秋, 1 to 7 October 国庆, 20 September and 10 October made up.
    assert kept.到期日 == date(2026, 10, 9)
    assert str(kept.状态) == "待签收"


def test_an_entry_walks_to_its_end_and_its_history_tells(books_store: Store, actor_of: ActorOf) -> None:
    duty, officer, leader = actor_of("duty"), actor_of("officer"), actor_of("leader")
    record = begin(books_store, duty)
    step(books_store, officer, record, "签收")
    with pytest.raises(Refused, match="请填写办理结果"):
        step(books_store, officer, record, "报办理结果")
    step(books_store, officer, record, "报办理结果", 办理结果="已清理")
    step(books_store, leader, record, "核查销号", 核查意见="属实")
    with books_store.read() as session:
        kept: Any = session.get(register(SUPERVISION).model, record)
        lines = history.history(session, leader, SUPERVISION, record)
    assert (str(kept.状态), kept.签收人, kept.办结日期) == ("已销号", officer.name, clock.today())
    assert [change.after for change in lines[0].fields if change.label == "状态"] == ["已销号"]
    assert len(lines) == 4
    assert_journal_tells_all(books_store)


def test_a_step_out_of_turn_or_by_another_role_is_refused(books_store: Store, actor_of: ActorOf) -> None:
    duty, officer = actor_of("duty"), actor_of("officer")
    record = begin(books_store, duty)
    with pytest.raises(Refused, match="现在的状态是“待签收”"):
        step(books_store, officer, record, "报办理结果", 办理结果="已清理")
    with pytest.raises(NotPermitted):
        step(books_store, actor_of("deputy"), record, "签收")
    assert [one.name for one in open_moves(officer, "supervision", "待签收")] == ["签收"]
    with books_store.write(officer.login) as session, pytest.raises(StaleRecord):
        move(session, officer, "supervision", record, 99, "签收", {})


def test_what_is_late_is_counted_and_listed_first(books_store: Store, actor_of: ActorOf) -> None:
    duty = actor_of("duty")
    with clock.frozen(NOON):
        begin(books_store, duty, 发出日期="2026-09-01", 办理工作日="3", 督办事项="早就到期的一件")
        begin(books_store, duty)
    with clock.frozen(NOON), books_store.read() as session:
        entries = due.due_entries(session, duty)
        counted = {one.key: one for one in due.counts(session, duty)}
    assert [entry.title for entry in entries] == ["早就到期的一件", "溪口桥头夜市占道反复反映"]
    assert entries[0].sign.light is Light.OVERDUE
    assert (counted["supervision"].open, counted["supervision"].overdue) == (2, 1)


def test_open_entries_move_when_a_years_table_comes(books_store: Store, actor_of: ActorOf) -> None:
    duty = actor_of("duty", "leader")
    with books_store.write(duty.login) as session:
        record = begin_in(session, duty, 发出日期="2027-02-03", 办理工作日="3")
        closed = begin_in(session, duty, 发出日期="2027-02-03", 办理工作日="3", 督办事项="已经销号的一件")
        session.get(register(SUPERVISION).model, closed).状态 = fields(register(SUPERVISION))["状态"].choices[-1]  # type: ignore[union-attr]
        session.flush()
        keep_year(session, duty, 2027, YearTable({date(2027, 2, day): "春节" for day in range(4, 12)}, {}))
        moved = due.recount(session)
        kept: Any = session.get(register(SUPERVISION).model, record)
    assert [(one.title, one.after) for one in moved] == [("溪口桥头夜市占道反复反映", date(2027, 2, 16))]
    assert kept.到期日 == date(2027, 2, 16)


def test_search_finds_an_entry_for_those_who_may_see_its_book(books_store: Store, actor_of: ActorOf) -> None:
    begin(books_store, actor_of("duty"))
    with books_store.read() as session:
        assert [hit.register for hit in search(session, actor_of("head"), "夜市")] == [SUPERVISION]
        assert search(session, actor_of("archivist"), "夜市") == []


def test_interference_is_written_by_anyone_and_deleted_by_nobody(books_store: Store, actor_of: ActorOf) -> None:
    officer, head = actor_of("officer"), actor_of("head")
    with books_store.write("演示") as session:
        person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        values = {
            "发生时间": "2026-09-24 10:00", "干扰人": "某某", "干扰方式": "打招呼", "干扰情形": "电话过问处罚幅度",
            "记录人": person.id,
        }  # fmt: skip
        record = editing.save(session, officer, "ledger.interference", FormDraft(values)).id
    for actor in (officer, head, actor_of("chief"), actor_of("leader")):
        with books_store.write(actor.login) as session, pytest.raises(NotPermitted):
            recycling.delete(session, actor, "ledger.interference", record)


def test_what_is_given_back_has_no_holder_any_more(books_store: Store, actor_of: ActorOf) -> None:
    duty = actor_of("duty")
    spec = register("ledger.handed_over")
    with books_store.write("duty") as session:
        person = Person(name="演示甲", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        values = {"物品名称": "对讲机", "物品类别": "对讲机", "数量": "1"}
        record = editing.save(session, duty, spec.key, FormDraft(values)).id
        kept: Any = session.get(spec.model, record)
        move(session, duty, "handed_over", record, kept.revision, "领用", {"现持有人": person.id})
        assert kept.现持有人 == person.id
        move(session, duty, "handed_over", record, kept.revision, "归还", {"完好情况": "完好"})
        assert (kept.现持有人, str(kept.状态)) == (None, "在库")
        assert kept.归还时间 is not None
