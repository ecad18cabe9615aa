"""The document page: it follows the typing, jumps to gaps and findings, keeps what was typed, issues, voids, prints several."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.services import case_paper, paper
from app.views.case.batch_dialog import BatchDialog
from app.views.case.paper_layer import PaperLayer
from app.views.pages.case import CasePage
from app.views.paper.comparing import ComparingLayer
from app.views.paper.document import FOLLOW_MS
from app.views.paper.layer import PreviewLayer
from app.views.widgets.dialogs import Dialog
from app.views.widgets.text_fields import LongTextField
from tests.services.case.offices import DAY, Bench
from tests.views.case.conftest import front
from tests.views.desk import Desk, rest, type_into

Open = Callable[[Desk], CasePage]
LETTER = "F41c"  # no signatures, a number of its own
FILLED = {
    "去函单位": "示例县综合行政执法局", "案情摘要": "占道堆放货物。", "协助事项": "请协助核实。", "协助期限": "2026-04-01",
    "联系人": "演示甲", "联系电话": "0570-0000000", "机关地址": "示例路1号", "邮编": "324000",
}  # fmt: skip


def focused(field: QWidget) -> bool:
    """Whether the keys go to the editor of a field."""
    proxy = field.focusProxy()
    return proxy is not None and proxy.hasFocus()


def letter(bench: Bench, **values: object) -> str:
    """A draft of a letter in a case with its officers."""
    bench.open()
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    actor = bench.actors["lead"] if "lead" in bench.actors else next(iter(bench.actors.values()))
    with bench.at(DAY), bench.store.write("test") as session:
        kept = case_paper.draft_paper(session, actor, bench.case_id, LETTER, DAY)
        saved = case_paper.save_draft(
            session, actor, kept.document_id or "", kept.revision or 0, {**kept.values, **values}
        )
        return saved.document_id or ""


@pytest.fixture
def shown(desk: Desk, bench: Bench, open_page: Open, on_day: Callable[[date], None]) -> Callable[..., PaperLayer]:
    def show(**values: object) -> PaperLayer:
        document = letter(bench, **values)
        on_day(date(2026, 3, 10))
        page = open_page(desk)
        page.open_record(bench.case_id)
        front(page).work.paper_wanted.emit(document)
        layer = page.top()
        assert isinstance(layer, PaperLayer)
        return layer

    return show


def press(layer: PaperLayer, words: str) -> QPushButton:
    return next(one for one in layer.header.findChildren(QPushButton) if one.text() == words and one.isVisibleTo(layer))


def test_the_page_follows_the_typing_and_keeps_its_place(qtbot: QtBot, shown: Callable[..., PaperLayer]) -> None:
    layer = shown()
    assert layer.form is not None
    bar = layer.preview.sheets.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place, edition = bar.value(), layer.preview.sheets._edition
    type_into(layer.form.fields["去函单位"].edit, "ABC Bureau")  # type: ignore[attr-defined]
    assert layer.preview.sheets._edition == edition  # not while the typing goes on
    qtbot.waitUntil(lambda: layer.preview.sheets._edition == edition + 1, timeout=FOLLOW_MS + 2_000)
    assert bar.value() == place
    sheaf = layer.preview._sheaf
    assert sheaf is not None
    from io import BytesIO

    import pypdf

    text = pypdf.PdfReader(BytesIO(sheaf.make(preview=False).pdf)).pages[0].extract_text()
    assert "ABC Bureau" in text
    assert layer.unsaved()
    layer.save()
    rest()
    assert not layer.unsaved()


def test_gaps_stand_on_top_shut_the_number_and_jump(shown: Callable[..., PaperLayer]) -> None:
    layer = shown()
    assert layer.form is not None
    assert not press(layer, "定稿取号").isEnabled()
    links = [one for one in layer.form.problems.findChildren(QPushButton) if "去函单位" in one.text()]
    links[0].click()
    assert focused(layer.form.fields["去函单位"])
    layer.check()
    assert layer.form.fields["去函单位"].error().startswith("请填")


def test_a_click_on_the_page_goes_to_the_field(shown: Callable[..., PaperLayer]) -> None:
    layer = shown(**FILLED)
    assert layer.form is not None
    page, place = next(
        (page, one) for page, here in enumerate(layer.preview._places) for one in here if one.field == "协助事项"
    )
    layer.preview.sheets.pressed.emit(page, place.x + 1, place.y + 1)
    assert focused(layer.form.fields["协助事项"])


def test_it_is_issued_with_its_number_then_voided_and_made_anew_and_compared(
    desk: Desk, shown: Callable[..., PaperLayer]
) -> None:
    layer = shown(**FILLED)
    assert layer.opened is not None
    values = layer.values()
    assert layer.keeper.stops(layer.opened, values) == []
    press(layer, "定稿取号").click()
    answers = {"核对过，定稿", "由本机从第 1 号发起"}  # the second because this PC has never given out a number
    for _ in range(2):
        for asked in layer.findChildren(Dialog):
            for one in asked.findChildren(QPushButton):
                if one.text() in answers and asked.isVisible():
                    answers.discard(one.text())
                    one.click()
    rest()
    assert "由本机从第 1 号发起" not in answers
    assert layer.header.state.text() == "已定稿"
    assert "〔2026〕" in layer.header.facts.text()
    assert layer.siblings.isVisible()
    assert not layer.left.footer.isVisible()
    number = layer.opened.number
    dialog = layer.acts.ask_void()
    dialog.findChildren(LongTextField)[0].set_value("去函单位写错")
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "作废并重做").click()
    rest()
    assert layer.header.state.text() == "草稿"
    assert layer.opened.number == ""
    assert layer.opened.replaces is not None
    assert number not in str(layer.values())
    over: list[object] = []
    layer.over_wanted.connect(over.append)
    layer.compare()
    assert isinstance(over[-1], ComparingLayer)
    assert desk.told == []


def test_several_papers_come_as_one_preview_in_filing_order(shown: Callable[..., PaperLayer]) -> None:
    layer = shown(**FILLED)
    layer.ask_batch()
    dialog = layer.findChild(BatchDialog)
    assert isinstance(dialog, BatchDialog)
    assert dialog.picked() == []  # nothing is final yet
    assert not dialog.give.isEnabled()
    for box in dialog.boxes.values():
        box.setChecked(True)
    over: list[object] = []
    layer.over_wanted.connect(over.append)
    dialog.give.click()
    rest()
    (made,) = over
    assert isinstance(made, PreviewLayer)
    assert made.preview.sheets.pages >= len(dialog.boxes)


BAD = {
    "a megabyte": "占道经营，" * 200_000, "emoji": "甲😀乙", "right to left": "甲\u202e乙", "control": "甲\x01乙",
    "injection": "{{7*7}}【机关名称】${x}<script>%s", "lines": "一\n二",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_typed_is_kept_to_the_letter(name: str, shown: Callable[..., PaperLayer], bench: Bench) -> None:
    layer = shown(**{**FILLED, "去函单位": BAD[name][:40], "协助事项": BAD[name]})
    assert layer.form is not None
    layer.form.fields["联系人"].set_value("演示乙") if "联系人" in layer.form.fields else None
    layer.form.edited.emit()
    layer.save()
    rest()
    with bench.store.read() as session:
        kept = paper.load(session, layer.frame.office.actor, layer.document_id)
    assert kept.values["协助事项"] == BAD[name]
    assert kept.values["去函单位"] == BAD[name][:40]


def test_leaving_with_changes_asks_and_keeps_them(shown: Callable[..., PaperLayer], bench: Bench) -> None:
    layer = shown()
    assert layer.form is not None
    actor, document = layer.frame.office.actor, layer.document_id
    type_into(layer.form.fields["去函单位"].edit, "X")  # type: ignore[attr-defined]
    layer.leave()
    asked = layer.findChild(Dialog)
    assert isinstance(asked, Dialog)
    next(one for one in asked.findChildren(QPushButton) if one.text() == "保存").click()
    rest()
    with bench.store.read() as session:
        assert paper.load(session, actor, document).values["去函单位"] == "X"
