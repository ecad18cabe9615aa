"""值守台 as its user sees it: figures that open lists of their length, lines that lead to their record, a board that keeps up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from app import clock
from app.models import Duty, DutyRoster, Person
from app.paths import Home
from app.rules.vocabulary import Light, PersonKind, PersonSource
from app.rules.vocabulary_duty import DutyRole, RosterLayer, RosterState
from app.rules.vocabulary_shift import SignKind, SignMethod
from app.services.ledger.keeping import open_books
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.shift import presence
from app.services.shift.presence import SignDraft
from app.store.background import Inline
from app.store.unit import Store
from app.views.pages.overview import OverviewPage
from app.views.widgets.light import StatusLight
from tests.views.desk import Desk, rest, seated


@pytest.fixture
def desk(store: Store, home: Home) -> Desk:
    open_books(store, "tester")
    return seated(store, home, Inline(store, lambda: "tester"))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[OverviewPage]:
    made = OverviewPage(desk)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    with qtbot.waitActive(made):
        made.show()
    made.shown()
    yield made
    rest()


def person(desk: Desk, name: str) -> str:
    with desk.office.store.write("tester") as session:
        row = Person(name=name, source=PersonSource.TOWNSHIP, kind=PersonKind.ESTABLISHED)
        session.add(row)
        session.flush()
        return row.id


def on_duty(desk: Desk, **roles: str) -> None:
    """A published roster of today whose shifts run round the clock."""
    today = clock.today()
    with desk.office.store.write("tester") as session:
        roster = DutyRoster(
            month=f"{today:%Y-%m}", layer=RosterLayer.BASE, title="日常", from_on=today, until_on=today,
            state=RosterState.PUBLISHED, due_on=today, posts=[], plan={},
        )  # fmt: skip
        session.add(roster)
        session.flush()
        for role, one in roles.items():
            session.add(
                Duty(
                    roster_id=roster.id, day=today, post=role, role=DutyRole.read(role), pattern="全天", start="00:00",
                    minutes=1440, person_id=one,
                )
            )  # fmt: skip


def call(desk: Desk, words: str, at: str) -> None:
    taker = person(desk, "演示接听")
    with desk.office.store.write("tester") as session:
        values = {"来电时间": at, "来电单位或来电人": "演示居民", "来电内容": words, "接听人": taker}
        editing.save(session, desk.office.actor, "ledger.calls", FormDraft(values))


def test_each_figure_opens_a_list_of_its_length(page: OverviewPage, desk: Desk) -> None:
    call(desk, "昨天的来电", f"{clock.today() - timedelta(days=1)} 08:00")
    call(desk, "今天的来电", f"{clock.today()} 00:01")
    page.refresh()
    assert page.seen is not None
    assert page.items.lines.rowCount() == len(page.seen.items) == 2
    for light, chip in page.chips.items():
        chip.click()
        assert page.items.lines.rowCount() == len(page.seen.of(light)) == int(chip.text().split()[-1])
        chip.click()
    assert page.seen.of(Light.OVERDUE)[0].title == "值班电话记录：昨天的来电"
    assert page.items.lines.rowCount() == 2


def test_the_strip_names_who_is_on_and_who_has_not_signed_in(page: OverviewPage, desk: Desk) -> None:
    assert not page.seen or not page.seen.force.planned
    lead, main = person(desk, "演示领导"), person(desk, "演示主班")
    on_duty(desk, lead=lead, main=main)
    page.refresh()
    assert page.seen is not None
    assert {one.name for one in page.seen.force.missing} == {"演示领导", "演示主班"}
    with desk.office.store.write("tester") as session:
        draft = SignDraft(main, SignKind.IN, clock.now(), "指挥室", SignMethod.DESK)
        presence.sign(session, desk.office.actor, draft)
    page.refresh()
    rest()
    words = [light.accessibleName() for light in page.strip.findChildren(StatusLight) if light.isVisibleTo(page)]
    assert "演示领导未签到" in words
    assert "没有人值" in words  # nobody is 副班


def test_without_a_roster_it_says_so(page: OverviewPage) -> None:
    assert page.seen is not None
    assert not page.seen.force.planned
    assert page.handed_panel.facts.text() == "还没有交接记录"
