"""队伍人员 and 单位部门: registers whose grey line tells how many there are, and how many of those planned have come."""

from collections.abc import Callable
from typing import Any

from app.registers.catalogue import register
from app.rules.vocabulary import Light
from app.services import team
from app.services.actor import Actor
from app.services.team import Posts, UnitPosts
from app.views.duty.lines import Lines
from app.views.frame import Frame
from app.views.pages.registers import RegisterPage
from app.views.register.layers import Layer
from app.views.register.rows import Cell, Row
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel

TABLES = frozenset({"person", "department"})


class CountedPage(RegisterPage):
    """A register page; `words(session, actor)` is what its grey line says."""

    def __init__(self, frame: Frame, key: str, words: Callable[[Any, Actor], str]) -> None:
        self._words = words
        super().__init__(frame, register(key))

    def shown(self) -> None:
        super().shown()
        self._count()

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:
        super().data_changed(tables, ids)
        if not TABLES.isdisjoint(tables):
            self._count()

    def _count(self) -> None:
        office = self.frame.office
        office.background.read(
            self, lambda session: self._words(session, office.actor), self.header.say, self.frame.tell
        )


class PeoplePage(CountedPage):
    """在编 548 · 派驻 30 · 辅助 538."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "people", _heads)


class DepartmentsPage(CountedPage):
    """The units, with the list of what was planned and who has come."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "departments", _rate)

    def _buttons(self) -> None:
        self.header.add_button(button("下沉到位…", icon="people", then=self.show_posts))
        super()._buttons()

    def show_posts(self) -> None:
        """Planned and arrived by unit."""
        if self.top() is None:
            self.push(PostsLayer(self.frame))


class PostsLayer(Layer):
    """One line a unit: planned, arrived, lacking, and when the last one came."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame, "下沉到位", "单位部门", "计划人数在单位里登记；到位的是在这个单位、已经到岗的在编和派驻人员"
        )
        self.lines = Lines("下沉到位", (140, 0, 150, 170))
        self.panel = Panel("各单位", padded=False)
        self.panel.body.addWidget(self.lines)
        self.body.addWidget(self.panel)
        self.refresh()

    def refresh(self) -> None:
        """F5."""
        office = self.frame.office
        office.background.read(self, lambda session: team.posts(session, office.actor), self._show, self.frame.tell)

    def _show(self, found: Posts) -> None:
        self.lines.fill([_unit(one) for one in found.units])
        self.panel.say("各单位", said(found))


def said(found: Posts) -> str:
    """The whole in words."""
    if not found.planned:
        return "还没有登记计划下沉人数"
    lacking = f"，缺 {found.planned - found.filled} 人" if found.filled < found.planned else ""
    return f"计划下沉 {found.planned} 人，到位 {found.filled} 人，到位率 {found.rate:.0%}{lacking}"


def _unit(one: UnitPosts) -> Row:
    state = Cell(f"缺 {one.missing} 人", light=Light.SOON) if one.missing else Cell("已到位", light=Light.NORMAL)
    last = f"最近到岗 {one.last_on}" if one.last_on else "没有到岗日期"
    counts = Cell(f"到位 {one.arrived} / 计划 {one.planned}")
    return Row(one.unit_id, (state, Cell(one.unit), counts, Cell(last, tone="tx3")))


def _heads(session: Any, actor: Actor) -> str:
    counted = team.heads(session, actor)
    return " · ".join(f"{kind.label} {count}" for kind, count in counted.items())


def _rate(session: Any, actor: Actor) -> str:
    return said(team.posts(session, actor))
