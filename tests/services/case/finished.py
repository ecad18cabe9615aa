"""Papers of a case that are simply there: final, and served where the party gets them. How they are filled is not tried here."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.documents import load_form
from app.models import Case, Document, Service
from app.rules.procedure import procedure
from app.rules.service import handed_over
from app.rules.vocabulary_case import ServiceMethod
from app.services.case.facts import facts


def finish_papers(
    session: Session,
    case: Case,
    act_key: str,
    day: date,
    fields: Mapping[str, Any],
    known: frozenset[str] | None = None,
) -> list[str]:
    """Each paper that the act waits for and that is not final; the forms of those made. `known`: the facts, where read before."""
    row = procedure().acts[act_key]
    if case.state not in row.sources or not row.first:
        return []
    gate = procedure().gate(act_key, case.state, facts(session, case, day) if known is None else known, fields)
    missing = [one for one in gate.missing if one.final] if gate else []
    exact = [one.needs[0].fact for one in missing if len(one.needs) == 1]
    open_choice = [one.needs[-1].fact for one in missing if len(one.needs) > 1 and not exact]
    forms = list(dict.fromkeys((*exact, *open_choice)))
    for form in forms:
        finish(session, case.id, form, day)
    return forms


def finish(session: Session, case_id: str, form_id: str, day: date, *, serve: bool = True) -> str:
    """One paper of a form, final and where needed served; its id."""
    source, version = _template(form_id)
    row = Document(
        form=form_id, title=form_id, subject="case", subject_id=case_id, template=source, template_version=version,
        values={}, issued_at=clock.now(), issued_by="演示",
    )  # fmt: skip
    session.add(row)
    session.flush()
    if serve and form_id in handed_over():
        session.add(
            Service(
                document_id=row.id, case_id=case_id, method=ServiceMethod.DIRECT, done_on=day, effective_on=day,
                recipient="示例当事人",
            )
        )  # fmt: skip
        session.flush()
    return row.id


@cache
def _template(form_id: str) -> tuple[str, str]:
    form = load_form(form_id)
    return form.source, form.version
