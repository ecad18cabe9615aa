"""The lock screen: stands before the desk, whose half-written forms stay as they are behind it."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import DeskError
from app.views.credentials import Credentials
from app.views.theme import worn
from app.views.widgets.kinds import label
from app.views.widgets.mark import Mark
from app.views.widgets.panel import Panel, centred


class LockScreen(QWidget):
    """Signals: unlock_wanted(password) by the same user, switch_wanted(login, password) by another."""

    unlock_wanted = Signal(str)
    switch_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._login = ""
        self._title = label("已锁定", "title")
        self._words = label("", "facts", wrap=True)
        self.credentials = Credentials("解锁")
        self.credentials.submitted.connect(self._submit)
        panel = Panel()
        panel.setFixedWidth(worn().px(400))
        pad = worn().px(20)
        panel.body.setContentsMargins(pad, pad, pad, pad)
        heading = QHBoxLayout()
        heading.addWidget(Mark())
        heading.addWidget(self._title)
        heading.addStretch(1)
        panel.body.addLayout(heading)
        panel.body.addWidget(self._words)
        panel.body.addWidget(self.credentials)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(centred(panel))
        column.addStretch(2)

    def show_for(self, login: str, name: str, logins: Sequence[str]) -> None:
        """Lock for a user; another may sit down instead."""
        self._login = login
        self._words.setText(f"{name} 正在使用。填到一半的内容都在，解锁后接着填；换人请选自己的用户名。")
        self.credentials.clear()
        self.credentials.offer(logins, login)

    def refuse(self, error: DeskError) -> None:
        """The password did not open."""
        self.credentials.refuse(error)

    def _submit(self, login: str, password: str) -> None:
        self.credentials.wait()
        if login == self._login:
            self.unlock_wanted.emit(password)
        else:
            self.switch_wanted.emit(login, password)


class Curtain(QStackedWidget):
    """Shows the desk or the lock screen; open dialogs go behind it and come back with the same user.

    Signals: unlock_wanted(password), switch_wanted(login, password).
    """

    unlock_wanted = Signal(str)
    switch_wanted = Signal(str, str)

    def __init__(self, desk: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._dialogs: list[QDialog] = []
        self.addWidget(desk)

    @cached_property
    def before(self) -> LockScreen:
        """The lock screen, made when it is first needed."""
        made = LockScreen()
        made.unlock_wanted.connect(self.unlock_wanted)
        made.switch_wanted.connect(self.switch_wanted)
        self.addWidget(made)
        return made

    @property
    def closed(self) -> bool:
        """Whether the lock screen is shown."""
        return self.currentWidget() is not self._desk

    def close_for(self, login: str, name: str, logins: Sequence[str]) -> None:
        """Lock."""
        self._dialogs = [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]
        for dialog in self._dialogs:
            dialog.hide()
        self.setCurrentWidget(self.before)
        self.before.show_for(login, name, logins)

    def lift(self, *, same_user: bool) -> None:
        """Unlock; dialogs of the user before are thrown away, what was typed in them is kept as a draft."""
        self.setCurrentWidget(self._desk)
        self.before.credentials.clear()
        for dialog in self._dialogs:
            if same_user:
                dialog.open()
            else:
                dialog.deleteLater()
        self._dialogs = []
