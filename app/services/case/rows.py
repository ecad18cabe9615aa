"""What stands in the store of a case, hundreds of rows in one of years, read in one query.

Nobody changes these rows from the desk, so they are no records of a session: SQLite writes each list as JSON arrays in the
order of the fields of its shape, which become frozen values in one step, instead of thousands of values one by one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.rules.checks import Member
from app.rules.vocabulary import LimitProfile, PartyKind, PersonKind
from app.rules.vocabulary_case import (
    CaseRole,
    CaseSource,
    CaseState,
    CaseTrack,
    DecidingBody,
    PaymentKind,
    RecusalGround,
    RemedyKind,
)
from app.services.case.shapes import EvidenceLine, GoodsLine, PaperLine, TimelineLine


class StoredCase(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The case itself; see `Case`."""

    id: str
    revision: int
    number: str | None
    title: str
    track: CaseTrack
    state: CaseState
    facts: list[str]
    deciding_body: DecidingBody
    source: CaseSource
    item_id: str | None
    party_id: str | None
    place: str | None
    summary: str | None
    happened_on: date | None
    ended_on: date | None
    discovered_on: date | None
    filed_on: date | None
    decided_on: date | None
    served_on: date | None
    closed_on: date | None
    hearing_due: bool
    review_due: bool
    discussion_due: bool
    crime_suspected: bool
    penalty_kinds: list[str] | None
    fine: int | None
    confiscation: int | None


class StoredParty(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The party of the case."""

    kind: PartyKind
    name: str


class StoredItem(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The power item the case rests on."""

    name: str
    departments: str | None
    valid_from: date | None
    valid_until: date | None
    granted_to: list[str] | None
    limit_profile: LimitProfile
    requires_failed_correction: bool


class StoredDeadline(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A deadline that was not replaced; see `CaseDeadline`."""

    id: str
    rule: str
    subject_id: str | None
    start: str
    evidence: str | None
    due: str
    provisional: bool
    excluded: list[Any] | None
    extended: int
    extended_by: str | None
    basis: str
    trace: list[Any]
    met_on: date | None
    created_at: datetime


class OnCase(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A person in a role, and the ground on which he has to step aside, if any."""

    id: str
    person_id: str
    name: str
    kind: PersonKind
    certificate: str | None
    certificate_from: date | None
    certificate_until: date | None
    joined_on: date | None
    left_on: date | None
    role: CaseRole
    since: date
    until: date | None
    ground: RecusalGround | None

    @property
    def member(self) -> Member:
        """The person as the rules see him."""
        return Member(
            self.name, self.kind, self.certificate, self.certificate_from, self.certificate_until, self.joined_on,
            self.left_on,
        )  # fmt: skip


class RemedySeen(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A reconsideration or suit, from when until its result came in."""

    kind: RemedyKind
    applied_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Rows:
    """A case and its rows, each list in the order in which they were made; evidence in its own order, acts by their time.

    Each paper has its state, deadlines are those not replaced, met ones too.
    """

    case: StoredCase
    party: StoredParty | None
    item: StoredItem | None
    papers: tuple[PaperLine, ...]
    evidence: tuple[EvidenceLine, ...]
    timeline: tuple[TimelineLine, ...]
    deadlines: tuple[StoredDeadline, ...]
    goods: tuple[GoodsLine, ...]
    people: tuple[OnCase, ...]
    remedies: tuple[RemedySeen, ...]
    paid: dict[PaymentKind, int]


def rows(session: Session, case_id: str) -> Rows:
    """A case as it stands in the store; what the session changed has to be flushed before. Raises NotFound."""
    written = session.execute(_ALL, {"id": case_id}).one()
    read = {name: part.decode(one) for (name, part), one in zip(_DECODERS.items(), written, strict=True)}
    if not read["case"]:
        raise NotFound(title="案件")
    papers = tuple(sorted(read["papers"], key=attrgetter("id")))
    alone = {name: next(iter(read[name]), None) for name in ("case", "party", "item")}
    return Rows(**{**read, **alone, "papers": papers})


def _listed(shape: type[msgspec.Struct], source: str, order: str = "", **told: str) -> tuple[type[msgspec.Struct], str]:
    """The query for a list of a shape from `source`. A field is the column of that name of the table `t`, unless it is `told`."""
    values = ", ".join(told.get(name, f't."{name}"') for name in shape.__struct_fields__)
    return shape, f"(SELECT json_group_array(json_array({values}) {order}) {source})"


def _flags(*names: str) -> dict[str, str]:
    """Columns of `t` that are true or false."""
    return {name: f"json(iif(t.{name}, 'true', 'false'))" for name in names}


_OF_CASE = "WHERE t.case_id = :id AND t.deleted_at IS NULL"
# What is signed next and who did not agree are the roles of the first such rows; a character that counts them stands before.
_SIGNED = """(SELECT document_id,
    min(iif(signed_at IS NULL, char(48 + "order") || role, NULL)) AS waits_for,
    min(iif(signed_at IS NOT NULL AND opinion NOT IN ('agree', 'amend'), char(48 + "order") || role, NULL)) AS against
  FROM approval WHERE case_id = :id AND deleted_at IS NULL GROUP BY document_id)"""
_SERVED = """(SELECT document_id, min(effective_on) AS first
  FROM service WHERE case_id = :id AND deleted_at IS NULL GROUP BY document_id)"""
_STATE = """CASE WHEN t.voided_at IS NOT NULL THEN 'void' WHEN s.first IS NOT NULL THEN 'served'
  WHEN t.issued_at IS NOT NULL THEN 'issued' WHEN a.waits_for IS NOT NULL THEN 'signing'
  WHEN t.scan_id IS NOT NULL OR a.document_id IS NOT NULL THEN 'signed' ELSE 'draft' END"""
_BARRED = """(SELECT ground FROM recusal r
  WHERE r.person_id = t.person_id AND (r.case_id = :id OR r.party_id = (SELECT party_id FROM "case" WHERE id = :id))
    AND r.upheld IS NOT 0 AND r.deleted_at IS NULL ORDER BY r.id DESC LIMIT 1)"""
_PERSON = ("name", "kind", "certificate", "certificate_from", "certificate_until", "joined_on", "left_on")

_PARTS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "case": _listed(
        StoredCase,
        'FROM "case" t WHERE t.id = :id AND t.deleted_at IS NULL',
        facts="json(t.facts)",
        penalty_kinds="json(t.penalty_kinds)",
        **_flags("hearing_due", "review_due", "discussion_due", "crime_suspected"),
    ),
    "party": _listed(StoredParty, 'FROM party t JOIN "case" c ON c.party_id = t.id WHERE c.id = :id'),
    "item": _listed(
        StoredItem,
        'FROM power_item t JOIN "case" c ON c.item_id = t.id WHERE c.id = :id',
        granted_to="json(t.granted_to)",
        **_flags("requires_failed_correction"),
    ),
    "papers": _listed(
        PaperLine,
        f"FROM document t LEFT JOIN {_SERVED} s ON s.document_id = t.id LEFT JOIN {_SIGNED} a ON a.document_id = t.id "
        "WHERE t.subject = 'case' AND t.subject_id = :id AND t.deleted_at IS NULL",
        state=_STATE,
        served_on="s.first",
        waits_for="coalesce(substr(a.waits_for, 2), '')",
        against="coalesce(substr(a.against, 2), '')",
    ),
    "evidence": _listed(
        EvidenceLine,
        f"FROM evidence t LEFT JOIN attachment a ON a.id = t.attachment_id {_OF_CASE}",
        'ORDER BY t."order", t.id',
        sha256="a.sha256",
        **_flags("verified"),
    ),
    "timeline": _listed(
        TimelineLine,
        "FROM case_act t WHERE t.case_id = :id",
        "ORDER BY t.at, t.id",
        note="coalesce(t.note, '')",
        details="coalesce(json(t.details), json_object())",
    ),
    "deadlines": _listed(
        StoredDeadline,
        f"FROM case_deadline t {_OF_CASE} AND t.replaced_by IS NULL",
        "ORDER BY t.id",
        excluded="json(t.excluded)",
        trace="json(t.trace)",
        **_flags("provisional"),
    ),
    "goods": _listed(
        GoodsLine, f"FROM goods t {_OF_CASE}", "ORDER BY t.id", unit="coalesce(t.unit, '')", **_flags("perishable")
    ),
    "people": _listed(
        OnCase,
        f"FROM case_person t JOIN person p ON p.id = t.person_id {_OF_CASE}",
        "ORDER BY t.id",
        ground=_BARRED,
        **{name: f"p.{name}" for name in _PERSON},
    ),
    "remedies": _listed(RemedySeen, f"FROM remedy t {_OF_CASE}"),
}
_PAID = """(SELECT json_group_object(kind, total) FROM (
  SELECT kind, sum(amount) AS total FROM payment WHERE case_id = :id AND deleted_at IS NULL GROUP BY kind))"""
_ALL = text(f"SELECT {', '.join(query for _shape, query in _PARTS.values())}, {_PAID}")
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    **{name: msgspec.json.Decoder(tuple[shape, ...]) for name, (shape, _query) in _PARTS.items()},  # type: ignore[valid-type]
    "paid": msgspec.json.Decoder(dict[PaymentKind, int]),
}
