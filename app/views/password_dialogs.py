"""Dialogs around passwords: the own new one, and coming in with the recovery code."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.errors import DeskError, Refused
from app.rules.password import KINDS, Policy
from app.views.theme import worn
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import PasswordField, TextField


def policy_words(policy: Policy) -> str:
    """The password policy in one sentence."""
    if policy.least_kinds == 0 and policy.least_length <= 1:
        return "演示数据，密码不作要求。"
    kinds = "、".join(word for word, _ in KINDS)
    days = f"；每 {policy.days} 天要换一次，不能用最近 {policy.remembered} 次用过的" if policy.days else ""
    return f"密码至少 {policy.least_length} 位，含{kinds}中的至少 {policy.least_kinds} 类，不能含用户名{days}。"


class PasswordDialog(Dialog):
    """The actor's own new password. `change(old, new)` answers through `accept` or `refuse`."""

    def __init__(self, parent: QWidget, policy: Policy, change: Callable[[str, str], object], *, due: bool) -> None:
        super().__init__(parent, "修改密码")
        self._change = change
        self._due = due
        if due:
            self.body.addWidget(
                label("这个密码是别人给的或已到期，先换成自己的新密码才能办理业务。", "strong", wrap=True)
            )
        self.body.addWidget(label(policy_words(policy), "facts", wrap=True))
        self.old = PasswordField("现在的密码", required=True)
        self.new = PasswordField("新密码", required=True)
        self.again = PasswordField("再输一次新密码", required=True)
        for field in (self.old, self.new, self.again):
            self.body.addWidget(field)
        if not due:
            self.add_button("不改了")
        self.go = self.add_button("改密码", "primary", self._submit, closes=False)
        self.submit_with(self.go)
        self.old.setFocus()

    def refuse(self, error: DeskError) -> None:
        """Say under the right field why the password was not changed."""
        self.go.setEnabled(True)
        if isinstance(error, Refused):
            self.new.set_error("；".join(problem.why for problem in error.problems))
            self.new.setFocus()
        else:
            self.old.set_error(error.text())
            self.old.setFocus()

    def reject(self) -> None:
        """Esc leaves everything as it was; a password that is due has to be changed first."""
        if not self._due:
            super().reject()

    def _submit(self) -> None:
        if _both_given(self.new, self.again, self.old):
            self.go.setEnabled(False)
            self._change(str(self.old.value()), str(self.new.value()))


class RecoveryDialog(Dialog):
    """Coming in with the sealed code. `enter(code, login, new password)` answers through `accept` or `refuse`."""

    def __init__(
        self, parent: QWidget, policy: Policy, logins: Sequence[str], enter: Callable[[str, str, str], object]
    ) -> None:
        super().__init__(parent, "用恢复码登录")
        self._enter = enter
        self.body.addWidget(label("拆开封存的那张纸，输入恢复码。用过即作废，登录后会换一串新的。", "facts", wrap=True))
        self.code = TextField("恢复码", required=True, placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.login = TextField("用哪个用户名登录", required=True, hint="可用：" + "、".join(logins))
        self.new = PasswordField("给它设新密码", required=True, hint=policy_words(policy))
        self.again = PasswordField("再输一次新密码", required=True)
        for field in (self.code, self.login, self.new, self.again):
            self.body.addWidget(field)
        self.add_button("不用了")
        self.go = self.add_button("登录", "primary", self._submit, closes=False)
        self.submit_with(self.go)
        self.setMinimumWidth(worn().px(480))
        self.code.setFocus()

    def refuse(self, error: DeskError) -> None:
        """Say why the door stays shut."""
        self.go.setEnabled(True)
        if isinstance(error, Refused):
            self.new.set_error("；".join(problem.why for problem in error.problems))
        else:
            self.code.set_error(error.text())

    def _submit(self) -> None:
        if _both_given(self.new, self.again, self.code, self.login):
            self.go.setEnabled(False)
            self._enter(str(self.code.value()), str(self.login.value()), str(self.new.value()))


def _both_given(new: PasswordField, again: PasswordField, *others: TextField) -> bool:
    """Check all fields and that both new passwords are the same."""
    filled = [field.check() for field in (*others, new, again)]
    if new.value() and again.value() and new.value() != again.value():
        again.set_error("两次输入的新密码不一样")
        return False
    return all(filled)
