"""A list on screen: filter bar, table, empty states, the batch bar that appears with a selection, and its words.

It is given a way to fetch rows; which register it shows it does not know.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.services import preference
from app.views.frame import Frame
from app.views.register.filters import FilterBar, FilterItem, FilterState, footer_line
from app.views.register.paging import Fetch, PagedModel
from app.views.register.rows import ShownColumn, arrangement_from
from app.views.register.table import MOST_COPIED, RecordTable
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.notices import EmptyState

Question = Callable[[FilterState, str], Fetch]


class Listing(QFrame):
    """Signals: `opened(id)`, `facts(words)` for the status bar, `asked()` when the filter or the sort changed."""

    opened = Signal(str)
    facts = Signal(str)
    asked = Signal()

    def __init__(
        self,
        frame: Frame,
        key: str,
        title: str,
        columns: Sequence[ShownColumn],
        filters: Sequence[FilterItem],
        question: Question,
        *,
        find: str = "在列表中查找",
        empty: EmptyState,
        unit: str = "条",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._frame = frame
        self._preference = f"table.{key}"
        self._question = question
        self._unit = unit
        self.filters = FilterBar(filters, find=find, parent=self)
        self.rows = PagedModel(frame.office.background, columns, self)
        self.views = QStackedWidget(self)
        self.table = RecordTable(self.rows, title, self.views)
        self.table.columns.arrange(arrangement_from(frame.office.preferences.get(self._preference), columns))
        self.bare = empty
        self.nothing = EmptyState("没有符合筛选的记录。", "清除筛选", self.filters.clear)
        for view in (self.table, self.bare, self.nothing):
            self.views.addWidget(view)
        self.batch = _BatchBar(unit, self)
        self.foot = footer_line("快捷键：Enter 打开 · F2 编辑 · Ctrl+C 复制到 WPS 表格 · 右键更多")
        self._lay_out()
        self.setFocusProxy(self.table)
        self.filters.changed.connect(self.ask)
        self.rows.counted.connect(self._counted)
        self.rows.refused.connect(frame.tell)
        self.table.columns.sorted_by.connect(lambda _sort: self.ask())
        self.table.columns.arranged.connect(self._keep_arrangement)
        self.table.selected.connect(self._selected)
        self.table.opened.connect(self.opened)
        self.table.copied.connect(lambda count: frame.say(f"已复制 {count:,} {unit}，可以粘贴到 WPS 表格"))
        self.table.too_many.connect(
            lambda count: frame.say(
                f"选中了 {count:,} {unit}，一次最多处理 {MOST_COPIED:,} {unit}；请先筛选，或用“导出”"
            )
        )
        self.add_command("打开", Qt.Key.Key_Return, self.table.open_current)
        self.add_command("刷新\tF5", None, self.reload)  # the key itself is the window's

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.views, 1)
        column.addWidget(self.batch)
        column.addWidget(self.foot)

    def add_command(self, text: str, key: Qt.Key | QKeySequence | None, then: Callable[[], object]) -> QAction:
        """A command for the menu of the table, above 复制."""
        return self.table.add_command(text, key, then, before=self.table.copy_action)

    def add_batch(self, text: str, then: Callable[[], object], *, kind: str = "outline", icon: str = "") -> QPushButton:
        """A command for all selected rows."""
        return self.batch.add(text, then, kind=kind, icon=icon)

    def ask(self) -> None:
        """Ask anew for the rows of the filter and the sort that are set."""
        self.table.clearSelection()
        self.rows.show_rows(self.current_fetch())
        self.asked.emit()

    def current_fetch(self) -> Fetch:
        """How the rows of the filter and the sort that are set are read."""
        return self._question(self.filters.state(), self.table.columns.sort)

    def reload(self) -> None:
        """Read the same rows again."""
        self.rows.reload()

    def _counted(self, total: int) -> None:
        view = self.table if total else self.nothing if self.filters.state() else self.bare
        self.views.setCurrentWidget(view)
        self.foot.setVisible(view is self.table and self.batch.isHidden())
        self._say()

    def _selected(self, count: int) -> None:
        self.batch.show_count(count if count > 1 else 0)
        self.foot.setVisible(self.batch.isHidden() and self.views.currentWidget() is self.table)
        self._say()

    def _say(self) -> None:
        words = self.filters.words()
        parts = [f"筛选：{words}"] if words else []
        parts.append(f"共 {self.rows.total:,} {self._unit}")
        if count := self.table.selected_count():
            parts.append(f"选中 {count:,} {self._unit}")
        self.facts.emit(" · ".join(parts))

    def _keep_arrangement(self) -> None:
        actor, key = self._frame.office.actor, self._preference
        value = self.table.columns.arrangement().stored()
        self._frame.office.background.write(
            self, lambda session: preference.put(session, actor, key, value), lambda _none: None
        )


class _BatchBar(QFrame):
    """Count of the selected rows and what can be done with all of them."""

    def __init__(self, unit: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel-footer")
        self._unit = unit
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(worn().px(12), worn().px(6), worn().px(12), worn().px(6))
        self._row.setSpacing(worn().px(8))
        self._count = label("", "strong")
        self._row.addWidget(self._count)
        self._row.addStretch(1)
        self.hide()

    def add(self, text: str, then: Callable[[], object], *, kind: str, icon: str) -> QPushButton:
        """A command at the right end."""
        made = button(text, kind, size="small", icon=icon, then=then)
        self._row.addWidget(made)
        return made

    def show_count(self, count: int) -> None:
        """Appear with a selection of several rows, go with it."""
        self._count.setText(f"已选 {count:,} {self._unit}")
        self.setVisible(count > 0)
