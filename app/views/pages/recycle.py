"""The recycle bin of a register: what was deleted within 30 days, to be brought back."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableWidget, QTableWidgetItem

from app.clock import local
from app.registers.spec import RegisterSpec
from app.services.actor import may
from app.services.register import recycling
from app.services.register.shapes import Binned
from app.views.frame import Frame
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.kinds import button, offer
from app.views.widgets.notices import EmptyState
from app.views.widgets.panel import Panel


class RecycleLayer(Layer):
    """Signals: `restored()` after records came back."""

    restored = Signal()

    def __init__(self, frame: Frame, spec: RegisterSpec) -> None:
        super().__init__(frame, f"{spec.title} · 回收站", spec.title, "删除的内容保留 30 天，可以随时恢复")
        self.spec = spec
        self._binned: tuple[Binned, ...] = ()
        self.can_restore = may(frame.office.actor, f"{spec.action}.delete")
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName("回收站")
        self.table.setHorizontalHeaderLabels([spec.noun, "删除时间", "保留到"])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setVisible(False)
        self.table.verticalHeader().setDefaultSectionSize(worn().size("row"))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.resizeSection(column, worn().px(170))
        self.empty = EmptyState("回收站是空的：30 天内没有删除过内容。")
        self.views = QStackedWidget()
        self.views.addWidget(self.table)
        self.views.addWidget(self.empty)
        panel = Panel(padded=False)
        panel.body.addWidget(self.views)
        self.body.addWidget(panel, 1)
        self.restore_button = self.header.add_button(button("恢复选中的", "primary", icon="undo", then=self.restore))
        self.restore_button.setVisible(self.can_restore)
        self.table.itemSelectionChanged.connect(self._say)
        self.setFocusProxy(self.table)
        self.refresh()

    def refresh(self) -> None:
        """Read the bin again."""
        office, key = self.frame.office, self.spec.key
        office.background.read(
            self, lambda session: recycling.recycle_bin(session, office.actor, key), self._show, self.frame.tell
        )

    def _show(self, binned: Any) -> None:
        self._binned = tuple(binned)
        self.table.setRowCount(len(self._binned))
        for line, one in enumerate(self._binned):
            words = (one.title, f"{local(one.deleted_at):%Y-%m-%d %H:%M}", f"{one.until:%Y-%m-%d}")
            for column, text in enumerate(words):
                self.table.setItem(line, column, QTableWidgetItem(text))
        self.views.setCurrentWidget(self.table if self._binned else self.empty)
        self._say()

    def _chosen(self) -> list[Binned]:
        return [self._binned[index.row()] for index in self.table.selectionModel().selectedRows()]

    def _say(self) -> None:
        chosen = len(self._chosen())
        why_not = "" if chosen else "先在表里选中要恢复的" if self._binned else "没有可以恢复的"
        offer(self.restore_button, why_not)
        self.header.say(why_not)
        self.say(f"回收站 {len(self._binned)} 条" + (f" · 选中 {chosen} 条" if chosen else ""))

    def restore(self) -> None:
        """Bring the selected records back."""
        office, key, chosen = self.frame.office, self.spec.key, self._chosen()
        if not chosen:
            return

        def command(session: Any) -> int:
            for one in chosen:
                recycling.restore(session, office.actor, key, one.id)
            return len(chosen)

        office.background.write(self, command, partial(self._back), self.frame.tell)

    def _back(self, count: int) -> None:
        self.frame.note_saved()
        self.frame.say(f"已恢复 {count} 条")
        self.restored.emit()
        self.refresh()
