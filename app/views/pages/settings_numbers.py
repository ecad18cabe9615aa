"""文号: what was given out in a year and to which paper, what was voided and why; blocks for other PCs, numbers printed ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import today
from app.services import number_book
from app.services.actor import Actor, may
from app.services.number_book import BlockLine, DeviceLine, NumberLine, SeriesBook
from app.views.frame import Frame
from app.views.pages.number_dialogs import PrintAheadDialog, ReserveDialog, TakeBlockDialog, VoidNumberDialog
from app.views.theme import worn
from app.views.widgets.kinds import button, label, offer
from app.views.widgets.plain_table import PlainTable

MOST = 500  # newest numbers of a series shown; the book itself is whole


@dataclass(frozen=True, slots=True)
class NumbersRead:
    """A year of the book."""

    year: int
    years: tuple[int, ...]
    series: tuple[SeriesBook, ...]
    devices: tuple[DeviceLine, ...]


def read_numbers(session: Any, actor: Actor, year: int) -> NumbersRead:
    """The book of a year with the years and PCs there are."""
    years = tuple(dict.fromkeys((today().year, *number_book.years(session, actor))))
    return NumbersRead(
        year, years, tuple(number_book.book(session, actor, year)), tuple(number_book.devices(session, actor))
    )


class NumbersPart(QWidget):
    """Years and series above, numbers and blocks below."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.read: NumbersRead | None = None
        self._numbers: list[NumberLine] = []
        self.year, self.series = QComboBox(), QComboBox()
        self.year.setAccessibleName("年份")
        self.series.setAccessibleName("字头")
        self.series.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.series.setMinimumContentsLength(16)
        self.year.activated.connect(lambda _n: self.refresh())
        self.series.currentIndexChanged.connect(lambda _n: self._show_series())
        self.reserve = button("给别的电脑划号段…", then=self._ask_reserve)
        self.take = button("登记号段…", then=self._ask_take)
        self.ahead = button("预先编印号码…", icon="printer", then=self._ask_ahead)
        self.void = button("作废未用的号…", "danger", then=self._ask_void)
        chosen, row = QHBoxLayout(), QHBoxLayout()  # beside the boxes the buttons have no room in a low window
        for box in (self.year, self.series):
            chosen.addWidget(box)
        chosen.addStretch(1)
        if may(frame.office.actor, "number.manage"):
            for made in (self.reserve, self.take, self.ahead):
                row.addWidget(made)
        if may(frame.office.actor, "document.void"):
            row.addWidget(self.void)
        row.addStretch(1)
        self.facts = label("", "facts", wrap=True)
        self.why = label("", "hint", wrap=True)
        self.table = PlainTable("文号簿", ("文号", "状态", "文书", "原因"), (320, 90, 0, 180))
        self.table.itemSelectionChanged.connect(self._offer)
        self.blocks = PlainTable("号段", ("电脑", "编号", "起止", "还没用的"), (180, 0, 130, 230))
        self.blocks.setMaximumHeight(worn().px(130))
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(10))
        column.addLayout(chosen)
        column.addLayout(row)
        column.addWidget(self.facts)
        column.addWidget(self.why)
        column.addWidget(self.table, 1)
        column.addWidget(label("号段", "strong"))
        column.addWidget(self.blocks)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the book of the chosen year."""
        office, year = self._frame.office, int(self.year.currentText() or today().year)
        office.background.read(
            self, lambda session: read_numbers(session, office.actor, year), self._show, self._frame.tell
        )

    def _show(self, read: NumbersRead) -> None:
        self.read = read
        chosen = self.series.currentText()
        _fill(self.year, [str(year) for year in read.years], str(read.year))
        _fill(self.series, [one.series for one in read.series], chosen)
        self._show_series()

    def chosen_series(self) -> SeriesBook | None:
        """The series in front."""
        name = self.series.currentText()
        return next((one for one in self.read.series if one.series == name), None) if self.read is not None else None

    def _show_series(self) -> None:
        book = self.chosen_series()
        self._numbers = list(reversed(book.lines))[:MOST] if book is not None else []
        self.table.fill([(one.number, one.state, one.paper, one.reason) for one in self._numbers])
        self.blocks.fill([_block_words(one) for one in book.blocks] if book is not None else [])
        self.facts.setText(_facts(book, self.read.year if self.read is not None else today().year))
        self._offer()

    def _offer(self) -> None:
        book, line = self.chosen_series(), self._chosen()
        free = line is not None and line.state == number_book.PRINTED
        whys = "" if free else "选一个“已编印未用”的号才能作废；已经用在文书上的，在文书里作废重做"
        offer(self.void, whys)
        divided = book is not None and any(one.own and one.unused for one in book.blocks)
        offer(self.reserve, "" if divided else "这个字头没有本机还没用的号段可划")
        shown = [made for made in (self.reserve, self.void) if made.isVisibleTo(self)]
        self.why.setText("；".join(made.toolTip() for made in shown if made.toolTip()))
        self.why.setVisible(bool(self.why.text()))

    def _chosen(self) -> NumberLine | None:
        number = self.table.chosen()
        return self._numbers[number] if 0 <= number < len(self._numbers) else None

    def _told(self, words: str) -> None:
        self._frame.note_saved()
        self._frame.say(words)
        self.refresh()

    def _ask_reserve(self) -> None:
        book = self.chosen_series()
        if book is not None and self.read is not None:
            others = [one for one in self.read.devices if not one.own]
            dialog = ReserveDialog(self.window(), self._frame, book, others)
            dialog.done_with.connect(self._told)
            dialog.open()

    def _ask_take(self) -> None:
        book, year = self.chosen_series(), self.read.year if self.read is not None else today().year
        dialog = TakeBlockDialog(self.window(), self._frame, book.series if book is not None else "", year)
        dialog.done_with.connect(self._told)
        dialog.open()

    def _ask_ahead(self) -> None:
        dialog = PrintAheadDialog(self.window(), self._frame)
        dialog.done_with.connect(self._told)
        dialog.open()

    def _ask_void(self) -> None:
        line = self._chosen()
        if line is not None:
            dialog = VoidNumberDialog(self.window(), self._frame, line.number)
            dialog.done_with.connect(self._told)
            dialog.open()


def _fill(box: QComboBox, words: Sequence[str], chosen: str) -> None:
    box.blockSignals(True)  # noqa: FBT003  Qt's own signature
    box.clear()
    box.addItems(list(words))
    box.setCurrentIndex(max(0, box.findText(chosen, Qt.MatchFlag.MatchExactly)))
    box.blockSignals(False)  # noqa: FBT003  Qt's own signature


def _block_words(one: BlockLine) -> tuple[str, str, str, str]:
    unused = f"{one.unused[0]}–{one.unused[1]}，{one.unused[1] - one.unused[0] + 1} 个" if one.unused else "用完了"
    return (f"{one.name or '别的电脑'}{'（本机）' if one.own else ''}", one.device, f"{one.first}–{one.last}", unused)


def _facts(book: SeriesBook | None, year: int) -> str:
    if book is None:
        return f"{year} 年还没有编过文号。第一份文书定稿时就会出现在这里。"
    states = [one.state for one in book.lines]
    counted = [f"{word} {states.count(word)} 个" for word in (number_book.USED, number_book.VOID, number_book.PRINTED)]
    return f"{book.series}〔{book.year}〕：{'，'.join(counted)}。号码在定稿时给出，不跳号、不重用。"
