"""放假调休 in the settings: a year's notice is typed in or brought in from a sheet, and says which deadlines moved."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.clock import at_local, frozen
from app.services.ledger.keeping import open_books
from app.services.workdays import office_workdays
from app.views.pages.settings_calendar import CalendarPart
from tests.views.desk import Desk, rest


@pytest.fixture(autouse=True)
def _held() -> Iterator[None]:
    with frozen(at_local(datetime(2026, 11, 24, 12))):
        yield


@pytest.fixture
def part(qtbot: QtBot, desk: Desk) -> CalendarPart:
    open_books(desk.office.store, "tester")
    made = CalendarPart(desk)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    rest()
    return made


def said(part: CalendarPart) -> str:
    """What stands under the lines."""
    return "".join(one.text() for one in part.wrong.findChildren(QLabel))


def choose(part: CalendarPart, year: int) -> None:
    part.year.set_value(year)
    part.year.changed.emit()
    rest()


def test_a_known_year_is_shown_and_an_unknown_one_says_provisional(part: CalendarPart) -> None:
    assert "2026-01-01 休 元旦" in part.lines.toPlainText()
    assert part.standing.text() == "用程序自带的表。"
    choose(part, 2027)
    assert "暂定" in part.standing.text()


def test_a_notice_is_kept_and_counted_with(desk: Desk, part: CalendarPart) -> None:
    choose(part, 2027)
    part.lines.setPlainText("2027-02-05\t休\t春节\n2027-02-14 班 春节")
    part.save()
    assert desk.told == []
    with desk.office.store.read() as session:
        kept = office_workdays(session)
    assert not kept.kind(date(2027, 2, 5)).working
    assert kept.kind(date(2027, 2, 14)).working
    assert part.moved_words.text() == "已保存，没有期限变动。"
    assert part.standing.text() == "用本单位保存的表。"


def test_what_cannot_be_read_or_belongs_to_another_year_is_not_kept(desk: Desk, part: CalendarPart) -> None:
    choose(part, 2027)
    part.lines.setPlainText("2027-02-05 休 春节\n二月六日 休 春节")
    part.save()
    assert "第 2 行" in said(part)
    part.lines.setPlainText("2026-10-01 休 国庆节")
    part.save()
    assert "表里写的是 2026 年" in said(part)
    with desk.office.store.read() as session:
        assert not office_workdays(session).is_official(2027)


def test_a_sheet_fills_the_lines_and_saves_nothing_by_itself(desk: Desk, part: CalendarPart, tmp_path: Path) -> None:
    file = tmp_path / "放假.csv"
    file.write_text("日期,休或班,节日\n2027-02-06,休,春节\n2027-02-14,班,春节\n", encoding="utf-8")
    choose(part, 2027)
    part.bring_in(file)
    rest()
    assert part.rows() == [("2027-02-06", "休", "春节"), ("2027-02-14", "班", "春节")]
    with desk.office.store.read() as session:
        assert not office_workdays(session).is_official(2027)
