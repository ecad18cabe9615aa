"""The parts of a patrol: who went, what was found, the photos. Rows are brought to what a draft says, found again by id."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.models.attachment import Attachment
from app.models.patrol import Finding, Patrol, PatrolMember, Photo, Recheck
from app.models.person import Person
from app.rules import checks
from app.rules.vocabulary import PersonKind
from app.services.patrol_due import due_of
from app.services.patrol_shapes import FindingDraft, MemberDraft, PatrolDraft, PhotoDraft

_FINDING_FIELDS = (
    "found_at", "place", "grid_id", "latitude", "longitude", "category", "power_item_id", "party_id", "description",
    "handling", "handling_note", "due_at", "no_photo_reason",
)  # fmt: skip
Part = TypeVar("Part", PatrolMember, Finding, Photo, Recheck)


def parts(session: Session, model: type[Part], where: ColumnElement[bool]) -> list[Part]:
    """The living rows of one kind of part, oldest first."""
    return list(session.scalars(select(model).where(where, model.deleted_at.is_(None)).order_by(model.id)))


def people_of(session: Session, members: Sequence[MemberDraft]) -> list[Person]:
    """The persons of the drafts, each once, in their order; an unknown id is left out and so counts as missing."""
    found = [session.get(Person, person_id) for person_id in dict.fromkeys(member.person_id for member in members)]
    return [person for person in found if person is not None]


def as_member(person: Person) -> checks.Member:
    """A person as the rules see him."""
    return checks.Member(
        person.name,
        person.kind,
        person.certificate,
        person.certificate_from,
        person.certificate_until,
        person.joined_on,
        person.left_on,
    )


def assign(record: Patrol | Finding, draft: PatrolDraft | FindingDraft, names: Iterable[str]) -> None:
    """Set the named attributes that differ: an equal value would count as a change."""
    for name in names:
        value = getattr(draft, name)
        if getattr(record, name) != value:
            setattr(record, name, value)


def save_members(session: Session, patrol: Patrol, drafts: Sequence[MemberDraft]) -> None:
    """Who goes along, with the certificate that holds on that day; the first leads when nobody is named."""
    rows = {row.person_id: row for row in parts(session, PatrolMember, PatrolMember.patrol_id == patrol.id)}
    people = people_of(session, drafts)
    leader = next((draft.person_id for draft in drafts if draft.leads), people[0].id)
    people.sort(key=lambda person: person.id != leader)
    for person in people:
        certificate = person.certificate if checks.certified(as_member(person), patrol.day) else None
        values = {"name": person.name, "certificate": certificate, "leads": person.id == leader}
        row = rows.pop(person.id, None)
        if row is None:
            session.add(PatrolMember(patrol_id=patrol.id, person_id=person.id, **values))
        else:
            _set(row, values)
    _bury(rows.values())


def save_findings(session: Session, patrol: Patrol, drafts: Sequence[FindingDraft]) -> None:
    """The findings in the order of the drafts, each with its photos."""
    rows = {row.id: row for row in parts(session, Finding, Finding.patrol_id == patrol.id)}
    for order, draft in enumerate(drafts, 1):
        placed = _with_position(session, draft)
        row = rows.pop(draft.id, None) if draft.id else None
        if row is None:
            row = Finding(patrol_id=patrol.id, order=order)
            session.add(row)
        assign(row, placed, _FINDING_FIELDS)
        if row.order != order:
            row.order = order
        session.flush()
        save_photos(session, row, draft.photos)
    _bury(rows.values())


def _with_position(session: Session, draft: FindingDraft) -> FindingDraft:
    """The draft, standing where its first located photo was taken when it says nothing itself."""
    if draft.latitude is not None and draft.longitude is not None:
        return draft
    for photo in draft.photos:
        original = session.get(Attachment, photo.attachment_id)
        if original is not None and original.latitude is not None:
            return replace(draft, latitude=original.latitude, longitude=original.longitude)
    return draft


def kept(session: Session, finding: Finding) -> list[PhotoDraft]:
    """The photos a finding has, as drafts."""
    rows = parts(session, Photo, Photo.finding_id == finding.id)
    return [PhotoDraft(row.attachment_id, row.id, row.stage, row.taken_at, row.place, row.taker) for row in rows]


def save_photos(session: Session, finding: Finding, drafts: Sequence[PhotoDraft]) -> None:
    """The photos of a finding; time from the original, place from the finding. Raises NotFound for an unknown original."""
    rows = {row.id: row for row in parts(session, Photo, Photo.finding_id == finding.id)}
    for draft in drafts:
        original = session.get(Attachment, draft.attachment_id)
        if original is None:
            raise NotFound(title="照片原图")
        values = {
            "stage": draft.stage,
            "taken_at": draft.taken_at or original.taken_at,
            "place": draft.place or finding.place,
            "taker": draft.taker,
        }
        row = rows.pop(draft.id, None) if draft.id else None
        if row is None:
            session.add(Photo(finding_id=finding.id, attachment_id=draft.attachment_id, **values))
        else:
            _set(row, values)
    _bury(rows.values())


def summarise(session: Session, patrol: Patrol) -> None:
    """Keep on the patrol what its list shows: who went, how many findings, and when the next look back is due."""
    session.flush()
    findings = parts(session, Finding, Finding.patrol_id == patrol.id)
    _set(patrol, _names(session, patrol))
    dues = [due for finding in findings if (due := due_of(session, finding)) is not None]
    _set(patrol, {"finding_count": len(findings), "recheck_due": min(dues, default=None)})


def _names(session: Session, patrol: Patrol) -> dict[str, str]:
    """The names in a line, the leader first, auxiliaries marked; nothing for a patrol of an old list, which has only names."""
    members = parts(session, PatrolMember, PatrolMember.patrol_id == patrol.id)
    people = [(row, session.get(Person, row.person_id)) for row in sorted(members, key=lambda row: not row.leads)]
    shown = [f"{row.name}（辅）" if one and one.kind is PersonKind.AUXILIARY else row.name for row, one in people]
    return {"member_names": "、".join(shown)} if shown else {}


def _set(row: Any, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _bury(rows: Iterable[PatrolMember | Finding | Photo]) -> None:
    for row in rows:
        row.deleted_at = clock.now()
