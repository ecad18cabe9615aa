"""Lines of the desk out of rows: deadlines with their light, papers with their state, evidence, goods, acts."""

from datetime import date, datetime
from operator import attrgetter

import msgspec
from sqlalchemy import BindParameter, bindparam, select, text
from sqlalchemy.orm import Session

from app import clock
from app.models import CaseDeadline, Goods
from app.rules.deadlines import rule
from app.rules.lights import day_of, left, light
from app.rules.vocabulary import Light
from app.services.case import deadlines
from app.services.case.shapes import DeadlineLine, EvidenceLine, GoodsLine, PaperLine, TimelineLine, TraceLine

SUBJECT = "case"
CASE = "case_id"  # the name of the one parameter below
# Built once: putting a query together takes longer than most of them need to run.
_ID: BindParameter[str] = bindparam(CASE)
# Papers, evidence and acts, hundreds in a case of years, and nobody changes them from the desk: SQLite writes them as JSON,
# which becomes the lines of the page in one step, instead of thousands of values one by one.
_LINES = text(
    """SELECT
  (SELECT json_group_array(json_object(
     'id', d.id, 'form', d.form, 'title', d.title, 'number', d.number, 'created_at', d.created_at,
     'issued_at', d.issued_at, 'served_on', s.first, 'waits_for', coalesce(w.role, ''), 'against', coalesce(g.role, ''),
     'state', CASE WHEN d.voided_at IS NOT NULL THEN 'void' WHEN s.first IS NOT NULL THEN 'served'
       WHEN d.issued_at IS NOT NULL THEN 'issued'
       WHEN d.id IN (SELECT document_id FROM approval
                     WHERE case_id = :case_id AND signed_at IS NULL AND deleted_at IS NULL) THEN 'signing'
       WHEN d.scan_id IS NOT NULL OR
            d.id IN (SELECT document_id FROM approval WHERE case_id = :case_id AND deleted_at IS NULL) THEN 'signed'
       ELSE 'draft' END))
   FROM document d LEFT JOIN (
     SELECT document_id, min(effective_on) AS first FROM service
     WHERE case_id = :case_id AND deleted_at IS NULL GROUP BY document_id) s ON s.document_id = d.id
   LEFT JOIN (SELECT document_id, role, min("order") FROM approval
     WHERE case_id = :case_id AND signed_at IS NULL AND deleted_at IS NULL GROUP BY document_id) w ON w.document_id = d.id
   LEFT JOIN (SELECT document_id, role, min("order") FROM approval
     WHERE case_id = :case_id AND signed_at IS NOT NULL AND opinion NOT IN ('agree', 'amend') AND deleted_at IS NULL
     GROUP BY document_id) g ON g.document_id = d.id
   WHERE d.subject = 'case' AND d.subject_id = :case_id AND d.deleted_at IS NULL),
  (SELECT json_group_array(json_object(
     'id', e.id, 'order', e."order", 'kind', e.kind, 'name', e.name, 'source', e.source, 'proves', e.proves,
     'obtained_at', e.obtained_at, 'pages', e.pages, 'attachment_id', e.attachment_id, 'sha256', a.sha256,
     'verified', json(iif(e.verified, 'true', 'false'))) ORDER BY e."order", e.id)
   FROM evidence e LEFT JOIN attachment a ON a.id = e.attachment_id
   WHERE e.case_id = :case_id AND e.deleted_at IS NULL),
  (SELECT json_group_array(json_object(
     'id', id, 'act', act, 'at', at, 'on', "on", 'by', by, 'before', before, 'after', after, 'note', coalesce(note, ''),
     'details', coalesce(json(details), json_object())) ORDER BY at, id)
   FROM case_act WHERE case_id = :case_id)"""
)
_GOODS = select(Goods).where(Goods.case_id == _ID, Goods.deleted_at.is_(None)).order_by(Goods.id)
_PAPERS = msgspec.json.Decoder(list[PaperLine])
_EVIDENCE = msgspec.json.Decoder(tuple[EvidenceLine, ...])
_TIMELINE = msgspec.json.Decoder(tuple[TimelineLine, ...])
_ORDER = {Light.OVERDUE: 0, Light.SOON: 1, Light.NORMAL: 2, Light.PAUSED: 3}


def begun(row: CaseDeadline, on: date) -> bool:
    """Whether a deadline belongs on the desk of a day: its act had been taken by then."""
    return clock.local(row.created_at).date() <= on or day_of(deadlines.moment(row.start)) <= on


def deadline(row: CaseDeadline, on: date) -> DeadlineLine:
    """A stored deadline as it stands on a day."""
    one, begins, ends = rule(row.rule), deadlines.moment(row.start), deadlines.moment(row.due)
    met = row.met_on if row.met_on is not None and row.met_on <= on else None
    # a period of the party that nobody has to follow up is simply over: the office is not late
    over = met is None and day_of(ends) < on and not deadlines.asks_the_office(one)
    return DeadlineLine(
        id=row.id,
        rule=row.rule,
        title=one.title,
        whom=one.whom.value,
        start=_words(begins),
        start_event=one.start_event,
        evidence=row.evidence or "",
        due=day_of(ends),
        due_at=ends if isinstance(ends, datetime) else None,
        light=Light.NORMAL if met or over else light(begins, ends, on, rests=deadlines.rests(row)),
        left=f"{met.isoformat()} 办结" if met else "已期满" if over else left(ends, on),
        provisional=row.provisional,
        basis=row.basis,
        mark=one.mark,
        trace=tuple(TraceLine(line["day"], line["what"], line["n"]) for line in row.trace),
        excluded=deadlines.excluded_of(row),
        extended=row.extended,
        extended_by=row.extended_by or "",
        met_on=met,
        subject_id=row.subject_id,
    )


def sorted_by_light(lines: tuple[DeadlineLine, ...]) -> tuple[DeadlineLine, ...]:
    """Running ones by time left, those met at the end. One line for things with the same clock."""
    single = {(one.rule, one.start, one.due, one.met_on): one for one in reversed(lines)}
    return tuple(
        sorted(single.values(), key=lambda one: (one.met_on is not None, one.due, _ORDER[one.light], one.rule))
    )


def many(
    session: Session, case_id: str
) -> tuple[tuple[PaperLine, ...], tuple[EvidenceLine, ...], tuple[TimelineLine, ...]]:
    """The papers of a case in the order they were made, each with its state, its evidence, and what was done; one query."""
    papers, evidence, timeline = session.execute(_LINES, {CASE: case_id}).one()
    in_order = tuple(sorted(_PAPERS.decode(papers), key=attrgetter("id")))
    return in_order, _EVIDENCE.decode(evidence), _TIMELINE.decode(timeline)


def goods(session: Session, case_id: str) -> list[Goods]:
    """The goods of a case, oldest first."""
    return list(session.scalars(_GOODS, {CASE: case_id}))


def goods_line(one: Goods) -> GoodsLine:
    """One item in custody."""
    return GoodsLine(
        one.id, one.measure, one.name, one.quantity, one.unit or "", one.place, one.taken_at, one.perishable, one.outcome,
        one.outcome_on,
    )  # fmt: skip


def _words(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{clock.local(moment):%Y-%m-%d %H:%M}"
    return moment.isoformat()
