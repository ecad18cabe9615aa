"""Money of a case in 分: receipts, cash taken on the spot on its way to the bank, what is owed, and whether all of it agrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem
from app.models import Case, CaseDeadline, Goods, Instalment, Payment, Remedy
from app.rules.refusals import problem, yuan
from app.rules.spot import SpotGround, collect_problems
from app.rules.surcharge import Surcharge, grown
from app.rules.vocabulary_case import CaseTrack, GoodsOutcome, PaymentKind, PaymentWay
from app.services.actor import Actor, permit
from app.services.case import deadlines, people
from app.services.case_parts.seen import seen
from app.services.case_parts.standing import refuse_if

HAND_IN, BANK, PAY = "D11", "D12", "D09"


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """Money that came in. `spot_ground` says why cash was taken, `asked` that the party itself asked to pay there."""

    kind: PaymentKind
    way: PaymentWay
    amount: int
    paid_on: date
    receipt: str
    spot_ground: SpotGround | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """A receipt as it is kept."""

    id: str
    kind: PaymentKind
    way: PaymentWay
    amount: int
    paid_on: date
    receipt: str
    spot_ground: str
    handed_in_on: date | None
    banked_on: date | None


@dataclass(frozen=True, slots=True)
class Balance:
    """One kind of money of a case: owed, paid and open, in 分."""

    kind: PaymentKind
    owed: int
    paid: int

    @property
    def open(self) -> int:
        """What is not paid yet; below zero when too much came in."""
        return self.owed - self.paid


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """All money of a case on a day. `differences` says in words what does not agree; empty when all of it does."""

    on: date
    balances: tuple[Balance, ...]
    surcharge: Surcharge
    payments: tuple[PaymentSeen, ...]
    differences: tuple[str, ...]


def record_payment(session: Session, actor: Actor, case_id: str, draft: PaymentDraft) -> str:
    """Keep a receipt; cash starts the two working days to hand it in (行政处罚法 71). The id. Raises Refused."""
    permit(actor, "money.record")
    case = people.living(session, case_id)
    refuse_if(_problems(session, case, draft))
    row = Payment(
        case_id=case.id, kind=draft.kind, way=draft.way, amount=draft.amount, paid_on=draft.paid_on,
        receipt=draft.receipt.strip(), spot_ground=draft.spot_ground.label if draft.spot_ground else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    if draft.way is PaymentWay.SPOT:
        deadlines.start(session, case, HAND_IN, draft.paid_on, evidence=f"票据 {row.receipt}", subject_id=row.id)
    return row.id


def hand_in(session: Session, actor: Actor, payment_id: str, on: date) -> None:
    """The officer gave the cash to the agency; two working days to the bank begin. Raises Refused, NotFound."""
    permit(actor, "money.record")
    row = _cash(session, payment_id)
    if not row.paid_on <= on <= clock.today() or row.handed_in_on is not None:
        refuse_if([problem("money.order", under="handed_in_on")])
    row.handed_in_on = on
    case = people.living(session, row.case_id)
    deadlines.meet(session, case, {HAND_IN}, on, {row.id})
    deadlines.start(session, case, BANK, on, evidence=f"票据 {row.receipt} 交至机关", subject_id=row.id)


def bank(session: Session, actor: Actor, payment_id: str, on: date) -> None:
    """The agency paid the cash in at the bank. Raises Refused, NotFound."""
    permit(actor, "money.record")
    row = _cash(session, payment_id)
    if row.handed_in_on is None or not row.handed_in_on <= on <= clock.today() or row.banked_on is not None:
        refuse_if([problem("money.order")])
    row.banked_on = on
    deadlines.meet(session, people.living(session, row.case_id), {BANK}, on, {row.id})


def list_payments(session: Session, actor: Actor, case_id: str) -> tuple[PaymentSeen, ...]:
    """The receipts of a case by day."""
    return tuple(_seen(row) for row in _payments(session, seen(session, actor, case_id)))


def reconcile(session: Session, actor: Actor, case_id: str, *, at: date | None = None) -> Reconciliation:
    """What is owed, paid and open on a day, and everything that does not agree."""
    case, on = seen(session, actor, case_id), at or clock.today()
    rows = _payments(session, case)
    surcharge = surcharge_on(session, case, on)
    owed = {
        PaymentKind.FINE: case.fine or 0,
        PaymentKind.CONFISCATION: case.confiscation or 0,
        PaymentKind.SURCHARGE: surcharge.amount,
        PaymentKind.SALE: _sold(session, case),
    }
    balances = tuple(Balance(kind, due, _paid(rows, kind)) for kind, due in owed.items())
    return Reconciliation(
        on, balances, surcharge, tuple(_seen(row) for row in rows), tuple(_differences(balances, rows))
    )


def surcharge_on(session: Session, case: Case, on: date) -> Surcharge:
    """The surcharge until a day, by instalments where there are some, stopped while a remedy is open (行政处罚法 72, 73)."""
    query = select(Instalment).where(Instalment.case_id == case.id, Instalment.deleted_at.is_(None))
    dues = [(one.due_on, one.amount) for one in session.scalars(query.order_by(Instalment.due_on))]
    if not dues and case.fine and (last := _last_day_to_pay(session, case)):
        dues = [(last, case.fine)]
    paid = [(row.paid_on, row.amount) for row in _payments(session, case) if row.kind is PaymentKind.FINE]
    remedies = session.scalars(select(Remedy).where(Remedy.case_id == case.id, Remedy.deleted_at.is_(None)))
    return grown(dues, paid, on, [(one.applied_on, one.ended_on) for one in remedies])


def _last_day_to_pay(session: Session, case: Case) -> date | None:
    """The last day of D09 as it was counted, met or not."""
    query = select(CaseDeadline.due).where(
        CaseDeadline.case_id == case.id, CaseDeadline.rule == PAY, CaseDeadline.replaced_by.is_(None),
        CaseDeadline.deleted_at.is_(None),
    )  # fmt: skip
    due = session.scalars(query.order_by(CaseDeadline.id.desc())).first()
    return date.fromisoformat(due) if due else None


def _problems(session: Session, case: Case, draft: PaymentDraft) -> list[Problem]:
    receipt = draft.receipt.strip()
    taken = select(Payment.id).where(Payment.receipt == receipt, Payment.deleted_at.is_(None))
    found = [
        problem(key)
        for key, wrong in (
            ("money.amount", draft.amount <= 0), ("money.future", draft.paid_on > clock.today()),
            ("money.receipt", not receipt), ("money.no_decision", _too_early(case, draft.kind)),
        )
        if wrong
    ]  # fmt: skip
    if receipt and session.scalar(taken.limit(1)):
        found.append(problem("money.receipt_again", receipt=receipt))
    if draft.way is PaymentWay.SPOT:
        found += _cash_problems(case, draft)
    return found + _too_much(session, case, draft)


def _too_early(case: Case, kind: PaymentKind) -> bool:
    """What is sold to keep it from spoiling brings money before there is a decision; nothing else does."""
    return case.decided_on is None and kind is not PaymentKind.SALE


def _cash_problems(case: Case, draft: PaymentDraft) -> list[Problem]:
    if draft.kind is not PaymentKind.FINE:
        return [problem("money.spot_only_fine")]
    on_the_spot = case.track is CaseTrack.SPOT
    return collect_problems(case.fine or 0, draft.spot_ground, on_the_spot=on_the_spot, asked=draft.asked)


def _too_much(session: Session, case: Case, draft: PaymentDraft) -> list[Problem]:
    """Nobody pays more than he owes: a typing slip, or a receipt of another case."""
    owed = {PaymentKind.FINE: case.fine or 0, PaymentKind.CONFISCATION: case.confiscation or 0}
    if draft.kind is PaymentKind.SURCHARGE:
        owed[draft.kind] = surcharge_on(session, case, draft.paid_on).amount
    if draft.kind not in owed:
        return []
    left = owed[draft.kind] - _paid(_payments(session, case), draft.kind)
    return [problem("money.too_much", kind=draft.kind.label, open=yuan(max(left, 0)))] if draft.amount > left else []


def _differences(balances: Sequence[Balance], rows: Sequence[Payment]) -> list[str]:
    words = []
    for one in balances:
        if one.open > 0:
            words.append(f"{one.kind.label}还有 {yuan(one.open)} 元没有收到")
        elif one.open < 0:
            words.append(f"{one.kind.label}多收 {yuan(-one.open)} 元")
    for row in rows:
        if row.way is PaymentWay.SPOT and row.banked_on is None:
            where = "还没有交至机关" if row.handed_in_on is None else "还没有缴付银行"
            words.append(f"票据 {row.receipt} 当场收缴的 {yuan(row.amount)} 元{where}")
    return words


def _sold(session: Session, case: Case) -> int:
    sold = Goods.outcome == GoodsOutcome.SOLD
    prices = select(Goods.sale_price).where(Goods.case_id == case.id, sold, Goods.deleted_at.is_(None))
    return sum(price or 0 for price in session.scalars(prices))


def _payments(session: Session, case: Case) -> list[Payment]:
    query = select(Payment).where(Payment.case_id == case.id, Payment.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Payment.paid_on, Payment.id)))


def _paid(rows: Sequence[Payment], kind: PaymentKind) -> int:
    return sum(row.amount for row in rows if row.kind is kind)


def _cash(session: Session, payment_id: str) -> Payment:
    row = session.get(Payment, payment_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="缴款记录")
    if row.way is not PaymentWay.SPOT:
        refuse_if([problem("money.not_spot")])
    return row


def _seen(row: Payment) -> PaymentSeen:
    return PaymentSeen(
        row.id, row.kind, row.way, row.amount, row.paid_on, row.receipt, row.spot_ground or "", row.handed_in_on,
        row.banked_on,
    )  # fmt: skip
