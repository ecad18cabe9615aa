"""队伍人员 and 单位部门 in the window: how many of each kind, and by unit who was planned and who has come."""

from pytestqt.qtbot import QtBot

from app.models import Department, Person
from app.paths import Home
from app.rules.vocabulary import DepartmentKind, PersonKind, PersonSource
from app.store.background import Inline
from app.store.unit import Store
from app.views.pages.team import DepartmentsPage, PeoplePage, PostsLayer
from tests.views.desk import rest, seated


def test_figures_stand_in_the_grey_line_and_open_a_list(qtbot: QtBot, store: Store, home: Home) -> None:
    desk = seated(store, home, Inline(store, lambda: "tester"))
    with store.write("tester") as session:
        unit = Department(name="演示派驻中队", kind=DepartmentKind.SQUAD, planned_posts=10)
        session.add(unit)
        session.flush()
        for number in range(9):
            kind = PersonKind.STATIONED if number < 8 else PersonKind.AUXILIARY
            session.add(Person(name=f"演示{number}", source=PersonSource.SQUAD, kind=kind, department_id=unit.id))
    people, units = PeoplePage(desk), DepartmentsPage(desk)
    for page in (people, units):
        qtbot.addWidget(page)
        page.resize(1180, 640)
        page.show()
        page.shown()
        rest()
    assert people.header.facts.text() == "在编 0 · 辅助 1 · 派驻 8"
    words = "计划下沉 10 人，到位 8 人，到位率 80%，缺 2 人"
    assert units.header.facts.text() == words
    units.show_posts()
    layer = units.top()
    assert isinstance(layer, PostsLayer)
    (row,) = layer.lines.lines.rows
    assert [cell.text for cell in row.cells] == ["缺 2 人", "演示派驻中队", "到位 8 / 计划 10", "没有到岗日期"]
