"""The papers an act rests on, held against what the act says, before it is taken; a decision also when it is made final."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.models import Case, Document, PowerItem, Service
from app.rules.agreement import Compared, Ours, compared, disagreements
from app.rules.vocabulary_case import PenaltyKind
from app.services import paper
from app.services.case.effect import Acting
from app.services.case.shapes import PaperLine

NOTICES = ("F19", "F20")
BASIS = "处罚依据"


def agree(acting: Acting, papers: tuple[PaperLine, ...]) -> None:
    """Each paper of the act says what the act says. Raises Refused with the field of every difference."""
    case, found = acting.case, list[Problem]()
    for one in compared().get(acting.act.key, ()):
        for form in sorted(one.forms & {line.form for line in papers}):
            row = acting.session.get_one(Document, [line for line in papers if line.form == form][-1].id)
            found += _problems(acting.session, case, one, row.values, row)
    if found:
        raise Refused(found)


def on_issue(session: Session, case: Case, row: Document, values: Mapping[str, Any]) -> list[Problem]:
    """What a paper says otherwise than the case, where that is looked at before anybody can hand the paper over."""
    rows = (one for papers in compared().values() for one in papers if one.on_issue and row.form in one.forms)
    return [problem for one in rows for problem in _problems(session, case, one, values, row)]


def _problems(session: Session, case: Case, one: Compared, values: Mapping[str, Any], row: Document) -> list[Problem]:
    form = paper.form_of_row(row)
    item = session.get(PowerItem, case.item_id) if case.item_id else None
    ours = Ours(
        frozenset(PenaltyKind.read(kind) for kind in case.penalty_kinds or ()), case.fine or 0, case.confiscation or 0,
        (item.basis if item is not None else None) or "", "" if row.form in NOTICES else _told(session, case),
    )  # fmt: skip
    return disagreements(one, form.name, values, {field.name: field.label for field in form.fields}, ours)


def _told(session: Session, case: Case) -> str:
    """On what the party was told the penalty would rest: the newest notice that was served."""
    served = select(Service.document_id).where(Service.case_id == case.id, Service.deleted_at.is_(None))
    newest = session.scalars(
        select(Document)
        .where(Document.subject == "case", Document.subject_id == case.id, Document.form.in_(NOTICES))
        .where(Document.id.in_(served), Document.voided_at.is_(None), Document.deleted_at.is_(None))
        .order_by(Document.issued_at.desc(), Document.id.desc())
    ).first()
    return str(newest.values.get(BASIS) or "") if newest is not None else ""
