"""Reading patrols: one whole patrol, and who may go along on a day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.attachment import Attachment
from app.models.base import Base
from app.models.grid import Grid
from app.models.party import Party
from app.models.patrol import Finding, PatrolMember, Photo, Recheck
from app.models.person import Person
from app.models.power_item import PowerItem
from app.rules import checks
from app.rules.patrol import due_status, status
from app.services.actor import Actor, permit
from app.services.patrol import living, whole_revision
from app.services.patrol_due import due_of
from app.services.patrol_parts import as_member, parts
from app.services.patrol_shapes import (
    Candidate,
    FindingDraft,
    FindingSeen,
    MemberDraft,
    MemberSeen,
    PatrolDraft,
    PatrolSeen,
    PhotoDraft,
    PhotoSeen,
    RecheckSeen,
)


def load(session: Session, actor: Actor, patrol_id: str) -> PatrolSeen:
    """One patrol with all its parts. Raises NotFound."""
    permit(actor, "patrols.read")
    patrol = living(session, patrol_id)
    findings = sorted(parts(session, Finding, Finding.patrol_id == patrol_id), key=lambda one: one.order)
    return PatrolSeen(
        id=patrol.id,
        revision=whole_revision(session, patrol_id),
        number=patrol.number,
        day=patrol.day,
        shift=patrol.shift,
        started_at=patrol.started_at,
        ended_at=patrol.ended_at,
        route=patrol.route,
        points_planned=patrol.points_planned,
        points_visited=patrol.points_visited,
        vehicle=patrol.vehicle,
        distance=patrol.distance,
        weather=patrol.weather,
        note=patrol.note,
        member_names=patrol.member_names,
        members=tuple(_members(session, patrol_id)),
        findings=tuple(_finding(session, one) for one in findings),
        status=status(
            recheck_due=patrol.recheck_due,
            ended_at=patrol.ended_at,
            planned=patrol.points_planned,
            visited=patrol.points_visited,
            now=clock.now(),
        ),
    )


def candidates(session: Session, actor: Actor, day: date) -> list[Candidate]:
    """Who is on post on `day` and may go along, officers first, then by name."""
    permit(actor, "patrols.read")
    found = [
        Candidate(
            one.id, one.name, one.kind, one.post, one.certificate, certified=checks.certified(as_member(one), day)
        )
        for one in session.scalars(select(Person).where(Person.deleted_at.is_(None)))
        if not (one.left_on is not None and one.left_on < day)
        and not (one.joined_on is not None and one.joined_on > day)
    ]
    return sorted(found, key=lambda one: (not one.certified, one.name))


def draft_of(seen: PatrolSeen) -> PatrolDraft:
    """The patrol as a form starts to edit it."""
    return PatrolDraft(
        day=seen.day,
        started_at=seen.started_at,
        members=tuple(MemberDraft(one.person_id, one.leads) for one in seen.members),
        shift=seen.shift,
        ended_at=seen.ended_at,
        route=seen.route,
        points_planned=seen.points_planned,
        points_visited=seen.points_visited,
        vehicle=seen.vehicle,
        distance=seen.distance,
        weather=seen.weather,
        note=seen.note,
        findings=tuple(_finding_draft(one) for one in seen.findings),
    )


def _finding_draft(seen: FindingSeen) -> FindingDraft:
    return FindingDraft(
        found_at=seen.found_at,
        place=seen.place,
        category=seen.category,
        description=seen.description,
        handling=seen.handling,
        id=seen.id,
        grid_id=seen.grid_id,
        latitude=seen.latitude,
        longitude=seen.longitude,
        power_item_id=seen.power_item_id,
        party_id=seen.party_id,
        handling_note=seen.handling_note,
        due_at=seen.due_at,
        no_photo_reason=seen.no_photo_reason,
        photos=tuple(
            PhotoDraft(one.attachment_id, one.id, one.stage, one.taken_at, one.place, one.taker) for one in seen.photos
        ),
    )


def _members(session: Session, patrol_id: str) -> list[MemberSeen]:
    rows = parts(session, PatrolMember, PatrolMember.patrol_id == patrol_id)
    seen = [MemberSeen(row.person_id, row.name, row.certificate, row.leads) for row in rows]
    return sorted(seen, key=lambda one: not one.leads)


def _finding(session: Session, row: Finding) -> FindingSeen:
    item = session.get(PowerItem, row.power_item_id) if row.power_item_id else None
    due = due_of(session, row)
    return FindingSeen(
        id=row.id,
        order=row.order,
        found_at=row.found_at,
        place=row.place,
        category=row.category,
        description=row.description,
        handling=row.handling,
        handling_note=row.handling_note,
        due_at=row.due_at,
        no_photo_reason=row.no_photo_reason,
        grid_id=row.grid_id,
        grid=_name(session, Grid, row.grid_id, lambda one: one.name),
        latitude=row.latitude,
        longitude=row.longitude,
        power_item_id=row.power_item_id,
        power_item=item.name if item else None,
        needs_failed_correction=bool(item and item.requires_failed_correction),
        party_id=row.party_id,
        party=_name(session, Party, row.party_id, lambda one: one.name),
        photos=tuple(_photos(session, row.id)),
        rechecks=tuple(
            RecheckSeen(one.id, one.done_at, one.result, one.people, one.note)
            for one in parts(session, Recheck, Recheck.finding_id == row.id)
        ),
        status=due_status(due, clock.now()) if due is not None else None,
    )


def _photos(session: Session, finding_id: str) -> list[PhotoSeen]:
    seen = []
    for row in parts(session, Photo, Photo.finding_id == finding_id):
        original = session.get_one(Attachment, row.attachment_id)
        seen.append(
            PhotoSeen(
                row.id, row.attachment_id, row.stage, original.name, original.sha256, row.taken_at, row.place, row.taker,
                original.latitude, original.longitude,
            )
        )  # fmt: skip
    return seen


def _name(session: Session, model: type[Base], row_id: str | None, show: Callable[[Any], str]) -> str | None:
    row = session.get(model, row_id) if row_id else None
    return None if row is None else show(row)
