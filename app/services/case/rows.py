"""What stands in the store of a case, hundreds of rows in one of years, read in one query.

Nobody changes these rows from the desk, so they need no records: SQLite writes each list as JSON arrays in the order of the
fields of its shape, which become frozen values in one step, instead of thousands of values one by one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.rules.checks import Member
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_case import CaseRole, RecusalGround, RemedyKind
from app.services.case.shapes import EvidenceLine, GoodsLine, PaperLine, TimelineLine

Shape = TypeVar("Shape", bound=msgspec.Struct)


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
    """The rows of a case, each list in the order in which they were made; evidence in its own order, acts by their time.

    Each paper has its state, deadlines are those not replaced, met ones too.
    """

    papers: tuple[PaperLine, ...]
    evidence: tuple[EvidenceLine, ...]
    timeline: tuple[TimelineLine, ...]
    deadlines: tuple[StoredDeadline, ...]
    goods: tuple[GoodsLine, ...]
    people: tuple[OnCase, ...]
    remedies: tuple[RemedySeen, ...]


def rows(session: Session, case_id: str) -> Rows:
    """All rows of a case as they stand in the store; what the session changed has to be flushed before."""
    papers, evidence, timeline, deadlines, goods, people, remedies = session.execute(_ALL, {"id": case_id}).one()
    return Rows(
        tuple(sorted(_PAPERS.decode(papers), key=attrgetter("id"))),
        _EVIDENCE.decode(evidence),
        _TIMELINE.decode(timeline),
        _DEADLINES.decode(deadlines),
        _GOODS.decode(goods),
        _PEOPLE.decode(people),
        _REMEDIES.decode(remedies),
    )


def _listed(shape: type[msgspec.Struct], source: str, order: str = "", **told: str) -> str:
    """The query for a list of a shape out of the tables of `source`; `told` says how a field is worked out that is no column of
    the table `t`."""
    values = ", ".join(told.get(name, f't."{name}"') for name in shape.__struct_fields__)
    return f"(SELECT json_group_array(json_array({values}) {order}) {source})"


_OF_CASE = "WHERE t.case_id = :id AND t.deleted_at IS NULL"
_FLAG = "json(iif({}, 'true', 'false'))"
# What is signed next and who did not agree are the roles of the first such rows; the order stands before the role.
_SIGNED = """(SELECT document_id,
    min(iif(signed_at IS NULL, printf('%05d', "order") || role, NULL)) AS waits_for,
    min(iif(signed_at IS NOT NULL AND opinion NOT IN ('agree', 'amend'), printf('%05d', "order") || role, NULL)) AS against
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

_ALL = text(
    "SELECT "
    + ", ".join(
        (
            _listed(
                PaperLine,
                f"FROM document t LEFT JOIN {_SERVED} s ON s.document_id = t.id LEFT JOIN {_SIGNED} a ON a.document_id = t.id "
                "WHERE t.subject = 'case' AND t.subject_id = :id AND t.deleted_at IS NULL",
                state=_STATE,
                served_on="s.first",
                waits_for="coalesce(substr(a.waits_for, 6), '')",
                against="coalesce(substr(a.against, 6), '')",
            ),
            _listed(
                EvidenceLine,
                f"FROM evidence t LEFT JOIN attachment a ON a.id = t.attachment_id {_OF_CASE}",
                'ORDER BY t."order", t.id',
                sha256="a.sha256",
                verified=_FLAG.format("t.verified"),
            ),
            _listed(
                TimelineLine,
                "FROM case_act t WHERE t.case_id = :id",
                "ORDER BY t.at, t.id",
                note="coalesce(t.note, '')",
                details="coalesce(json(t.details), json_object())",
            ),
            _listed(
                StoredDeadline,
                f"FROM case_deadline t {_OF_CASE} AND t.replaced_by IS NULL",
                "ORDER BY t.id",
                provisional=_FLAG.format("t.provisional"),
                excluded="json(t.excluded)",
                trace="json(t.trace)",
            ),
            _listed(
                GoodsLine,
                f"FROM goods t {_OF_CASE}",
                "ORDER BY t.id",
                unit="coalesce(t.unit, '')",
                perishable=_FLAG.format("t.perishable"),
            ),
            _listed(
                OnCase,
                f"FROM case_person t JOIN person p ON p.id = t.person_id {_OF_CASE}",
                "ORDER BY t.id",
                ground=_BARRED,
                **{name: f"p.{name}" for name in _PERSON},
            ),
            _listed(RemedySeen, f"FROM remedy t {_OF_CASE}"),
        )
    )
)
_PAPERS = msgspec.json.Decoder(list[PaperLine])
_EVIDENCE = msgspec.json.Decoder(tuple[EvidenceLine, ...])
_TIMELINE = msgspec.json.Decoder(tuple[TimelineLine, ...])
_DEADLINES = msgspec.json.Decoder(tuple[StoredDeadline, ...])
_GOODS = msgspec.json.Decoder(tuple[GoodsLine, ...])
_PEOPLE = msgspec.json.Decoder(tuple[OnCase, ...])
_REMEDIES = msgspec.json.Decoder(tuple[RemedySeen, ...])
