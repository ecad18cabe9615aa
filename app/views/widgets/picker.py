"""A field that holds another record (a person, a power item, a party), found by typing; the page says how to search."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from app.views.widgets.field import Field
from app.views.widgets.suggestions import Suggestion, Suggestions


@dataclass(frozen=True, slots=True)
class Picked:
    """A record by its id, in words."""

    id: str
    title: str
    note: str = ""


Answer = Callable[[Sequence[Picked]], None]
Search = Callable[[str, Answer], None]


class PickerField(Field):
    """value: Picked or None. `search(text, answer)` runs in the background and calls `answer` on this thread."""

    def __init__(self, label: str, search: Search, *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self._search = search
        self._picked: Picked | None = None
        self._hits: dict[str, Picked] = {}
        self._asked = 0
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("输入名称或拼音首字母查找")
        self._list = Suggestions(self.edit, most_height=280)
        self._wait = QTimer(self, singleShot=True, interval=60)
        self._wait.timeout.connect(self._ask)
        self.edit.textEdited.connect(self._typed)
        self._list.chosen.connect(self._take)
        self._install(self.edit, self.edit)
        self.left.connect(self._leave)

    def value(self) -> object:
        return self._picked

    def set_value(self, value: object) -> None:
        self._picked = value if isinstance(value, Picked) else None
        self.edit.setText(self._picked.title if self._picked else "")
        self.edit.setToolTip(self._picked.note if self._picked else "")
        self.edit.setCursorPosition(0)

    def problem(self) -> str:
        if self.edit.text().strip() and self._picked is None:
            return f"没有选定{self.label}，请从查到的列表中选一条"
        return f"请选择{self.label}" if self.required and self._picked is None else ""

    def _typed(self, _text: str) -> None:
        self._picked = None
        self._wait.start()
        self.changed.emit()

    def _ask(self) -> None:
        self._asked += 1
        number = self._asked
        text = self.edit.text().strip()
        if not text:
            self._list.hide()
            return
        self._search(text, lambda hits: self._arrived(number, hits))

    def _arrived(self, number: int, hits: Sequence[Picked]) -> None:
        # An answer to what is no longer asked is dropped.
        if number != self._asked or not self.edit.hasFocus():
            return
        self._hits = {hit.id: hit for hit in hits}
        self._list.fill([Suggestion(hit.title, hit.note, (hit.id,)) for hit in hits])

    def _take(self, key: tuple[str, ...]) -> None:
        self.set_value(self._hits[key[0]])
        self.set_error("")
        self.changed.emit()

    def _leave(self) -> None:
        self._wait.stop()
        self._list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        listed = self._list.isVisible() and not self.composing()
        if listed and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif listed and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.choose():
                return True
            if key == Qt.Key.Key_Escape:
                self._list.hide()
                return True
        return super().eventFilter(watched, event)
