"""Which cases somebody may see: the township and the county all, an expert only those he was asked about (mission 114)."""

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Case
from app.services.actor import Actor, may, permit


def visible(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Case` every query over cases carries. Whoever may not read the register sees single cases only."""
    if may(actor, "cases.read"):
        return true()
    from app.models import Advice  # an expert alone needs it

    asked = select(Advice.case_id).where(Advice.account_id == actor.account_id, Advice.deleted_at.is_(None))
    return Case.id.in_(asked)


def seen(session: Session, actor: Actor, case_id: str) -> Case:
    """A case the actor may look into. Raises NotPermitted, NotFound; one he was not asked about is as if it were not there."""
    permit(actor, "case.read")
    query = select(Case).where(Case.id == case_id, Case.deleted_at.is_(None), visible(actor))
    case = session.scalars(query).one_or_none()
    if case is None:
        raise NotFound(title="案件")
    return case
