"""The line of filters: what it says, in values and in words."""

from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.clock import frozen
from app.views.register.days import DayRange, DaysButton, days_words
from app.views.register.filters import FilterBar, FilterItem, FilterKind, FilterState
from app.views.widgets.date_fields import DateField

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
ITEMS = (
    FilterItem("day", "巡查日期", FilterKind.DAYS, all_words="全部日期"),
    FilterItem("shift", "班次", FilterKind.CHOICE, (("morning", "上午"), ("night", "夜间")), "全部班次"),
    FilterItem("found", "只看有发现", FilterKind.CHIP),
)


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(ITEMS, find="查找巡查")
    qtbot.addWidget(made)
    made.show()
    return made


def days_of(bar: FilterBar) -> DaysButton:
    """The button of the days."""
    return bar.findChildren(DaysButton)[0]


def test_nothing_set_filters_nothing_and_offers_no_clearing(bar: FilterBar) -> None:
    assert not bar.state()
    assert bar.words() == ""
    assert not bar.clear_button.isVisible()


def test_each_filter_is_a_value_and_a_word_and_one_click_clears_all(qtbot: QtBot, bar: FilterBar) -> None:
    with frozen(NOW):
        bar.set_value("day", DayRange(date(2026, 11, 18), date(2026, 11, 24)))
        bar.set_value("shift", "night")
        bar.set_value("found", True)
        with qtbot.waitSignal(bar.changed):
            bar.search_box.setText("麻蓬")
        assert bar.state() == FilterState(
            "麻蓬", {"day": DayRange(date(2026, 11, 18), date(2026, 11, 24)), "shift": "night", "found": True}
        )
        assert bar.words() == "含“麻蓬”、巡查日期 11-18 至 11-24、班次 夜间、只看有发现"
        assert bar.clear_button.isVisible()
        with qtbot.waitSignal(bar.changed):
            bar.clear_button.click()
    assert not bar.state()


def test_the_usual_days_are_in_the_menu(bar: FilterBar) -> None:
    days = days_of(bar)
    with frozen(NOW):
        next(action for action in days.menu().actions() if action.text().startswith("近 7 天")).trigger()
    assert bar.state().values == {"day": DayRange(date(2026, 11, 18), date(2026, 11, 24))}


def test_a_run_of_days_that_ends_before_it_begins_is_told_and_kept_open(qtbot: QtBot, bar: FilterBar) -> None:
    days = days_of(bar)
    with frozen(NOW):
        dialog = days.ask()
        first, last = dialog.findChildren(DateField)
        first.set_value(date(2026, 11, 24))
        last.set_value(date(2026, 11, 1))
        next(one for one in dialog.findChildren(type(bar.clear_button)) if "筛选" in one.text()).click()
    assert dialog.isVisible()
    assert "之前" in last.error()
    assert not bar.state()
    dialog.close()


def test_choices_that_come_later_keep_what_was_chosen(bar: FilterBar) -> None:
    bar.set_value("shift", "night")
    bar.set_choices("shift", (("special", "专项"), ("night", "夜间")))
    assert bar.state().values == {"shift": "night"}


def test_a_narrow_bar_breaks_into_lines(qtbot: QtBot, bar: FilterBar) -> None:
    layout = bar.layout()
    assert layout is not None
    assert layout.heightForWidth(260) > layout.heightForWidth(1200)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (DayRange(date(2026, 11, 24), date(2026, 11, 24)), "11-24"),
        (DayRange(date(2025, 12, 31), date(2026, 1, 2)), "2025-12-31 至 01-02"),
        (DayRange(date(2026, 11, 1), None), "11-01 起"),
        (DayRange(None, date(2026, 11, 1)), "至 11-01"),
    ],
    ids=["one day", "over the year", "open end", "open start"],
)
def test_days_in_words(days: DayRange, words: str) -> None:
    with frozen(NOW):
        assert days_words(days) == words
