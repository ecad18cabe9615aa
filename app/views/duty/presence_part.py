"""到岗: who has signed in today, entering it for somebody, spot checks, and who is on the list but was not there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.errors import Refused
from app.rules.vocabulary import Light
from app.rules.vocabulary_shift import SignKind, SignMethod
from app.services.actor import Actor, may
from app.services.shift import leave, presence
from app.services.shift.leave import Days
from app.services.shift.now import Force, force
from app.services.shift.presence import CheckDraft, Nominal, SignDraft
from app.views.duty.lines import Lines
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.register.lookup import search_of
from app.views.register.rows import Cell, Row
from app.views.theme import worn
from app.views.widgets.choice_fields import RadioField, choice_field
from app.views.widgets.date_fields import DateTimeField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel
from app.views.widgets.picker import Picked, PickerField
from app.views.widgets.text_fields import TextField

PLACE = "综合信息指挥室"


@dataclass(frozen=True, slots=True)
class Presence:
    """What the part shows: the shift that runs, who was only on the list, days away this month."""

    force: Force
    nominal: tuple[Nominal, ...]
    away: tuple[Days, ...]


def presence_of(session: Any, actor: Actor) -> Presence:
    """All of it in one reading."""
    today = clock.today()
    days = leave.days(session, actor, today.replace(day=1), today) if may(actor, "absences.read") else ()
    return Presence(force(session, actor), tuple(presence.nominal(session, actor)), days)


class PresencePart(QWidget):
    """Three lists and the dialogs that write."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.on = Lines("当班签到", (96, 90, 0, 150))
        self.nominal = Lines("挂名不在岗", (96, 0))
        self.away = Lines("本月离岗天数", (96, 0, 130))
        self.on_panel = Panel("当班签到", padded=False)
        if may(frame.office.actor, "shift.record"):
            for words, kind in (("签到…", SignKind.IN), ("签退…", SignKind.OUT)):
                self.on_panel.add_action(button(words, size="tiny", then=partial(self.sign, kind)))
            self.on_panel.add_action(button("抽查…", size="tiny", then=self.check))
        self.nominal_panel = Panel("挂名不在岗", padded=False)
        self.away_panel = Panel("本月请假抽调", padded=False)
        for panel, lines in (
            (self.on_panel, self.on),
            (self.nominal_panel, self.nominal),
            (self.away_panel, self.away),
        ):
            panel.body.addWidget(lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().size("gap"))
        row.addWidget(self.on_panel, 3)
        right = QVBoxLayout()
        right.setSpacing(worn().size("gap"))
        right.addWidget(self.nominal_panel, 1)
        right.addWidget(self.away_panel, 1)
        row.addLayout(right, 2)

    def refresh(self) -> None:
        """Read it all again."""
        actor = self.frame.office.actor
        self.frame.office.background.read(
            self, lambda session: presence_of(session, actor), self._show, self.frame.tell
        )

    def _show(self, seen: Presence) -> None:
        rows = []
        for role, people in seen.force.by_role.items():
            for one in people:
                came = Cell(f"{clock.local(one.since):%H:%M} 签到") if one.since else Cell("未签到", light=Light.SOON)
                rows.append(
                    Row(f"{role.value}/{one.person_id}", (Cell(one.name), Cell(role.label), Cell(one.post), came))
                )
        people = seen.force.people
        self.on.fill(rows)
        self.on_panel.say(
            "当班签到", f"{len(people) - len(seen.force.missing)} / {len(people)} 人" if people else "没有排班"
        )
        self.nominal.fill([Row(one.person_id, (Cell(one.name), Cell(_days(one)))) for one in seen.nominal])
        days = len(seen.nominal[0].days) if seen.nominal else 0
        words = f"{len(seen.nominal)} 人连续 {days} 个工作日没有签到、没有批准的请假" if days else "没有"
        self.nominal_panel.say("挂名不在岗", words)
        self.away.fill([_away(one) for one in seen.away])
        self.away_panel.say("本月请假抽调", f"{len(seen.away)} 人" if seen.away else "没有")

    def sign(self, kind: SignKind) -> None:
        """Enter that somebody came or went."""
        SignDialog(self, self.frame, kind, self.refresh).open()

    def check(self) -> None:
        """Enter a spot check."""
        CheckDialog(self, self.frame, self.refresh).open()


class _Asking(Dialog):
    """A form of a few fields that is written, or refused under its fields."""

    def __init__(self, parent: QWidget, frame: Frame, title: str, verb: str, then: Callable[[], object]) -> None:
        super().__init__(parent, title)
        self.frame, self._then = frame, then
        self.form = FormBody()
        self.body.addWidget(self.form)
        find = search_of(frame)
        self.form.add_field(
            "person_id", PickerField("人员", lambda text, answer: find("person", text, answer), required=True)
        )
        self.build()
        self.add_button("取消")
        self.submit_with(self.add_button(verb, "primary", self._submit, closes=False))
        self.form.focus_first()

    def build(self) -> None:
        """Add the other fields."""
        raise NotImplementedError

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        """What writes them."""
        raise NotImplementedError

    def _submit(self) -> None:
        if self.form.check():
            values = {
                name: value.id if isinstance(value, Picked) else value for name, value in self.form.values().items()
            }
            self.frame.office.background.write(self, self.command(values), self._written, self._refused)

    def _written(self, _id: str) -> None:
        self.frame.note_saved()
        self._then()
        self.close()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
        else:
            self.frame.tell(error)


class SignDialog(_Asking):
    """Somebody came or went; entered later than half an hour it needs a reason and is marked 补录."""

    def __init__(self, parent: QWidget, frame: Frame, kind: SignKind, then: Callable[[], object]) -> None:
        self._kind = kind
        super().__init__(parent, frame, kind.label, kind.label, then)

    def build(self) -> None:
        self.form.add_field("at", DateTimeField("时间", required=True))
        self.form.add_field("place", TextField("地点", required=True, longest=80))
        methods = [(method, method.label) for method in SignMethod]
        self.form.add_field("method", choice_field("方式", methods, required=True))
        self.form.add_field("reason", TextField("补录原因", hint="事后半小时以上登记的要写", longest=200), wide=True)
        self.form.open_values({"at": clock.now(), "place": PLACE, "method": SignMethod.DESK})

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        draft = SignDraft(
            values["person_id"], self._kind, values["at"], values["place"], values["method"], values["reason"] or ""
        )
        return lambda session: presence.sign(session, self.frame.office.actor, draft)


class CheckDialog(_Asking):
    """Somebody was looked for at his post."""

    def __init__(self, parent: QWidget, frame: Frame, then: Callable[[], object]) -> None:
        super().__init__(parent, frame, "抽查", "登记抽查", then)

    def build(self) -> None:
        self.form.add_field("at", DateTimeField("抽查时间", required=True))
        self.form.add_field("place", TextField("应在地点", required=True, longest=80))
        self.form.add_field("found", RadioField("在不在岗", [(True, "在岗"), (False, "不在岗")], required=True))
        self.form.add_field("reason", TextField("不在岗原因", longest=200), wide=True)
        self.form.open_values({"at": clock.now()})

    def command(self, values: dict[str, Any]) -> Callable[[Any], Any]:
        draft = CheckDraft(values["person_id"], values["at"], values["place"], values["found"], values["reason"] or "")
        return lambda session: presence.check(session, self.frame.office.actor, draft)


def _days(one: Nominal) -> str:
    first, last = one.days[0], one.days[-1]
    return f"{first:%m-%d} 至 {last:%m-%d} 共 {len(one.days)} 个工作日" + (f"；{one.asked}" if one.asked else "")


def _away(one: Days) -> Row:
    kinds = "、".join(f"{kind.label} {count} 天" for kind, count in one.by_kind)
    late = Cell(f"离岗 {one.unapproved} 天", light=Light.OVERDUE) if one.unapproved else Cell("")
    return Row(one.person_id, (Cell(one.name), Cell(kinds), late))
