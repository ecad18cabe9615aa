"""Who answers for the stationed: the head of the unit they work in and the head of the one that sent them (mission 18)."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Department, Person
from app.rules.vocabulary import PersonKind
from app.services.actor import Actor, permit


def both_heads(session: Session, actor: Actor) -> Mapping[str, str]:
    """Person -> both managers in words, for each who is stationed: `演示派驻中队 示例甲；示例区执法局 没有登记负责人`."""
    permit(actor, "roster.read")
    stationed = session.scalars(
        select(Person).where(Person.kind == PersonKind.STATIONED, Person.deleted_at.is_(None))
    ).all()
    units = session.scalars(select(Department).where(Department.deleted_at.is_(None))).all()
    by_id, by_name = {one.id: one for one in units}, {one.name: one for one in units}
    found = {}
    for one in stationed:
        here = by_id.get(one.department_id or "")
        sent = by_name.get(one.home_unit or "") or by_id.get((here.parent_id if here else None) or "")
        words = (
            _said(here, "所在单位"),
            f"{one.home_unit} 没有登记负责人" if sent is None and one.home_unit else _said(sent, "编制单位"),
        )
        found[one.id] = "；".join(words)
    return found


def _said(unit: Department | None, what: str) -> str:
    return f"{what}没有登记" if unit is None else f"{unit.name} {unit.contact or '没有登记负责人'}"
