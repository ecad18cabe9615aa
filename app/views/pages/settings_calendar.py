"""放假调休: the rest days and made-up days of a year, taken from the yearly notice; which stored deadlines move with them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.clock import today
from app.errors import Refused
from app.rules.workdays import YearTable
from app.services.case.deadlines import recompute
from app.services.case.drafts import Moved
from app.services.ledger.due import MovedEntry, recount
from app.services.sheets.reading import read_sheets
from app.services.workdays import YearSeen, read_year, year_seen
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.kinds import button, label
from app.views.widgets.notices import GateBox
from app.views.widgets.plain_table import PlainTable

SAYS = (
    "期限按这张表数工作日。国务院办公厅的放假通知发下来以后，一行写一天：日期、休或班、节日名称，用空格隔开，"
    "例如 2027-02-06 休 春节；调休要上班的周末写“班”。周末不用写。"
)
HEADS, WIDTHS = ("案件", "期限", "原来到", "现在到"), (0, 220, 150, 150)


class CalendarPart(QWidget):
    """A year, its days as lines, and after saving the list of deadlines whose last day is another one now."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        first = today().year - 1
        years: list[tuple[object, str]] = [(year, f"{year} 年") for year in range(first, first + 4)]
        self.year = ComboField("年份", years, required=True)
        self.year.setMaximumWidth(worn().px(220))
        self.year.changed.connect(self.refresh)
        self.standing = label("", "facts", wrap=True)
        self.lines = QPlainTextEdit()
        self.lines.setAccessibleName("放假和调休的日子")
        self.lines.setTabChangesFocus(True)
        self.lines.setMaximumWidth(worn().px(720))
        self.lines.setMinimumHeight(worn().px(200))
        self.wrong = GateBox()
        self.wrong.setMaximumWidth(worn().px(720))
        self.save_button = button("保存并重算期限", "accent", then=self.save)
        self.import_button = button("从表格导入…", icon="import", then=self._ask_file)
        self.moved_words = label("", "strong", wrap=True)
        self.moved = PlainTable("变动的期限", HEADS, WIDTHS)
        self.moved.setMinimumHeight(worn().px(160))
        self.moved.hide()
        row = QHBoxLayout()
        for made in (self.save_button, self.import_button):
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(10))
        column.addWidget(label(SAYS, "facts", wrap=True))
        for widget in (self.year, self.standing, self.lines, self.wrong):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.moved_words)
        column.addWidget(self.moved, 1)
        column.addStretch(1)
        self.year.set_value(today().year)
        self.refresh()

    def refresh(self) -> None:
        """Read the chosen year."""
        office, year = self._frame.office, self.year.value()
        if isinstance(year, int):
            office.background.read(
                self, lambda session: year_seen(session, office.actor, year), self._show, self._frame.tell
            )

    def _show(self, seen: YearSeen) -> None:
        self.lines.setPlainText("\n".join(" ".join(row) for row in seen.rows))
        known = "用本单位保存的表。" if seen.own else "用程序自带的表。"
        unknown = "这一年的放假通知还没有，下面只有法律固定的节日；跨到这一年的期限都标“暂定”。"
        self.standing.setText(known if seen.official else unknown)
        self.wrong.say("")

    def rows(self) -> list[tuple[str, str, str]]:
        """The lines as day, 休 or 班, name; what is pasted from a sheet is separated by tabs."""
        found = []
        for line in self.lines.toPlainText().splitlines():
            day, what, name = (*line.split(maxsplit=2), "", "", "")[:3]
            if day:
                found.append((day, what, name))
        return found

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "选择放假调休表", "", "表格 (*.xlsx *.xls *.csv *.ods)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.bring_in(Path(name)))
        dialog.open()

    def bring_in(self, file: Path) -> None:
        """The rows of a file into the lines; nothing is saved yet."""

        def read(_progress: object) -> list[str]:
            return [" ".join(filter(None, map(_plain, row[:3]))) for row in read_sheets(file)[0].rows]

        def then(found: Sequence[str]) -> None:
            kept = [line for line in found if line[:4].isdigit()]
            self.lines.setPlainText("\n".join(kept))
            self.wrong.say("" if kept else "这个文件里没有以日期开头的行。原来的表没有变。")

        self._frame.office.background.compute(self, read, then, self._frame.tell)

    def save(self) -> None:
        """Keep the table and count again what reaches into the year."""
        office, chosen = self._frame.office, self.year.value()
        try:
            year, table = read_year(self.rows())
        except Refused as error:
            self._refused(error)
            return
        if year != chosen:
            self.wrong.say(f"表里写的是 {year} 年的日子，上面选的是 {chosen} 年。什么都没有保存。")
            return
        self._write(office, year, table)

    def _write(self, office: Any, year: int, table: YearTable) -> None:
        office.background.write(
            self,
            lambda session: (recompute(session, office.actor, year, table), recount(session)),
            self._saved,
            self._refused,
        )

    def _saved(self, found: tuple[Sequence[Moved], Sequence[MovedEntry]]) -> None:
        self._frame.note_saved()
        moved = [(one.case, one.title, _day(one.before), _day(one.after)) for one in found[0]]
        moved += [(one.title, one.book_title, _day(one.before), _day(one.after)) for one in found[1]]
        self.moved.fill(moved)
        self.moved.setVisible(bool(moved))
        self.moved_words.setText(f"已保存。有 {len(moved)} 个期限换了日子：" if moved else "已保存，没有期限变动。")
        self.refresh()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.wrong.say("；".join(one.why for one in error.problems[:5]) + "。什么都没有保存。")
        else:
            self._frame.tell(error)


def _plain(cell: object) -> str:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell).strip()


def _day(day: date) -> str:
    return day.isoformat()
