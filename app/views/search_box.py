"""The global search: one input in the top bar and the list under it. It asks while typing, never while composing."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.views.composing import Composing
from app.views.icons import icon
from app.views.theme import worn
from app.views.widgets.kinds import label
from app.views.widgets.suggestions import Suggestion, Suggestions

if TYPE_CHECKING:
    from app.services.search import SearchHit

LEAST: Final = 2
EACH: Final = 8
DEBOUNCE_MS: Final = 50

Answer = Callable[[Sequence["SearchHit"]], None]


class SearchBox(QLineEdit):
    """`ask(text, answer)` runs the search on a worker; `titles` names the groups. Signal: chosen(register, id)."""

    chosen = Signal(str, str)

    def __init__(self, ask: Callable[[str, Answer], None], titles: Callable[[str], str]) -> None:
        super().__init__()
        self._ask_for = ask
        self._titles = titles
        self._number = 0
        self._back: QWidget | None = None
        self._composing = Composing(self)
        self.setProperty("kind", "search")
        self.setAccessibleName("全局搜索")
        self.setPlaceholderText("搜索人、店、地点、事项、编号")
        self.addAction(QAction(icon("search", "tx3"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(worn().px(200))
        self.setMaximumWidth(worn().px(430))
        inner = QHBoxLayout(self)
        inner.setContentsMargins(0, 0, worn().px(7), 0)
        inner.addStretch(1)
        keycap = label("Ctrl+K", "keycap")
        inner.addWidget(keycap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setTextMargins(0, 0, keycap.sizeHint().width(), 0)
        self.list = Suggestions(self, most_height=560)
        self.list.chosen.connect(self._choose)
        self._wait = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._wait.start())
        self.installEventFilter(self)

    def begin(self) -> None:
        """Take the focus (Ctrl+K) and remember where it was."""
        from PySide6.QtWidgets import QApplication

        if not self.hasFocus():
            self._back = QApplication.focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        # A commit may come without textEdited on some input methods.
        if event.commitString():
            self._wait.start()

    def _ask(self) -> None:
        text = self.text().strip()
        self._number += 1
        number = self._number
        if len(text) < LEAST or self._composing.active:
            self.list.hide()
            return
        self._ask_for(text, lambda hits: self._arrived(number, hits))

    def _arrived(self, number: int, hits: Sequence["SearchHit"]) -> None:
        if number != self._number or not self.hasFocus():
            return  # the operator has typed on, or gone elsewhere
        rows: list[Suggestion] = []
        for register in dict.fromkeys(hit.register for hit in hits):
            group = [hit for hit in hits if hit.register == register][:EACH]
            rows.append(Suggestion(self._titles(register)))
            rows += [Suggestion(hit.title, hit.snippet, (register, hit.id)) for hit in group]
        self.list.fill(rows or [Suggestion(f"没有找到“{self.text().strip()}”。换一个字试试，也可以输入拼音首字母。")])

    def _choose(self, key: tuple[str, ...]) -> None:
        self.clear()
        self.list.hide()
        self.chosen.emit(key[0], key[1])

    def _leave(self) -> None:
        self.list.hide()
        self._number += 1
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()
        else:
            self.clearFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self._wait.stop()
            self.list.hide()
        elif isinstance(event, QKeyEvent) and not self._composing.active:
            if kind == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress and self._pressed(event.key()):
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, key: int) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.list.choose():
                self._ask()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True
