"""What leaves and enters the roster page: three papers and the Excel sheet of a month."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from math import sqrt
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from app.documents.pages import enlarged
from app.documents.rendering import Rendered
from app.services.actor import may
from app.services.paper import Printable, pdf, word
from app.services.roster import papers, sheets
from app.services.sheets.reading import read_sheets
from app.views.paper.layer import PreviewLayer
from app.views.paper.preview import Sheaf
from app.views.register.layers import LayeredPage
from app.views.widgets.files import ask_open, ask_save
from app.views.widgets.kinds import button

KINDS = "表格文件 (*.xlsx *.xls *.csv *.ods)"


class Outgoing:
    """The two buttons with their menus; `month` says which month, `again` reads the page after an import."""

    def __init__(self, page: LayeredPage, month: Callable[[], str], again: Callable[[], object]) -> None:
        self._page, self._frame, self._month, self._again = page, page.frame, month, again
        actor = self._frame.office.actor
        lines = [("导出 Excel…", self.ask_target)] if may(actor, "roster.export") else []
        lines += [("导入 Excel…", self.ask_source)] if may(actor, "roster.plan") else []
        self.sheet_button = self._menu("Excel", "", lines)
        self.sheet_button.setVisible(bool(lines))
        self.paper_button = self._menu("打印", "printer", (
            ("A4 纵向：按日期的值班表", self.print_list), ("A4 横向：月历", self.print_calendar),
            ("A3 横向：月历，张贴用", partial(self.print_calendar, large=True)),
        ))  # fmt: skip

    def print_list(self) -> None:
        """W03, a line a day."""
        self._paper(papers.list_paper, large=False, landscape=False)

    def print_calendar(self, *, large: bool = False) -> None:
        """W03-2, the calendar; `large` on A3."""
        self._paper(papers.calendar_paper, large=large, landscape=True)

    def ask_target(self) -> QFileDialog:
        """Where the sheet goes."""
        name = f"{self._month()} 值班表.xlsx"
        return ask_save(self._page, "导出值班表", name, "Excel 文件 (*.xlsx)", self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the month to a workbook."""
        office, month = self._frame.office, self._month()

        def work(session: Any) -> None:
            sheets.save(sheets.grid(session, office.actor, month), month, path)

        office.background.read(self._page, work, lambda _none: self._frame.say(f"已导出 {path.name}"), self._frame.tell)

    def ask_source(self) -> QFileDialog:
        """Which sheet comes in."""
        return ask_open(self._page, "导入值班表", KINDS, self.take_file)

    def take_file(self, path: Path) -> None:
        """Make the draft what the sheet says: all of it, or nothing with every row that is wrong."""
        office, month = self._frame.office, self._month()

        def then(count: int) -> None:
            self._frame.note_saved()
            self._frame.say(f"已导入 {path.name}：{count} 个班")
            self._again()

        office.background.write(
            self._page,
            lambda session: sheets.bring_in(session, office.actor, month, read_sheets(path)[0]),
            then,
            self._frame.tell,
        )

    def _menu(self, words: str, icon: str, lines: Sequence[tuple[str, Callable[[], object]]]) -> QPushButton:
        made = button(words, icon=icon)
        menu = QMenu(made)
        for line, then in lines:
            menu.addAction(line).triggered.connect(lambda _checked, then=then: then())
        made.setMenu(menu)
        return made

    def _paper(self, read: Callable[[Any, Any, str], Printable], *, large: bool, landscape: bool) -> None:
        office, month = self._frame.office, self._month()

        def then(paper: Printable) -> None:
            media = "A3" if large else "A4"
            make = partial(_on_a3, paper) if large else partial(pdf, paper)
            sheaf = Sheaf(
                paper.title, f"{paper.form_id}.{media}", make, partial(word, paper), landscape=landscape,
                heading=paper.form.name, media=media,
            )  # fmt: skip
            self._page.push(PreviewLayer(self._frame, sheaf, "值班表"))

        office.background.read(self._page, lambda session: read(session, office.actor, month), then, self._frame.tell)


def _on_a3(paper: Printable, *, preview: bool = False) -> Rendered:
    """The A4 sheet √2 as large; where its fields stand matters only to A4 drafts."""
    made = pdf(paper, preview=preview)
    return replace(made, pdf=enlarged(made.pdf, sqrt(2)), places=())
