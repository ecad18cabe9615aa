"""Logging a patrol: record, change, look back, delete. Checked against `app.rules.checks`, journalled below, never committed.

A patrol and its parts are saved as one: `revision` in a draft is the sum over the patrol and all its parts, which rises with
every change of any of them, so a form that edits all notices when somebody changed only a finding.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused, StaleRecord
from app.models.patrol import Finding, Patrol, PatrolMember, Photo, Recheck
from app.rules import checks
from app.rules.patrol import number_stem, shift_at
from app.rules.vocabulary import PhotoStage
from app.services.actor import Actor, permit
from app.services.patrol_parts import (
    as_member,
    assign,
    kept,
    people_of,
    save_findings,
    save_members,
    save_photos,
    summarise,
)
from app.services.patrol_shapes import PatrolDraft, RecheckDraft, Saved

_PATROL_FIELDS = (
    "day", "shift", "started_at", "ended_at", "route", "points_planned", "points_visited", "vehicle", "distance", "weather",
    "note",
)  # fmt: skip


def record(session: Session, actor: Actor, draft: PatrolDraft) -> Saved:
    """Keep a new patrol and give it its number. Raises Refused with all problems; warnings come back in Saved."""
    permit(actor, "patrol.record")
    draft, warnings = _checked(session, draft)
    day = draft.day or clock.today()
    patrol = Patrol(number=_next_number(session, day, actor.device))
    assign(patrol, draft, _PATROL_FIELDS)
    session.add(patrol)
    session.flush()
    return _save_parts(session, patrol, draft, warnings)


def change(session: Session, actor: Actor, patrol_id: str, revision: int, draft: PatrolDraft) -> Saved:
    """Bring a patrol to what the draft says. Raises StaleRecord when it or a part changed since `revision` was read."""
    permit(actor, "patrol.record")
    patrol = living(session, patrol_id)
    if revision != whole_revision(session, patrol_id):
        raise StaleRecord(title=patrol.number)
    draft, warnings = _checked(session, draft)
    assign(patrol, draft, _PATROL_FIELDS)
    return _save_parts(session, patrol, draft, warnings)


def recheck(session: Session, actor: Actor, finding_id: str, draft: RecheckDraft) -> Saved:
    """Keep a look back at a finding, with its after-photos; a new limit replaces the old one. Raises Refused, NotFound."""
    permit(actor, "patrol.recheck")
    finding = session.get(Finding, finding_id)
    if finding is None or finding.deleted_at is not None:
        raise NotFound(title="巡查发现的问题")
    patrol = living(session, finding.patrol_id)
    problems = checks.recheck_problems(
        finding.found_at, draft.done_at, draft.people, draft.result, draft.due_at, clock.now()
    )
    if problems or draft.done_at is None or draft.result is None:
        raise Refused(problems)
    session.add(
        Recheck(finding_id=finding_id, done_at=draft.done_at, result=draft.result, people=draft.people, note=draft.note)
    )
    save_photos(
        session, finding, [*kept(session, finding), *(replace(p, stage=PhotoStage.AFTER) for p in draft.photos)]
    )
    if draft.due_at is not None:
        finding.due_at = draft.due_at
    session.flush()
    summarise(session, patrol)
    return Saved(patrol.id, patrol.number, whole_revision(session, patrol.id))


def delete(session: Session, actor: Actor, patrol_id: str, revision: int) -> None:
    """Put a patrol into the recycle bin. Its parts stay as they are and are reached through it alone, so that bringing it
    back needs no guess about which of them had been deleted before. Raises StaleRecord, NotFound."""
    permit(actor, "patrols.delete")
    patrol = living(session, patrol_id)
    if revision != whole_revision(session, patrol_id):
        raise StaleRecord(title=patrol.number)
    patrol.deleted_at = clock.now()


def after_undo(session: Session, patrol_id: str) -> None:
    """What the patrol keeps about its parts is reckoned again from the parts that are there."""
    patrol = session.get(Patrol, patrol_id)
    if patrol is not None:
        summarise(session, patrol)


def living(session: Session, patrol_id: str) -> Patrol:
    """A patrol that is not deleted. Raises NotFound."""
    patrol = session.get(Patrol, patrol_id)
    if patrol is None or patrol.deleted_at is not None:
        raise NotFound(title="巡查记录")
    return patrol


def whole_revision(session: Session, patrol_id: str) -> int:
    """Sum of the revisions of a patrol and all its parts, deleted ones too: any change of any of them raises it."""
    session.flush()
    findings = select(Finding.id).where(Finding.patrol_id == patrol_id).scalar_subquery()
    sums = (
        select(func.coalesce(func.sum(Patrol.revision), 0)).where(Patrol.id == patrol_id),
        select(func.coalesce(func.sum(PatrolMember.revision), 0)).where(PatrolMember.patrol_id == patrol_id),
        select(func.coalesce(func.sum(Finding.revision), 0)).where(Finding.patrol_id == patrol_id),
        select(func.coalesce(func.sum(Photo.revision), 0)).where(Photo.finding_id.in_(findings)),
        select(func.coalesce(func.sum(Recheck.revision), 0)).where(Recheck.finding_id.in_(findings)),
    )
    return sum(session.scalar(one) or 0 for one in sums)


def _next_number(session: Session, day: date, device: str) -> str:
    """The next number of this PC and day; counted under the one writer, deleted ones too, so none is given twice."""
    stem = number_stem(day, device)
    count = cast(func.substr(Patrol.number, len(stem) + 1), Integer)
    last = session.scalar(select(func.max(count)).where(Patrol.number.startswith(stem, autoescape=True)))
    return f"{stem}{(last or 0) + 1:02d}"


def _checked(session: Session, draft: PatrolDraft) -> tuple[PatrolDraft, tuple[Problem, ...]]:
    """The draft with what follows from it filled in, and its warnings. Raises Refused."""
    people = people_of(session, draft.members)
    found = [
        checks.Found(
            one.found_at, one.place, one.category, one.description, one.handling, one.due_at, len(one.photos),
            one.no_photo_reason,
        )
        for one in draft.findings
    ]  # fmt: skip
    seen = checks.Round(
        draft.day,
        draft.started_at,
        draft.ended_at,
        draft.points_planned,
        draft.points_visited,
        [as_member(person) for person in people],
        found,
        draft.distance,
    )
    if problems := checks.problems(seen, clock.now()):
        raise Refused(problems)
    shift = draft.shift or (shift_at(draft.started_at) if draft.started_at else None)
    return replace(draft, shift=shift), tuple(checks.warnings(seen))


def _save_parts(session: Session, patrol: Patrol, draft: PatrolDraft, warnings: tuple[Problem, ...]) -> Saved:
    save_members(session, patrol, draft.members)
    save_findings(session, patrol, draft.findings)
    session.flush()
    summarise(session, patrol)
    return Saved(patrol.id, patrol.number, whole_revision(session, patrol.id), warnings)
