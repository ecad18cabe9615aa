"""Values of a paper out of the money of a case: no sum and no day of it is typed (缴款, 加处罚款, 催告, 申请法院, 结案).

Sums in 分. What is not owed, not paid or not yet counted is left out, and the paper shows the gap.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, CaseDeadline, Goods, Instalment, Payment
from app.rules.vocabulary_case import CaseTrack, GoodsOutcome, PaymentKind, PaymentWay
from app.services.case_parts.money import surcharge_on

PAY, SUE, RECONSIDER, APPLY = "D09", "D14", "D13", "D17"


def money_values(session: Session, case: Case, at: date) -> dict[str, Any]:
    """What is owed, paid and open on the day `at`, the days that follow from it, and the goods that were confiscated."""
    rows = select(Payment).where(Payment.case_id == case.id, Payment.deleted_at.is_(None))
    payments = session.scalars(rows.order_by(Payment.paid_on, Payment.id)).all()
    remedy = RECONSIDER if case.track is CaseTrack.SPOT else SUE
    found = {
        "救济期满日": _last_day(session, case, remedy),
        "申请期限止": _last_day(session, case, APPLY),
        **_instalments(session, case),
        **_spot(payments),
        **_confiscated(session, case),
    }
    if case.fine:
        found |= _fine(session, case, payments, at)
    return found


def _fine(session: Session, case: Case, payments: Sequence[Payment], at: date) -> dict[str, Any]:
    fine, grown = case.fine or 0, surcharge_on(session, case, at)
    paid = _sum(payments, PaymentKind.FINE)
    unpaid, more = max(fine - paid, 0), max(grown.amount - _sum(payments, PaymentKind.SURCHARGE), 0)
    other = max((case.confiscation or 0) - _sum(payments, PaymentKind.CONFISCATION), 0)
    last = _last_day(session, case, PAY)
    found: dict[str, Any] = {
        "未缴罚款": unpaid or None,
        "已缴金额": paid or None,
        "加处金额": more or None,
        "未缴没收款": other or None,
        "合计金额": unpaid + more + other or None,
        "保全金额": unpaid + more + other or None,
        "缴款期限": last,
    }
    if grown.days and last:
        found |= {
            "逾期起": (date.fromisoformat(last) + timedelta(days=1)).isoformat(),
            "逾期止": at.isoformat(),
            "逾期天数": grown.days,
        }
    receipts = [row for row in payments if row.kind is PaymentKind.FINE]
    if receipts and not unpaid:
        found |= {"缴款日期": receipts[-1].paid_on.isoformat(), "票据号": "、".join(row.receipt for row in receipts)}
    return found


def _instalments(session: Session, case: Case) -> dict[str, Any]:
    query = select(Instalment).where(Instalment.case_id == case.id, Instalment.deleted_at.is_(None))
    rows = session.scalars(query.order_by(Instalment.order, Instalment.due_on)).all()
    if len(rows) == 1:
        return {"延期至": rows[0].due_on.isoformat()}
    plan = [{"期次": f"第{row.order}期", "金额": row.amount, "截止日期": row.due_on.isoformat()} for row in rows]
    return {"分期计划": plan}


def _spot(payments: Sequence[Payment]) -> dict[str, Any]:
    """Cash taken on the spot on its way to the bank (行政处罚法 71)."""
    row = next((one for one in payments if one.way is PaymentWay.SPOT), None)
    if row is None:
        return {}
    days = {"收缴日期": row.paid_on, "交至机关日期": row.handed_in_on, "缴付银行日期": row.banked_on}
    return {"票据号": row.receipt, **{name: day.isoformat() for name, day in days.items() if day is not None}}


def _confiscated(session: Session, case: Case) -> dict[str, Any]:
    taken = Goods.outcome == GoodsOutcome.CONFISCATED
    rows = session.scalars(select(Goods).where(Goods.case_id == case.id, taken, Goods.deleted_at.is_(None)))
    listed = [
        {"名称": one.name, "规格型号": one.model or "", "数量": one.quantity, "单位": one.unit or ""} for one in rows
    ]
    return {"没收物品": listed, "处理物品": listed}


def _last_day(session: Session, case: Case, rule: str) -> str:
    """The last day of a period as it was counted, met or not; empty if it never began."""
    query = select(CaseDeadline.due).where(
        CaseDeadline.case_id == case.id, CaseDeadline.rule == rule, CaseDeadline.replaced_by.is_(None),
        CaseDeadline.deleted_at.is_(None),
    )  # fmt: skip
    return session.scalars(query.order_by(CaseDeadline.id.desc()).limit(1)).first() or ""


def _sum(rows: Sequence[Payment], kind: PaymentKind) -> int:
    return sum(row.amount for row in rows if row.kind is kind)
