"""What the chapters of the tour share: the desk they play on, the files they use, and the ways to a page."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.paths import Home
from app.views.desk import Desk
from app.views.pages.patrol import PatrolPage
from app.views.pages.registers import RegisterPage
from app.views.register.layers import Layer
from app.views.tour.walk import StepFailed, Walk
from app.views.widgets.field import Field
from app.views.window import Window

L = TypeVar("L", bound=Layer)
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Props:
    """Files written for the tour: sheets to import, photos to drop, and where papers go."""

    roster: Path
    names: tuple[str, ...]  # of the good rows of the roster
    items: Path
    item_count: int
    no_sheet: Path
    before: Path
    after: Path
    papers: Path
    first_home: Home  # an empty folder, for the first run


@dataclass(frozen=True, slots=True)
class Stage:
    """One tour under way."""

    walk: Walk
    desk: Desk
    props: Props
    login: str
    password: str

    @property
    def window(self) -> Window:
        """The main window."""
        if self.desk.window is None:
            raise StepFailed("工作台没有打开")
        return self.desk.window

    def go_to(self, key: str) -> None:
        """Click a page in the navigation."""
        navigation = self.window.navigation
        index = navigation.model.index(navigation.model.place(key))
        navigation.view.scrollTo(index)
        middle = navigation.view.visualRect(index).center()
        QTest.mouseClick(navigation.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        self.walk.wait(lambda: self.window.key == key, "", what=f"页面 {key}")

    def go(self, key: str) -> RegisterPage:
        """Click a register in the navigation; its page."""
        self.go_to(key)
        page = self.window.page
        if not isinstance(page, RegisterPage):
            raise StepFailed(f"{key} 不是登记册页面")
        return page

    def patrols(self) -> PatrolPage:
        """The patrol page."""
        page = self.go("patrols")
        if not isinstance(page, PatrolPage):
            raise StepFailed("巡查页面没有打开")
        return page

    def layer(self, page: RegisterPage, kind: type[L]) -> L:
        """The layer of a kind in front of a page, when it has come."""

        def front() -> L | None:
            top = page.top()
            return top if isinstance(top, kind) else None

        return self.walk.wait(front, "", what="表单或预览")

    def listed(self, page: RegisterPage) -> int:
        """How many records the list of a page has, once it knows."""
        self.walk.settle(300)
        return page.listing.rows.total


def editor(field: Field) -> QWidget:
    """The widget of a field that takes what is typed."""
    found = getattr(field, "edit", None)
    if not isinstance(found, QWidget):
        raise StepFailed(f"{field.label} 不能输入")
    return found


def take(walk: Walk, words: str) -> None:
    """Click a line of the menu that is open, or of the one that opens from it."""
    menu, action = walk.wait(lambda: _line(words), "", what=f"菜单“{words}”")
    if action.menu() is not None:  # a click on it might shut what the resting pointer has just opened
        menu.setActiveAction(action)
        QTest.keyClick(menu, Qt.Key.Key_Right)
    else:
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    walk.settle()


def _line(words: str) -> tuple[QMenu, QAction] | None:
    """The line in a menu that is up, the one opened last first: which of two Qt calls the active one depends on the pointer."""
    menus = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()]
    active = QApplication.activePopupWidget()
    menus.sort(key=lambda menu: menu is not active)
    return next(((menu, one) for menu in menus for one in menu.actions() if one.text() == words), None)
