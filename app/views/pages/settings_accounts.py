"""账号: who may log in, for the 安全管理员. A password is only ever given once, to be changed by its owner."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import DeskError, Refused
from app.rules.roles import table as role_table
from app.services import account, password
from app.services.account import AccountLine, NewAccount
from app.services.actor import may
from app.views.frame import Frame
from app.views.sheet import show_sheet
from app.views.theme import worn
from app.views.widgets.dialogs import Dialog, confirm
from app.views.widgets.kinds import button, label, offer
from app.views.widgets.plain_table import PlainTable
from app.views.widgets.text_fields import TextField

CHOOSE = "先在下面选一个账号，再修改、重设密码或停用。"


class AccountsPart(QWidget):
    """The list of accounts and what can be done with the chosen one."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._lines: list[AccountLine] = []
        manages = may(frame.office.actor, "account.manage")
        self.table = PlainTable("账号", ("用户名", "姓名", "角色", "状态", "密码"), (120, 140, 0, 80, 150))
        self.table.itemSelectionChanged.connect(self._offer)
        self.add = button("添加账号…", icon="plus", then=self._add)
        self.edit = button("改姓名和角色…", then=self._edit)
        self.reset = button("重设密码…", then=self._ask_reset)
        self.switch = button("停用", "danger", then=self._ask_switch)
        self.code = button("换恢复码…", icon="key", then=self._ask_code)
        row = QHBoxLayout()
        for made in (self.add, self.edit, self.reset, self.switch):
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.code)
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(10))
        if manages:
            column.addLayout(row)
        self._why = label("", "hint", wrap=True)
        column.addWidget(self._why)
        column.addWidget(self.table, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the accounts again."""
        office = self._frame.office
        office.background.read(
            self, lambda session: account.accounts(session, office.actor), self._show, self._frame.tell
        )

    def _show(self, lines: list[AccountLine]) -> None:
        self._lines = lines
        today_words = {True: "待本人修改"}
        self.table.fill([
            (
                line.login, line.name, line.role_labels, "启用" if line.enabled else "停用",
                today_words.get(line.must_change, f"{line.password_changed_on or '—'} 修改"),
            )
            for line in lines
        ])  # fmt: skip
        self._offer()

    def _chosen(self) -> AccountLine | None:
        number = self.table.chosen()
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def _offer(self) -> None:
        line = self._chosen()
        own = line is not None and line.id == self._frame.office.actor.account_id
        self.switch.setText("停用" if line is None or line.enabled else "启用")
        why_not = "自己的账号请另一位安全管理员来改。" if own else "" if line else CHOOSE
        for made in (self.edit, self.reset, self.switch):
            offer(made, why_not)
        if line is not None and not own and not line.enabled:
            why_not = "停用的账号不能重设密码，先启用。"
            offer(self.reset, why_not)
        self._why.setVisible(bool(why_not))
        self._why.setText(why_not)

    def _write(self, command: Any, then: Any, failed: Any = None) -> None:
        self._frame.office.background.write(self, command, then, failed or self._frame.tell)

    def _given(self, login: str, once: str) -> None:
        self.refresh()
        show_once(self.window(), login, once)

    def _told(self, words: str) -> None:
        self.refresh()
        self._frame.say(words)

    def _add(self) -> None:
        office = self._frame.office

        def save(new: NewAccount) -> None:
            def done(answer: tuple[str, str]) -> None:
                dialog.accept()
                self._given(new.login, answer[1])

            self._write(lambda session: account.create(session, office.actor, office.vault, new), done, dialog.refuse)

        dialog = AccountDialog(self.window(), None, save)
        dialog.open()

    def _edit(self) -> None:
        line, office = self._chosen(), self._frame.office
        if line is None:
            return

        def save(new: NewAccount) -> None:
            def done(_answer: None) -> None:
                dialog.accept()
                self._told("已修改，对方下次登录起生效")

            self._write(
                lambda session: account.edit(session, office.actor, line.id, line.revision, new), done, dialog.refuse
            )

        dialog = AccountDialog(self.window(), line, save)
        dialog.open()

    def _ask_reset(self) -> None:
        line, office = self._chosen(), self._frame.office
        if line is None:
            return

        def reset() -> None:
            self._write(
                lambda session: account.reset(session, office.actor, office.vault, line.id),
                lambda once: self._given(line.login, once),
            )

        confirm(
            self.window(), f"重设“{line.login}”的密码？", "原来的密码马上不能用了。会给出一个一次性密码，本人登录后自己改。",
            f"重设“{line.login}”的密码", reset,
        )  # fmt: skip

    def _ask_switch(self) -> None:
        line, office = self._chosen(), self._frame.office
        if line is None:
            return
        if not line.enabled:
            self._write(
                lambda session: account.enable(session, office.actor, office.vault, line.id),
                lambda once: self._given(line.login, once),
            )
            return

        def disable() -> None:
            self._write(
                lambda session: account.disable(session, office.actor, office.vault, line.id),
                lambda _done: self._told(f"已停用“{line.login}”"),
            )

        confirm(
            self.window(), f"停用账号“{line.login}”？", "停用后这个用户名不能登录；以前的记录仍然保留他的名字。以后可以再启用。",
            f"停用“{line.login}”", disable,
        )  # fmt: skip

    def _ask_code(self) -> None:
        office = self._frame.office

        def renew() -> None:
            self._write(
                lambda session: password.new_recovery_code(session, office.actor, office.vault),
                lambda code: show_sheet(
                    self.window(),
                    code,
                    office.info,
                    lambda: self._frame.say("恢复码已更换"),
                ),
            )

        confirm(
            self.window(),
            "换一串新的恢复码？",
            "保险柜里封存的那张纸马上作废，要把新的一张打印封存。",
            "换恢复码",
            renew,
        )


class AccountDialog(Dialog):
    """A new account, or name and roles of one. `save(NewAccount)` answers through `accept` or `refuse`."""

    def __init__(self, parent: QWidget, line: AccountLine | None, save: Any) -> None:
        super().__init__(parent, "改姓名和角色" if line else "添加账号")
        self._save = save
        self.login = TextField("用户名", required=True, hint="登录时用，定了不能改", longest=20)
        self.name = TextField("姓名", required=True, longest=20)
        self.body.addWidget(self.login)
        self.body.addWidget(self.name)
        self.body.addWidget(label("角色（可多选；三种管理员不能由同一人兼任）", "label"))
        grid = QGridLayout()
        self.roles: dict[str, QCheckBox] = {}
        for number, (key, words) in enumerate(role_table().roles.items()):
            box = QCheckBox(words)
            box.setAccessibleName(words)
            self.roles[key] = box
            grid.addWidget(box, number // 2, number % 2)
        self.body.addLayout(grid)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self.body.addWidget(self._error)
        if line is not None:
            self.login.set_value(line.login)
            self.login.set_read_only(True, "用户名定了不能改")  # noqa: FBT003  the field's protocol
            self.name.set_value(line.name)
            for key in line.roles:
                self.roles[key].setChecked(True)
        self.add_button("不改了" if line else "不添加")
        self.go = self.add_button("保存" if line else "添加", "primary", self._submit, closes=False)
        self.submit_with(self.go)
        (self.name if line else self.login).setFocus()

    def refuse(self, error: BaseException) -> None:
        """Each problem under its field; what was typed stays."""
        self.go.setEnabled(True)
        problems = error.problems if isinstance(error, Refused) else ()
        for name, field in (("login", self.login), ("name", self.name)):
            field.set_error("；".join(problem.why for problem in problems if problem.field == name))
        rest = [problem.why for problem in problems if problem.field not in {"login", "name"}]
        if not problems and isinstance(error, DeskError):
            rest = [error.text()]
        self._error.setText(f"▲ {'；'.join(rest)}")
        self._error.setVisible(bool(rest))

    def _submit(self) -> None:
        if all([self.login.check(), self.name.check()]):
            chosen = tuple(key for key, box in self.roles.items() if box.isChecked())
            self.go.setEnabled(False)
            self._save(NewAccount(str(self.login.value()), str(self.name.value()), chosen))


def show_once(parent: QWidget, login: str, once: str) -> None:
    """The one-time password, shown once."""
    dialog = Dialog(parent, "一次性密码")
    dialog.body.addWidget(label(f"“{login}”的一次性密码，请当面告诉本人，只显示这一次：", wrap=True))
    shown = label(once, "figure")
    shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addWidget(shown)
    dialog.body.addWidget(label("本人第一次登录时必须换成自己的密码。", "facts", wrap=True))
    dialog.add_button("已经告诉本人", "primary").setFocus()
    dialog.open()
