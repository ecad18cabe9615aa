"""忙闲 and the file of a person, from records as they come."""

from datetime import date, datetime, timedelta
from typing import Any

from app import clock
from app.models import Absence, Department, Patrol, PatrolMember
from app.rules.vocabulary import DepartmentKind, PatrolShift
from app.rules.vocabulary_duty import AbsenceKind
from app.rules.vocabulary_shift import SignKind, SignMethod
from app.services.actor import Actor
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.shift import person_file, presence
from app.services.shift.presence import SignDraft
from app.services.shift.work import load
from app.store.unit import Store
from tests.services.shift.conftest import Hired

NOON = clock.at_local(datetime(2026, 11, 24, 12))


def supervise(store: Store, actor: Actor, person: str, number: int) -> None:
    with store.write(actor.login) as session:
        unit = Department(name=f"演示单位{number}", kind=next(iter(DepartmentKind)))
        session.add(unit)
        session.flush()
        values: dict[str, Any] = {
            "督办事项": f"第 {number} 件", "承办单位": unit.id, "承办人": person, "督办要求": "限期办理",
            "发出日期": "2026-11-20", "办理工作日": "5",
        }  # fmt: skip
        editing.save(session, actor, "ledger.supervision", FormDraft(values))


def test_one_with_three_times_the_tasks_is_flagged_and_suggestions_even_it_out(store: Store, team: Hired) -> None:
    busy, idle, gone = team("演示甲", "duty"), team("演示乙", "officer"), team("演示丙", "officer")
    with clock.frozen(NOON):
        for number in range(9):
            supervise(store, busy, busy.person_id or "", number)
        for number in range(9, 12):
            supervise(store, busy, idle.person_id or "", number)
        with store.write("演示") as session:
            session.add(
                Absence(
                    person_id=gone.person_id or "", kind=AbsenceKind.LEAVE, from_on=NOON.date(), until_on=NOON.date(),
                    approved_by="演示丁", note="事假",
                )
            )  # fmt: skip
        with store.read() as session:
            seen = load(session, busy)
    assert [(line.burden.name, line.burden.tasks, line.away) for line in seen.lines] == [
        ("演示甲", 9, False), ("演示乙", 3, False), ("演示丙", 0, True),
    ]  # fmt: skip
    assert (seen.spread, seen.flagged) == (3.0, True)
    assert {one.to_name for one in seen.suggested} == {"演示乙"}  # who is away gets nothing
    assert [one.after for one in seen.suggested] == [(16.0, 8.0), (14.0, 10.0), (12.0, 12.0)]


def test_the_file_of_a_month_adds_up(store: Store, team: Hired) -> None:
    person = team("演示甲", "duty", "leader")
    for at, kind in ((NOON - timedelta(hours=4), SignKind.IN), (NOON + timedelta(hours=4), SignKind.OUT)):
        with clock.frozen(at), store.write("演示甲") as session:
            presence.sign(session, person, SignDraft(person.person_id or "", kind, at, "指挥室", SignMethod.DESK))
    with store.write("演示甲") as session:
        patrol = Patrol(
            number="XC-演示", day=date(2026, 11, 24), shift=next(iter(PatrolShift)), started_at=NOON,
            ended_at=NOON + timedelta(hours=3), member_names="演示甲",
        )  # fmt: skip
        session.add(patrol)
        session.flush()
        session.add(PatrolMember(patrol_id=patrol.id, person_id=person.person_id or "", name="演示甲"))
    with clock.frozen(NOON + timedelta(hours=6)), store.read() as session:
        seen = person_file.month_of(session, person, person.person_id or "", date(2026, 11, 1))
    assert (seen.hours, seen.patrolling, seen.other) == (8.0, 3.0, 5.0)
    assert len(seen.signed) == 1
    assert len(seen.patrols) == 1
