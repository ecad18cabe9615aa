"""The patrol service on a real store: what is kept, what is refused, and what a page gets to see."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app import clock
from app.errors import NotFound, NotPermitted, Refused, StaleRecord
from app.models import Finding, Patrol, Person
from app.rules.vocabulary import Handling, Light, PatrolShift, PhotoStage, RecheckResult
from app.services import patrol, patrol_due, patrol_reading
from app.services.actor import Actor
from app.services.patrol_shapes import MemberDraft, PatrolDraft, PatrolSeen, PhotoDraft, RecheckDraft, Saved
from app.services.register import history
from app.store.unit import Store
from tests.services.patrols import DAY, HOUR, NOW, START, Team, draft, photo, team_in


@pytest.fixture(autouse=True)
def _held_clock() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def duty(actor_of: Callable[..., Actor]) -> Actor:
    return actor_of("duty")


@pytest.fixture
def team(store: Store) -> Team:
    return team_in(store)


def record(store: Store, actor: Actor, what: PatrolDraft) -> Saved:
    with store.write(actor.login) as session:
        return patrol.record(session, actor, what)


def load(store: Store, actor: Actor, patrol_id: str) -> PatrolSeen:
    with store.read() as session:
        return patrol_reading.load(session, actor, patrol_id)


def test_a_recorded_patrol_reads_back_whole(store: Store, duty: Actor, team: Team) -> None:
    saved = record(store, duty, draft(team, photo(store, duty)))
    seen = load(store, duty, saved.id)
    assert saved.number == seen.number
    assert saved.number.startswith("XC-20261123-")
    assert saved.number.endswith("-01")
    assert saved.revision == seen.revision
    assert seen.shift is PatrolShift.AFTERNOON
    assert seen.member_names == "演示乙、演示甲、演示丙（辅）"
    assert [(one.name, one.certificate, one.leads) for one in seen.members] == [
        ("演示乙", "A2", True), ("演示甲", "A1", False), ("演示丙", None, False),
    ]  # fmt: skip
    (finding,) = seen.findings
    assert (finding.place, finding.handling, finding.latitude) == ("石梁大街46号", Handling.ORDERED, 28.9916667)
    assert finding.photos[0].taken_at == datetime(2026, 11, 23, 6, 22, 5, tzinfo=UTC)
    assert finding.photos[0].place == "石梁大街46号"
    assert (seen.status.light, seen.status.words) == (Light.OVERDUE, "复查超期 15 小时")


def test_numbers_count_up_per_day_and_are_not_given_twice(store: Store, actor_of: Callable[..., Actor],
                                                          team: Team) -> None:  # fmt: skip
    leader = actor_of("leader")
    first, second = (record(store, leader, draft(team)) for _ in range(2))
    with store.write(leader.login) as session:
        patrol.delete(session, leader, second.id, second.revision)
    third = record(store, leader, draft(team))
    assert [one.number[-2:] for one in (first, second, third)] == ["01", "02", "03"]
    other = replace(leader, device="f" * 16)
    assert record(store, other, draft(team)).number != first.number


def test_all_problems_come_at_once_and_nothing_is_written(store: Store, duty: Actor, team: Team) -> None:
    bare = replace(draft(team), members=(MemberDraft(team[0]), MemberDraft("unknown")), day=None)
    with pytest.raises(Refused) as refused:
        record(store, duty, bare)
    assert [problem.field for problem in refused.value.problems] == ["day", "members"]
    with store.read() as session:
        assert session.query(Patrol).count() == 0


def test_a_change_keeps_what_stayed_and_buries_what_left(store: Store, duty: Actor, team: Team) -> None:
    saved = record(store, duty, draft(team, photo(store, duty)))
    seen = load(store, duty, saved.id)
    form = patrol_reading.draft_of(seen)
    more = replace(form.findings[0], id=None, place="麻蓬村口", photos=(), no_photo_reason="夜间")
    changed = replace(form, members=form.members[:2], findings=(more, form.findings[0]), note="补记")
    with store.write(duty.login) as session:
        again = patrol.change(session, duty, saved.id, seen.revision, changed)
    now = load(store, duty, saved.id)
    assert again.revision == now.revision > seen.revision
    assert now.number == seen.number
    assert now.member_names == "演示乙、演示甲"
    assert [one.place for one in now.findings] == ["麻蓬村口", "石梁大街46号"]
    assert now.findings[1].id == seen.findings[0].id
    assert now.findings[1].photos[0].id == seen.findings[0].photos[0].id
    with store.write(duty.login) as session:
        patrol.change(session, duty, saved.id, now.revision, replace(changed, findings=()))
    assert load(store, duty, saved.id).findings == ()
    with store.read() as session:
        assert session.get_one(Patrol, saved.id).finding_count == 0
        assert session.get_one(Patrol, saved.id).recheck_due is None


def test_saving_the_same_again_writes_nothing(store: Store, duty: Actor, team: Team) -> None:
    saved = record(store, duty, draft(team, photo(store, duty)))
    form = patrol_reading.draft_of(load(store, duty, saved.id))
    before = store.head.seq
    with store.write(duty.login) as session:
        assert patrol.change(session, duty, saved.id, saved.revision, form).revision == saved.revision
    assert store.head.seq == before


def test_a_finding_changed_meanwhile_makes_the_whole_form_stale(store: Store, duty: Actor,
                                                                team: Team) -> None:  # fmt: skip
    saved = record(store, duty, draft(team))
    seen = load(store, duty, saved.id)
    with store.write("other") as session:
        session.get_one(Finding, seen.findings[0].id).place = "石梁大街48号"
    with pytest.raises(StaleRecord), store.write(duty.login) as session:
        patrol.change(session, duty, saved.id, seen.revision, patrol_reading.draft_of(seen))
    assert load(store, duty, saved.id).findings[0].place == "石梁大街48号"


def test_looking_back_settles_what_was_due(store: Store, duty: Actor, team: Team) -> None:
    saved = record(store, duty, draft(team, photo(store, duty)))
    finding = load(store, duty, saved.id).findings[0]
    with store.read() as session:
        (due,) = patrol_due.due_rechecks(session, duty)
    assert (due.finding_id, due.status.light) == (finding.id, Light.OVERDUE)
    partly = RecheckDraft(NOW - HOUR, RecheckResult.PARTLY, "演示甲、演示乙", due_at=NOW + 30 * HOUR)
    with store.write(duty.login) as session:
        patrol.recheck(session, duty, finding.id, partly)
    assert load(store, duty, saved.id).status.words == "复查剩 30 小时"
    done = RecheckDraft(NOW, RecheckResult.CORRECTED, "演示甲、演示乙", photos=(PhotoDraft(photo(store, duty)),))
    with store.write(duty.login) as session:
        result = patrol.recheck(session, duty, finding.id, done)
    seen = load(store, duty, saved.id)
    assert result.revision == seen.revision
    assert (seen.status.light, seen.status.words) == (Light.NORMAL, "已完成")
    assert [one.stage for one in seen.findings[0].photos] == [PhotoStage.BEFORE, PhotoStage.AFTER]
    assert [one.result for one in seen.findings[0].rechecks] == [RecheckResult.PARTLY, RecheckResult.CORRECTED]
    with store.read() as session:
        assert patrol_due.due_rechecks(session, duty) == []


def test_undo_leaves_the_list_true_to_the_parts(store: Store, duty: Actor, team: Team) -> None:
    saved = record(store, duty, replace(draft(team), findings=()))
    form = patrol_reading.draft_of(load(store, duty, saved.id))
    with store.write(duty.login) as session:
        patrol.change(session, duty, saved.id, saved.revision, replace(form, findings=draft(team).findings))
    with store.write(duty.login) as session:
        history.undo_last(session, duty, "patrols", saved.id)
    seen = load(store, duty, saved.id)
    with store.read() as session:
        row = session.get_one(Patrol, saved.id)
        assert (row.finding_count, row.recheck_due, seen.findings) == (0, None, ())
        assert row.member_names == seen.member_names == "演示乙、演示甲、演示丙（辅）"


def test_a_recheck_that_breaks_a_rule_is_refused(store: Store, duty: Actor, team: Team) -> None:
    saved = record(store, duty, draft(team))
    finding = load(store, duty, saved.id).findings[0]
    with pytest.raises(Refused) as refused, store.write(duty.login) as session:
        patrol.recheck(session, duty, finding.id, RecheckDraft(START, None, ""))
    assert {problem.field for problem in refused.value.problems} == {"done_at", "people", "result"}


def test_candidates_are_officers_first(store: Store, duty: Actor, team: Team) -> None:
    with store.write("duty") as session:
        session.get_one(Person, team[1]).certificate_until = date(2026, 11, 1)
    with store.read() as session:
        found = patrol_reading.candidates(session, duty, DAY)
    assert [(one.name, one.certified) for one in found] == [("演示甲", True), ("演示丙", False), ("演示乙", False)]


def test_deleted_patrols_and_unknown_photos_are_not_found(store: Store, actor_of: Callable[..., Actor],
                                                          team: Team) -> None:  # fmt: skip
    leader = actor_of("leader")
    with pytest.raises(NotFound):
        record(store, leader, draft(team, "no-such-attachment"))
    saved = record(store, leader, draft(team))
    with pytest.raises(StaleRecord), store.write(leader.login) as session:
        patrol.delete(session, leader, saved.id, saved.revision - 1)
    with store.write(leader.login) as session:
        patrol.delete(session, leader, saved.id, saved.revision)
    with pytest.raises(NotFound):
        load(store, leader, saved.id)
    with store.read() as session:
        assert patrol_due.due_rechecks(session, leader) == []


def test_who_may_not(store: Store, actor_of: Callable[..., Actor], team: Team) -> None:
    archivist = actor_of("archivist")
    with pytest.raises(NotPermitted):
        record(store, archivist, draft(team))
    auditor = actor_of("auditor")
    with store.read() as session, pytest.raises(NotPermitted):
        patrol_due.due_rechecks(session, auditor)
