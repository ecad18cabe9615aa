"""本单位: the settings of the office as resources/settings.yaml declares them, for the 系统管理员; others of the office may read.

Each has its default, how sure that default is, and what it is for. A field is saved when it is left, so there is no half-saved
page; what does not fit is said under the field and not saved.
"""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import DeskError, Refused
from app.services import settings
from app.services.actor import may
from app.services.settings import Declared, Mark, SettingLine, Value
from app.views.frame import Frame
from app.views.habits import habits
from app.views.theme import worn
from app.views.widgets.choice_fields import RadioField
from app.views.widgets.field import Field
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import NumberField, TextField

IDLE = "lock.idle_minutes"
_HEADINGS = {
    "lock": "安全",
    "login": "安全",
    "office": "本机关",
    "number": "文号",
    "case": "办案",
}  # by the first part of a key


class OfficePart(QWidget):
    """One field for each setting, in the order of the file; `fields` by key."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._stood: dict[str, Value] = {}
        self.fields: dict[str, Field] = {}
        actor = frame.office.actor
        writes = may(actor, "settings.write")
        within = QWidget()  # narrow as a whole: a field by itself would be given the height of its words on a wide line
        within.setMaximumWidth(worn().px(720))
        column = QVBoxLayout(within)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(12))
        says = "对这个单位的所有人起作用。填完一项离开就保存。" if writes else "由系统管理员修改，这里只能看。"
        column.addWidget(label(says, "facts"))
        group = ""
        for key, one in settings.shipped().items():
            heading = _HEADINGS.get(key.partition(".")[0], "其他")
            if heading != group:
                group = heading
                column.addWidget(label(heading, "strong"))
            field = self.fields[key] = _field(one)
            field.set_read_only(not may(actor, one.action))
            (field.changed if isinstance(field, RadioField) else field.left).connect(partial(self._save, key))
            column.addWidget(field)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.addWidget(within, 1)
        row.addStretch()
        self.refresh()

    def refresh(self) -> None:
        """Read the settings again."""
        office = self._frame.office
        office.background.read(
            self, lambda session: settings.lines(session, office.actor), self._show, self._frame.tell
        )

    def _show(self, lines: list[SettingLine]) -> None:
        for line in lines:
            self._stood[line.declared.key] = line.value
            self.fields[line.declared.key].set_value(line.value)

    def _save(self, key: str) -> None:
        field, office = self.fields[key], self._frame.office
        typed = field.value()
        value: Value = typed if isinstance(typed, (bool, int)) else str(typed or "")
        if key not in self._stood or value == self._stood[key] or not field.check():
            return

        def saved(_done: None) -> None:
            self._stood[key] = value
            field.set_error("")
            self._frame.say(f"已保存“{field.label}”")
            if key == IDLE:
                office.seat = replace(office.seat, idle_minutes=int(value))
                self._frame.take_habits(habits())

        def refused(error: BaseException) -> None:
            if isinstance(error, Refused):
                field.set_error("；".join(problem.why for problem in error.problems))
            else:
                if isinstance(error, DeskError):
                    field.set_value(self._stood[key])
                self._frame.tell(error)

        office.background.write(self, lambda session: settings.put(session, office.actor, key, value), saved, refused)


def _field(one: Declared) -> Field:
    """The editor for a kind; below it what the setting is for, and how sure the default is."""
    hint = f"{one.meaning}（{one.mark.label}）" if one.mark is not Mark.EXPERIENCE else one.meaning
    match one.kind:
        case "number":
            return NumberField(one.label, required=True, least=one.least, most=one.most, hint=hint)
        case "flag":
            return RadioField(one.label, [(True, "是"), (False, "否")], hint=hint)
        case "choice":
            return RadioField(one.label, [(choice, choice) for choice in one.choices], hint=hint)
        case _:
            return TextField(one.label, longest=settings.LONGEST, hint=hint)
