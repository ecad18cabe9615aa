"""After the decision: service, payment, deferral, remedies and the court (行政处罚法 66–73; 行政强制法 53, 54)."""

from datetime import date

from sqlalchemy import func, select

from app.errors import Refused
from app.models import Case, Instalment, Payment, Remedy
from app.rules.lights import day_of
from app.rules.vocabulary_case import PaymentKind, RemedyKind
from app.services.case import deadlines
from app.services.case.effect import Acting
from app.services.case.rows import StoredCase
from app.services.case_parts.quality import closing_problem
from app.services.case_parts.serving import unserved


def served(acting: Acting) -> None:
    """The day of receipt: pay, remedies and the court window are counted from it."""
    acting.case.served_on = acting.day


def decided_on_the_spot(acting: Acting) -> None:
    """Decided and handed over at once (行政处罚法 52)."""
    acting.case.decided_on = acting.case.served_on = acting.on


def outstanding(case: Case | StoredCase, paid: int) -> int:
    """What of fine and confiscation is not paid, in 分."""
    return max(0, (case.fine or 0) + (case.confiscation or 0) - paid)


def paid_in_full(acting: Acting) -> None:
    """Performed is only what was paid, by receipts (行政处罚法 67, 70)."""
    kinds = (PaymentKind.FINE, PaymentKind.CONFISCATION)
    paid = acting.session.scalar(
        select(func.coalesce(func.sum(Payment.amount), 0)).where(
            Payment.case_id == acting.case.id, Payment.kind.in_(kinds), Payment.deleted_at.is_(None),
            Payment.paid_on <= acting.on,
        )
    )  # fmt: skip
    if open_sum := outstanding(acting.case, paid or 0):
        acting.refuse(
            "fine", f"还有 {open_sum / 100:.2f} 元没有缴清或者没有登记票据（《中华人民共和国行政处罚法》第六十七条）"
        )


def put_off(acting: Acting) -> None:
    """Instalments add up to the fine; the day to pay and, where it is later, the court window move to their end (66, 72)."""
    schedule: list[tuple[int, date]] = sorted(acting.values["instalments"], key=lambda one: one[1])
    total = sum(amount for amount, _due in schedule)
    if total != (acting.case.fine or 0):
        acting.refuse(
            "instalments", f"各期合计 {total / 100:.2f} 元，与罚款 {(acting.case.fine or 0) / 100:.2f} 元不符"
        )
    if schedule[0][1] <= acting.on:
        acting.refuse("instalments", "第一期的截止日期要晚于批准日期")
    for old in acting.session.scalars(select(Instalment).where(Instalment.case_id == acting.case.id)):
        old.deleted_at = old.deleted_at or old.created_at
    acting.session.add_all(
        Instalment(case_id=acting.case.id, order=order, amount=amount, due_on=due)
        for order, (amount, due) in enumerate(schedule, 1)
    )
    last = schedule[-1][1]
    for row in deadlines.running(acting.session, acting.case.id, "D09"):
        deadlines.put_off(
            acting.session, row, last, "F36", "批准暂缓或者分期缴纳，到最后一期截止（行政处罚法第六十六条）"
        )
    for row in deadlines.running(acting.session, acting.case.id, "D17"):
        if last > date.fromisoformat(row.start):  # a deferral that ends earlier does not shorten the window
            deadlines.again(acting.session, row, begins=last)


def open_remedy(acting: Acting) -> None:
    """A remedy begins; on-the-spot decisions go to reconsideration first (行政复议法 23)."""
    kind: RemedyKind = acting.values["remedy_kind"]
    earlier = _remedies(acting)
    if kind is RemedyKind.LITIGATION and acting.case.state == "spot_decided" and not earlier:
        acting.warn("remedy_kind", "对当场处罚不服的先申请行政复议，再起诉（《中华人民共和国行政复议法》第二十三条）")
    acting.session.add(Remedy(case_id=acting.case.id, kind=kind, applied_on=acting.on))
    acting.session.flush()


def close_remedy(acting: Acting) -> None:
    """The result came in: fifteen days to sue follow a reconsideration, and the surcharge leaves out the days between (73)."""
    for row in _remedies(acting):
        if row.ended_on is not None:
            continue
        row.ended_on, row.outcome = acting.on, acting.values["remedy_outcome"]
        acting.values["remedy_kind"] = row.kind.value
        for clock_row in deadlines.running(acting.session, acting.case.id, "D10"):
            out = (*deadlines.excluded_of(clock_row), (row.applied_on, acting.on))
            deadlines.again(acting.session, clock_row, excluded=out)
    acting.session.flush()


def window_open(acting: Acting) -> None:
    """The three months to apply; a court refuses what is late without good reason, so it is told and kept."""
    for row in deadlines.running(acting.session, acting.case.id, "D17"):
        last = day_of(deadlines.moment(row.due))
        if acting.on > last:
            acting.warn(
                "on", f"申请强制执行的期限到 {last.isoformat()}，已经超过，法院可能不予受理（行政强制法第五十三条）"
            )


def scored(acting: Acting) -> None:
    """The quality sheet was filled in without a veto, where the office asks for it (案卷评查)."""
    if problem := closing_problem(acting.session, acting.case):
        raise Refused([problem])


def all_served(acting: Acting) -> None:
    """Every paper that went to the party has its 送达回证 before the case is closed (民事诉讼法 87)."""
    if papers := unserved(acting.session, acting.actor, acting.case.id):
        names = "、".join(f"《{one.title}》" for one in papers)
        acting.refuse("papers", f"还不能结案：{names}没有送达回证（《中华人民共和国民事诉讼法》第八十七条，缺F34）")


def _remedies(acting: Acting) -> list[Remedy]:
    query = select(Remedy).where(Remedy.case_id == acting.case.id, Remedy.deleted_at.is_(None)).order_by(Remedy.id)
    return list(acting.session.scalars(query))
