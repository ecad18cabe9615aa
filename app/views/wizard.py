"""The first run on an empty home: which office this is, who works here, and the recovery code to be sealed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.errors import DeskError
from app.rules.password import policy_of, problems
from app.views.password_dialogs import policy_words
from app.views.sheet import RecoverySheet
from app.views.theme import worn
from app.views.widgets.field import Field
from app.views.widgets.kinds import button, label
from app.views.widgets.mark import Mark
from app.views.widgets.notices import ProblemBox
from app.views.widgets.panel import Panel
from app.views.widgets.text_fields import PasswordField, TextField

if TYPE_CHECKING:
    from app.services.account import NewAccount
    from app.store.place import OfficeInfo


@dataclass(frozen=True, slots=True)
class Founding:
    """What the wizard asks the door to found."""

    info: "OfficeInfo"
    people: Sequence[tuple["NewAccount", str]]


# 三员 apart (GB/T 22239-2019), and one who works at the desk from the first day on.
FIRST_ROLES: Final = (
    ("系统管理员", ("system",), "管设置、备份和恢复"),
    ("安全管理员", ("security",), "管账号、角色和密码重设"),
    ("审计员", ("auditor",), "看修改记录和登录记录"),
    ("值班员、带班领导", ("duty", "leader"), "指挥室日常使用，其他人以后由安全管理员添加"),
)


class Wizard(QWidget):
    """Signals: founding_wanted(Founding), rescue_wanted(), finished(), closed()."""

    founding_wanted = Signal(object)
    rescue_wanted = Signal()
    finished = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("首次设置 — 指挥台")
        self.resize(worn().px(760), worn().px(640))
        column = QVBoxLayout(self)
        pad = worn().px(24)
        column.setContentsMargins(pad, pad, pad, pad)
        heading = QHBoxLayout()
        heading.addWidget(Mark(32))
        heading.addWidget(label("指挥台 · 首次设置", "title"))
        heading.addStretch(1)
        self._step = label("", "facts")
        heading.addWidget(self._step)
        column.addLayout(heading)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.office = _OfficeStep(self._to_people, self.rescue_wanted.emit)
        self.people = _PeopleStep(lambda: self._show(0), self._found)
        self._stack.addWidget(self.office)
        self._stack.addWidget(self.people)
        self._show(0)

    def show_code(self, code: str) -> None:
        """The office stands: the last step shows the recovery code."""
        panel = Panel()
        panel.body.addWidget(RecoverySheet(code, self.office.info(), self.finished.emit))
        self._stack.addWidget(panel)
        self._show(2)

    def refuse(self, error: DeskError) -> None:
        """The office could not be founded; everything typed stays."""
        self.people.refuse(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        # The code is shown once: the window stays until it is confirmed.
        if self._stack.currentIndex() == 2:
            event.ignore()
            return
        super().closeEvent(event)
        self.closed.emit()

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._step.setText(
            ("第 1 步，共 3 步：这是哪个单位", "第 2 步，共 3 步：谁来使用", "第 3 步，共 3 步：恢复码")[number]
        )
        (self.office.township if number == 0 else self.people.first if number == 1 else self).setFocus()

    def _to_people(self) -> None:
        self._show(1)

    def _found(self) -> None:
        self.founding_wanted.emit(Founding(self.office.info(), self.people.accounts()))


class _OfficeStep(Panel):
    """Township, county, city and the name of this PC."""

    def __init__(self, forward: Callable[[], object], rescue: Callable[[], object]) -> None:
        super().__init__("这是哪个单位", "显示在窗口标题和打印件上")
        self._forward = forward
        self.township = TextField("乡镇（街道）", required=True, placeholder="如 石梁镇", longest=30)
        self.county = TextField("所在县（市、区）", required=True, placeholder="如 柯城区", longest=30)
        self.city = TextField("所在设区市", required=True, placeholder="如 衢州市", longest=30)
        self.device = TextField(
            "这台电脑的名称", required=True, hint="几台电脑时用来区分是哪台改的，如 石梁镇-01", longest=30
        )
        self._fields: tuple[TextField, ...] = (self.city, self.county, self.township, self.device)
        for field in self._fields:
            self.body.addWidget(field)
        self.township.left.connect(self._suggest_device)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(button("换了电脑？从备份恢复…", "link", then=rescue))
        row.addStretch(1)
        self.next = button("下一步", "primary", then=self._submit)
        row.addWidget(self.next)
        self.body.addLayout(row)

    def info(self) -> "OfficeInfo":
        """office.json as it will be written."""
        from app.store.place import OfficeInfo

        city, county, township, device = (str(field.value()) for field in self._fields)
        return OfficeInfo(city=city, county=county, township=township, device=device)

    def _suggest_device(self) -> None:
        if self.township.value() and not self.device.value():
            self.device.set_value(f"{self.township.value()}-01")

    def _submit(self) -> None:
        bad = [field for field in self._fields if not field.check()]
        if bad:
            bad[0].setFocus()
        else:
            self._forward()


class _Person:
    """The four fields of one first account."""

    def __init__(self, role: str, roles: Sequence[str], duty: str) -> None:
        self.role, self.roles, self.duty = role, roles, duty
        self.name = TextField("姓名", required=True, longest=20)
        self.login = TextField("用户名", required=True, hint="登录时用，可以用汉字、拼音或数字", longest=20)
        self.password = PasswordField("密码", required=True)
        self.again = PasswordField("重复密码", required=True, hint="和左边一样再输一次")
        self.fields: tuple[Field, ...] = (self.name, self.login, self.password, self.again)

    def check(self) -> str:
        """Mark what is missing or wrong; all of it in one sentence with the role it belongs to, empty when all is well."""
        for field in self.fields:
            field.check()
        broken = problems(policy_of(demo=False), str(self.password.value() or ""), str(self.login.value() or ""))
        if self.password.value() and broken:
            self.password.set_error("；".join(problem.why for problem in broken))
        elif self.again.value() and self.again.value() != self.password.value():
            self.again.set_error("两次输入的密码不一样")
        found = [field.error() for field in self.fields if field.error()]
        return f"{self.role}：{'；'.join(found)}" if found else ""


class _PeopleStep(Panel):
    """The first accounts; each owner types a password of his own."""

    def __init__(self, back: Callable[[], object], found: Callable[[], object]) -> None:
        super().__init__("谁来使用", "三种管理员须由不同的人担任")
        self._found = found
        self.box = ProblemBox()
        self.box.wanted.connect(self._jump)
        self.body.addWidget(self.box)
        self.body.addWidget(label(policy_words(policy_of(demo=False)), "facts", wrap=True))
        self._people = [_Person(*words) for words in FIRST_ROLES]
        self.first = self._people[0].name
        content = QWidget()
        content.setProperty("kind", "scrolled")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, worn().px(8), 0)
        grid.setHorizontalSpacing(worn().px(12))
        grid.setVerticalSpacing(worn().px(8))
        for number, person in enumerate(self._people):
            heading = QHBoxLayout()
            heading.setSpacing(worn().px(8))
            heading.addWidget(label(person.role, "strong"))
            heading.addWidget(label(person.duty, "facts"))
            heading.addStretch(1)
            grid.addLayout(heading, number * 3, 0, 1, 2)
            for at, field in enumerate(person.fields):
                grid.addWidget(field, number * 3 + 1 + at // 2, at % 2)
                field.set_name(f"{person.role}的{field.label}")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(content)
        self.body.addWidget(self._scroll, 1)
        row = QHBoxLayout()
        row.addWidget(button("上一步", then=back))
        row.addStretch(1)
        self.go = button("建立", "primary", then=self._submit)
        row.addWidget(self.go)
        self.body.addLayout(row)

    def accounts(self) -> list[tuple["NewAccount", str]]:
        """The accounts with the passwords their owners typed."""
        from app.services.account import NewAccount

        return [
            (NewAccount(str(one.login.value()), str(one.name.value()), one.roles), str(one.password.value()))
            for one in self._people
        ]

    def refuse(self, error: DeskError) -> None:
        """Said on top; nothing typed is cleared."""
        self.go.setEnabled(True)
        self.go.setText("建立")
        self.box.show_problems([("", error.text())], doing="建立")

    def _submit(self) -> None:
        found = [(str(at), why) for at, person in enumerate(self._people) if (why := person.check())]
        logins = [str(person.login.value()).lower() for person in self._people if person.login.value()]
        if not found and len(set(logins)) < len(logins):
            found = [("0", "用户名有重复，每个人要用不同的用户名")]
        self.box.show_problems(found, doing="建立")
        if not found:
            self.go.setEnabled(False)
            self.go.setText("正在建立，请稍候……")
            self._found()

    def _jump(self, number: str) -> None:
        if number:
            person = self._people[int(number)]
            field = next((field for field in person.fields if field.error()), person.name)
            self._scroll.ensureWidgetVisible(field)
            field.setFocus()
