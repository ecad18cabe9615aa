"""What the auditor reads, and that looking at personal data leaves a trace."""

from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.errors import NotFound, NotPermitted
from app.models import DoorEvent, Person
from app.rules.vocabulary import PersonKind, PersonSource
from app.services import door
from app.services.door import DoorKind
from app.store.attempts import Pending
from app.store.unit import Store
from tests.services.conftest import ActorOf

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_events_come_newest_first_within_their_span_and_in_words(store: Store, actor_of: ActorOf) -> None:
    auditor = actor_of("auditor")
    with store.write("x") as session:
        door.note_pending(
            session, [Pending(START, "", "wrong"), Pending(START + timedelta(seconds=1), "zhiban", "locked")]
        )
        with clock.frozen(START + timedelta(minutes=20)):
            door.note(session, "zhiban", DoorKind.LOGIN)
        with clock.frozen(START + timedelta(days=2)):
            door.note(session, "zhiban", DoorKind.LOGOUT)
    with store.read() as session:
        lines = door.events(session, auditor, START, START + timedelta(days=1))
        newest = door.events(session, auditor, START, START + timedelta(days=9), limit=1)
    assert [(line.login, line.what, line.ok, line.note) for line in lines] == [
        ("zhiban", "登录", True, ""),
        ("zhiban", "输错过多，暂停登录", False, ""),
        ("", "密码输错", False, "没有这个用户名"),
    ]
    assert [line.what for line in newest] == ["退出"]


@pytest.mark.parametrize("role", ["security", "system", "chief", "duty"])
def test_nobody_else_reads_them(store: Store, actor_of: ActorOf, role: str) -> None:
    actor = actor_of(role)
    with pytest.raises(NotPermitted), store.read() as session:
        door.events(session, actor, START, START + timedelta(days=1))


def test_a_reveal_gives_the_whole_value_and_is_written_down(store: Store, actor_of: ActorOf) -> None:
    duty = actor_of("duty")
    with store.write("duty") as session:
        person = Person(name="演示人员", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED, phone="13800000001")
        session.add(person)
        session.flush()
        assert door.reveal(session, duty, Person, person.id, "phone") == "13800000001"
    with store.read() as session:
        event = session.query(DoorEvent).one()
        assert (event.login, event.kind) == ("duty", "reveal")
        assert person.id in (event.note or "")
        assert "13800000001" not in (event.note or "")


def test_only_masked_fields_of_records_that_exist_are_revealed(store: Store, actor_of: ActorOf) -> None:
    duty = actor_of("duty")
    with store.write("duty") as session:
        person = Person(name="演示人员", source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(person)
        session.flush()
        with pytest.raises(NotFound):
            door.reveal(session, duty, Person, "none", "phone")
        with pytest.raises(NotFound):
            door.reveal(session, duty, Person, person.id, "name")
        assert session.query(DoorEvent).count() == 0


@pytest.mark.parametrize("role", ["county", "expert", "auditor", "system", "security"])
def test_who_may_not_see_personal_data_is_refused(store: Store, actor_of: ActorOf, role: str) -> None:
    actor = actor_of(role)
    with pytest.raises(NotPermitted), store.write("x") as session:
        door.reveal(session, actor, Person, "any", "phone")


def test_a_refused_permission_is_written_with_what_was_asked_for(store: Store, actor_of: ActorOf) -> None:
    with pytest.raises(NotPermitted) as caught, store.read() as session:
        door.events(session, actor_of("duty"), START, START)
    with store.write("x") as session, clock.frozen(START):
        door.note_refusal(session, "zhiban", caught.value)
    with store.read() as session:
        (line,) = door.events(session, actor_of("auditor"), START, START + timedelta(seconds=1))
    assert (line.login, line.what, line.ok) == ("zhiban", "没有权限，被拒绝", False)
    assert line.note
