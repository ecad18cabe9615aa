"""Counts the minutes without a key or a click, and turns Ctrl+wheel into zoom: both need to see the window's raw input."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWheelEvent

if TYPE_CHECKING:
    from app.views.window import Window

_ACTIVITY = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
})  # fmt: skip


class IdleWatch(QObject):
    """Signal: idle, once the minutes are over. Watches the native window, so it costs nothing per widget."""

    idle = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        window.winId()  # makes the native window now
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        # Words committed by an input method never pass as key presses.
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self.restart)

    def set_minutes(self, minutes: int) -> None:
        """How long; 0 switches the lock off (only where the settings allow it)."""
        self._timer.setInterval(minutes * 60_000)
        self.restart()

    def restart(self) -> None:
        """Somebody is there."""
        if self._timer.interval() > 0:
            self._timer.start()
        else:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self.restart()
            if isinstance(event, QWheelEvent) and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                if event.angleDelta().y() > 0:
                    self._window.commands.zoom_in()
                elif event.angleDelta().y() < 0:
                    self._window.commands.zoom_out()
                return True
        return super().eventFilter(watched, event)
