"""The preview of one paper: tool bar over the pages, printing, export as PDF and Word, and what the tints mean in a draft."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.documents.marks import Place
from app.documents.rendering import Rendered
from app.views.frame import Frame
from app.views.paper.printing import PrintJob, choice_from
from app.views.paper.sheets import Layout, Sheets, page_sizes
from app.views.theme import LIGHT, worn
from app.views.widgets.elided import ElidedLabel
from app.views.widgets.files import ask_save
from app.views.widgets.kinds import button, label, rule
from app.views.widgets.notices import GateBox
from app.views.widgets.progress import ProgressPanel

ZOOMS = (50, 75, 100, 125, 150, 200)


class Make(Protocol):
    """Renders a paper, with or without what only the screen shows."""

    def __call__(self, *, preview: bool) -> Rendered:
        """Run off the window."""
        ...


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A paper that can be shown. `make` renders it, `word` makes the Word file or is None; both run off the window.

    `title` names files, `heading` (empty: the title) the page. Printer and copies are remembered under `form`. `draft` shows
    the tints and what they mean.
    """

    title: str
    form: str
    make: Make
    word: Callable[[], bytes] | None = None
    draft: bool = False
    landscape: bool = False
    copies: int = 1
    heading: str = ""
    media: str = "A4"


class _Swatch(QWidget):
    """The square of the legend: yellow with a border, or pink with the red underline, as on the paper, which is white in every
    theme."""

    def __init__(self, token: str, edge: str, *, underlined: bool) -> None:
        super().__init__()
        self._token, self._edge, self._underlined = token, edge, underlined
        self.setFixedSize(worn().px(14), worn().px(14))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        box = self.rect().adjusted(0, 0, -1, -1)
        painter.fillRect(box, LIGHT.color(self._token))
        painter.setPen(QPen(LIGHT.color(self._edge), 2 if self._underlined else 1))
        if self._underlined:
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        else:
            painter.drawRect(box)
        painter.end()


class Preview(QFrame):
    """Shows a `Sheaf`. Signals: `ready(pages)`; `printed()` and `exported(path)` after the thing is done; `field_wanted(name)`
    when the place of a field was clicked."""

    field_wanted = Signal(str)
    ready = Signal(int)
    printed = Signal()
    exported = Signal(str)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self._frame = frame
        self._background = frame.office.background
        self._sheaf: Sheaf | None = None
        self._waiting: Sheaf | None = None  # typed while an earlier edition is being laid out
        self._busy = False
        self._places: tuple[tuple[Place, ...], ...] = ()
        self._choices: dict[str, Any] = {}  # what was chosen since login, over the preferences of the office
        self.sheets = Sheets(self._background)
        self.sheets.moved.connect(self._say_place)
        self.sheets.pressed.connect(self._pressed)
        self.progress = ProgressPanel()
        self.notes = GateBox()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._tool_bar())
        for notice in (self.progress, self.notes):
            column.addWidget(notice)
        column.addWidget(self.sheets, 1)

    def _tool_bar(self) -> QFrame:
        look = worn()
        bar = QFrame()
        bar.setProperty("kind", "panel-header")
        row = QHBoxLayout(bar)
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        row.setSpacing(look.px(8))
        self._back = button("", size="small", icon="back", name="上一页", then=lambda: self._step(-1))
        self._forward = button("", size="small", icon="forward", name="下一页", then=lambda: self._step(1))
        self.place = label("", "facts")
        self.layouts = QComboBox()
        self.layouts.setAccessibleName("页面排列")
        for kind in Layout:
            self.layouts.addItem(kind.label, kind)
        self.layouts.currentIndexChanged.connect(lambda _n: self.sheets.set_layout_kind(self.layouts.currentData()))
        self.zooms = QComboBox()
        self.zooms.setAccessibleName("预览比例")
        self.zooms.addItem("适合窗口", 0)
        for zoom in ZOOMS:
            self.zooms.addItem(f"{zoom}%", zoom)
        self.zooms.currentIndexChanged.connect(self._zoom)
        for box in (self.layouts, self.zooms):
            box.setProperty("size", "filter")
        for widget in (self._back, self.place, self._forward, rule(vertical=True), self.layouts, self.zooms):
            row.addWidget(widget)
        row.addStretch(1)
        self._legend = QWidget()
        legend = QHBoxLayout(self._legend)
        legend.setContentsMargins(0, 0, 0, 0)
        legend.setSpacing(look.px(6))
        for swatch, words in (
            (_Swatch("orgt", "orgs", underlined=False), "定稿时自动填"),
            (_Swatch("redt", "red", underlined=True), "还没填"),
        ):
            legend.addWidget(swatch)
            legend.addWidget(ElidedLabel(words, "caption"))
        row.addWidget(self._legend)
        bar.setFixedHeight(look.size("panel_header") + look.px(4))
        return bar

    def show_sheaf(self, sheaf: Sheaf, *, again: bool = False) -> None:
        """Render a paper and show it; the one shown before stays until the new one is here.

        `again`: a newer edition of what is shown. While one is being laid out only the newest of those that follow is kept.
        """
        if not again:
            self.sheets.forget()
            self.progress.start(f"正在排版{sheaf.title}")
        self._sheaf = sheaf
        self._legend.setVisible(sheaf.draft)
        if self._busy and again:
            self._waiting = sheaf
            return
        self._busy = True

        def work(_progress: object) -> tuple[Rendered, Any]:
            made = sheaf.make(preview=sheaf.draft)
            return made, page_sizes(made.pdf)

        self._background.compute(self, work, lambda result: self._made(sheaf, result), self._failed)

    def _made(self, sheaf: Sheaf, result: tuple[Rendered, Any]) -> None:
        self._busy = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.show_sheaf(waiting, again=True)
        if sheaf is not self._sheaf:
            return
        self.progress.finish()
        made, sizes = result
        self._places = made.places
        self.notes.say("；".join(made.notes))
        self.sheets.show_pdf(made.pdf, sizes)
        self._say_place()
        self.ready.emit(made.pages)

    def _pressed(self, page: int, x: float, y: float) -> None:
        """The field whose value stands under the mouse."""
        places = self._places[page] if page < len(self._places) else ()
        for one in places:
            if one.x <= x <= one.x + one.width and one.y <= y <= one.y + one.height:
                self.field_wanted.emit(one.field)
                return

    def show_field(self, name: str) -> None:
        """Bring the place of a field into view."""
        found = next(((page, one) for page, here in enumerate(self._places) for one in here if one.field == name), None)
        if found is not None:
            self.sheets.show_place(found[0], found[1].y, found[1].height)

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self.progress.finish()
        self._frame.tell(error)

    def print_out(self) -> None:
        """Ask for the printer and print what is shown, without tints."""
        if self._sheaf is not None:
            self._with_final(self._ask_printer)

    def _ask_printer(self, made: Rendered, sheaf: Sheaf) -> None:
        key = f"print.{sheaf.form}"
        stored = self._choices.get(key, self._frame.office.preferences.get(key))
        choice = choice_from(stored)
        if stored is None:
            choice = replace(choice, copies=sheaf.copies)
        job = PrintJob(self, self._background, made.pdf, sheaf.title, pages=made.pages, landscape=sheaf.landscape)
        job.ask(choice, lambda used: self._printed(key, {"printer": used.printer, "copies": used.copies}), self._failed)

    def _printed(self, key: str, choice: dict[str, Any]) -> None:
        from app.services import preference

        actor = self._frame.office.actor
        self._choices[key] = choice
        self._background.write(self, lambda session: preference.put(session, actor, key, choice), lambda _none: None)
        self._frame.say("已送到打印机")
        self.printed.emit()

    def export_pdf(self) -> None:
        """Ask where, then write the PDF that would be printed."""
        self._ask_file("pdf", "PDF 文件 (*.pdf)", lambda path: self._with_final(
            lambda made, _sheaf: self._write(path, made.pdf)))  # fmt: skip

    def export_word(self) -> None:
        """Ask where, then write the Word file."""
        sheaf = self._sheaf
        if sheaf is None or sheaf.word is None:
            return
        make = sheaf.word
        self._ask_file("docx", "Word 文件 (*.docx)", lambda path: self._background.compute(
            self, lambda _progress: make(), lambda data: self._write(path, data), self._failed))  # fmt: skip

    def _with_final(self, then: Callable[[Rendered, Sheaf], None]) -> None:
        sheaf = self._sheaf
        if sheaf is not None:
            self._background.compute(
                self,
                lambda _progress: sheaf.make(preview=False),
                lambda made: then(made, sheaf),
                self._failed,
            )

    def _ask_file(self, suffix: str, kinds: str, then: Callable[[Path], object]) -> None:
        if self._sheaf is None:
            return
        ask_save(self, "导出到", f"{self._sheaf.title}.{suffix}", kinds, then)

    def _write(self, path: Path, data: bytes) -> None:
        self._background.compute(
            self, lambda _progress: write_whole(path, data), lambda _none: self._exported(path), self._failed
        )

    def _exported(self, path: Path) -> None:
        self._frame.say(f"已导出 {path.name}")
        self.exported.emit(str(path))

    def _step(self, by: int) -> None:
        first, last = self.sheets.current()
        self.sheets.go_to(last + 1 if by > 0 else first - 1)

    def _zoom(self, _number: int) -> None:
        zoom = self.zooms.currentData()
        if zoom:
            self.sheets.set_scale(zoom / 100)
        else:
            self.sheets.set_layout_kind(self.layouts.currentData())

    def _say_place(self) -> None:
        first, last = self.sheets.current()
        run = f"{first}" if first == last else f"{first}–{last}"
        self.place.setText(f"第 {run} 页 / 共 {self.sheets.pages} 页" if self.sheets.pages else "")
        self._back.setEnabled(first > 1)
        self._forward.setEnabled(last < self.sheets.pages)
        shown = round(self.sheets.scale * 100)
        with QSignalBlocker(self.zooms):
            self.zooms.setItemText(0, f"适合窗口 {shown}%" if self.zooms.currentIndex() == 0 else "适合窗口")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that its name never stands for half of it. Raises NotWritten when the place does not take it."""
    from app.errors import NotWritten

    half = path.with_name(f".{path.name}.half")
    try:
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise NotWritten(name=path.name, place=path.parent) from error
