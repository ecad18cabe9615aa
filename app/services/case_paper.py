"""Papers of a case: drafted with what is known, signed, issued with their number, never changed again; voided and made anew.

The order of things is the law's: a paper with approval rows is issued when all of them agree; a number is given when a paper is
issued, in the same unit of work; before service a mistake is answered by voiding and remaking, after it by a correction (补正).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents import Form, catalogue, missing
from app.documents.form import COMMON
from app.documents.values import is_empty
from app.errors import AlreadyIssued, NotFound, Problem, Refused, StaleRecord
from app.models import Approval, Case, Document, Service
from app.rules.number_pattern import scheme
from app.rules.vocabulary_case import Opinion, PaperState
from app.rules.workdays import Workdays
from app.services import form_template, numbering, paper, settings
from app.services.actor import Actor, permit
from app.services.case.agreeing import on_issue
from app.services.case.people import living
from app.services.case.shapes import PaperLine
from app.services.case_paper_checks import faults
from app.services.case_paper_form import approval_rows, printed_names, signing_fields
from app.services.case_paper_values import known_values
from app.services.paper import Printable
from app.services.workdays import office_workdays

SUBJECT = "case"
AGREEING = frozenset({Opinion.AGREE, Opinion.AMEND})
DECISIONS = frozenset({"F27", "F28", "F29"})  # their number is the one the register shows
ON_ISSUE = {"文号"}  # common values that issuing itself gives


def known(session: Session, actor: Actor, case_id: str, form_id: str, at: date | None = None) -> dict[str, Any]:
    """The values a new paper starts with. Raises NotFound, KeyError for a form that does not exist."""
    permit(actor, "document.read")
    return known_values(session, living(session, case_id), form_id, at or clock.today())


def draft_paper(session: Session, actor: Actor, case_id: str, form_id: str, at: date | None = None) -> Printable:
    """Keep a new draft of a form for a case, filled with what is known on that day."""
    permit(actor, "document.write")
    day = at or clock.today()
    case, form = living(session, case_id), form_template.in_force(session, form_id, day)
    values = known_values(session, case, form_id, day)
    title = f"{form.name}（{case.title}）"[:120]
    fresh = Printable(form_id, title, SUBJECT, case_id, form.source, form.version, values)
    return paper.save(session, actor, fresh)


def save_draft(session: Session, actor: Actor, document_id: str, revision: int, values: Mapping[str, Any]) -> Printable:
    """Write a draft again. Raises StaleRecord, AlreadyIssued, Refused when somebody has already signed it."""
    if signed_rows(session, document_id):
        raise Refused([Problem("文书", "已经有人签批，要修改请先撤回送签")])
    kept = paper.load(session, actor, document_id)
    return paper.save(session, actor, replace(kept, values=dict(values), revision=revision))


def issue(
    session: Session, actor: Actor, document_id: str, revision: int, *, on: date | None = None, number: str = ""
) -> Printable:
    """Make a paper final: nothing required is open, all approvals agree, number and day are put in.

    `number` is the one printed on the sheet, for forms with pre-printed numbers. Raises Refused with the name of every field
    that is missing, StaleRecord, AlreadyIssued, NoNumbers.
    """
    permit(actor, "document.issue")
    day = on or clock.today()
    kept = paper.load(session, actor, document_id)
    if kept.issued_at is not None:
        raise AlreadyIssued(title=kept.title)
    if kept.revision != revision:
        raise StaleRecord(title=kept.title)
    form, case = kept.form, living(session, kept.subject_id)
    values = {**kept.values, **{name: day.isoformat() for name in _later(form)}}
    problems = [*in_the_way(form, values, office_workdays(session), day), *unsigned(session, document_id)]
    problems += on_issue(session, case, session.get_one(Document, document_id), values)
    if problems:
        raise Refused(problems)
    use = None
    if form.number:
        use = _number(session, actor, kept, case, day, number)
        values["文号"] = use.number
    final = paper.issue(session, actor, replace(kept, values=values))
    if use is not None:
        session.get_one(Document, document_id).number = use.number
        numbering.bind(session, use, document_id)
        if case.number is None and kept.form_id in scheme().naming:
            case.number = use.number
        if kept.form_id in DECISIONS:
            case.decision_number = use.number
        session.flush()
    return paper.load(session, actor, final.document_id or document_id)


def gaps(form: Form, values: Mapping[str, Any]) -> list[Problem]:
    """What a form still lacks: its required fields, and common values it prints that the office has not set."""
    found = [Problem(field.name, f"请填“{field.label}”") for field in missing(form, values)]
    unset = (printed_names(form) & set(COMMON)) - ON_ISSUE - {field.name for field in form.fields}
    found += [
        Problem(name, f"“{name}”还没有设置，请在机关设置里填好") for name in sorted(unset) if is_empty(values.get(name))
    ]
    for field in form.fields:
        if field.kind == "表":
            found += _table_gaps(field.name, values.get(field.name), [one for one in field.columns if one.required])
    return found


def in_the_way(form: Form, values: Mapping[str, Any], workdays: Workdays, on: date) -> list[Problem]:
    """All that stops a paper as it is typed from being made final that day, but for its signatures."""
    given = {**values, **{name: on.isoformat() for name in _later(form)}}
    return [*gaps(form, given), *faults(form, given, workdays)]


def cautions(session: Session, actor: Actor, form_id: str) -> list[str]:
    """What does not stop a paper but should be asked first: open settings whose safe default the form prints."""
    permit(actor, "document.read")
    printed = printed_names(form_template.in_force(session, form_id, clock.today()))
    lines = {"管辖法院": "office.court", "复议机关": "office.reconsideration_body"}
    return [
        f"“{settings.shipped()[key].label}”还没有设置，文书上印默认的写法，请先问清再定稿"
        for name, key in lines.items()
        if name in printed and settings.shipped()[key].mark is settings.Mark.OPEN and not settings.get(session, key)
    ]


def void(session: Session, actor: Actor, document_id: str, reason: str) -> None:
    """Set a paper out of use, with its number, for good. Raises Refused without a reason, the second time, or after service."""
    permit(actor, "document.void")
    row = _living(session, document_id)
    if not reason.strip():
        raise Refused([Problem("reason", "请写明作废的原因")])
    if row.voided_at is not None:
        raise Refused([Problem("文书", f"《{row.title}》已经作废：{row.void_reason}")])
    if served_on(session, [document_id]):
        raise Refused([Problem("文书", f"《{row.title}》已经送达，不能作废；有错误的用补正通知书更正")])
    row.voided_at, row.void_reason = clock.now(), reason.strip()
    session.flush()
    if row.number is not None:
        numbering.void(session, actor, row.number, reason)


def remake(session: Session, actor: Actor, document_id: str) -> Printable:
    """A new draft in place of a voided paper, with the template of today and its values, but what was signed: who signs signs
    this one. Raises Refused unless it is voided."""
    permit(actor, "document.write")
    old = _living(session, document_id)
    if old.voided_at is None:
        raise Refused([Problem("文书", f"《{old.title}》还没有作废，不用重做")])
    form = form_template.in_force(session, old.form, clock.today())
    signed = signing_fields(paper.form_of_row(old)) | signing_fields(form)
    values = {name: value for name, value in old.values.items() if name not in {*ON_ISSUE, *_later(form), *signed}}
    made = Document(
        form=old.form, title=old.title, subject=old.subject, subject_id=old.subject_id, template=form.source,
        template_version=form.version, values=values, replaces_id=old.id,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return paper.load(session, actor, made.id)


def papers(session: Session, actor: Actor, case_id: str) -> list[PaperLine]:
    """The papers of a case with where each stands, in the order in which they were begun; voided ones too."""
    permit(actor, "document.read")
    case = living(session, case_id)
    rows = session.scalars(
        select(Document)
        .where(Document.subject == SUBJECT, Document.subject_id == case_id, Document.deleted_at.is_(None))
        .order_by(Document.id)
    ).all()
    ids = [row.id for row in rows]
    served, signing = served_on(session, ids), _signing(session, case_id)
    return [
        PaperLine(
            row.id, row.form, row.title, row.number, state_of(row, case, signing.get(row.id), row.id in served),
            row.created_at, row.issued_at, served.get(row.id),
        )
        for row in rows
    ]  # fmt: skip


def in_filing_order(lines: Iterable[PaperLine]) -> list[PaperLine]:
    """Papers as they lie in the file (案卷), those of one form by age; voided ones last."""
    place = {entry.id: entry.order for entry in catalogue()}
    last = max(place.values(), default=0) + 1
    return sorted(lines, key=lambda one: (one.state is PaperState.VOID, place.get(one.form, last), one.id))


def replaced_by(session: Session, actor: Actor, document_id: str) -> str | None:
    """The paper that this one was made anew from."""
    permit(actor, "document.read")
    return _living(session, document_id).replaces_id


def void_reason(session: Session, actor: Actor, document_id: str) -> str:
    """Why a paper was set out of use; empty while it is not."""
    permit(actor, "document.read")
    return _living(session, document_id).void_reason or ""


def state_of(row: Document, case: Case, signing: bool | None, served: bool) -> PaperState:  # noqa: FBT001
    """Where a paper stands. `signing` is None without approval rows, else whether all of them are signed."""
    if row.voided_at is not None:
        return PaperState.VOID
    if row.issued_at is None:
        return {None: PaperState.DRAFT, False: PaperState.SIGNING, True: PaperState.SIGNED}[signing]
    if case.archived_on is not None:
        return PaperState.FILED
    return PaperState.SERVED if served else PaperState.ISSUED


def served_on(session: Session, ids: list[str]) -> dict[str, date]:
    """The earliest day on which a service of each paper took effect."""
    rows = session.scalars(select(Service).where(Service.document_id.in_(ids), Service.deleted_at.is_(None)))
    found: dict[str, date] = {}
    for row in rows:
        found[row.document_id] = min(found.get(row.document_id, row.effective_on), row.effective_on)
    return found


def approvals(session: Session, document_id: str) -> list[Approval]:
    """The approval rows of the round that is running, in their order."""
    rows = select(Approval).where(Approval.document_id == document_id, Approval.deleted_at.is_(None))
    return list(session.scalars(rows.order_by(Approval.order)))


def signed_rows(session: Session, document_id: str) -> list[Approval]:
    """Those of them that are signed."""
    return [row for row in approvals(session, document_id) if row.signed_at is not None]


def unsigned(session: Session, document_id: str) -> list[Problem]:
    """Approval rows that stand in the way of issuing: open ones, and those that did not agree."""
    form = paper.form_of_row(_living(session, document_id))
    rows = {row.role: row for row in approvals(session, document_id)}
    found = []
    for wanted in approval_rows(form):
        row = rows.get(wanted.role)
        if row is None or row.signed_at is None:
            found.append(Problem(wanted.opinion, f"“{wanted.role}”还没有签批"))
        elif row.opinion not in AGREEING:
            label = row.opinion.label if row.opinion is not None else ""
            found.append(Problem(wanted.opinion, f"“{wanted.role}”的意见是“{label}”，不能定稿"))
    return found


def _signing(session: Session, case_id: str) -> dict[str, bool]:
    rows = session.scalars(select(Approval).where(Approval.case_id == case_id, Approval.deleted_at.is_(None)))
    found: dict[str, bool] = {}
    for row in rows:
        found[row.document_id] = found.get(row.document_id, True) and row.signed_at is not None
    return found


def _number(session: Session, actor: Actor, kept: Printable, case: Case, day: date, printed: str) -> Any:
    if kept.form_id in scheme().printed and printed:
        return numbering.take_printed(session, kept.form, printed)
    same = select(Document.id).where(Document.subject == SUBJECT, Document.subject_id == case.id)
    return numbering.allocate(
        session, actor, kept.form, day, body=case.deciding_body, sharing=frozenset(session.scalars(same))
    )


def _later(form: Form) -> list[str]:
    return [field.name for field in form.fields if field.later and field.kind == "日期"]


def _table_gaps(name: str, value: object, required: list[Any]) -> list[Problem]:
    entries = value if isinstance(value, list) else []
    return [
        Problem(name, f"第 {number} 行请填“{column.label}”", number)
        for number, entry in enumerate(entries, 1)
        for column in required
        if isinstance(entry, Mapping) and is_empty(entry.get(column.name))
    ]


def _living(session: Session, document_id: str) -> Document:
    row = session.get(Document, document_id)
    if row is None or row.deleted_at is not None or row.subject != SUBJECT:
        raise NotFound(title="文书")
    return row
