"""Lines of the desk out of rows: deadlines with their light, papers with their state, evidence, goods, acts."""

from datetime import date, datetime

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Approval, Attachment, CaseAct, CaseDeadline, Document, Evidence, Goods, Service
from app.rules.deadlines import rule
from app.rules.lights import day_of, left, light
from app.rules.procedure import procedure
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import PaperState
from app.services.case import deadlines
from app.services.case.shapes import DeadlineLine, EvidenceLine, GoodsLine, PaperLine, TimelineLine, TraceLine

SUBJECT = "case"
CASE = "case_id"  # the name of the one parameter below
# Built once: putting a query together takes longer than most of them need to run.
_ID: BindParameter[str] = bindparam(CASE)
_OPEN_ROWS, _SIGNED_ROWS = (
    select(func.count()).where(Approval.document_id == Document.id, signed, Approval.deleted_at.is_(None))
    for signed in (Approval.signed_at.is_(None), Approval.signed_at.is_not(None))
)
_SERVED_ON = select(func.min(Service.effective_on)).where(
    Service.document_id == Document.id, Service.deleted_at.is_(None)
)
_PAPERS = (
    select(
        Document.id, Document.form, Document.title, Document.number, Document.created_at, Document.issued_at,
        Document.voided_at, Document.scan_id, _OPEN_ROWS.scalar_subquery(), _SIGNED_ROWS.scalar_subquery(),
        _SERVED_ON.scalar_subquery(),
    )
    .where(Document.subject == SUBJECT, Document.subject_id == _ID, Document.deleted_at.is_(None))
    .order_by(Document.id)
)  # fmt: skip
_EVIDENCE = (
    select(Evidence, Attachment.sha256)
    .outerjoin(Attachment, Attachment.id == Evidence.attachment_id)
    .where(Evidence.case_id == _ID, Evidence.deleted_at.is_(None))
    .order_by(Evidence.order, Evidence.id)
)
_GOODS = select(Goods).where(Goods.case_id == _ID, Goods.deleted_at.is_(None)).order_by(Goods.id)
_ORDER = {Light.OVERDUE: 0, Light.SOON: 1, Light.NORMAL: 2, Light.PAUSED: 3}


def begun(row: CaseDeadline, on: date) -> bool:
    """Whether a deadline belongs on the desk of a day: its act had been taken by then."""
    return clock.local(row.created_at).date() <= on or day_of(deadlines.moment(row.start)) <= on


def deadline(row: CaseDeadline, on: date) -> DeadlineLine:
    """A stored deadline as it stands on a day."""
    one, begins, ends = rule(row.rule), deadlines.moment(row.start), deadlines.moment(row.due)
    met = row.met_on if row.met_on is not None and row.met_on <= on else None
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
        light=Light.NORMAL if met else light(begins, ends, on, rests=deadlines.rests(row)),
        left=f"{met.isoformat()} 办结" if met else left(ends, on),
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


def papers(session: Session, case_id: str) -> tuple[PaperLine, ...]:
    """The papers of a case in the order they were made, each with its state, in one query."""
    found = []
    for one in session.execute(_PAPERS, {CASE: case_id}):
        key, form, title, number, created, issued, voided, scan, open_rows, signed_rows, served_on = one
        if voided is not None:
            state = PaperState.VOID
        elif served_on is not None:
            state = PaperState.SERVED
        elif issued is not None:
            state = PaperState.ISSUED
        elif open_rows:
            state = PaperState.SIGNING
        else:
            state = PaperState.SIGNED if signed_rows or scan else PaperState.DRAFT
        found.append(PaperLine(key, form, title, number, state, created, issued, served_on))
    return tuple(found)


def evidence(session: Session, case_id: str) -> tuple[EvidenceLine, ...]:
    """The evidence of a case in its order, with the hash of each original."""
    return tuple(
        EvidenceLine(
            one.id, one.order, one.kind, one.name, one.source, one.proves, one.obtained_at, one.pages, one.attachment_id,
            sha256, one.verified,
        )
        for one, sha256 in session.execute(_EVIDENCE, {CASE: case_id})
    )  # fmt: skip


def goods(session: Session, case_id: str) -> list[Goods]:
    """The goods of a case, oldest first."""
    return list(session.scalars(_GOODS, {CASE: case_id}))


def goods_line(one: Goods) -> GoodsLine:
    """One item in custody."""
    return GoodsLine(
        one.id, one.measure, one.name, one.quantity, one.unit or "", one.place, one.taken_at, one.perishable, one.outcome,
        one.outcome_on,
    )  # fmt: skip


def act(one: CaseAct) -> TimelineLine:
    """An act that was taken."""
    known = procedure().acts.get(one.act)
    return TimelineLine(
        one.id, one.act, known.title if known is not None else one.act, one.at, one.on, one.by, one.before, one.after,
        one.note or "", one.details or {},
    )  # fmt: skip


def _words(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{clock.local(moment):%Y-%m-%d %H:%M}"
    return moment.isoformat()
