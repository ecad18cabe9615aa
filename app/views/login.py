"""The login window. It is up before SQLAlchemy is loaded: nothing here or below it may import it.

Nor the class `Qt` of PySide6: making its enums costs as much as a fifth of a bare window. Properties are set by name instead.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import DeskError
from app.views.credentials import Credentials
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.mark import Mark
from app.views.widgets.panel import Panel, centred

if TYPE_CHECKING:
    from app.store.place import Offer, OfficeInfo

TITLE_BAR = 32  # px at most


class LoginWindow(QFrame):
    """Signals: entered(login, password), recovery_wanted(), closed(). The password is empty for whom this PC lets in."""

    entered = Signal(str, str)
    recovery_wanted = Signal()
    closed = Signal()

    def __init__(self, info: "OfficeInfo", logins: Sequence[str], offered: "Offer | None" = None) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setWindowTitle(f"登录 — 指挥台 · {info.city}{info.county}{info.township}")
        self.credentials = Credentials("登录")
        if offered is not None:
            self.credentials.known = frozenset(offered.logins)
            self.credentials.keep.setVisible(offered.allowed)
        self.credentials.submitted.connect(self._submit)
        panel = Panel()
        panel.setFixedWidth(worn().px(400))
        pad = worn().px(24)
        panel.body.setContentsMargins(pad, pad, pad, pad)
        panel.body.setSpacing(worn().px(10))
        heading = QHBoxLayout()
        heading.addWidget(Mark(32))
        heading.addWidget(label("指挥台", "title"))
        if info.demo:
            middle = QVBoxLayout()
            middle.addStretch(1)
            middle.addWidget(label("演示", "demo"))
            middle.addStretch(1)
            heading.addLayout(middle)
        heading.addStretch(1)
        panel.body.addLayout(heading)
        panel.body.addWidget(label(f"{info.city}{info.county}{info.township} · {info.device}", "facts", wrap=True))
        if info.demo:
            panel.body.addWidget(label("这里的人名、单位和记录都是虚构的，可以随意试用。", "hint", wrap=True))
        panel.body.addWidget(self.credentials)
        self.recovery = button("忘记密码？用恢复码登录…", "link", then=self.recovery_wanted.emit)
        last = QHBoxLayout()
        last.addWidget(self.recovery)
        last.addStretch(1)
        panel.body.addLayout(last)
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.addStretch(1)
        column.addLayout(centred(panel))
        column.addStretch(1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._content)
        self._scrolls = False
        self.credentials.offer(logins)
        self.resize(worn().px(520), min(worn().px(480), self._room()))

    def refuse(self, error: DeskError) -> None:
        """The door stays shut: say why."""
        self.credentials.refuse(error)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Grow with the words; on a screen too low for them the window scrolls, and no button is squeezed."""
        needed = self._outer.totalHeightForWidth(self.width())
        room = self._room()
        if not self._scrolls and needed > room:
            from app.views.widgets.panel import scrolling

            self._scrolls = True
            self._outer.addWidget(scrolling(self._content))
            self._outer.activate()
        self.resize(self.width(), min(room, max(self.height(), needed)))

    def _room(self) -> int:
        """Height a window may take on its screen, without its title bar."""
        return self.screen().availableGeometry().height() - TITLE_BAR

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _submit(self, login: str, password: str) -> None:
        self.credentials.wait()
        self.entered.emit(login, password)
