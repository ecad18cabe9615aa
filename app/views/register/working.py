"""Long work of a page: the progress panel above its body, numbers carried over from the worker, and 取消 that acts at once."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout

from app.store.background import Cancelled, Progress
from app.views.frame import Frame
from app.views.widgets.progress import ProgressPanel

LOOK_MS: Final = 150

Report = Callable[[int, int], None]
Work = Callable[[Any, Report], Any]
Run = Callable[..., object]  # one of the three verbs of a Background


class Working(QObject):
    """One piece of work at a time. The worker leaves its numbers here; the window looks at them on a timer.

    Signal: `stopped()` when the work was cancelled or could not be done, before it is told.
    """

    stopped = Signal()

    def __init__(self, owner: QObject, frame: Frame, place: QBoxLayout) -> None:
        super().__init__(owner)
        self._frame = frame
        self.panel = ProgressPanel()
        place.insertWidget(0, self.panel)
        self._share = (0, 0)
        self._progress: Progress | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(lambda: self.panel.report(*self._share))

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._progress is not None

    def read(self, doing: str, work: Work, then: Callable[[Any], None], after_cancel: str) -> None:
        """Run `work(session, report)` on a reader; `after_cancel` says what was and was not done when it is stopped."""
        self._start(self._frame.office.background.read, doing, work, then, after_cancel)

    def write(self, doing: str, work: Work, then: Callable[[Any], None], after_cancel: str) -> None:
        """Run `work(session, report)` on the writer, in one unit of work."""
        self._start(self._frame.office.background.write, doing, work, then, after_cancel)

    def compute(self, doing: str, work: Work, then: Callable[[Any], None], after_cancel: str) -> None:
        """Run `work(_, report)` beside the readers and the writer."""
        self._start(self._frame.office.background.compute, doing, work, then, after_cancel)

    def _start(self, run: Run, doing: str, work: Work, then: Callable[[Any], None], after_cancel: str) -> None:
        if self.busy:
            self._frame.say("前一项还没有做完，请稍等")
            return
        progress = self._progress = Progress(self._told)
        self._share = (0, 0)
        self.panel.start(doing, progress.cancel)
        self._look.start()

        def ended(result: Any) -> None:
            self._end()
            then(result)

        def failed(error: BaseException) -> None:
            self._end()
            self.stopped.emit()
            if isinstance(error, Cancelled):
                self._frame.tell(f"{doing}已停下。{after_cancel}")
            else:
                self._frame.tell(error)

        run(self, lambda given: work(given, progress.report), ended, failed)

    def _told(self, done: int, total: int) -> None:
        self._share = (done, total)  # one assignment: the window reads either the old or the new pair

    def _end(self) -> None:
        self._progress = None
        self._look.stop()
        self.panel.finish()
