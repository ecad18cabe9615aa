"""Half-written forms."""

from datetime import UTC, date, datetime, timedelta

from app import clock
from app.paths import Home
from app.services import draft
from app.store.unit import Store
from tests.conftest import KEY
from tests.services.conftest import ActorOf

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_a_form_saved_again_is_one_draft_with_the_last_values(store: Store, actor_of: ActorOf) -> None:
    duty = actor_of("duty")
    with store.write("duty") as session, clock.frozen(START):
        kept = draft.keep(session, duty, "people", {"name": "演"}, title="新人员")
    with store.write("duty") as session, clock.frozen(START + timedelta(seconds=5)):
        values = {"name": "演示", "born": date(1990, 1, 2), "roles": ["a"], "count": 3}
        again = draft.keep(session, duty, "people", values, title="演示", record_id="r1", revision=4, draft_id=kept)
    with store.read() as session:
        (line,) = draft.drafts(session, duty)
    assert again == kept == line.id
    assert line.values == {"name": "演示", "born": "1990-01-02", "roles": ["a"], "count": 3}
    assert (line.form, line.record_id, line.revision, line.title) == ("people", "r1", 4, "演示")
    assert line.saved_at == START + timedelta(seconds=5)


def test_drafts_are_one_s_own_newest_first_and_by_form(store: Store, actor_of: ActorOf) -> None:
    duty, other = actor_of("duty"), actor_of("leader")
    with store.write("duty") as session:
        for minute, form in enumerate(["people", "patrols", "people"]):
            with clock.frozen(START + timedelta(minutes=minute)):
                draft.keep(session, duty, form, {}, title=str(minute))
        foreign = draft.keep(session, other, "people", {}, title="other")
        mine = draft.keep(session, duty, "people", {"a": 1}, title="mine", draft_id=foreign)
        assert mine != foreign
        draft.drop(session, duty, foreign)
    with store.read() as session:
        assert [line.title for line in draft.drafts(session, duty, "people")] == ["mine", "2", "0"]
        assert [line.title for line in draft.drafts(session, other)] == ["other"]


def test_a_dropped_draft_is_gone_and_dropping_twice_is_no_error(store: Store, actor_of: ActorOf) -> None:
    duty = actor_of("duty")
    with store.write("duty") as session:
        kept = draft.keep(session, duty, "people", {}, title="x")
    for _ in range(2):
        with store.write("duty") as session:
            draft.drop(session, duty, kept)
    with store.read() as session:
        assert draft.drafts(session, duty) == []


def test_a_draft_is_there_after_the_store_was_opened_again(store: Store, home: Home, actor_of: ActorOf) -> None:
    duty = actor_of("duty")
    with store.write("duty") as session:
        draft.keep(session, duty, "people", {"name": "演示"}, title="x" * 500)
    other = Store(home, KEY)
    with other.read() as session:
        (line,) = draft.drafts(session, duty)
    other.close()
    assert line.values == {"name": "演示"}
    assert len(line.title) == draft.LONGEST_TITLE
