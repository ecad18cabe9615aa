"""The versions of one paper: each was made anew from the one before it after that was voided. Two of them compare."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.values import default_format, is_empty, show
from app.errors import NotFound
from app.models import Document
from app.rules.differences import Difference, differences
from app.services import paper
from app.services.actor import Actor, permit


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `why` is why it was voided, empty for the one in use."""

    id: str
    title: str
    number: str
    template: str
    created_at: datetime
    issued_at: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, the differences of what was filled in and of the template's text by lines."""

    before: Version
    after: Version
    fields: tuple[Difference, ...]
    template: tuple[Difference, ...]


def versions(session: Session, actor: Actor, document_id: str) -> list[Version]:
    """All versions of a paper, the oldest first. Raises NotFound."""
    permit(actor, "document.read")
    row = _row(session, document_id)
    chain = [row]
    while chain[0].replaces_id is not None:
        chain.insert(0, _row(session, chain[0].replaces_id))
    while (later := session.scalars(select(Document).where(Document.replaces_id == chain[-1].id)).first()) is not None:
        chain.append(later)
    return [_version(one) for one in chain]


def compare(session: Session, actor: Actor, before_id: str, after_id: str) -> Compared:
    """Where two versions differ. Raises NotFound."""
    permit(actor, "document.read")
    before, after = _row(session, before_id), _row(session, after_id)
    labels = {field.name: field.label for row in (before, after) for field in paper.form_of_row(row).fields}
    text = differences({"模板": before.template}, {"模板": after.template}, {"模板": "模板全文"})
    return Compared(
        _version(before), _version(after), tuple(differences(_shown(before), _shown(after), labels)), tuple(text)
    )


def _shown(row: Document) -> dict[str, str]:
    """What was filled in, in the words of the paper, in the order of its form."""
    form = paper.form_of_row(row)
    found = {}
    for field in form.fields:
        value = row.values.get(field.name)
        if is_empty(value):
            continue
        if isinstance(value, list) and value and isinstance(value[0], Mapping) and field.kind != "执法人员":
            found[field.name] = "\n".join(_line(entry) for entry in value)
        else:
            found[field.name] = show(value, default_format(field.kind), field.choices)
    return found | ({"文号": row.number} if row.number else {})


def _line(entry: Mapping[str, Any]) -> str:
    return "　".join(f"{name}：{show(value, '文本')}" for name, value in entry.items() if not is_empty(value))


def _version(row: Document) -> Version:
    return Version(
        row.id, row.title, row.number or "", row.template_version, row.created_at, row.issued_at, row.void_reason or ""
    )


def _row(session: Session, document_id: str) -> Document:
    row = session.get(Document, document_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="文书")
    return row
