"""From a paper that becomes final to what it opens: the act after the last signature, the number of its sheet, photos at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app import clock
from app.demo.pictures import LATITUDE, LONGITUDE, Scene, Shot, draw
from app.documents import load_form
from app.documents.sampling import sample_values
from app.models import Document
from app.rules.vocabulary_case import Opinion, PaperState
from app.services import attachment, case_paper, case_paper_signing, numbering
from app.services.case_paper_signing import Signed
from app.views.case.paper_layer import PaperLayer
from app.views.pages.approvals import ApprovalsPage
from app.views.pages.case import CasePage
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.dialogs import Dialog
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.case.test_approvals_page import sent
from tests.views.desk import Desk, rest

Open = Callable[[Desk], CasePage]


def press(dialog: Dialog, words: str) -> None:
    """Click a button of a dialog."""
    found = next(one for one in dialog.findChildren(QPushButton) if one.text() == words)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    rest()


def drafted(bench: Bench, form: str, values: Mapping[str, Any]) -> str:
    """A draft in a case with its officers."""
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    officer = bench.actors["officer"]
    with bench.store.write("x") as session:
        kept = case_paper.draft_paper(session, officer, bench.case_id, form, DAY)
        both = {**values, **kept.values}
        return (
            case_paper.save_draft(session, officer, kept.document_id or "", kept.revision or 0, both).document_id or ""
        )


@pytest.fixture
def shown(desk: Desk, bench: Bench, open_page: Open) -> Callable[[str], PaperLayer]:
    def show(document: str) -> PaperLayer:
        page = open_page(desk)
        page.open_record(bench.case_id)
        front(page).work.paper_wanted.emit(document)
        layer = page.top()
        assert isinstance(layer, PaperLayer)
        return layer

    return show


def test_the_last_signature_offers_the_act_and_one_click_takes_it(
    qtbot: QtBot, sit: Callable[..., Desk], bench: Bench
) -> None:
    document = sent(bench)
    with bench.store.write("x") as session:
        rows = case_paper_signing.lines(session, bench.actors["officer"], document)
        for row, who in zip(rows, ("officer", "head"), strict=False):
            case_paper_signing.sign(session, bench.actors[who], row.id, Signed(Opinion.AGREE, "同意。"))
    chief = sit("chief")
    page = ApprovalsPage(chief)
    qtbot.addWidget(page)
    page.resize(1190, 650)
    with qtbot.waitActive(page):
        page.show()
    page.shown()
    page.table.selectRow(0)
    rest()
    sign = next(one for one in page.split.drawer.findChildren(QPushButton) if one.text() == "签批")
    QTest.mouseClick(sign, Qt.MouseButton.LeftButton)
    rest()
    asked = page.findChild(Dialog)
    assert isinstance(asked, Dialog)
    assert "《立案审批表》已经签完" in asked.windowTitle()
    press(asked, "现在立案")
    assert chief.told == []
    assert bench.seen().state == "investigating"
    with bench.store.read() as session:
        issued = {one.id: one.state for one in case_paper.papers(session, bench.actors["officer"], bench.case_id)}
    assert issued[document] is PaperState.ISSUED


def test_a_sheet_with_a_printed_number_is_issued_under_it(
    shown: Callable[[str], PaperLayer], bench: Bench, desk: Desk
) -> None:
    form = load_form("F29")
    manager = replace(bench.actors["officer"], roles=desk.office.actor.roles)
    with bench.store.write("x") as session:
        printed = numbering.print_ahead(session, manager, form, 3)
    values = {**sample_values(form), "机关地址": "示例路1号", "代收银行": "示例银行"}
    document = drafted(bench, "F29", values)
    layer = shown(document)
    assert layer.opened is not None
    assert list(layer.opened.printed) == printed
    layer.acts.issue()
    rest()
    asked = [one for one in layer.findChildren(Dialog) if "核对" in one.windowTitle()]
    for one in asked:
        press(one, "核对过，定稿")
    (dialog,) = (one for one in layer.findChildren(Dialog) if "哪张纸" in one.windowTitle())
    field = dialog.findChild(ComboField)
    assert isinstance(field, ComboField)
    assert field.value() == printed[0]
    field.set_value(printed[1])
    press(dialog, "定稿")
    assert desk.told == []
    with bench.store.read() as session:
        assert session.get_one(Document, document).number == printed[1]


def test_a_photo_is_seen_before_the_paper_is_kept(
    qtbot: QtBot, shown: Callable[[str], PaperLayer], bench: Bench, desk: Desk
) -> None:
    layer = shown(drafted(bench, "F15d", {}))
    form = load_form("F15d")
    name = next(one.name for one in form.fields if one.kind == "照片")
    with bench.store.write("x") as session:
        picture = draw(Shot(Scene.GOODS, clock.now(), LATITUDE, LONGITUDE), "1")
        photo = attachment.add(session, desk.office.actor, picture, "示例.jpg")
    assert layer.form is not None
    assert layer.opened is not None
    assert photo.id not in layer.opened.printable.images
    layer.form.fields[name].set_value([{"attachment_id": photo.id, "stage": "before"}])
    layer.form.edited.emit()
    qtbot.waitUntil(lambda: layer.opened is not None and photo.id in layer.opened.printable.images, timeout=5_000)
    assert layer.opened.printable.document_id is not None
    assert layer.form.dirty()
