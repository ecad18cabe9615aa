"""要处理的问题: one card each, a sentence why, and the buttons that mend it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.rules.vocabulary import Light
from app.services.roster.shapes import Issue
from app.views.theme import worn
from app.views.widgets.drawer import empty
from app.views.widgets.kinds import button, label, pill, rule
from app.views.widgets.light import StatusLight
from app.views.widgets.panel import Panel, scrolling

SHOWN = 30  # cards; what is beyond them is told in a number


class IssuesPart(Panel):
    """Signals: `fixed(Issue, Fix)` on a button, `looked(Issue)` on 看这一天, `repair_wanted()` on 少改动补班…."""

    fixed = Signal(object, object)
    looked = Signal(object)
    repair_wanted = Signal()

    def __init__(self, *, can_fix: bool) -> None:
        super().__init__("要处理的问题", padded=False)
        self.can_fix = can_fix
        self.repair = button("少改动补班…", size="tiny", then=self.repair_wanted.emit)
        self.repair.setToolTip("只改最少的几个班，让每个班都有能来的人")
        self.repair.hide()
        self.add_action(self.repair)
        self.red, self.orange = pill("", "red"), pill("", "org")
        for one in (self.red, self.orange):
            one.hide()  # until there are some
            self.add_action(one)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), worn().px(8))
        self._column.setSpacing(worn().px(8))
        self.body.addWidget(scrolling(content))

    def show_issues(self, issues: Sequence[Issue], planned: bool) -> None:  # noqa: FBT001
        """Show these; `planned` is False while the month has no roster."""
        empty(self._column)
        urgent = sum(one.light is Light.OVERDUE for one in issues)
        self.red.setText(f"▲ {urgent}")
        self.red.setVisible(bool(urgent))
        self.repair.setVisible(bool(urgent) and self.can_fix)
        self.orange.setText(f"◆ {len(issues) - urgent}")
        self.orange.setVisible(len(issues) > urgent)
        for place, one in enumerate(issues[:SHOWN]):
            if place:
                self._column.addWidget(rule())
            self._column.addWidget(self._card(one))
        if len(issues) > SHOWN:
            more = f"还有 {len(issues) - SHOWN} 个，解决前面的以后接着列出。"
            self._column.addWidget(label(more, "facts", wrap=True))
        if not issues:
            words = (
                "没有要处理的问题，每个班都有人，规则都满足。"
                if planned
                else "排班以后，这里列出缺人的班和不合规则的地方。"
            )
            self._column.addWidget(label(words, "facts", wrap=True))
        self._column.addStretch(1)

    def _card(self, issue: Issue) -> QWidget:
        card = QWidget()
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(4))
        title = StatusLight(issue.light, issue.title)
        title.setMinimumWidth(0)
        title.setToolTip(issue.title)
        column.addWidget(title)
        column.addWidget(label(issue.why, "facts", wrap=True))
        grid = QGridLayout()
        grid.setSpacing(worn().px(6))
        buttons = []
        if self.can_fix and issue.day is not None and issue.post:
            buttons = [(fix.label, partial(self.fixed.emit, issue, fix)) for fix in issue.fixes]
        if issue.day is not None:
            buttons.append(("看这一天", partial(self.looked.emit, issue)))
        for place, (words, then) in enumerate(buttons):
            made = button(words, size="tiny", name=f"{issue.title}：{words}", then=then)
            grid.addWidget(made, place // 3, place % 3)
        grid.setColumnStretch(3, 1)
        column.addLayout(grid)
        return card
