"""Keys during composition belong to the input method: Enter, Esc, arrows and digits never submit, close or search then."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

_OWN: Final = frozenset({
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Up,
    Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
})  # fmt: skip


class Composing(QObject):
    """Watches one editor. `active` is true while it shows text that is not committed yet."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self.active = False
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self.active = bool(event.preeditString())
        elif kind == QEvent.Type.FocusOut:
            self.active = False
        elif self.active and isinstance(event, QKeyEvent) and event.key() in _OWN:
            # Accepting the override keeps shortcuts such as Esc of a drawer from firing.
            event.accept()
            return True
        return super().eventFilter(watched, event)
