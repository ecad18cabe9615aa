"""Papers: filled from what is recorded, kept as drafts, issued once and then never changed. Rendering needs no session.

A paper keeps the whole text of its template, so it prints the same after the template has a newer version. Which records
fill which form stands in `SOURCES`; what a form asks for beyond that, people fill in.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.documents import Form, Rendered, kept_pdf, missing, press, render_docx, render_pdf
from app.errors import AlreadyIssued, AttachmentDamaged, NotFound, Problem, Refused, StaleRecord
from app.models.document import Document
from app.services import attachment, form_template
from app.services.actor import Actor, permit
from app.services.paper_values import finding_values, patrol_values

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values of a form come from: `subject` is the table whose record it is made for."""

    subject: str
    values: Callable[[Session, Actor, str], tuple[str, dict[str, Any], dict[str, bytes]]]


SOURCES: Mapping[str, Source] = {"W01": Source("patrol", patrol_values), "F08": Source("finding", finding_values)}


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper ready to be shown or printed. `values` are plain JSON; `images` are photos by attachment id.

    `document_id` and `revision` are set once it is kept, `issued_at` once it is final, `kept` is the PDF it was issued as.
    """

    form_id: str
    title: str
    subject: str
    subject_id: str
    template: str
    version: str
    values: Values
    images: Mapping[str, bytes] = field(default_factory=dict)
    document_id: str | None = None
    revision: int | None = None
    issued_at: datetime | None = None
    kept: bytes = b""

    @property
    def form(self) -> Form:
        """The template this paper was made with. Raises Refused when a kept template reads no more."""
        return form_of(self)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One kept paper in a list."""

    id: str
    form_id: str
    title: str
    created_at: datetime
    issued_at: datetime | None
    issued_by: str | None


def form_of(printable: Printable) -> Form:
    """The form of a paper, from its own template text; the shipped one is read once."""
    return form_template.parsed(printable.form_id, printable.template)


def pdf(printable: Printable, *, preview: bool = False) -> Rendered:
    """The pages as they print, those of an issued paper as they were issued. Needs no session: run it off the window."""
    if printable.kept:
        return kept_pdf(printable.kept)
    draft = preview and printable.issued_at is None
    return render_pdf(printable.form, printable.values, preview=draft, images=printable.images)


def word(printable: Printable) -> bytes:
    """The same paper as DOCX, to be edited. Needs no session."""
    return render_docx(printable.form, printable.values, images=printable.images)


def print_values(session: Session, actor: Actor, form_id: str, subject_id: str) -> Printable:
    """A fresh paper for a record, filled with what is known. Raises NotFound, KeyError for a form without a source."""
    permit(actor, "document.read")
    form, source = form_template.in_force(session, form_id, clock.today()), SOURCES[form_id]
    name, values, images = source.values(session, actor, subject_id)
    title = f"{form.name}（{name}）"
    return Printable(form_id, title, source.subject, subject_id, form.source, form.version, values, images)


def papers_of(session: Session, actor: Actor, subject: str, subject_id: str) -> list[PaperLine]:
    """The kept papers of a record, newest first."""
    permit(actor, "document.read")
    rows = session.scalars(
        select(Document)
        .where(Document.subject == subject, Document.subject_id == subject_id, Document.deleted_at.is_(None))
        .order_by(Document.id.desc())
    )
    return [PaperLine(row.id, row.form, row.title, row.created_at, row.issued_at, row.issued_by) for row in rows]


def load(session: Session, actor: Actor, document_id: str) -> Printable:
    """A kept paper as it was written. Raises NotFound."""
    permit(actor, "document.read")
    row = _living(session, document_id)
    source = SOURCES.get(row.form)
    if source is not None and source.subject == row.subject:
        images = source.values(session, actor, row.subject_id)[2]
    else:
        images = _images(session, actor, row)
    return Printable(
        row.form, row.title, row.subject, row.subject_id, row.template, row.template_version, row.values, images, row.id,
        row.revision, row.issued_at, _print(session, row),
    )  # fmt: skip


def save(session: Session, actor: Actor, printable: Printable) -> Printable:
    """Keep a paper as a draft, new or again. Gaps are allowed. Raises StaleRecord, AlreadyIssued."""
    permit(actor, "document.write")
    return _keep(session, printable)


def _keep(session: Session, printable: Printable) -> Printable:
    if printable.document_id is None:
        row = Document(
            form=printable.form_id,
            title=printable.title,
            subject=printable.subject,
            subject_id=printable.subject_id,
            template=printable.template,
            template_version=printable.version,
            values=dict(printable.values),
        )
        session.add(row)
    else:
        row = _open(session, printable)
        if row.values != printable.values:
            row.values = dict(printable.values)
    session.flush()
    return replace(printable, document_id=row.id, revision=row.revision)


def issue(session: Session, actor: Actor, printable: Printable) -> Printable:
    """Make a paper final as it stands; it is kept first when it was not. Raises Refused naming every required gap."""
    permit(actor, "document.issue")
    if gaps := missing(printable.form, printable.values):
        raise Refused([Problem(gap.name, f"请填“{gap.label}”") for gap in gaps])
    kept = _keep(session, printable)
    row = _living(session, kept.document_id or "")
    row.issued_at, row.issued_by = clock.now(), actor.name
    pressed = render_pdf(kept.form, kept.values, images=kept.images).pdf
    row.print_id, row.press = attachment.keep(session, pressed, f"{row.title}.pdf"), press()
    session.flush()
    return replace(kept, revision=row.revision, issued_at=row.issued_at, kept=pressed)


def void(session: Session, actor: Actor, document_id: str, reason: str) -> None:
    """Set a paper out of use for good; one of a case goes through `case_paper`. Raises Refused without a reason, or twice."""
    permit(actor, "document.void")
    row = _living(session, document_id)
    if not reason.strip():
        raise Refused([Problem("reason", "请写明作废的原因")])
    if row.voided_at is not None:
        raise Refused([Problem("文书", f"《{row.title}》已经作废：{row.void_reason}")])
    row.voided_at, row.void_reason = clock.now(), reason.strip()
    session.flush()


def current(session: Session, actor: Actor, form_id: str, subject_id: str) -> tuple[Printable, str]:
    """The paper of a record that is in use, and why the one before it was voided: the kept one, else a fresh one.

    A draft takes over what the record knows by now where nothing was written. Raises NotFound.
    """
    fresh = print_values(session, actor, form_id, subject_id)
    rows = session.scalars(
        select(Document)
        .where(
            Document.subject == fresh.subject, Document.subject_id == subject_id, Document.form == form_id,
            Document.deleted_at.is_(None),
        )
        .order_by(Document.id.desc())
    ).all()  # fmt: skip
    row = next(iter(rows), None)
    if row is None or row.voided_at is not None:
        return fresh, row.void_reason or "" if row is not None else ""
    kept = load(session, actor, row.id)
    return kept if row.issued_at else replace(kept, values={**fresh.values, **kept.values}), ""


def form_of_row(row: Document) -> Form:
    """The form of a kept paper, from its own template text."""
    return form_template.parsed(row.form, row.template)


def named_photos(form: Form, values: Mapping[str, Any]) -> set[str]:
    """The attachment ids of the photos that the values of a paper name."""
    sheets = [one.name for one in form.fields if one.kind == "照片"]
    entries = [entry for name in sheets for entry in values.get(name) or [] if isinstance(entry, dict)]
    return {entry["图"] for entry in entries if entry.get("图")}


def photos(session: Session, actor: Actor, ids: Iterable[str]) -> dict[str, bytes]:
    """The originals of photos by attachment id. Raises NotPermitted, AttachmentDamaged."""
    return {one: attachment.open_bytes(session, actor, one) for one in ids}


def _images(session: Session, actor: Actor, row: Document) -> dict[str, bytes]:
    """The photos a paper itself names."""
    return photos(session, actor, sorted(named_photos(form_of_row(row), row.values)))


def _print(session: Session, row: Document) -> bytes:
    """The PDF a paper was issued as. One issued before prints were kept, or whose print is damaged, is laid out again."""
    try:
        return attachment.kept(session, row.print_id) if row.print_id else b""
    except (AttachmentDamaged, NotFound):
        return b""


def _living(session: Session, document_id: str) -> Document:
    row = session.get(Document, document_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="文书")
    return row


def _open(session: Session, printable: Printable) -> Document:
    """The row of a draft that may still be written."""
    row = _living(session, printable.document_id or "")
    if row.issued_at is not None:
        raise AlreadyIssued(title=row.title)
    if row.revision != printable.revision:
        raise StaleRecord(title=row.title)
    return row
