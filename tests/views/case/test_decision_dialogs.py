"""Beside the acts: cash goes to the bank in two legs, a waiver needs its own paper, a recusal is decided by the head."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.models import Recusal
from app.rules.spot import SpotGround
from app.rules.vocabulary_case import PaymentKind, PaymentWay, RecusalGround
from app.services.case.people import recuse
from app.services.case_parts.money import PaymentDraft, list_payments, record_payment
from app.views.case.decision_dialogs import CashDialog, RecusalDecisionDialog, WaiverDialog
from app.views.pages.case import CasePage
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.desk import Desk, rest

Open = Callable[[Desk], CasePage]


def opened(page: CasePage, bench: Bench, kind: Any) -> Any:
    """The dialog `kind` over the case."""
    page.open_record(bench.case_id)
    layer = front(page)
    layer.open_part(kind)
    rest()
    return next(one for one in layer.findChildren(kind) if one.isVisible())


def test_cash_goes_to_the_agency_and_then_to_the_bank(
    desk: Desk, bench: Bench, open_page: Open, on_day: Callable[[date], None]
) -> None:
    bench.open(party="citizen")
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    bench.take("spot_start", DAY, penalty_kinds=["fine"], fine=10_000)
    bench.take("spot_decide", DAY)
    draft = PaymentDraft(PaymentKind.FINE, PaymentWay.SPOT, 10_000, DAY, "示例票据1", SpotGround.SMALL)
    with bench.store.write("x") as session:
        record_payment(session, desk.office.actor, bench.case_id, draft)
    page = open_page(desk)
    for number, day in enumerate((DAY, DAY + timedelta(days=1))):
        on_day(day)
        dialog = opened(page, bench, CashDialog)
        assert isinstance(dialog, CashDialog)
        assert "第七十一条" in dialog.said.text()
        assert ("交至机关", "缴付银行")[number] in dialog.receipt.combo.currentText()
        dialog.submit()
        assert desk.told == []
    with bench.store.read() as session:
        paid = list_payments(session, desk.office.actor, bench.case_id)
    assert [(one.handed_in_on, one.banked_on) for one in paid] == [(DAY, DAY + timedelta(days=1))]
    last = opened(page, bench, CashDialog)
    assert isinstance(last, CashDialog)
    assert last.said.text() == "没有当场收缴、还没缴付银行的钱。"
    last.close()


def test_a_waiver_without_its_paper_says_so_at_the_field(desk: Desk, bench: Bench, open_page: Open) -> None:
    bench.open()
    bench.to_investigation()
    bench.to_notice(DAY)
    page = open_page(desk)
    dialog = opened(page, bench, WaiverDialog)
    assert isinstance(dialog, WaiverDialog)
    dialog.form.fields["signer"].set_value("示例当事人")
    dialog.submit()
    assert desk.told == []
    assert dialog.isVisible()
    assert "书面材料" in dialog.form.fields["attachment_id"].error()
    dialog.close()


def test_the_head_decides_a_recusal_once(desk: Desk, bench: Bench, open_page: Open) -> None:
    bench.open()
    with bench.store.write("x") as session:
        recuse(session, bench.actors["officer"], bench.people["lead"], RecusalGround.PARTY, case_id=bench.case_id)
    page = open_page(desk)
    dialog = opened(page, bench, RecusalDecisionDialog)
    assert isinstance(dialog, RecusalDecisionDialog)
    assert dialog.raised.combo.currentText().startswith("演示甲：")
    dialog.form.fields["upheld"].set_value(False)
    dialog.submit()
    assert desk.told == []
    with bench.store.read() as session:
        assert [one.upheld for one in session.scalars(select(Recusal))] == [False]
    again = opened(page, bench, RecusalDecisionDialog)
    assert isinstance(again, RecusalDecisionDialog)
    assert again.said.text() == "没有等着决定的回避。"
    again.close()
