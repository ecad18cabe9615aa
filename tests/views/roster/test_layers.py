"""What lies over a month: a holiday roster begun, planned, published and seen; and a gap mended with the fewest changes."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit

from app.models import Vehicle
from app.planning.roster.model import Limits
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyRole, RosterState
from app.views.duty.reason_dialog import ReasonDialog
from app.views.pages.roster import RosterPage
from app.views.roster.calendar import Grip
from app.views.roster.layers_part import FINAL, LayerDialog
from app.views.roster.vehicles_dialog import VehiclesDialog
from tests.services.roster import world
from tests.views.desk import Desk, rest, type_into
from tests.views.roster.test_calendar import DAY, post, press


def test_a_holiday_roster_is_begun_planned_published_and_rules_its_days(page: RosterPage) -> None:
    page.board.planning.limits = Limits(1.0)
    page.board.calendar.choose(DAY)
    page.lay_over()
    dialog = next(iter(page.findChildren(LayerDialog)))
    title = dialog.form.fields["title"].findChild(QLineEdit)
    assert title is not None
    press(dialog, "新建")
    assert "请填写名称" in dialog.form.problems.accessibleName()
    type_into(title, "演练值班")
    press(dialog, "新建")
    rest()
    assert page.view is not None
    assert page.board.layers_button.text() == "层次：演练值班 ▾"
    assert (page.view.state, page.view.unfilled) == (RosterState.DRAFT, 18)
    assert page.board.calendar.can_move
    page.plan_button.click()
    assert page.view.unfilled == 0
    held = post(page, DAY, DutyRole.MAIN).people[0].person
    page.open_post(Grip(DAY, post(page, DAY, DutyRole.MAIN).key, held))
    press(page.board.drawer, "换上")
    arranged = post(page, DAY, DutyRole.MAIN).people[0]
    assert (arranged.person != held, arranged.pinned) == (True, True)
    page.publish_button.click()
    assert page.view.state is RosterState.PUBLISHED
    page.board.layers_button.menu().actions()[0].trigger()
    assert page.board.layers_button.text() == f"层次：{FINAL} ▾"
    assert page.header.state.text() == "草稿 第 1 版"
    cell = page.board.calendar.days.cell(page.board.calendar.days.index_of(DAY))
    assert cell is not None
    assert "节假日" in cell.tags
    assert post(page, DAY, DutyRole.MAIN).people[0].person == arranged.person


def test_an_absence_after_publishing_is_mended_with_few_changes(page: RosterPage, desk: Desk) -> None:
    page.publish_button.click()
    person = post(page, DAY, DutyRole.SECOND).people[0].person
    with desk.office.store.write("tester") as session:
        world.away(session, person, DAY, DAY)
    page.refresh()
    press(page.board.issues, "少改动补班")
    dialog = next(iter(page.findChildren(ReasonDialog)))
    words = dialog.findChild(QPlainTextEdit)
    assert words is not None
    type_into(words, "临时请假")
    press(dialog, "照此调整")
    assert page.view is not None
    assert not [one for one in page.view.issues if one.light is Light.OVERDUE]
    assert post(page, DAY, DutyRole.SECOND).people[0].person != person
    assert 1 <= len(page.view.changes) <= 3


def test_the_cars_of_a_day_are_ticked_in_its_drawer(page: RosterPage, desk: Desk) -> None:
    with desk.office.store.write("tester") as session:
        for plate, until in (
            ("浙H示例01", date(2027, 6, 1)),
            ("浙H示例02", date(2027, 6, 1)),
            ("浙H示例03", date(2026, 1, 1)),
        ):
            session.add(Vehicle(plate=plate, inspected_until=until))
    page.open_post(Grip(DAY, post(page, DAY, DutyRole.MAIN).key, ""))
    press(page.board.drawer, "改车辆…")
    dialog = next(one for one in page.findChildren(VehiclesDialog) if one.isVisible())
    boxes = {box.text(): box for box in dialog.findChildren(QCheckBox)}
    assert list(boxes) == ["浙H示例01", "浙H示例02"]  # the third is past its inspection
    boxes["浙H示例02"].click()
    press(dialog, "保存")
    assert page.view is not None
    assert next(one.vehicles for one in page.view.days if one.day == DAY) == ("浙H示例02",)
    assert any("浙H示例02" in one.text() for one in page.board.drawer.findChildren(QLabel))
