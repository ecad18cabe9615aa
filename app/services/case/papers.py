"""The papers an act yields, as drafts filled with what is known: each form once, where no draft of it is waiting already.

They come with the act, whoever took it, so no permission of their own is asked; writing on them is `case_paper`'s.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, Document
from app.paths import forms_templates
from app.rules.procedure_rows import Act
from app.services import form_template
from app.services.case.drafts import ActDraft
from app.services.case_paper_values import known_values

SUBJECT = "case"


def draft_all(session: Session, case: Case, row: Act, draft: ActDraft) -> tuple[str, ...]:
    """Ids of the drafts made for an act; a form that had to be final before it yields none, nor one the office does not have."""
    yielded = tuple(form for form in row.papers if form not in row.first)
    wanted = yielded if draft.papers is None else tuple(form for form in yielded if form in draft.papers)
    if not wanted:
        return ()
    waiting = set(
        session.scalars(
            select(Document.form).where(
                Document.subject == SUBJECT, Document.subject_id == case.id, Document.issued_at.is_(None),
                Document.voided_at.is_(None), Document.deleted_at.is_(None),
            )
        )
    )  # fmt: skip
    made = [_draft(session, case, form, draft) for form in wanted if form not in waiting and has_template(form)]
    session.add_all(made)
    session.flush()
    return tuple(one.id for one in made)


def has_template(form: str) -> bool:
    """Whether the form is among the templates."""
    return forms_templates(f"{form}.yaml").is_file()


def _draft(session: Session, case: Case, form_id: str, draft: ActDraft) -> Document:
    form = form_template.in_force(session, form_id, draft.on)
    return Document(
        form=form_id, title=f"{form.name}（{case.title}）"[:120], subject=SUBJECT, subject_id=case.id, template=form.source,
        template_version=form.version, values=known_values(session, case, form_id, draft.on),
    )  # fmt: skip
