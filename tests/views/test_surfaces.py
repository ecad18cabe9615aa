"""All that can be in front in a filled office, in the sizes and zooms people have: nothing cut, unnamed or unexplained."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.commands.demo import found
from app.paths import Home
from app.services.office import Office
from app.store import keyslots
from app.views import theme
from app.views.habits import Habits
from app.views.key_tips import letters, pressable
from app.views.theme import ThemeName
from app.views.widgets.field import Field
from app.views.window import Window
from tests.views import sight
from tests.views.desk import everything, rest
from tests.views.surfaces import surfaces

PASSWORD = "demo"
SHAPE = (sight.cut, sight.sideways, sight.outside)
ALL = (*SHAPE, sight.nameless, sight.small, sight.primaries, sight.shut)
FEW = frozenset({"overview", "roster", "handover", "patrols", "cases", "people", "ledger", "settings"})
ENOUGH = 38  # keys that can be pressed with Alt; a page with more buttons has some in lists that Tab reaches


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo office, made once."""
    home = Home(tmp_path_factory.mktemp("demo") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyslots, "affordable_cost", lambda: keyslots.LADDER[-1])
        found(home, PASSWORD)
    return home


@pytest.fixture(scope="module")
def crowd(filled: Home) -> Iterator[Office]:
    """The office open for somebody with all roles; nothing is written into it."""
    office = bootstrap.open_office(filled, "demo", PASSWORD)
    office.seat = replace(office.seat, actor=replace(office.actor, roles=everything()))
    yield office
    bootstrap.close_office(office)


@pytest.fixture
def wide(qtbot: QtBot, crowd: Office) -> Iterator[Window]:
    """Its window, active."""
    made = Window(crowd, lambda: ("demo",))
    qtbot.addWidget(made)
    made.resize(1366, 728)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.hide()
    rest()


def look(window: Window, checks: tuple[sight.Check, ...], keys: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """What is wrong, by surface."""
    size = window.size()
    wrong: dict[str, list[str]] = {}
    for name in surfaces(window, keys):
        if lines := sight.all_of(window, checks):
            wrong[name] = lines
        assert window.size() == size, f"{name} makes the window larger"
    return wrong


def test_everything_at_the_usual_size(wide: Window) -> None:
    """Sight, the letters of Alt, and the way of Tab through each form, in one walk."""
    wrong = {name: lines for name in surfaces(wide) if (lines := [*sight.all_of(wide, ALL), *keys_of(wide, name)])}
    assert wrong == {}


def test_a_screen_at_150_percent_cuts_nothing(wide: Window) -> None:
    wide.resize(911, 472)
    assert look(wide, SHAPE) == {}


def test_a_screen_at_125_percent_cuts_nothing(wide: Window) -> None:
    wide.resize(1093, 574)
    assert look(wide, SHAPE, FEW) == {}


@pytest.mark.parametrize(
    ("zoom", "width", "height"), [(80, 1366, 728), (150, 1366, 728), (200, 1920, 1040)], ids=["80 %", "150 %", "200 %"]
)
def test_the_own_zoom_cuts_nothing_and_keeps_targets(wide: Window, zoom: int, width: int, height: int) -> None:
    wide.resize(width, height)
    wide.take_habits(Habits(zoom=zoom), keep=False)
    assert look(wide, (*SHAPE, sight.small), FEW - {"cases"}) == {}


@pytest.mark.parametrize("name", [ThemeName.DARK, ThemeName.CONTRAST])
def test_another_theme_changes_no_size(qapp: QApplication, wide: Window, name: ThemeName) -> None:
    wide.take_habits(Habits(theme=name.value), keep=False)
    assert theme.worn().theme.name is name
    assert look(wide, (sight.cut, sight.outside), frozenset({"overview", "patrols", "settings"})) == {}


def keys_of(window: Window, name: str) -> list[str]:
    """Buttons without a letter; in a form also where the focus begins and goes."""
    buttons = len(pressable(window))
    told = (
        [] if len(letters(window)) == min(buttons, ENOUGH) else [f"{len(letters(window))} letters, {buttons} buttons"]
    )
    return told + (out_of_order(window) if name.endswith(": form") else [])


def out_of_order(window: Window) -> list[str]:
    """Walk a form with Tab from its first field: where the focus goes up, or left on the same line."""
    here = window.focusWidget()
    if not _in_field(here):
        return [f"the focus is on {here}"]
    wrong: list[str] = []
    area = _area(here)
    for _step in range(60):
        window.focusNextPrevChild(True)
        there = window.focusWidget()
        if area is None or _area(there) is not area:
            return wrong
        before, after = _box(here, area), _box(there, area)
        same_line = min(before.bottom(), after.bottom()) - max(before.top(), after.top()) > 0
        if after.bottom() <= before.top() or (same_line and after.right() <= before.left()):
            wrong.append(f"from {here.accessibleName()} back to {there.accessibleName()}")
        here = there
    return [*wrong, "Tab never leaves the form"]


def _in_field(one: QWidget) -> bool:
    above: QWidget | None = one
    while above is not None and not isinstance(above, Field):
        above = above.parentWidget()
    return above is not None or isinstance(one, QLineEdit)


def _area(one: QWidget) -> QScrollArea | None:
    above = one.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def _box(one: QWidget, area: QScrollArea) -> QRect:
    inner = area.widget()
    assert inner is not None
    return QRect(one.mapTo(inner, QPoint(0, 0)), one.size())


def test_the_walk_meets_what_there_is(wide: Window) -> None:
    met = list(surfaces(wide, frozenset({"people", "cases", "settings"})))
    assert {"people", "people: drawer", "people: form refused", "people: import", "people: recycle bin"} <= set(met)
    assert len([name for name in met if name.startswith("case ")]) > 15
    assert {"settings: zoom", "settings: template"} <= set(met)
