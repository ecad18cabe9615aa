"""红笔校验 for a case: its papers as sheets for `app.rules.red_pen`, and the facts that changed after a paper was made final.

Nothing that was signed is ever changed here: it is only told which papers still say the old thing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents import Form, missing
from app.documents.form import Block, Field
from app.documents.values import default_format, is_empty, show
from app.models import Approval, Case, Document
from app.rules.red_pen import CaseFacts, Finding, Kind, Sheet, check
from app.services import paper
from app.services.actor import Actor, permit
from app.services.case.people import living
from app.services.case_paper import SUBJECT, served_on
from app.services.case_paper_checks import day_of
from app.services.case_paper_values import record_values

TEXTS = frozenset({"文本", "长文", "单选", "金额", "日期", "表", "问答"})


@dataclass(frozen=True, slots=True)
class Outdated:
    """A signed or issued paper that says something the case has changed since: the field, what it says, what is true now."""

    document_id: str
    title: str
    field: str
    label: str
    says: str
    now: str


def red_pen(
    session: Session, actor: Actor, case_id: str, typed: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Finding]:
    """Everything the papers of a case contradict one another in. `typed` are values on the screen by document id."""
    permit(actor, "document.read")
    case, rows = living(session, case_id), _papers(session, case_id)
    alive = [row for row in rows if row.voided_at is None]
    sheets = [_sheet(row, (typed or {}).get(row.id)) for row in alive]
    return check(sheets, _facts(session, case, rows, alive))


def outdated(session: Session, actor: Actor, case_id: str) -> list[Outdated]:
    """The facts changed after signing, each with the papers it appears in, oldest paper first."""
    permit(actor, "document.read")
    case, rows = living(session, case_id), _papers(session, case_id)
    signed = set(
        session.scalars(
            select(Approval.document_id).where(
                Approval.case_id == case_id, Approval.signed_at.is_not(None), Approval.deleted_at.is_(None)
            )
        )
    )
    fixed = [row for row in rows if row.voided_at is None and (row.issued_at is not None or row.id in signed)]
    found = check([_sheet(row, None) for row in fixed], _facts(session, case, rows, fixed))
    forms = {row.id: paper.form_of_row(row) for row in fixed}
    return [
        Outdated(one.sheet, one.title, one.field, _label(forms[one.sheet], one.field), one.says, one.there)
        for one in found
        if one.kind is Kind.DIFFERS and not one.other and one.there
    ]


def outdated_words(found: Sequence[Outdated]) -> list[str]:
    """One sentence for each fact: 当事人电话改成了“…”，下列文书还是原来的：…"""
    facts: dict[tuple[str, str], list[Outdated]] = {}
    for one in found:
        facts.setdefault((one.field, one.now), []).append(one)
    return [
        f"“{papers[0].label}”现在是“{now}”，{len(papers)} 份已签的文书写的是原来的："
        + "、".join(f"《{one.title}》“{one.says}”" for one in papers)
        for (_field, now), papers in facts.items()
    ]


def _papers(session: Session, case_id: str) -> Sequence[Document]:
    own = Document.subject == SUBJECT, Document.subject_id == case_id, Document.deleted_at.is_(None)
    return session.scalars(select(Document).where(*own).order_by(Document.id)).all()


def _facts(session: Session, case: Case, rows: Sequence[Document], alive: Sequence[Document]) -> CaseFacts:
    kinds = {field.name: field for row in alive for field in paper.form_of_row(row).fields}
    shown = {
        name: _shown(kinds[name], value)
        for name, value in record_values(session, case).items()
        if name in kinds and not is_empty(value)
    }
    voided = frozenset(row.number for row in rows if row.voided_at is not None and row.number)
    return CaseFacts(shown, voided, served_on(session, [row.id for row in alive]))


def _sheet(row: Document, typed: Mapping[str, Any] | None) -> Sheet:
    form = paper.form_of_row(row)
    values: Mapping[str, Any] = row.values if typed is None or row.issued_at is not None else typed
    made = clock.local(row.issued_at).date() if row.issued_at else clock.today()
    filled = [field for field in form.fields if not is_empty(values.get(field.name))]
    days = {field.name: day for field in filled if (day := day_of(values[field.name])) is not None and _dated(field)}
    if typed is not None:  # what issuing it today would write
        days |= {field.name: made for field in form.fields if field.later and field.kind == "日期"}
    return Sheet(
        id=row.id, form=row.form, title=row.title.split("（", 1)[0] if form.name not in row.title else form.name,
        short=form.number, number=row.number or "", made_on=made, issued=row.issued_at is not None,
        shown={field.name: _shown(field, values[field.name]) for field in filled if field.kind in TEXTS},
        labels={field.name: field.label for field in form.fields}, days=days,
        open=tuple(field.name for field in missing(form, values)) if row.issued_at is not None else (),
        remedies=tuple(_remedies(form.blocks, values)), officers=_officers(filled, values),
    )  # fmt: skip


def _dated(field: Field) -> bool:
    return field.kind in {"日期", "日期时间", "起止时间"}


def _shown(field: Field, value: object) -> str:
    if field.kind in {"表", "问答"}:
        rows = value if isinstance(value, list) else [value]
        return "\n".join(show(row, "文本") for row in rows)
    return show(value, default_format(field.kind), field.choices)


def _officers(filled: Sequence[Field], values: Mapping[str, Any]) -> dict[str, str]:
    lists = [
        values[field.name] for field in filled if field.kind == "执法人员" and isinstance(values[field.name], list)
    ]
    people = [one for each in lists for one in each if isinstance(one, Mapping)]
    return {str(one["姓名"]): str(one["执法证号"]) for one in people if one.get("姓名") and one.get("执法证号")}


def _remedies(blocks: Sequence[Block], values: Mapping[str, Any]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "救济告知" and (not block.when or not is_empty(values.get(block.when))):
            yield block.body.text


def _label(form: Form, name: str) -> str:
    field = form.field(name)
    return field.label if field is not None else name
