"""Steps of a user on a register page, shared by the tests of its form, its list and its import."""

from typing import TypeVar

from PySide6.QtWidgets import QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.registers.person import PEOPLE
from app.rules.vocabulary import PersonKind, PersonSource
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.views.pages.registers import RegisterPage
from app.views.register.record_layer import RecordLayer
from app.views.widgets.dialogs import Dialog
from tests.views.desk import Desk, rest, type_into

P = TypeVar("P", bound=RegisterPage)
GOOD = {"name": "演示甲", "kind": PersonKind.ESTABLISHED, "source": PersonSource.TOWNSHIP, "phone": "13800000001"}


def register_person(desk: Desk, **values: object) -> str:
    with desk.office.store.write("tester") as session:
        return editing.save(session, desk.office.actor, "people", FormDraft({**GOOD, **values})).id


def stored(desk: Desk, record: str) -> dict[str, object]:
    with desk.office.store.read() as session:
        return dict(editing.load(session, desk.office.actor, "people", record).values)


def open_page(qtbot: QtBot, desk: Desk, spec: object = PEOPLE) -> RegisterPage:
    return put_up(qtbot, RegisterPage(desk, spec))  # type: ignore[arg-type]


def put_up(qtbot: QtBot, page: P) -> P:
    """The page in a window of its own, in front."""
    qtbot.addWidget(page)
    page.resize(1190, 650)
    with qtbot.waitActive(page):
        page.show()
    page.shown()
    return page


def form_of(page: RegisterPage) -> RecordLayer:
    layer = page.top()
    assert isinstance(layer, RecordLayer)
    return layer


def dialog_of(page: RegisterPage) -> Dialog:
    rest()
    shown = [one for one in page.findChildren(Dialog) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def press(dialog: Dialog, words: str) -> None:
    next(one for one in dialog.findChildren(QPushButton) if one.text() == words).click()
    rest()


def keys(page: RegisterPage, field: str, text: str) -> None:
    """Type into a field of the form in front."""
    type_into(editor_of(page, field), text)


def editor_of(page: RegisterPage, field: str) -> QWidget:
    """The widget of a field that takes the keys."""
    editor = form_of(page).form_body.fields[field].focusProxy()
    assert editor is not None
    return editor


def words_in(table: QTableWidget, row: int, column: int) -> str:
    """The text of a cell."""
    item = table.item(row, column)
    return item.text() if item is not None else ""
