"""不输密码登录: the tick in 外观与习惯, and the dialog that asks for the password once before this PC keeps what it opens."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.errors import DeskError
from app.services import remembering
from app.views.frame import Frame
from app.views.widgets.choice_fields import BoolField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import PasswordField


class KeepDialog(Dialog):
    """Asks for the password once more. `keep(password)` answers through `accept` or `refuse`."""

    def __init__(self, parent: QWidget, keep: Callable[[str], object]) -> None:
        super().__init__(parent, "不输密码登录")
        self._keep = keep
        words = "打开以后，能用这台电脑的人就能用您的账号登录。只在您一个人用、离开会锁屏的电脑上打开。"
        self.body.addWidget(label(words, "strong", wrap=True))
        self.password = PasswordField("您的密码", required=True)
        self.body.addWidget(self.password)
        self.add_button("不打开")
        self.go = self.add_button("打开", "primary", self._submit, closes=False)
        self.submit_with(self.go)
        self.password.setFocus()

    def refuse(self, error: DeskError) -> None:
        """Say under the field why not."""
        self.go.setEnabled(True)
        self.password.set_error(error.text())
        self._fit()

    def _submit(self) -> None:
        if self.password.check():
            self.go.setEnabled(False)
            self._keep(str(self.password.value()))


class DoorField(BoolField):
    """Ticked while this PC lets the account in; read-only where the office forbids it."""

    def __init__(self, frame: Frame) -> None:
        standing = remembering.standing(frame.office)
        hint = "换密码后要重新打开；锁定后仍要输密码" if standing.allowed else remembering.FORBIDDEN
        super().__init__("不输密码登录", words="在这台电脑上登录，我不用输密码", hint=hint)
        self._frame = frame
        self.set_value(standing.on)
        self.box.setEnabled(standing.allowed)
        self.changed.connect(self._turn)

    def _turn(self) -> None:
        office, frame = self._frame.office, self._frame
        if not self.value():
            work = lambda _progress: remembering.forget(office)  # noqa: E731
            then = lambda _done: frame.say("以后在这台电脑上登录要输密码")  # noqa: E731
            office.background.compute(self, work, then, frame.tell)
            return
        self.set_value(value=False)  # until the password was right
        dialog = KeepDialog(self, lambda password: self._ask(dialog, password))
        dialog.open()

    def _ask(self, dialog: KeepDialog, password: str) -> None:
        office = self._frame.office

        def kept(_done: None) -> None:
            dialog.accept()
            self.set_value(value=True)
            self._frame.say("以后在这台电脑上登录不用输密码")

        def failed(error: BaseException) -> None:
            if isinstance(error, DeskError):
                dialog.refuse(error)
            else:
                self._frame.tell(error)

        office.background.compute(dialog, lambda _progress: remembering.remember(office, password), kept, failed)
