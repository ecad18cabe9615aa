"""One post of a day in the drawer: who has it, and who else could, best first, with what speaks for and against each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.planning.roster.candidates import Candidate
from app.services.roster.shapes import DayView, OnDuty, PostView
from app.views.theme import worn
from app.views.widgets.kinds import button, label, rule, tag

SHOWN = 12


@dataclass(frozen=True, slots=True)
class PostSeen:
    """What the card shows: a day, one of its posts, whom a candidate would replace, and the candidates."""

    day: DayView
    post: PostView
    replacing: str
    candidates: Sequence[Candidate]
    heads: Mapping[str, str]  # of the stationed: who answers for each, in words
    published: bool
    can_change: bool

    @property
    def replaced(self) -> OnDuty | None:
        """Whom a candidate would replace."""
        return next((one for one in self.post.people if one.person == self.replacing), None)


class PostCard(QWidget):
    """Signals: `post_wanted(key)`, `person_wanted(person)`, `taken(person)` on 换上, `pinned(person, on)`,
    `cars_wanted()`."""

    post_wanted = Signal(str)
    person_wanted = Signal(str)
    taken = Signal(str)
    pinned = Signal(str, bool)
    cars_wanted = Signal()

    def __init__(self, seen: PostSeen) -> None:
        super().__init__()
        self.seen = seen
        self._column = QVBoxLayout(self)
        pad = worn().px(12)
        self._column.setContentsMargins(pad, worn().px(8), pad, pad)
        self._column.setSpacing(worn().px(6))
        self._roles()
        self._people()
        self._cars()
        if seen.can_change:
            self._choices()
        self._column.addStretch(1)

    def _roles(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(worn().px(4))
        for post in self.seen.day.posts:
            chip = button(post.role.label, "chip", size="small", then=partial(self.post_wanted.emit, post.key))
            chip.setChecked(post.key == self.seen.post.key)
            row.addWidget(chip)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(label(self.seen.post.shift, "facts"))

    def _people(self) -> None:
        post = self.seen.post
        if not post.people:
            self._column.addWidget(label("现在没有人", "strong"))
        for one in post.people:
            row = QHBoxLayout()
            row.setSpacing(worn().px(6))
            if len(post.people) > 1 and self.seen.can_change:
                name = button(one.name, "chip", size="small", then=partial(self.person_wanted.emit, one.person))
                name.setChecked(one.person == self.seen.replacing)
                name.setToolTip("点一下，换下这个人")
                row.addWidget(name)
            else:
                row.addWidget(label(one.name, "strong"))
            row.addWidget(tag("持证" if one.certified else "不算持证"))
            if one.changed is not None:
                row.addWidget(tag(one.changed.label))
            row.addStretch(1)
            if self.seen.can_change and not self.seen.published:
                words = "取消固定" if one.pinned else "固定"
                made = button(words, size="tiny", name=f"{words}{one.name}", then=partial(self._pin, one))
                made.setToolTip("固定的班，自动排班时不动" if not one.pinned else "自动排班时可以另排")
                row.addWidget(made)
            self._column.addLayout(row)
            if (both := self.seen.heads.get(one.person)) is not None:
                self._column.addWidget(label(f"派驻：{both}", "caption", wrap=True))

    def _cars(self) -> None:
        row = QHBoxLayout()
        row.addWidget(label(f"车辆：{'、'.join(self.seen.day.vehicles) or '没有安排'}", "facts", wrap=True), 1)
        if self.seen.can_change:
            row.addWidget(button("改车辆…", size="tiny", then=self.cars_wanted.emit))
        self._column.addLayout(row)

    def _pin(self, one: OnDuty) -> None:
        self.pinned.emit(one.person, not one.pinned)

    def _choices(self) -> None:
        seen = self.seen
        self._column.addWidget(rule())
        replaced = seen.replaced
        title = f"谁可以换下{replaced.name}" if replaced else "谁可以来值"
        self._column.addWidget(label(f"{title}（前面的更合适）", "strong", wrap=True))
        able = [one for one in seen.candidates if one.able]
        if not able:
            self._column.addWidget(label("没有人能值这个班，原因见下。", "error", wrap=True))
        for one in able[:SHOWN]:
            self._column.addWidget(self._choice(one, "换上" if replaced else "排上"))
        barred = [one for one in seen.candidates if not one.able]
        if barred:
            self._column.addWidget(rule())
            self._column.addWidget(label(f"不能值这个班的 {len(barred)} 人", "strong"))
            for one in barred[:SHOWN]:
                self._column.addWidget(label(f"{one.name}：{'；'.join(one.reasons)}", "caption", wrap=True))
        if (more := max(len(able), len(barred)) - SHOWN) > 0:
            self._column.addWidget(label(f"另有 {more} 人，没有列出。", "caption"))

    def _choice(self, one: Candidate, verb: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().px(6))
        words = QVBoxLayout()
        words.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(worn().px(6))
        head.addWidget(label(one.name, "strong"))
        head.addWidget(tag("持证" if one.certified else "不算持证"))
        head.addStretch(1)
        words.addLayout(head)
        words.addWidget(label("；".join(one.reasons), "caption", wrap=True))
        if (both := self.seen.heads.get(one.person)) is not None:
            words.addWidget(label(f"派驻：{both}", "caption", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(button(verb, size="tiny", name=f"{verb}{one.name}", then=partial(self.taken.emit, one.person)))
        return box
