"""The history of one record in the drawer, and taking the last action on it back."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.registers.spec import RegisterSpec
from app.services.register import history
from app.services.register.shapes import HistoryLine, Undone
from app.views.register.layers import LayeredPage
from app.views.register.record_card import history_card
from app.views.widgets.drawer import DrawerSplit
from app.views.widgets.kinds import button


class Past(QObject):
    """Signals: `changed()` after an undo; `back(id)` when the record itself is wanted again."""

    changed = Signal()
    back = Signal(str)

    def __init__(self, page: LayeredPage, spec: RegisterSpec, split: DrawerSplit, can_write: bool) -> None:  # noqa: FBT001
        super().__init__(page)
        self._page, self._spec, self._split, self._can_write = page, spec, split, can_write

    def show(self, record: str, title: str) -> None:
        """Who changed what and when, newest first; with 撤销上一次修改 when there is a change to take back."""
        office, key = self._page.frame.office, self._spec.key

        def then(lines: tuple[HistoryLine, ...]) -> None:
            undo = partial(self._undo, record, title) if self._can_write and len(lines) > 1 else None
            self._split.open_drawer(f"{title} · 历史", history_card(lines, undo))
            foot = self._split.drawer.footer
            foot.addWidget(button("‹ 返回", size="small", then=partial(self.back.emit, record)))
            foot.addStretch(1)

        office.background.read(
            self, lambda session: history.history(session, office.actor, key, record), then, self._page.frame.tell
        )

    def _undo(self, record: str, title: str) -> None:
        office, key = self._page.frame.office, self._spec.key

        def then(undone: Undone) -> None:
            self._page.frame.note_saved()
            together = f"，同一次保存的 {undone.records} 项一起退回" if undone.records > 1 else ""
            self._page.frame.say(f"已撤销上一次修改{together}")
            self.changed.emit()
            self.show(record, title)

        office.background.write(
            self, lambda session: history.undo_last(session, office.actor, key, record), then, self._page.frame.tell
        )
