"""自动排班 while it runs: the best answer so far with how much better one could be, 用这一张 and 取消 at any moment."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from app.planning.roster.model import Limits
from app.planning.roster.plan import Answer, plan
from app.rules.roster import Problem
from app.store.background import Job, Progress
from app.views.background import alive
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.kinds import button, label

SECONDS = 10.0
TICK_MS = 200


class PlanningBar(QFrame):
    """Signals: `better(Problem, Answer)` for each better answer, `done(Problem, Answer, Limits)` once, `dropped()` when 取消 was
    pressed: nothing has been written then."""

    better = Signal(object, object)
    done = Signal(object, object, object)
    dropped = Signal()
    _told = Signal(object, object)  # out of the thread that finds the answers

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.frame = frame
        self.limits = Limits(SECONDS)
        self.words = label("", "facts")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("自动排班进度")
        self.bar.setFixedWidth(worn().px(140))
        self.take = button("停下，用这一张", "accent", size="small", then=self.stop)
        self.cancel = button("取消", size="small", then=self.drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(worn().px(12), worn().px(6), worn().px(8), worn().px(6))
        row.setSpacing(worn().px(8))
        row.addWidget(self.words, 1)
        for one in (self.bar, self.take, self.cancel):
            row.addWidget(one)
        self.running = False
        self._job: Job | None = None
        self._wanted = False
        self._spent = 0
        self._told.connect(self._better)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.hide()

    def start(self, read: Callable[[Any], Problem]) -> None:
        """Read what is to be planned, then plan it."""
        if self.running:
            return
        self.running = True
        self.frame.office.background.read(self, read, self._plan, self._failed)

    def stop(self) -> None:
        """Enough: the best answer there is, is taken."""
        if self._job is not None:
            self.words.setText("正在停下，用现在最好的一张……")
            self._job.cancel()

    def drop(self) -> None:
        """The answer is not wanted."""
        self._wanted = False
        self.stop()

    def _plan(self, problem: Problem) -> None:
        limits = self.limits
        self._wanted, self._spent, self._job = True, 0, None
        self.words.setText(f"正在排 {len(problem.days)} 天的班……")
        self.take.setEnabled(False)
        self.bar.setRange(0, round(limits.seconds * 1000))
        self.bar.setValue(0)
        self.show()
        self._timer.start()

        def told(answer: Answer) -> None:
            if alive(self):
                self._told.emit(problem, answer)

        def work(progress: Progress) -> Answer:
            return plan(problem, limits, told, lambda: progress.cancelled)

        def then(answer: Answer) -> None:
            self._over()
            if self._wanted:
                self.done.emit(problem, answer, limits)
            else:
                self.dropped.emit()

        job = self.frame.office.background.compute(self, work, then, self._failed)
        if self.running:
            self._job = job

    def _better(self, problem: Problem, answer: Answer) -> None:
        if not self.running:
            return
        self.take.setEnabled(True)
        self.words.setText(words_of(answer))
        self.better.emit(problem, answer)

    def _failed(self, error: BaseException) -> None:
        self._over()
        self.dropped.emit()
        self.frame.tell(error)

    def _over(self) -> None:
        self._timer.stop()
        self.running, self._job = False, None
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is opened, or the program is left: the best answer there is, is taken, nothing works on unseen."""
        super().hideEvent(event)
        if not event.spontaneous() and self.running:
            self.stop()

    def _tick(self) -> None:
        self._spent += TICK_MS
        self.bar.setValue(min(self._spent, self.bar.maximum()))


def words_of(answer: Answer) -> str:
    """How good an answer is, in words."""
    gain = f"，最多还能好 {answer.gap:.0%}" if answer.bound else ""
    best = "已证明没有更好的" if answer.proven else f"还在改进{gain}"
    return f"已有一张可用的表（{answer.seconds:.1f} 秒）：不均衡 {answer.first} → {answer.objective}，{best}"
