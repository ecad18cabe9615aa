"""体检: whether everything still is what was saved; each defect with what repairs it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.rules.vocabulary import Light
from app.services import upkeep
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.light import StatusLight
from app.views.widgets.plain_table import PlainTable
from app.views.widgets.progress import ProgressPanel


class CheckPart(QWidget):
    """A button, the result in one line, and the list of defects."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.go = button("开始体检", icon="pulse", then=self._start)
        self.mend = button("修好能修的", icon="undo", then=self._mend)
        self.mend.hide()
        self._found: Sequence[Any] = ()
        self.result = StatusLight(Light.PAUSED, "还没有检查过")
        self.progress = ProgressPanel()
        self.table = PlainTable("体检结果", ("类别", "在哪里", "是什么", "怎么办"), (110, 200, 0, 300))
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.mend)
        row.addWidget(self.result)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(10))
        words = "检查数据文件、记录之间的引用、附件、修改记录和搜索索引。只看不改，检查时可以接着办事。"
        column.addWidget(label(words, "facts", wrap=True))
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)

    def _start(self) -> None:
        office = self._frame.office
        self.go.setEnabled(False)
        job = office.background.compute(
            self, lambda progress: upkeep.examine(office, progress.report), self._show, self._stopped
        )
        self.progress.start("正在体检", job.cancel)

    def _show(self, found: Sequence[Any]) -> None:
        self._over()
        self._found = found
        self.mend.setVisible(bool(found))
        self.result.show_state(*(Light.SOON, f"有 {len(found)} 处要处理") if found else (Light.NORMAL, "一切正常"))
        self.table.fill([(one.kind.label, one.where, one.what, one.repair) for one in found])
        self._stack.setCurrentIndex(1 if found else 0)

    def _mend(self) -> None:
        office, found = self._frame.office, self._found
        self.go.setEnabled(False)
        self.mend.setEnabled(False)
        self.progress.start("正在修复")
        office.background.compute(self, lambda _progress: upkeep.mend(office, found), self._mended, self._stopped)

    def _mended(self, done: list[str]) -> None:
        self._over()
        self._frame.tell("；".join(done) + "。" if done else "这些问题要按“怎么办”一栏处理，没有可以自动修好的。")
        self._start()

    def _stopped(self, error: BaseException) -> None:
        from app.store.background import Cancelled

        self._over()
        if isinstance(error, Cancelled):
            self.result.show_state(Light.PAUSED, "检查停在中途，什么也没有改动")
        else:
            self._frame.tell(error)

    def _over(self) -> None:
        self.progress.finish()
        self.go.setEnabled(True)
        self.mend.setEnabled(True)
