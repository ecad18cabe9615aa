"""What the register may not do to a case: take back what an act wrote, or delete a case on which somebody has acted.

Procedure is recorded from beginning to end (行政处罚法 47); a mistake is answered by another act.
"""

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.models import CaseAct, Op
from app.registers.case import BY_ACTS
from app.rules.vocabulary import OpKind

WRITTEN = frozenset(BY_ACTS) | {"facts", "crime_suspected"}


def before_delete(session: Session, case_id: str) -> None:
    """Raises Refused once an act was taken."""
    if _acted_on(session, case_id):
        words = (
            "案件已经开始办理，不能删除；不办的请走不予立案、撤销立案或者移送（《中华人民共和国行政处罚法》第四十七条）"
        )
        raise Refused([Problem("state", words)])


def after_undo(session: Session, case_id: str) -> None:
    """Raises Refused when the change that was taken back is one an act had written; the unit of work drops it with it."""
    last = session.scalars(
        select(Op).where(Op.tbl == "case", Op.row == case_id).order_by(Op.hlc.desc()).limit(1)
    ).one()  # the undo itself is written to the journal at the end only
    changed = msgspec.json.decode(last.body).get("fields", {}).keys()
    by_act = last.kind != OpKind.CREATE and WRITTEN & changed
    if by_act or (last.kind == OpKind.CREATE and _acted_on(session, case_id)):
        words = "办理结果由办案步骤写入，不能撤销；办错的请另办一步更正（《中华人民共和国行政处罚法》第四十七条）"
        raise Refused([Problem("state", words)])


def _acted_on(session: Session, case_id: str) -> bool:
    return session.scalar(select(CaseAct.id).where(CaseAct.case_id == case_id).limit(1)) is not None
