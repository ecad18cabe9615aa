"""The bar under the title bar: mark and name, search, 演示 mark, 新建, who is on duty, user, 锁定."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from app.services.actor import Actor
from app.views.icons import icon
from app.views.key_tips import mark_menu
from app.views.on_duty import OnDuty
from app.views.pages.table import PageEntry
from app.views.search_box import SearchBox
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.mark import Mark

NARROW = 1100  # px below which the chip says only who is on duty


class TopBar(QFrame):
    """Signals: new_wanted(page key), roster_wanted, switch_wanted, password_wanted, quit_wanted, lock_wanted."""

    new_wanted = Signal(str)
    roster_wanted = Signal()
    switch_wanted = Signal()
    password_wanted = Signal()
    quit_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, search: SearchBox, *, demo: bool) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        row = QHBoxLayout(self)
        row.setContentsMargins(worn().px(14), 0, worn().px(16), 0)
        row.setSpacing(worn().px(10))
        row.addWidget(Mark())
        name = QWidget()
        inner = QHBoxLayout(name)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(worn().px(8))
        inner.addWidget(label("指挥台", "title"))
        if demo:
            inner.addWidget(label("演示", "demo"), 0, Qt.AlignmentFlag.AlignVCenter)
        inner.addStretch(1)
        name.setMinimumWidth(worn().px(122))
        row.addWidget(name)
        row.addWidget(search, 6)
        row.addStretch(1)
        self.new = button(" 新建 ", icon="plus", name="新建（Ctrl+N）")
        self.new.clicked.connect(self.open_new)
        self.new.setToolTip("Ctrl+N")
        row.addWidget(self.new)
        self._new_menu = QMenu(self)
        self.on_duty = OnDuty()
        self.on_duty.clicked.connect(lambda *_: self.roster_wanted.emit())
        row.addWidget(self.on_duty)
        row.addWidget(self._build_user())
        row.addWidget(button("锁定", icon="lock", name="锁定（Ctrl+L）", then=self.lock_wanted.emit))

    def fill_new(self, entries: Sequence[PageEntry]) -> None:
        """The lines of 新建; without one the button is not shown."""
        self._new_menu.clear()
        for entry in entries:
            line = self._new_menu.addAction(icon(entry.icon), entry.new)
            line.triggered.connect(lambda _on=False, key=entry.key: self.new_wanted.emit(key))
        mark_menu(self._new_menu)
        self.new.setVisible(bool(entries))

    def show_user(self, actor: Actor, roles: str) -> None:
        """Name and roles of who is logged in."""
        self._avatar.setText(actor.name[:1])
        first = roles.partition("、")[0].partition("（")[0]
        self._user.setText(f"{actor.name}  {first}")
        self._user.setToolTip(roles)
        self._user.setAccessibleName(f"当前用户 {actor.name}，{roles}")

    def open_new(self) -> None:
        """Open the 新建 menu under its button."""
        if not self._new_menu.isEmpty():
            self._new_menu.popup(self.new.mapToGlobal(QPoint(0, self.new.height() + 2)))

    def dress(self) -> None:
        """After a change of theme or zoom."""
        self.setFixedHeight(worn().size("topbar"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.on_duty.set_narrow(self.width() < worn().px(NARROW))

    def _build_user(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().px(2))
        self._avatar = label("", "avatar")
        self._avatar.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._user = QToolButton()
        self._user.setProperty("kind", "flat")
        self._user.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._user.setMinimumHeight(worn().px(28))
        self._user.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self._user)
        for words, name, signal in (
            ("切换用户…", "people", self.switch_wanted), ("修改密码…", "key", self.password_wanted),
            ("退出", "close", self.quit_wanted),
        ):  # fmt: skip
            menu.addAction(icon(name), words).triggered.connect(lambda _on=False, signal=signal: signal.emit())
        mark_menu(menu)
        self._user.setMenu(menu)
        row.addWidget(self._avatar)
        row.addWidget(self._user)
        return holder
