"""交接班: the sheet. Left what is open and what becomes of it, right what is said, below the log that writes itself."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.errors import Refused
from app.rules.vocabulary import Light
from app.rules.vocabulary_shift import HandoverKind, ItemFate
from app.services.actor import may
from app.services.shift import handover
from app.services.shift.handover import HandoverSeen, SheetDraft
from app.services.shift.log import LogLine
from app.views.duty.lines import Lines
from app.views.duty.reason_dialog import ReasonDialog
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.register.lookup import search_of
from app.views.register.rows import Cell, Row
from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.notices import EmptyState
from app.views.widgets.panel import Panel
from app.views.widgets.picker import Picked, PickerField
from app.views.widgets.text_fields import LongTextField, TextField

NOON = 12


class SheetPart(QWidget):
    """Signals: `changed()` after anything was written; the page's buttons call `begin`, `give`, `take`, `take_back`."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.seen: HandoverSeen | None = None
        self.items = Lines("未办结事项", (90, 0, 96))
        self.log = Lines("本班值班日志", (104, 70, 0, 84))
        self.form = FormBody(columns=1)
        find = search_of(frame)
        taker = PickerField("接班人", lambda text, answer: find("person", text, answer), required=True)
        self.form.add_field("to_id", taker)
        self.form.add_field("weather", TextField("天气", longest=20))
        self.form.add_field("keys", LongTextField("钥匙和装备", lines=2))
        self.form.add_field("note", LongTextField("交代事项", lines=3))
        self.form.finish()
        self.form.edited.connect(self._dirty)
        self.keep_button = button("保存", size="small", icon="save", then=self.keep)
        self._empty = EmptyState("现在没有进行中的交接。开始以后，未办结的事项和本班日志会自动列出来。")
        self._content = QWidget()
        self._lay_out()
        self._content.hide()

    def _lay_out(self) -> None:
        open_panel = Panel("未办结事项", padded=False)
        self.open_panel = open_panel
        steps = (("全部接下", self.take_all), ("接", self.take_one), ("不接…", self.drop_one))
        self.deciding = [button(words, size="tiny", then=then) for words, then in steps]
        for one in self.deciding:
            open_panel.add_action(one)
        open_panel.body.addWidget(self.items)
        said = Panel("交接内容")
        said.add_action(self.keep_button)
        said.body.addWidget(self.form)
        told = Panel("本班值班日志", padded=False)
        told.body.addWidget(self.log)
        row = QHBoxLayout(self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().size("gap"))
        left = QVBoxLayout()
        left.setSpacing(worn().size("gap"))
        left.addWidget(open_panel, 3)
        left.addWidget(told, 2)
        row.addLayout(left, 3)
        row.addWidget(said, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._content)

    def show_sheet(self, seen: HandoverSeen | None) -> None:
        """The sheet that is being signed, or that there is none; what is being typed stays."""
        typed = self.form.changed_fields() if self.seen and seen and seen.id == self.seen.id else {}
        self.seen = seen
        self._empty.setVisible(seen is None)
        self._content.setVisible(seen is not None)
        if seen is None:
            return
        self.items.fill([_item(one) for one in seen.items])
        waiting = len(seen.undecided)
        self.open_panel.say(
            "未办结事项",
            f"{len(seen.items)} 条"
            + (f"，还有 {waiting} 条等{seen.to_name or '接班人'}登录后说接不接" if waiting else ""),
        )
        mine = may(self.frame.office.actor, "shift.hand_over") and self.frame.office.actor.person_id == seen.to_id
        for one in self.deciding:  # what is taken over says who takes over
            one.setVisible(mine and bool(seen.items))
        self.log.fill([log_row(number, one) for number, one in enumerate(seen.log)])
        taker = Picked(seen.to_id, seen.to_name) if seen.to_id else None
        self.form.open_values({"to_id": taker, "weather": seen.weather, "keys": seen.keys, "note": seen.note})
        self.form.put_values(typed)
        for field in self.form.fields.values():
            field.set_read_only(bool(why := self._settled(seen)), why)
        self._dirty()

    def _settled(self, seen: HandoverSeen) -> str:
        """Why nothing can be written on the sheet."""
        if seen.given_at is not None:
            return "交班人已经签字"
        return "" if may(self.frame.office.actor, "shift.hand_over") else "由值班员、带班领导或队长填写"

    def begin(self) -> None:
        """Start the sheet of the shift that ends."""
        kind = HandoverKind.MORNING if clock.local(clock.now()).hour < NOON else HandoverKind.EVENING
        self._write(lambda session: handover.begin(session, self.frame.office.actor, kind))

    def keep(self) -> None:
        """Keep what was written."""
        self._keep_then(lambda: None)

    def give(self) -> None:
        """The giver signs; what was typed is kept first."""
        self._keep_then(lambda: self._signing(handover.give))

    def take(self) -> None:
        """The taker signs."""
        self._signing(handover.take)

    def take_back(self) -> None:
        """The giver takes his signature back."""
        self._signing(handover.take_back)

    def discard(self) -> None:
        """Away with a sheet nobody signed."""
        self._signing(handover.discard)

    def take_all(self) -> None:
        """Everything nobody said anything about is taken over."""
        waiting = self.seen.undecided if self.seen else ()
        actor = self.frame.office.actor

        def decide(session: Any) -> None:
            for one in waiting:
                handover.decide(session, actor, one.id, ItemFate.TAKEN)

        if waiting:
            self._write(decide)

    def take_one(self) -> None:
        """The chosen thing is taken over."""
        if (row := self.items.current()) is not None:
            self._decide(row.id, ItemFate.TAKEN)

    def drop_one(self) -> None:
        """The chosen thing is not taken over: say why."""
        if (row := self.items.current()) is not None:
            dialog = ReasonDialog(
                self, "不接这一条", f"“{row.cells[1].text}”不接：写明交给谁，或者为什么不用再办。", "不接"
            )
            dialog.said.connect(partial(self._decide, row.id, ItemFate.DROPPED))
            dialog.open()

    def _decide(self, item: str, fate: ItemFate, reason: str = "") -> None:
        actor = self.frame.office.actor
        self._write(lambda session: handover.decide(session, actor, item, fate, reason))

    def _draft(self) -> SheetDraft:
        given: dict[str, Any] = self.form.values()
        taker = given["to_id"]
        return SheetDraft(
            taker.id if isinstance(taker, Picked) else None,
            given["keys"] or "",
            given["note"] or "",
            given["weather"] or "",
        )

    def _keep_then(self, then: Callable[[], object]) -> None:
        seen, actor, draft = self.seen, self.frame.office.actor, self._draft()
        if seen is None or not self.form.dirty():
            then()
            return

        def kept(revision: int) -> None:
            self.seen = replace(seen, revision=revision)
            self.form.open_values(self.form.values())
            self.frame.note_saved()
            then()
            self.changed.emit()

        self.frame.office.background.write(
            self, lambda session: handover.write(session, actor, seen.id, seen.revision, draft), kept, self._refused
        )

    def _signing(self, sign: Callable[..., Any]) -> None:
        seen, actor = self.seen, self.frame.office.actor
        if seen is not None:
            self._write(lambda session: sign(session, actor, seen.id, seen.revision))

    def _write(self, command: Callable[[Any], Any]) -> None:
        def then(_result: object) -> None:
            self.frame.note_saved()
            self.changed.emit()

        self.frame.office.background.write(self, command, then, self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused) and any(one.field in self.form.fields for one in error.problems):
            self.form.show_problems(error.problems, "交接")
        else:
            self.frame.tell(error)

    def _dirty(self) -> None:
        free = self.seen is not None and self.seen.given_at is None and may(self.frame.office.actor, "shift.hand_over")
        self.keep_button.setVisible(free and self.form.dirty())


def log_row(number: int, one: LogLine) -> Row:
    """A line of the duty log as a list shows it."""
    at = Cell(f"{clock.local(one.at):%m-%d %H:%M}", tone="tx3")
    return Row(str(number), (at, Cell(one.kind.label, tone="tx2"), Cell(one.words), Cell(one.who, tone="tx3")))


def _item(one: handover.ItemSeen) -> Row:
    fate = Cell(one.fate.label, light=Light.SOON) if one.fate is ItemFate.OPEN else Cell(one.fate.label, tone="tx3")
    due = Cell(one.reason or (f"{one.due:%m月%d日}" if one.due else ""), tone="tx3")
    return Row(one.id, (fate, Cell(one.title), due))
