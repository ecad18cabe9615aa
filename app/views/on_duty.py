"""The chip of the top bar that says who is on duty now and until when; a click opens the roster."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.clock import local
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyRole
from app.views.theme import worn
from app.views.widgets.kinds import label
from app.views.widgets.light import paint_light

if TYPE_CHECKING:
    from app.services.shift.now import Force

AGAIN_MS = 60_000  # shifts change without anybody writing anything
DESK = (DutyRole.MAIN, DutyRole.SECOND, DutyRole.LEAD)  # who answers the phone, in this order


class _Mark(QWidget):
    """The shape of a light alone."""

    def __init__(self) -> None:
        super().__init__()
        self.light = Light.PAUSED
        self.setFixedSize(worn().px(12), worn().px(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint_light(painter, self.light, QRectF(self.rect()))
        painter.end()


class OnDuty(QPushButton):
    """`show_force` puts the running shift in; hidden until the first one was read, and for who may not see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "onduty")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._mark, self._before, self._name, self._until = _Mark(), label("", "label"), label("", "strong"), label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(worn().px(12), 0, worn().px(12), 0)
        row.setSpacing(worn().px(6))
        for one in (self._mark, self._before, self._name, self._until):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(one)
        self._again: Callable[[], object] = lambda: None
        self._timer = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._timer.timeout.connect(self._ask)
        self._narrow = False
        self.hide()

    def show_force(self, force: "Force", again: Callable[[], object]) -> None:
        """Say who is on; `again` reads once more after a minute."""
        people = next((there for role in DESK if (there := force.by_role.get(role, ()))), ())
        self._mark.light = Light.NORMAL if people else Light.SOON
        self._before.setText("值班中" if people else "现在没有人值班")
        self._name.setText("、".join(one.name for one in people))
        self._until.setText(f"· 至 {local(force.ends):%H:%M}" if people and force.ends else "")
        words = " ".join(filter(None, (self._before.text(), self._name.text(), self._until.text())))
        self.setAccessibleName(words)
        self.setToolTip(f"{words}\n打开值班表")
        self._again = again
        self._fit()
        self.show()
        self._timer.start()
        self._mark.update()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001  a property of the window
        """Only the name, where there is no room for more."""
        self._narrow = narrow
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Behind the lock, or in a window that is gone, nothing is asked."""
        self._timer.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def _ask(self) -> None:
        self._again()

    def _fit(self) -> None:
        self._before.setVisible(not (self._narrow and self._name.text()))
        self._name.setVisible(bool(self._name.text()))
        self._until.setVisible(bool(self._until.text()) and not self._narrow)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        wanted = layout.sizeHint() if layout is not None else super().sizeHint()
        return QSize(wanted.width(), worn().size("button_small"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
