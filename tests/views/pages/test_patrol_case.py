"""A finding of a patrol becomes a case from its card: once, and only when the law lets it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import frozen
from app.models import PowerItem
from app.models.patrol import Finding
from app.services.case.desk import desk as read_desk
from app.services.case_from_patrol import taken_up
from app.views.pages.patrol import PatrolPage
from tests.services.patrols import Team, team_in
from tests.views.desk import Desk, rest
from tests.views.pages.patrol_steps import NOW, open_page, recorded, seen


@pytest.fixture(autouse=True)
def _held() -> Iterator[None]:
    with frozen(NOW):
        yield


@pytest.fixture
def team(desk: Desk) -> Team:
    return team_in(desk.office.store)


def card_button(page: PatrolPage, words: str) -> QPushButton | None:
    """A button of the drawer, by its words."""
    rest()
    return next((one for one in page.split.drawer.findChildren(QPushButton) if one.text() == words), None)


def test_a_finding_is_taken_up_once_and_its_card_leads_to_the_case(qtbot: QtBot, desk: Desk, team: Team) -> None:
    record = recorded(desk, team)
    page = open_page(qtbot, desk)
    page.open_record(record)
    finding = seen(desk, record).findings[0]
    button = card_button(page, "转立案")
    assert button is not None
    assert button.isEnabled()
    button.click()
    assert desk.told == []
    assert desk.said[-1].startswith("已登记为案源")
    with desk.office.store.read() as session:
        case = taken_up(session, desk.office.actor, [finding.id])[finding.id]
        opened = read_desk(session, desk.office.actor, case.case_id)
    assert (opened.place, opened.summary) == (finding.place, finding.description)
    page.data_changed(frozenset({"case"}), frozenset({case.case_id}))  # what the window tells of every commit
    assert card_button(page, "转立案") is None
    assert card_button(page, "看案件") is not None


def test_what_has_to_be_corrected_first_says_so_in_its_card(qtbot: QtBot, desk: Desk, team: Team) -> None:
    record = recorded(desk, team)
    with desk.office.store.write("tester") as session:
        item = PowerItem(code="330299001", name="示例行为", requires_failed_correction=True)
        session.add(item)
        session.flush()
        session.get_one(Finding, seen(desk, record).findings[0].id).power_item_id = item.id
    page = open_page(qtbot, desk)
    page.open_record(record)
    button = card_button(page, "转立案")
    assert button is not None
    assert not button.isEnabled()
    assert "复查仍不改正" in button.accessibleDescription()
