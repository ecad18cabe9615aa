"""Half-written forms: saved every few seconds while somebody types, offered again after a lock, a crash or a power cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Draft
from app.services.actor import Actor

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One half-written form. Days and instants in `values` come back as their ISO texts; `revision` is what it was read at."""

    id: str
    form: str
    record_id: str | None
    revision: int | None
    title: str
    values: Mapping[str, Any]
    saved_at: datetime


def keep(
    session: Session,
    actor: Actor,
    form: str,
    values: Mapping[str, Any],
    *,
    title: str,
    record_id: str | None = None,
    revision: int | None = None,
    draft_id: str | None = None,
) -> str:
    """Save a form as it stands; its draft id, to be passed again at the next save so that there is one draft of it."""
    draft = session.get(Draft, draft_id) if draft_id else None
    if draft is None or draft.account_id != actor.account_id:
        draft = Draft(id=clock.uuid7(), account_id=actor.account_id)
        session.add(draft)
    draft.form, draft.record_id, draft.revision = form, record_id, revision
    draft.title, draft.values = title[:LONGEST_TITLE], msgspec.json.encode(values).decode()
    draft.saved_at = clock.now()
    return draft.id


def drafts(session: Session, actor: Actor, form: str | None = None) -> list[DraftLine]:
    """The actor's drafts, newest first; of one form when `form` is given."""
    query = select(Draft).where(Draft.account_id == actor.account_id).order_by(Draft.saved_at.desc(), Draft.id.desc())
    if form is not None:
        query = query.where(Draft.form == form)
    return [
        DraftLine(
            one.id, one.form, one.record_id, one.revision, one.title, msgspec.json.decode(one.values), one.saved_at
        )
        for one in session.scalars(query)
    ]


def drop(session: Session, actor: Actor, draft_id: str) -> None:
    """Forget a draft of the actor: it was saved as a record, or thrown away. One that is gone already is no error."""
    draft = session.get(Draft, draft_id)
    if draft is not None and draft.account_id == actor.account_id:
        session.delete(draft)
