"""Which pages there are: one line each, in the order of the navigation. A factory imports its page only when it is called."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from app.services.actor import Actor
from app.views.frame import Frame
from app.views.pages.page import Page

Badge = Callable[[Actor, Any], tuple[int, int]]  # (actor, session) -> (to be done, of them overdue)

GROUPS: Final = ("指挥", "办案", "协同", "基础")


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: `action` is the permission without which it is not shown (empty: everyone); `new` is its line in 新建."""

    key: str
    title: str
    group: str
    icon: str
    factory: Callable[[Frame], Page]
    action: str = ""
    new: str = ""
    new_action: str = ""
    badge: Badge | None = None


def _goods(frame: Frame) -> Page:
    from app.views.pages.goods import GoodsPage

    return GoodsPage(frame)


def _register(key: str, frame: Frame) -> Page:
    from app.registers.catalogue import register
    from app.views.pages.registers import RegisterPage

    return RegisterPage(frame, register(key))


def _overview(frame: Frame) -> Page:
    from app.views.pages.overview import OverviewPage

    return OverviewPage(frame)


def _roster(frame: Frame) -> Page:
    from app.views.pages.roster import RosterPage

    return RosterPage(frame)


def _board(frame: Frame) -> Page:
    from app.views.pages.board import BoardPage

    return BoardPage(frame)


def _handover(frame: Frame) -> Page:
    from app.views.pages.handover import HandoverPage

    return HandoverPage(frame)


def _patrols(frame: Frame) -> Page:
    from app.views.pages.patrol import PatrolPage

    return PatrolPage(frame)


def _due_patrols(actor: Actor, session: Any) -> tuple[int, int]:
    from app.rules.vocabulary import Light
    from app.services.patrol_due import due_rechecks

    due = due_rechecks(session, actor)
    return len(due), sum(one.status.light is Light.OVERDUE for one in due)


def _cases(frame: Frame) -> Page:
    from app.views.pages.case import CasePage

    return CasePage(frame)


def _due_cases(actor: Actor, session: Any) -> tuple[int, int]:
    from app.services.case_due import figures

    return figures(session, actor)


def _approvals(frame: Frame) -> Page:
    from app.views.pages.approvals import ApprovalsPage

    return ApprovalsPage(frame)


def _waiting(actor: Actor, session: Any) -> tuple[int, int]:
    from app.services.case_waiting import waiting

    return waiting(session, actor).count, 0


def _ledgers(frame: Frame) -> Page:
    from app.views.pages.ledgers import LedgersPage

    return LedgersPage(frame)


def _due_entries(actor: Actor, session: Any) -> tuple[int, int]:
    from app.services.ledger.due import figures

    return figures(session, actor)


def _absences(frame: Frame) -> Page:
    from app.views.pages.absences import AbsencePage

    return AbsencePage(frame)


def _waiting_leave(actor: Actor, session: Any) -> tuple[int, int]:
    from app.services.shift.leave import waiting

    return waiting(session, actor), 0


def _people(frame: Frame) -> Page:
    from app.views.pages.team import PeoplePage

    return PeoplePage(frame)


def _departments(frame: Frame) -> Page:
    from app.views.pages.team import DepartmentsPage

    return DepartmentsPage(frame)


def _settings(frame: Frame) -> Page:
    from app.views.pages.settings import SettingsPage

    return SettingsPage(frame)


def _declared(key: str, title: str, group: str, icon: str, noun: str) -> PageEntry:
    """A register that needs no page of its own."""
    return PageEntry(key, title, group, icon, partial(_register, key), f"{key}.read", noun, f"{key}.write")


PAGES: Final = (
    PageEntry("overview", "值守台", "指挥", "home", _overview, "shift.read"),
    PageEntry("roster", "值班表", "指挥", "calendar", _roster, "roster.read"),
    PageEntry("board", "大屏", "指挥", "screen", _board, "shift.read"),
    PageEntry("handover", "交接班", "指挥", "exchange", _handover, "shift.read"),
    PageEntry("patrols", "巡查", "指挥", "pin", _patrols, "patrols.read", "巡查", "patrol.record", _due_patrols),
    PageEntry("cases", "案件办理", "办案", "scales", _cases, "cases.read", "案件", "case.open", _due_cases),
    PageEntry("approvals", "待我签批", "办案", "tick", _approvals, "case.read", badge=_waiting),
    PageEntry("goods", "涉案物品", "办案", "box", _goods, "goods.read"),
    _declared("parties", "当事人", "办案", "shop", "当事人"),
    PageEntry("ledger", "台账", "协同", "clipboard", _ledgers, "ledger.read", badge=_due_entries),
    _declared("power_items", "赋权事项", "基础", "list", "赋权事项"),
    PageEntry("people", "队伍人员", "基础", "person", _people, "people.read", "人员", "people.write"),
    PageEntry(
        "absences",
        "请假抽调",
        "基础",
        "calendar",
        _absences,
        "absences.read",
        "请假",
        "absences.write",
        _waiting_leave,
    ),
    PageEntry(
        "departments", "单位部门", "基础", "building", _departments, "departments.read", "单位部门", "departments.write"
    ),
    _declared("grids", "村社网格", "基础", "map", "村社网格"),
    _declared("duty_members", "值班人员", "基础", "person", "值班人员"),
    _declared("duty_posts", "值班岗位", "基础", "list", "值班岗位"),
    _declared("duty_patterns", "值班班次", "基础", "calendar", "值班班次"),
    _declared("rooms", "用房", "基础", "home", "房间"),
    _declared("vehicles", "车辆", "基础", "map", "车辆"),
    PageEntry("settings", "设置", "基础", "gear", _settings),
)
