"""The force strip: who leads, who is on, who stands by with how many certificates, and who has signed in."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyRole
from app.services.shift.now import Force, Standing
from app.views.theme import worn
from app.views.widgets.elided import ElidedLabel
from app.views.widgets.kinds import button, label, rule
from app.views.widgets.light import StatusLight
from app.views.widgets.panel import Panel

NAMED = 2  # of those who have not signed in


class Strip(Panel):
    """Signals: `roster_wanted()`, `signing_wanted()`."""

    roster_wanted = Signal()
    signing_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(padded=False)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(worn().px(16), worn().px(8), worn().px(12), worn().px(8))
        self._row.setSpacing(worn().px(14))
        self.body.addLayout(self._row)

    def show_force(self, force: Force) -> None:
        """The shift that runs, or that no roster says who is on."""
        self._clear()
        if not force.planned:
            self._row.addWidget(label("现在没有排班：值班表里没有这个时间的人。", "facts"))
            self._row.addStretch(1)
            self._row.addWidget(button("去值班表", "accent", then=self.roster_wanted.emit))
            return
        for role in (DutyRole.LEAD, DutyRole.MAIN, DutyRole.SECOND):
            self._add(_person(role.label, force.by_role.get(role, ())))
        self._add(self._standby(force))
        self._add(self._signed(force), last=True)
        self._row.addStretch(1)
        self._row.addWidget(button("值班表 ›", "link", then=self.roster_wanted.emit))

    def _standby(self, force: Force) -> QWidget:
        people = force.by_role.get(DutyRole.STANDBY, ())
        names = " ".join(one.name + ("（辅）" if one.auxiliary else "") for one in people) or "没有安排"
        cars = "、".join(force.vehicles[:3]) or "没有安排车辆"
        return _cell(
            f"备勤 {len(people)} 人（持证 {force.certified}）",
            ElidedLabel(names, "strong"),
            ElidedLabel(f"车辆 {cars}", "caption"),
        )

    def _signed(self, force: Force) -> QWidget:
        people, missing = force.people, force.missing
        figure = button(
            f"{len(people) - len(missing)} / {len(people)} 人",
            "link",
            name="在岗签到：打开名单",
            then=self.signing_wanted.emit,
        )
        if not missing:
            return _cell("在岗签到", figure, label("都已签到", "caption"))
        more = f"等 {len(missing)} 人" if len(missing) > NAMED else ""
        words = "、".join(one.name for one in missing[:NAMED]) + more + "未签到"
        return _cell("在岗签到", figure, StatusLight(Light.SOON, words))

    def _add(self, widget: QWidget, *, last: bool = False) -> None:
        self._row.addWidget(widget)
        if not last:
            self._row.addWidget(rule(vertical=True))

    def _clear(self) -> None:
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _person(title: str, people: Sequence[Standing]) -> QWidget:
    if not people:
        return _cell(title, label("空缺", "title"), StatusLight(Light.OVERDUE, "没有人值"))
    one = people[0]
    names = "、".join(each.name for each in people)
    facts = [one.post, "持证" if one.certified else "", f"{local(one.since):%H:%M} 已签到" if one.since else ""]
    return _cell(title, label(names, "title"), ElidedLabel(" · ".join(filter(None, facts)) or one.phone, "caption"))


def _cell(title: str, main: QWidget, below: QWidget) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(worn().px(2))
    column.addWidget(label(title, "caption"))
    for one in (main, below):
        column.addWidget(one)
        if not isinstance(one, ElidedLabel):  # which takes the width of its cell and ends in …
            column.setAlignment(one, Qt.AlignmentFlag.AlignLeft)
    return cell
