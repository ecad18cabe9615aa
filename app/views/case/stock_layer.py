"""库房清点: go along a shelf, untick what is not there, write down what is there and not on record; the result prints."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from app.clock import local
from app.documents.rendering import Rendered, render_list_pdf
from app.services.case_parts.goods import StockCount, count_stock
from app.services.case_parts.shelves import Kept, shelves
from app.views.frame import Frame
from app.views.paper.preview import Sheaf
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.drawer import empty
from app.views.widgets.kinds import button, label
from app.views.widgets.panel import Panel, scrolling
from app.views.widgets.text_fields import LongTextField

HEADS = (("结果", 10), ("物品（案件）", 60))
FOUND, MISSING, SURPLUS = "● 账实相符", "▲ 账上有、没见到", "◆ 见到了、账上没有"


def count_sheaf(count: StockCount, counted_by: str) -> Sheaf:
    """The result of a count as a page to print and sign."""
    groups = ((MISSING, count.missing), (SURPLUS, count.surplus), (FOUND, count.found))
    rows = [[words, one] for words, group in groups for one in group]
    under = (
        f"清点 {local(count.counted_at):%Y-%m-%d %H:%M}　清点人 {counted_by}　相符 {len(count.found)} 件，"
        f"没见到 {len(count.missing)} 件，账上没有 {len(count.surplus)} 件"
    )
    title = f"涉案物品清点单 {count.place}"

    def make(*, preview: bool) -> Rendered:  # noqa: ARG001  a list has no tints
        return render_list_pdf(title, list(HEADS), rows or [["", "这个地方没有物品"]], under=under)

    return Sheaf(title=title, heading="清点结果", form="list.stock_count", make=make)


class StockLayer(Layer):
    """Signal: `counted(StockCount)`. Everything on record is ticked to begin with: only what differs takes a click."""

    counted = Signal(object)

    def __init__(self, frame: Frame, back: str) -> None:
        super().__init__(frame, "库房清点", back)
        self._shelves: Mapping[str, tuple[Kept, ...]] = {}
        self.boxes: dict[str, QCheckBox] = {}
        self.places = QComboBox()
        self.places.setAccessibleName("清点哪个地方")
        self.places.currentTextChanged.connect(self._show_place)
        self.header.add_button(label("地方", "facts"))
        self.header.add_button(self.places)
        self.give = self.header.add_button(button("清点完，看结果", "primary", then=self.count))
        self.panel = Panel("账上在这里的物品", "看到的打勾，没看到的去掉勾")
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setSpacing(worn().px(6))
        self.panel.body.addWidget(scrolling(holder), 1)
        self.more = LongTextField("看到了、账上没有的", hint="一行写一样", lines=3)
        self.panel.body.addWidget(self.more)
        self.body.addWidget(self.panel, 1)
        self.setFocusProxy(self.places)
        self.refresh()

    def refresh(self) -> None:
        """F5: what stands where, anew."""
        actor = self.frame.office.actor
        self.frame.office.background.read(
            self, lambda session: shelves(session, actor), self._show, self.frame.tell
        )  # fmt: skip

    def _show(self, found: Mapping[str, tuple[Kept, ...]]) -> None:
        kept = self.places.currentText()
        self._shelves = found
        self.places.clear()
        self.places.addItems([*found])
        if kept in found:
            self.places.setCurrentText(kept)
        self.give.setEnabled(bool(found))
        if not found:
            self._show_place("")

    def _show_place(self, place: str) -> None:
        empty(self._column)
        self.boxes = {}
        for one in self._shelves.get(place, ()):
            box = self.boxes[one.id] = QCheckBox(f"{one.words}　{one.case}")
            box.setAccessibleName(one.words)
            box.setChecked(True)
            box.toggled.connect(lambda _on: self._say_count())
            self._column.addWidget(box)
        if not self.boxes:
            self._column.addWidget(label("没有在保管的涉案物品。", "facts"))
        self._column.addStretch(1)
        self._say_count()

    def _say_count(self) -> None:
        seen = sum(box.isChecked() for box in self.boxes.values())
        self.say(f"账上 {len(self.boxes)} 件，看到 {seen} 件")

    def count(self) -> None:
        """Compare the shelf with the record."""
        actor, place = self.frame.office.actor, self.places.currentText()
        present = [goods for goods, box in self.boxes.items() if box.isChecked()]
        unknown = str(self.more.value() or "").splitlines()
        query: Callable[[Any], StockCount] = lambda session: count_stock(  # noqa: E731  named for its type
            session, actor, place, present, unknown
        )
        self.frame.office.background.read(self, query, self.counted.emit, self.frame.tell)
