"""Name and password with the words of a refusal under them: used by the login window and by the lock screen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.errors import DeskError, NoKeyring
from app.views.theme import worn
from app.views.widgets.kinds import button, label, restyle


class Credentials(QWidget):
    """Signal: submitted(login, password). The password leaves the field as soon as it has been answered.

    `known` are the names that are let in without one: for them it may be left empty.
    """

    submitted = Signal(str, str)

    def __init__(self, action: str) -> None:
        super().__init__()
        self._action = action
        self.known: frozenset[str] = frozenset()
        self.keep = QCheckBox("以后在这台电脑上不用输密码")
        self.keep.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(4))
        self.login = QComboBox()
        self.login.setEditable(True)
        self.login.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.login.setAccessibleName("用户名")
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)  # with it go the hints for an input method
        self.password.setAccessibleName("密码")
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self.go = button(action, "primary", then=self._submit)
        for words, editor in (("用户名", self.login), ("密码", self.password)):
            heading: QLabel = label(words, "label")
            heading.setBuddy(editor)
            column.addWidget(heading)
            column.addWidget(editor)
            column.addSpacing(worn().px(6))
        column.addWidget(self.keep)
        column.addWidget(self._error)
        column.addSpacing(worn().px(6))
        column.addWidget(self.go)
        self.password.returnPressed.connect(self._submit)
        self.login.currentTextChanged.connect(self._say_known)
        line = self.login.lineEdit()
        if line is not None:
            line.setAccessibleName("用户名")
            line.returnPressed.connect(self.password.setFocus)

    def offer(self, logins: Sequence[str], current: str = "") -> None:
        """The names that can be chosen; `current` is filled in and the password gets the focus."""
        self.login.clear()
        self.login.addItems(list(logins))
        self.login.setCurrentText(current or (logins[0] if logins else ""))
        self._say_known(self.login.currentText())
        self.password.setFocus()

    def wait(self) -> None:
        """The password is being looked at."""
        self._busy(on=True)
        self._error.hide()
        restyle(self.password, "state", "")

    def refuse(self, error: DeskError) -> None:
        """Say why not, and let the operator type again."""
        self._busy(on=False)
        if isinstance(error, NoKeyring):
            self.known -= {self.login.currentText().strip()}
            self._say_known(self.login.currentText())
        self.password.clear()
        self._error.setText(f"▲ {error.text()}")
        self._error.show()
        restyle(self.password, "state", "error")
        self.password.setAccessibleDescription(error.text())
        self.password.setFocus()

    def clear(self) -> None:
        """Forget everything typed and said."""
        self._busy(on=False)
        self.password.clear()
        self._error.hide()
        restyle(self.password, "state", "")

    def error(self) -> str:
        """The refusal shown now."""
        return "" if self._error.isHidden() else self._error.text()

    def _busy(self, *, on: bool) -> None:
        self.go.setText("请稍候……" if on else self._action)
        self.setEnabled(not on)

    def _say_known(self, login: str) -> None:
        self.password.setPlaceholderText("这台电脑记得您，不用输密码" if login.strip() in self.known else "")

    def _submit(self) -> None:
        known = self.login.currentText().strip() in self.known
        if self.isEnabled() and (self.password.text() or known):
            self.submitted.emit(self.login.currentText().strip(), self.password.text())
        else:
            self.password.setFocus()
