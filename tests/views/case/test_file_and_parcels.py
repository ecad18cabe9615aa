"""What leaves a case: the whole file as a print, a parcel, a shelf that was counted; by clicks, as its people do it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.rules.vocabulary_case import CaseRole, GoodsMeasure
from app.services.case.drafts import GoodsDraft
from app.services.case_parts.advice import list_advice
from app.services.case_parts.goods import StockCount
from app.views.case.batch_acts import TogetherDialog
from app.views.case.file_layer import CaseFileLayer
from app.views.case.parcels import ReviewParcelDialog
from app.views.case.stock_layer import StockLayer, count_sheaf
from app.views.case.transfers_layer import TransfersLayer
from app.views.pages.case import CasePage
from app.views.pages.goods import GoodsPage
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.desk import Desk, rest

Open = Callable[[Desk], CasePage]


def click(parent: QWidget, words: str) -> None:
    """Press the visible button of these words."""
    found = next(
        one for one in parent.findChildren(QAbstractButton) if one.isVisibleTo(parent) and one.text().startswith(words)
    )
    assert found.isEnabled()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    rest()


def test_the_whole_file_of_a_case_is_shown_as_it_prints(
    qtbot: QtBot, desk: Desk, bench: Bench, open_page: Open
) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    click(front(page), "打印案卷")
    layer = page.top()
    assert isinstance(layer, CaseFileLayer)
    qtbot.waitUntil(lambda: layer.preview.sheets.pages >= 4, timeout=20_000)
    whole = layer.preview.sheets.pages
    edition = layer.preview.sheets.edition
    layer.volumes.setCurrentText("正卷")
    qtbot.waitUntil(lambda: layer.preview.sheets.edition > edition, timeout=20_000)
    assert layer.preview.sheets.pages <= whole
    assert desk.told == []


def test_a_transferred_case_stands_in_the_list_until_its_receipt_came(
    desk: Desk, bench: Bench, open_page: Open
) -> None:
    bench.open()
    bench.to_investigation()
    bench.take("transfer", date(2026, 3, 3), receiver="示例县水利局", reason="不属于本机关管辖")
    page = open_page(desk)
    reminders = next(one for one in page.header.findChildren(QPushButton) if one.text().startswith("提醒"))
    next(one for one in reminders.menu().actions() if one.text() == "移送回执").trigger()
    layer = page.top()
    assert isinstance(layer, TransfersLayer)
    said = [str(layer.table.model().index(0, column).data()) for column in range(3)]
    assert said[1:] == [bench.case().title, "示例县水利局"]
    assert said[0].startswith("◆ 等回执")
    layer.table.selectRow(0)
    layer.table.setFocus()
    QTest.keyClick(layer.table, Qt.Key.Key_Return)
    rest()
    assert front(page).case_id == bench.case_id


def test_a_review_parcel_holds_the_papers_and_puts_the_question_on_record(
    desk: Desk, bench: Bench, open_page: Open, tmp_path: Path
) -> None:
    bench.open()
    bench.to_investigation()
    page = open_page(desk)
    page.open_record(bench.case_id)
    layer = front(page)
    layer.open_part(ReviewParcelDialog)
    dialog = layer.findChild(ReviewParcelDialog)
    assert isinstance(dialog, ReviewParcelDialog)
    click(dialog, "选存放位置")
    assert dialog.form.fields["body"].error() == "请填写送哪个单位审核"
    dialog.form.fields["body"].set_value("示例县司法局")
    dialog.write_to(tmp_path / "送审.zip")
    names = ZipFile(tmp_path / "送审.zip").namelist()
    assert "opinion.txt" in names
    assert any(name.startswith("文书/F03") for name in names)
    assert "已写好" in str(desk.told[0])
    with bench.store.read() as session:
        asked = list_advice(session, bench.actors["chief"], bench.case_id)
    assert [one.asked_of for one in asked] == ["示例县司法局"]


@pytest.fixture
def shelf(qtbot: QtBot, desk: Desk, bench: Bench) -> GoodsPage:
    bench.open()
    bench.to_investigation()
    goods = [GoodsDraft("示例推车", "1", "一号库", unit="辆"), GoodsDraft("示例油漆", "6", "一号库", unit="桶")]
    bench.take("secure_goods", DAY, measure=GoodsMeasure.REGISTERED.value, goods=goods, taken_at=clock.now())
    page = GoodsPage(desk)
    qtbot.addWidget(page)
    page.resize(1190, 650)
    with qtbot.waitActive(page):
        page.show()
    page.shown()
    return page


def test_a_shelf_is_counted_and_what_differs_prints(shelf: GoodsPage) -> None:
    counts: list[StockCount] = []
    click(shelf, "库房清点")
    layer = shelf.top()
    assert isinstance(layer, StockLayer)
    layer.counted.connect(counts.append)
    assert layer.places.currentText() == "一号库"
    assert [box.isChecked() for box in layer.boxes.values()] == [True, True]
    cart = next(box for box in layer.boxes.values() if "推车" in box.text())
    cart.click()
    assert layer.words == "账上 2 件，看到 1 件"
    layer.more.set_value("没有登记的梯子一把")
    click(layer, "清点完")
    (found,) = counts
    assert (len(found.found), len(found.missing), found.surplus) == (1, 1, ("没有登记的梯子一把",))
    assert "示例推车" in found.missing[0]
    rows = count_sheaf(found, "演示员").make(preview=False)
    assert rows.pages == 1
    assert shelf.top() is not layer


def test_several_cases_get_another_officer_at_once(desk: Desk, bench: Bench, open_page: Open) -> None:
    cases = []
    for party in ("firm", "citizen"):
        cases.append(bench.open(party=party))
        bench.to_investigation()
    page = open_page(desk)
    rest()
    page.listing.table.selectAll()
    rest()
    click(page, "换承办人")
    dialog = page.findChild(TogetherDialog)
    assert isinstance(dialog, TogetherDialog)
    assert dialog.windowTitle().endswith("（2 件）")
    given = {"lead": bench.people["third"], "assistants": [bench.people["co"]], "reason": "调离"}
    for name, field in dialog.form.fields.items():
        if name in given:
            field.set_value(given[name])
    click(dialog, "全部办理")
    assert [one.error() for one in dialog.form.fields.values() if one.error()] == []
    assert desk.told == []
    for case in cases:
        bench.case_id = case
        leads = [one.person_id for one in bench.seen().people if one.role is CaseRole.LEAD and one.until is None]
        assert leads == [bench.people["third"]]
