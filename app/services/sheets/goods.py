"""Bringing a list of goods in: where things on record lie may be put right; new rows come with closed cases only.

Goods of an open case are taken by an act with its approval, and let go by one; a sheet does neither.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, Goods
from app.registers.fields import fields
from app.registers.goods import GOODS
from app.services.actor import Actor
from app.services.sheets.converting import Records


def prepare(session: Session, _actor: Actor, records: Records) -> None:
    """Refuse rows of open cases that are not on record; rows on record are left to the check of fixed columns."""
    known, closed, on_record = fields(GOODS), _closed(session), _on_record(session)
    for row, values in zip(records.rows, records.values, strict=True):
        key = (values.get("case_id"), values.get("name"), values.get("model"), values.get("taken_at"))
        if values.get("case_id") is not None and values["case_id"] not in closed and key not in on_record:
            why = "在办案件的物品由案件里的“登记保存、抽样、查封、扣押”一步登记；只有已结案件的物品可以导入"
            records.refuse(row, known["case_id"], why)


def _closed(session: Session) -> set[str]:
    return set(session.scalars(select(Case.id).where(Case.closed_on.is_not(None), Case.deleted_at.is_(None))))


def _on_record(session: Session) -> set[tuple[object, ...]]:
    query = select(Goods.case_id, Goods.name, Goods.model, Goods.taken_at).where(Goods.deleted_at.is_(None))
    return {tuple(row) for row in session.execute(query)}
