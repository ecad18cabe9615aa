"""A month on its page: problems and their buttons, planning, publishing, 换班 with both signatures, and what is refused."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from app import clock
from app.models import Duty
from app.paths import Home
from app.planning.roster.model import Limits
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyChangeKind, DutyRole, RosterState
from app.services.roster import sheets
from app.services.roster.changing import ChangeDraft, consequences
from app.store.background import Inline
from app.store.unit import Store
from app.views.pages.roster import RosterPage
from app.views.roster.change_dialog import ChangeDialog
from app.views.widgets.dialogs import Dialog
from tests.services.roster import world
from tests.views.desk import Desk, rest, seated, type_into
from tests.views.roster.conftest import MONTH
from tests.views.roster.test_calendar import DAY, drag, name, post, press, spot


def sick(page: RosterPage, desk: Desk, day: date) -> str:
    """The 副班 of a day is on leave; his id."""
    person = post(page, day, DutyRole.SECOND).people[0].person
    with desk.office.store.write("tester") as session:
        world.away(session, person, day, day)
    page.refresh()
    return person


def test_a_broken_rule_is_framed_and_told_and_its_button_mends_it(page: RosterPage, desk: Desk) -> None:
    person = sick(page, desk, DAY)
    assert page.view is not None
    (issue,) = [one for one in page.view.issues if one.light is Light.OVERDUE]
    assert issue.day == DAY
    cell = page.board.calendar.days.cell(page.board.calendar.days.index_of(DAY))
    assert cell is not None
    assert cell.broken
    assert "副 ▲ 不在岗" in cell.text
    assert page.board.issues.red.text() == "▲ 1"
    press(page.board.issues, "用建议")
    assert not [one for one in page.view.issues if one.light is Light.OVERDUE]
    assert post(page, DAY, DutyRole.SECOND).people[0].person != person
    assert desk.said[-1] == "已调整"


def test_publishing_with_a_gap_asks_once_and_names_it(page: RosterPage, desk: Desk) -> None:
    with desk.office.store.write("tester") as session:
        duty = session.query(Duty).filter(Duty.day == DAY, Duty.role == DutyRole.SECOND).one()
        duty.deleted_at = clock.now()
    page.refresh()
    assert page.view is not None
    assert page.view.unfilled == 1
    assert page.facts.startswith("31 天 · 未排 1 · ")
    page.publish_button.click()
    (asked,) = [one for one in page.findChildren(Dialog) if one.isVisible()]
    words = " ".join(one.text() for one in asked.findChildren(QLabel))
    assert "2026年12月还有 1 处问题，仍然发布吗？" in words
    assert "2026-12-09（周三）副班应有 1 人，只有 0 人。" in words
    press(asked, "带着缺口发布")
    assert page.view.state is RosterState.PUBLISHED
    assert not page.plan_button.isEnabled()
    assert "不能整张重排" in page.plan_button.toolTip()


def test_a_broken_rule_is_not_published(page: RosterPage, desk: Desk) -> None:
    sick(page, desk, DAY)
    page.publish_button.click()
    (asked,) = [one for one in page.findChildren(Dialog) if one.isVisible()]
    press(asked, "带着缺口发布")
    assert page.view is not None
    assert page.view.state is RosterState.DRAFT
    assert "请假" in desk.told[-1]


def exchangeable(page: RosterPage, desk: Desk) -> date:
    """A later day whose 主班 can exchange with that of DAY."""
    assert page.view is not None
    mine = post(page, DAY, DutyRole.MAIN)
    with desk.office.store.read() as session:
        for one in page.view.days:
            if one.in_month and one.day > DAY:
                other = post(page, one.day, DutyRole.MAIN)
                draft = ChangeDraft(
                    DAY, mine.key, mine.people[0].person, other.people[0].person, "", one.day, other.key
                )
                if draft.giver != draft.taker and not consequences(session, desk.office.actor, draft).worse:
                    return one.day
    raise AssertionError


def test_a_swap_after_publishing_needs_both_signatures(page: RosterPage, desk: Desk) -> None:
    page.publish_button.click()
    assert page.view is not None
    assert page.view.state is RosterState.PUBLISHED
    target = exchangeable(page, desk)
    first, second = name(page, DAY, DutyRole.MAIN), name(page, target, DutyRole.MAIN)
    drag(page, spot(page, DAY, DutyRole.MAIN), spot(page, target, DutyRole.MAIN))
    dialog = next(iter(page.findChildren(ChangeDialog)))
    reason = dialog.form.fields["reason"].findChild(QLineEdit)
    assert reason is not None
    type_into(reason, "家中有事")
    press(dialog, "登记，等双方签字")
    rest()
    assert page.changes_button.text() == "换班 · 代班（1）"
    assert name(page, DAY, DutyRole.MAIN) == first
    press(page.board.drawer, f"登记{first}纸质签字")
    rest()
    assert name(page, DAY, DutyRole.MAIN) == first
    press(page.board.drawer, f"登记{second}纸质签字")
    rest()
    assert (name(page, DAY, DutyRole.MAIN), name(page, target, DutyRole.MAIN)) == (second, first)
    assert post(page, DAY, DutyRole.MAIN).people[0].changed is DutyChangeKind.SWAP
    cell = page.board.calendar.days.cell(page.board.calendar.days.index_of(DAY))
    assert cell is not None
    assert "调" in cell.tags


def test_planning_shows_each_better_answer_and_keeps_the_last(page: RosterPage) -> None:
    page.board.planning.limits = Limits(1.0)
    states: list[str] = []
    page.board.planning.better.connect(lambda _problem, _answer: states.append(page.header.state.text()))
    page.plan_button.click()
    assert states
    assert page.view is not None
    assert (page.view.version, page.header.state.text()) == (2, "草稿 第 2 版")
    assert page.view.unfilled == 0
    assert not page.board.planning.isVisible()


def test_a_month_without_a_roster_offers_to_plan_it(page: RosterPage) -> None:
    page.turn(1)
    assert page.month == "2027-01"
    assert page.board.nothing.isVisible()
    assert page.header.facts.text() == "还没有排班"
    assert not page.publish_button.isEnabled()
    page.turn(-1)
    assert page.month == MONTH


def test_a_sheet_with_a_stranger_changes_nothing(page: RosterPage, desk: Desk, tmp_path: Path) -> None:
    with desk.office.store.read() as session:
        rows = sheets.grid(session, desk.office.actor, MONTH)
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    page.outgoing.export_to(good)
    rows[9][3] = "查无此人"
    sheets.save(rows, MONTH, bad)
    before = name(page, DAY, DutyRole.MAIN)
    page.outgoing.take_file(bad)
    assert "查无此人" in desk.told[-1]
    assert "12月9日" in desk.told[-1]
    assert name(page, DAY, DutyRole.MAIN) == before
    page.outgoing.take_file(good)
    assert desk.said[-1] == "已导入 good.xlsx：186 个班"
    assert name(page, DAY, DutyRole.MAIN) == before


@pytest.mark.parametrize("large", [False, True])
def test_the_calendar_is_printed_on_its_paper(page: RosterPage, large: bool) -> None:
    page.outgoing.print_calendar(large=large)
    layer = page.top()
    assert layer is not None
    assert ("A3" if large else "A4") in layer.words
    assert "共 1 页" in layer.words


def test_who_may_only_look_has_no_button_that_writes(store: Store, home: Home, team: dict[str, str]) -> None:
    assert team
    desk = seated(store, home, Inline(store, lambda: "county"), "county")
    made = RosterPage(desk)
    made.open_month(MONTH)
    assert made.plan_button.isHidden()
    assert made.publish_button.isHidden()
    assert not made.board.calendar.can_move
    made.deleteLater()
    rest()
