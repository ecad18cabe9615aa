"""Progress that keeps the promise of §3: words from 1 s, bar and 取消 from 2 s, percent and remaining time from 10 s."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.views.theme import worn
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button, label

WORDS_AFTER, BAR_AFTER, PERCENT_AFTER = 1.0, 2.0, 10.0


class ProgressPanel(QFrame):
    """Shows one piece of work. `start`, then `report` from the GUI thread, then `finish`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "note")
        column = QVBoxLayout(self)
        column.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), worn().px(8))
        self.words = label("", "facts")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.cancel = button("取消", size="small", then=self._cancel)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        column.addWidget(self.words)
        column.addLayout(row)
        self._doing = ""
        self._since = 0.0
        self._share: tuple[int, int] = (0, 0)
        self._on_cancel: Callable[[], object] | None = None
        self._busy_cursor = False
        self._timer = QTimer(self, interval=200)
        self._timer.timeout.connect(self._refresh)
        self.hide()

    def start(self, doing: str, cancel: Callable[[], object] | None = None) -> None:
        """Begin: `doing` in words (正在导入人员); `cancel` makes the work stop within half a second."""
        self._doing, self._on_cancel, self._share = doing, cancel, (0, 0)
        self._since = time.monotonic()
        self.words.setText(f"{doing}……")
        self.setAccessibleName(doing)
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self._timer.start()

    def report(self, done: int, total: int) -> None:
        """How far the work is."""
        self._share = (done, total)

    def finish(self) -> None:
        """The work is over; what came of it is said elsewhere."""
        self._timer.stop()
        self._set_busy(on=False)
        self.hide()

    def _refresh(self) -> None:
        spent = time.monotonic() - self._since
        if spent < WORDS_AFTER:
            return
        self._set_busy(on=spent < BAR_AFTER)
        self.bar.setVisible(spent >= BAR_AFTER)
        self.cancel.setVisible(spent >= BAR_AFTER and self._on_cancel is not None)
        self.show()
        done, total = self._share
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        if self.cancel.isEnabled():
            self.words.setText(progress_words(self._doing, done, total, spent))

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.words.setText(f"正在停下：{self._doing}……")
        if self._on_cancel is not None:
            self._on_cancel()

    def _set_busy(self, *, on: bool) -> None:
        if on and not self._busy_cursor:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        elif not on and self._busy_cursor:
            QGuiApplication.restoreOverrideCursor()
        self._busy_cursor = on


def progress_words(doing: str, done: int, total: int, spent: float) -> str:
    """What the panel says after `spent` seconds."""
    if total <= 0 or done <= 0:
        return f"{doing}……"
    counted = f"{doing}：{done:,} / {total:,}"
    if spent < PERCENT_AFTER:
        return counted
    left = spent / done * (total - done)
    remaining = f"{round(left)} 秒" if left < 90 else f"{round(left / 60)} 分钟"
    return f"{counted}（{done * 100 // total}%，大约还要 {remaining}）"


class ProgressDialog(Dialog):
    """The panel in a dialog, for work that must be over before anything else can be done (restore)."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        self.panel = ProgressPanel()
        self.body.addWidget(label(title, "strong", wrap=True))
        self.body.addWidget(self.panel)

    def reject(self) -> None:
        """Esc does not close it: the work goes on until 取消 or its end."""
