"""Deleting records, one or many, as one step that can be taken back from the toast or the recycle bin."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.registers.spec import RegisterSpec
from app.services.register import recycling
from app.views.register.layers import LayeredPage


class Removing(QObject):
    """`delete_one(session, id)` puts one record into the bin. Signals: `gone()`, `back()` after the thing is done."""

    gone = Signal()
    back = Signal()

    def __init__(self, page: LayeredPage, spec: RegisterSpec, delete_one: Callable[[Any, str], None]) -> None:
        super().__init__(page)
        self._page, self._key, self._delete_one = page, spec.key, delete_one

    def remove(self, ids: tuple[str, ...]) -> None:
        """Put records into the recycle bin, all or none."""
        if not ids:
            return

        def command(session: Any) -> None:
            for record in ids:
                self._delete_one(session, record)

        def then(_none: object) -> None:
            self._page.frame.note_saved()
            self.gone.emit()
            words = f"已删除 {len(ids)} 条，放在回收站" if len(ids) > 1 else "已删除，放在回收站"
            self._page.frame.say(words, partial(self.bring_back, ids))

        self._page.frame.office.background.write(self, command, then, self._page.frame.tell)

    def bring_back(self, ids: tuple[str, ...]) -> None:
        """Take records out of the recycle bin."""
        actor, key = self._page.frame.office.actor, self._key

        def command(session: Any) -> None:
            for record in ids:
                recycling.restore(session, actor, key, record)

        def then(_none: object) -> None:
            self._page.frame.note_saved()
            self._page.frame.say(f"已恢复 {len(ids)} 条")
            self.back.emit()

        self._page.frame.office.background.write(self, command, then, self._page.frame.tell)
