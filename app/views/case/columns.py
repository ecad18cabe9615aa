"""Three columns side by side; in a narrow window the side columns become tabs beside the middle one."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.views.theme import worn

NARROW = 1040  # px at 100 %
LEFT, RIGHT = 262, 330


class Columns(QWidget):
    """`left`, `middle`, `right` and the words of their tabs, in that order; `widths` of the side columns in px at 100 %."""

    def __init__(
        self, left: QWidget, middle: QWidget, right: QWidget, words: Sequence[str], *,
        widths: tuple[int, int] = (LEFT, RIGHT), name: str = "案件的分栏",
    ) -> None:  # fmt: skip
        super().__init__()
        self._parts = (left, middle, right)
        self._widths = widths
        self._with_right = True
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(name)
        for one in words:
            self.tabs.addTab(one)
        self._stack = QStackedWidget()
        self._wide = QWidget()
        self._row = QHBoxLayout(self._wide)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(worn().px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(4))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self._wide, 1)
        self.tabs.currentChanged.connect(self._turn)
        self.narrow: bool | None = None
        self._fit(narrow=False)

    def show_middle(self) -> None:
        """Bring the middle to the front, where it is a tab."""
        self.tabs.setCurrentIndex(1)

    def show_left(self) -> None:
        """Bring the left column to the front, where it is a tab."""
        self.tabs.setCurrentIndex(0)

    def set_right(self, *, shown: bool) -> None:
        """Whether there is a right column at all."""
        self._with_right = shown
        self.tabs.setTabVisible(2, shown)
        self._parts[2].setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(narrow=self.width() < worn().px(NARROW))

    def _turn(self, place: int) -> None:
        if self.narrow:
            self._stack.setCurrentIndex(place)

    def _fit(self, *, narrow: bool) -> None:
        if narrow == self.narrow:
            return
        self.narrow = narrow
        left, middle, right = self._parts
        if narrow:
            for part in self._parts:
                part.setMinimumWidth(0)
                part.setMaximumWidth(16_777_215)  # Qt's own largest size: no limit
                self._stack.addWidget(part)
            self.tabs.setCurrentIndex(1)
            self._stack.setCurrentIndex(1)
        else:
            for part, stretch in ((left, 0), (middle, 1), (right, 0)):
                self._stack.removeWidget(part)
                self._row.addWidget(part, stretch)
                part.setVisible(part is not right or self._with_right)
            left.setFixedWidth(worn().px(self._widths[0]))
            right.setFixedWidth(worn().px(self._widths[1]))
        self.tabs.setVisible(narrow)
        self._stack.setVisible(narrow)
        self._wide.setVisible(not narrow)
