"""The recycle bin of a register: a deleted record keeps everything and can come back for 30 days."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Refused, StaleRecord
from app.registers.catalogue import register
from app.registers.fields import fields
from app.services.actor import Actor, permit
from app.services.case import keeping
from app.services.register import away
from app.services.register.clashes import clashes
from app.services.register.editing import found, whole_revision
from app.services.register.reading import title_of, values_of
from app.services.register.shapes import Binned

KEPT = timedelta(days=30)
# Registers whose records may not always be deleted: they raise Refused.
_BEFORE_DELETE: Mapping[str, Callable[[Session, str], None]] = {
    "cases": keeping.before_delete,
    "absences": away.refuse_entered,
}


def delete(session: Session, actor: Actor, key: str, record_id: str, revision: int | None = None) -> str:
    """Put a record into the recycle bin; its title. Raises NotFound, Refused, StaleRecord when `revision` is not the newest."""
    spec = register(key)
    permit(actor, f"{spec.action}.delete")
    record = found(session, spec, record_id)
    title = title_of(spec, values_of(record, [spec.title_field]))
    if revision is not None and whole_revision(session, spec, record) != revision:
        raise StaleRecord(title=title)
    if key in _BEFORE_DELETE:
        _BEFORE_DELETE[key](session, record_id)
    record.deleted_at = clock.now()
    session.flush()
    away.follow(session, spec, record)
    return title


def restore(session: Session, actor: Actor, key: str, record_id: str) -> str:
    """Take a record out of the recycle bin; its title. Raises NotFound, Refused when its numbers were given to another since."""
    spec = register(key)
    permit(actor, "recycle.restore")
    record = found(session, spec, record_id, deleted=True)
    values = values_of(record, {*fields(spec), spec.title_field})
    if record.deleted_at is None or record.deleted_at < clock.now() - KEPT:
        raise NotFound(title=title_of(spec, values))
    if problems := list(clashes(session, spec, values, record_id, set(values))):
        raise Refused(problems)
    if key == "absences":
        away.refuse_entered(session, record_id)
    record.deleted_at = None
    session.flush()
    away.follow(session, spec, record)
    return title_of(spec, values)


def recycle_bin(session: Session, actor: Actor, key: str, limit: int = 1000) -> tuple[Binned, ...]:
    """What was deleted within the last 30 days, newest first."""
    spec = register(key)
    permit(actor, "recycle.read")
    columns = spec.model.__table__.columns
    query = select(columns.id, columns[spec.title_field], columns.deleted_at)
    query = query.where(columns.deleted_at >= clock.now() - KEPT).order_by(columns.deleted_at.desc()).limit(limit)
    return tuple(
        Binned(row_id, title or spec.noun, deleted_at, clock.local(deleted_at).date() + KEPT)
        for row_id, title, deleted_at in session.execute(query)
    )
