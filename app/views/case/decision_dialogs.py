"""Dialogs beside the acts: cash on its way to the bank, what a party gives up in writing, and what becomes of a recusal."""

from collections.abc import Callable
from typing import Any

from app.clock import today
from app.rules.vocabulary_case import PaymentWay
from app.services.case.people import decide_recusal
from app.services.case.recusals import OpenRecusal, open_recusals
from app.services.case_parts.money import PaymentSeen, bank, hand_in, list_payments
from app.services.case_parts.waiver import Waived, WaiverDraft, record_waiver
from app.views.case.original_field import OriginalField
from app.views.case.part_dialogs import Choices, PartDialog
from app.views.case.words import day_words, yuan
from app.views.widgets.choice_fields import ComboField, RadioField, choice_field
from app.views.widgets.date_fields import DateField
from app.views.widgets.text_fields import TextField

CASH_RULES = ("D11", "D12")  # hand it in, pay it in at the bank


class CashDialog(PartDialog):
    """当场收缴的钱: from the officer to the agency within two working days, from there to the bank within two more."""

    title, verb = "当场收缴的罚款上缴", "登记上缴"

    def build(self) -> None:
        self._cash: dict[str, PaymentSeen] = {}
        self.receipt = ComboField("哪一笔", [], required=True)
        self.form.add_field("payment", self.receipt, wide=True)
        self.form.add_field("on", DateField("上缴日期", required=True))
        self.form.open_values({"on": today()})
        actor, case = self.frame.office.actor, self.desk.id
        self.frame.office.background.read(
            self, lambda session: list_payments(session, actor, case), self._offer, self.frame.tell
        )

    def _offer(self, found: tuple[PaymentSeen, ...]) -> None:
        self._cash = {one.id: one for one in found if one.way is PaymentWay.SPOT and one.banked_on is None}
        self.receipt.set_choices([(one.id, f"{yuan(one.amount)}，{_leg(one)}") for one in self._cash.values()])
        if len(self._cash) == 1:
            self.receipt.set_value(next(iter(self._cash)))
        due = [one for one in self.desk.deadlines if one.rule in CASH_RULES and one.met_on is None]
        days = "；".join(f"{one.title}：{day_words(one.due)} 前，{one.left}（{one.basis}）" for one in due)
        self.tell(days if self._cash else "没有当场收缴、还没缴付银行的钱。")

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, payment, on = self.frame.office.actor, self._cash[values["payment"]], values["on"]
        step = bank if payment.handed_in_on is not None else hand_in
        return lambda session: step(session, actor, payment.id, on)


def _leg(one: PaymentSeen) -> str:
    if one.handed_in_on is None:
        return f"{day_words(one.paid_on)} 收，交至机关（票据 {one.receipt}）"
    return f"{day_words(one.handed_in_on)} 已交机关，缴付银行（票据 {one.receipt}）"


class WaiverDialog(PartDialog):
    """当事人书面放弃: statement and hearing each on a paper of its own."""

    title, verb = "当事人书面放弃", "登记放弃"

    def build(self) -> None:
        kinds: Choices = [(one, one.label) for one in Waived]
        self.form.add_field("waived", choice_field("放弃什么", kinds, required=True), wide=True)
        self.form.add_field("signer", TextField("签名人", required=True))
        self.form.add_field("signed_on", DateField("签署日期", required=True))
        scan = OriginalField(self.frame, "声明书扫描件", hint="放弃陈述申辩和放弃听证各签一份，不能用同一份")
        self.form.add_field("attachment_id", scan, wide=True)
        self.tell("先送达事先告知书，当事人才能放弃；放弃不能代替告知。")
        self.form.open_values({"signed_on": today(), "waived": Waived.STATEMENT})

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor, desk, draft = self.frame.office.actor, self.desk, WaiverDraft(**values, revision=self.desk.revision)
        return lambda session: record_waiver(session, actor, desk.id, draft)


class RecusalDecisionDialog(PartDialog):
    """决定回避: the head decides about a ground that was raised."""

    title, verb = "决定是否回避", "作出决定"

    def build(self) -> None:
        says: Choices = [(True, "应当回避"), (False, "不需要回避")]
        self.raised = ComboField("谁、什么事由", [], required=True)
        self.form.add_field("recusal", self.raised, wide=True)
        self.form.add_field("upheld", RadioField("决定", says, required=True))
        self.form.add_field("on", DateField("决定日期", required=True))
        self.form.open_values({"on": today()})
        actor, case = self.frame.office.actor, self.desk.id
        self.frame.office.background.read(
            self, lambda session: open_recusals(session, actor, case), self._offer, self.frame.tell
        )

    def _offer(self, found: tuple[OpenRecusal, ...]) -> None:
        self.raised.set_choices([(one.id, one.words) for one in found])
        if len(found) == 1:
            self.raised.set_value(found[0].id)
        self.tell(
            "决定以前调查不停止，但这个人不能签批、审核、表决（行政处罚法第四十三条）。"
            if found
            else "没有等着决定的回避。"
        )

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        actor = self.frame.office.actor
        return lambda session: decide_recusal(
            session, actor, values["recusal"], values["on"], upheld=bool(values["upheld"])
        )
