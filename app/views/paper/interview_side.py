"""Beside an interview: whom, when, how it was read back, officers in two records at once, and what is still open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local, now
from app.documents.form import Field as Declared
from app.rules.interview import READ_BY_HIMSELF, READ_TO_HIM
from app.services.case.interviews import Clash
from app.services.case_parts.interview import RELATION, SPAN, InterviewSeen
from app.views.case.paper_fields import paper_field, to_field, to_paper
from app.views.frame import Frame
from app.views.paper.document_form import fit
from app.views.theme import worn
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.field import Field
from app.views.widgets.kinds import button, label
from app.views.widgets.notices import GateBox
from app.views.widgets.panel import Panel, scrolling

VERDICT: Final = "核对意见"
ASIDE: Final = ("被询问人", RELATION, SPAN, "在场人", VERDICT)  # those of them that the form has


class InterviewSide(Panel):
    """Signal: `edited()` after a field was changed by hand or by one of the buttons."""

    edited = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__("要点")
        self._frame = frame
        self.fields: dict[str, Field] = {}
        self.clash, self.points = GateBox(), label("", "facts", wrap=True)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, worn().px(6), 0)
        self._column.setSpacing(worn().px(8))
        self.body.addWidget(scrolling(holder), 1)

    def show_values(self, seen: InterviewSeen, values: Mapping[str, Any]) -> None:
        """The fields of the form that stand here, filled."""
        if not self.fields:
            self._build(seen)
        for name, field in self.fields.items():
            declared = seen.printable.form.field(name)
            if declared is not None:
                field.set_value(to_field(declared, values.get(name)))

    def values(self) -> dict[str, Any]:
        """What stands in them, as a paper keeps it."""
        return {name: to_paper(field.value()) for name, field in self.fields.items()}

    def say_points(self, points: Sequence[str], clashes: Sequence[Clash]) -> None:
        """What is still open, and who sits in two records."""
        done = "问答都核对过了。每页由本人签名，签名栏在页脚。"
        self.points.setText("\n".join(f"· {one}" for one in points) or done)
        self.clash.say("；".join(dict.fromkeys(map(_clash_words, clashes))))

    def _build(self, seen: InterviewSeen) -> None:
        self._column.addWidget(self.clash)
        own = {one.name: one for one in seen.printable.form.fields}
        for name in ASIDE:
            if name not in own:
                continue
            made = self.fields[name] = _field(self._frame, own[name])
            made.set_read_only(not seen.writable)
            made.changed.connect(self.edited)
            self._column.addWidget(made)
            if seen.writable:
                self._shortcuts(name)
        self._column.addWidget(label("还要做的", "strong"))
        self._column.addWidget(self.points)
        self._column.addStretch(1)

    def _shortcuts(self, name: str) -> None:
        offers: dict[str, tuple[tuple[str, Callable[[], object]], ...]] = {
            SPAN: (("现在开始", lambda: self._stamp(0)), ("现在结束", lambda: self._stamp(1))),
            VERDICT: (
                ("本人看过", lambda: self._give(name, READ_BY_HIMSELF)),
                ("向本人宣读", lambda: self._give(name, READ_TO_HIM)),
            ),
        }
        row = QHBoxLayout()
        for words, then in offers.get(name, ()):
            row.addWidget(button(words, size="small", then=then))
        row.addStretch(1)
        self._column.addLayout(row)

    def _give(self, name: str, value: object) -> None:
        self.fields[name].set_value(value)
        self.edited.emit()

    def _stamp(self, end: int) -> None:
        """The minute of now as begin or end; the end is never before the begin."""
        pair = self.fields[SPAN].value()
        span: list[object] = list(pair) if isinstance(pair, list) else [None, None]
        moment, begin = local(now()).replace(second=0, microsecond=0), span[0]
        if end and isinstance(begin, datetime):
            moment = max(moment, local(begin) + timedelta(minutes=1))
        span[end] = moment
        self._give(SPAN, span)


def _field(frame: Frame, declared: Declared) -> Field:
    """As the paper's own field, narrow enough for a side column: a list in place of a row of radio buttons."""
    if declared.kind == "单选":
        choices = [(word, word) for word in declared.choices]
        made: Field = ComboField(declared.label, choices, required=declared.required)
    else:
        made = paper_field(frame, replace(declared, hint=""), ())
    fit(made)
    return made


def _clash_words(one: Clash) -> str:
    when = f"{local(one.since):%H:%M}–{local(one.until):%H:%M}"
    return f"◆ {one.officer} {when} 同时在两份笔录里：{'、'.join(one.papers)}"
