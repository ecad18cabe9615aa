"""Papers on the desk: drafts that come back, sending, the preview with its refusals, lists to print, and what stands beside."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.clock import now
from app.rules.vocabulary_case import EvidenceKind
from app.services import case_due
from app.services.case_parts.money import list_payments
from app.views.case.acts_list import NOT_OURS
from app.views.case.deadline_rows import DeadlineRow, day_by_day, reason_lines, standing_of
from app.views.case.layer import CaseLayer
from app.views.case.paper_layer import PaperLayer
from app.views.case.part_dialogs import EvidenceDialog, PaymentDialog, RecusalDialog
from app.views.pages.case import CasePage
from app.views.paper.layer import PreviewLayer
from app.views.register.drafting import WAIT_MS
from app.views.widgets.picker import Picked
from app.views.widgets.text_fields import LongTextField
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.desk import Desk, rest
from tests.views.pages.patrol_steps import picture

Open = Callable[[Desk], CasePage]
FIVE_SECONDS = 5_000


def state_of(layer: PaperLayer) -> str:
    """What the pill of the paper says."""
    return layer.header.state.text()


def verifying(bench: Bench) -> None:
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])


def test_what_was_typed_comes_back_after_a_crash(desk: Desk, bench: Bench, open_page: Open) -> None:
    verifying(bench)
    page = open_page(desk)
    page.open_record(bench.case_id)
    work = front(page).work
    assert work.form is not None
    work.form.fields["立案理由"].set_value("有违法事实")
    work.form.fields["立案理由"].changed.emit()
    assert WAIT_MS < FIVE_SECONDS
    page.keep_draft()  # what the timer, the lock and a crash all call
    again = open_page(desk)
    again.open_record(bench.case_id)
    work = front(again).work
    assert work.form is not None
    assert work.form.fields["立案理由"].value() == "有违法事实"
    assert work.state.text() == "从草稿恢复"
    assert work.unsaved()
    work.save()
    assert not work.unsaved()


def test_a_paper_is_looked_at_and_says_what_still_stops_it(desk: Desk, bench: Bench, open_page: Open) -> None:
    verifying(bench)
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    paper = layer.desk.papers[0]  # type: ignore[union-attr]
    layer.work.paper_wanted.emit(paper.id)
    shown = page.top()
    assert isinstance(shown, PaperLayer)
    assert shown.header.title.text() == "案件来源登记表"
    assert shown.header.state.text() == "草稿"
    assert shown.form is not None
    assert "没有填好" in shown.form.problems.accessibleName()
    issue = next(one for one in shown.header.findChildren(QPushButton) if one.text().startswith(("定稿", "送签")))
    assert not issue.isEnabled()
    shown.leave()
    rest()
    assert page.top() is layer


def test_a_voided_paper_keeps_its_reason_and_is_made_anew(desk: Desk, bench: Bench, open_page: Open) -> None:
    verifying(bench)
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    layer.work.paper_wanted.emit(layer.desk.papers[0].id)  # type: ignore[union-attr]
    shown = page.top()
    assert isinstance(shown, PaperLayer)
    dialog = shown.acts.ask_void()
    press = next(one for one in dialog.findChildren(QPushButton) if one.text() == "只作废案件来源登记表")
    press.click()
    assert state_of(shown) == "草稿"  # no reason was given
    dialog.findChildren(LongTextField)[0].set_value("当事人写错")
    press.click()
    rest()
    assert state_of(shown) == "已作废"
    assert "当事人写错" in shown.left.standing.accessibleName()
    shown.acts.remake()
    assert state_of(shown) == "草稿"


def test_evidence_is_added_with_its_original_and_shown_beside(
    desk: Desk, bench: Bench, open_page: Open, tmp_path: Path
) -> None:
    verifying(bench)
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    layer.add_evidence()
    dialog = page.findChild(EvidenceDialog)
    assert isinstance(dialog, EvidenceDialog)
    assert dialog.form.fields["obtained_by"].value() == "演示甲、演示乙"
    dialog.original.take_in(tmp_path / "没有.jpg")
    assert "没有.jpg" in dialog.original.error()
    dialog.original.take_in(picture(tmp_path / "现场.jpg"))
    assert dialog.form.fields["name"].value() == "现场"
    dialog.form.fields["kind"].set_value(EvidenceKind.AUDIOVISUAL)
    dialog.form.fields["source"].set_value("现场拍摄")
    dialog.form.fields["proves"].set_value("占道的事实")
    dialog.form.fields["obtained_at"].set_value(None)
    dialog.submit()
    assert dialog.form.fields["obtained_at"].error() == "请填写取得时间"
    dialog.form.fields["obtained_at"].set_value(now())
    dialog.submit()
    assert [one.name for one in layer.desk.evidence] == ["现场"]  # type: ignore[union-attr]
    layer.show_evidence()
    next(one for one in layer.work.findChildren(QPushButton) if one.text() == "两名承办人核实").click()
    assert layer.desk.evidence[0].verified  # type: ignore[union-attr]


def test_a_payment_offers_what_is_open_and_a_recusal_takes_the_officer_out(
    desk: Desk, bench: Bench, open_page: Open, on_day: Callable[[date], None]
) -> None:
    bench.open()
    bench.to_investigation()
    bench.to_notice(DAY)
    bench.to_decision(date(2026, 3, 16))
    bench.take("serve", date(2026, 3, 16))
    on_day(date(2026, 3, 17))
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    layer.open_part(PaymentDialog)
    dialog = page.findChild(PaymentDialog)
    assert isinstance(dialog, PaymentDialog)
    assert dialog.form.fields["amount"].value() == 100_000
    dialog.form.fields["receipt"].set_value("示例票据001")
    dialog.submit()
    with bench.store.read() as session:
        assert [one.amount for one in list_payments(session, bench.actors["chief"], bench.case_id)] == [100_000]
    layer.open_part(RecusalDialog)
    asked = page.findChild(RecusalDialog)
    assert isinstance(asked, RecusalDialog)
    asked.form.fields["person"].set_value(Picked(bench.people["co"], "演示乙"))
    asked.form.fields["ground"].set_value(next(iter(asked.form.fields["ground"]._choices))[0])  # type: ignore[attr-defined]
    asked.submit()
    assert [one.barred != "" for one in layer.desk.people if one.name == "演示乙"] == [True]  # type: ignore[union-attr]


def test_the_morning_brief_lists_what_is_due_and_the_badge_counts_it(
    desk: Desk, bench: Bench, open_page: Open, on_day: Callable[[date], None]
) -> None:
    bench.open()
    bench.to_investigation()
    with bench.at(date(2026, 6, 10)), bench.store.read() as session:
        lines = case_due.brief(session, bench.actors["chief"])
        assert [(one.title, one.left) for one in lines] == [("作出行政处罚决定", "超期 10 天")]
        assert lines[0].officers == "演示甲、演示乙"
        assert case_due.figures(session, bench.actors["chief"]) == (1, 1)
    on_day(date(2026, 6, 10))
    page = open_page(desk)
    assert page.header.facts.text() == "临期和超期 1 件，其中超期 1 件"
    page.print_brief()
    assert isinstance(page.top(), PreviewLayer)


def test_the_reason_of_a_day_is_said_in_one_sentence_and_day_by_day(bench: Bench) -> None:
    bench.open()
    bench.to_investigation()
    bench.to_notice(date(2026, 3, 6))
    hearing = next(one for one in bench.seen().deadlines if one.rule == "D05")
    assert reason_lines(hearing)[1] == "算法：当日不计，次日起算，第5个工作日，其中 2 天不计"
    assert len(day_by_day(hearing)) == 8
    ninety = next(one for one in bench.seen().deadlines if one.rule == "D01")
    assert "第90日" in reason_lines(ninety)[1]
    assert len(day_by_day(ninety)) == 6
    late = next(one for one in bench.seen(date(2026, 3, 20)).deadlines if one.rule == "D05")
    assert standing_of(late)[1] == "已期满"


def test_in_a_narrow_window_the_side_columns_are_tabs(qtbot: QtBot, desk: Desk, bench: Bench, open_page: Open) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    assert not layer.columns.tabs.isVisible()
    page.resize(859, 380)
    rest()
    assert layer.columns.tabs.isVisible()
    assert layer.work.isVisible()
    assert not layer.steps.isVisible()
    layer.columns.tabs.setCurrentIndex(2)
    assert layer.findChild(DeadlineRow).isVisible()  # type: ignore[union-attr]
    page.resize(1314, 650)
    rest()
    qtbot.waitUntil(lambda: layer.steps.isVisible() and layer.work.isVisible())


def test_steps_are_read_with_their_state_and_the_finished_one_cannot_be_changed(
    desk: Desk, bench: Bench, open_page: Open
) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    model = layer.steps.rows
    said = [str(model.index(row).data()) for row in range(model.rowCount())]
    assert said[0].startswith("案源登记，已办完，3月2日")
    assert said[2] == "调查取证，正在办"
    layer.open_step(model.steps[1])
    assert layer.work.title.text() == "立案"
    assert layer.work.form is None
    assert not layer.work.footer.isVisible()
    layer.open_step(model.steps[8])
    assert layer.work.form is None
    assert "没有送达" in "".join(one.text() for one in layer.work.findChildren(QLabel))
    layer.show_acts()
    assert NOT_OURS not in layer.head.facts.text()


def test_esc_goes_back_to_the_register_and_the_next_case_comes_by_key(
    desk: Desk, bench: Bench, open_page: Open
) -> None:
    first = bench.open()
    second = bench.open(party="citizen")
    page = open_page(desk)
    page.listing.table.select_line(0)
    top_row = page.listing.rows.row_at(0)
    assert top_row is not None
    page.open_record(top_row.id)
    layer = front(page)
    layer.stepped.emit(1)
    assert {top_row.id, layer.case_id} == {first, second}
    layer.leave()
    rest()
    assert page.top() is None
    assert not isinstance(page.top(), CaseLayer)
