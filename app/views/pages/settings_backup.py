"""备份与恢复: the backups there are, one made now, and one brought back in four clicks."""

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import upkeep
from app.services.actor import may
from app.services.upkeep import BackupLine
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.dialogs import confirm
from app.views.widgets.kinds import button, label, offer
from app.views.widgets.notices import EmptyState, GateBox
from app.views.widgets.plain_table import PlainTable
from app.views.widgets.progress import ProgressPanel

NOT_YOURS = "恢复备份要由系统管理员登录办理。"


class BackupPart(QWidget):
    """List, 立即备份, 恢复."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._lines: list[BackupLine] = []
        actor = frame.office.actor
        self.table = PlainTable("备份", ("时间", "为什么备份", "里面有", "大小"), (180, 120, 0, 100))
        self.table.itemSelectionChanged.connect(self._offer)
        self.make = button("立即备份", icon="backup", then=self._make)
        self.bring = button("恢复选中的备份…", "danger", icon="history", then=self._ask)
        self.progress = ProgressPanel()
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addWidget(self.bring)
        row.addStretch(1)
        self.make.setVisible(may(actor, "backup"))
        self._may_restore = may(actor, "restore")
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(10))
        column.addWidget(
            label(
                "每小时自动备份一次，保留 24 小时；每天的保留 30 天，每月的保留 12 个月。附件一起备份。",
                "facts",
                wrap=True,
            )
        )
        column.addLayout(row)
        column.addWidget(self.progress)
        self.why = label("", "hint")
        column.addWidget(self.why)
        column.addWidget(GateBox("" if self._may_restore else NOT_YOURS))
        column.addWidget(self.table, 1)
        words = "还没有备份。程序开着时一小时内会自动做第一份。"
        self.nothing = EmptyState(words, "现在就做一份" if may(actor, "backup") else "", self._make)
        self.nothing.hide()
        column.addWidget(self.nothing, 1)
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Read the folder again."""
        office = self._frame.office
        office.background.compute(self, lambda _progress: upkeep.backups(office), self._show, self._failed)

    def _show(self, lines: list[BackupLine]) -> None:
        self._lines = lines
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.table.fill([(line.when, line.kind, line.holds, line.size) for line in lines])
        self._offer()

    def _offer(self) -> None:
        chosen = "" if self.table.chosen() >= 0 else "先在下面选一个备份，再恢复" if self._lines else "还没有备份"
        offer(self.bring, chosen if self._may_restore else NOT_YOURS)
        self.why.setText(chosen if self._may_restore and self._lines else "")
        self.why.setVisible(bool(self.why.text()))

    def _make(self) -> None:
        office = self._frame.office
        self.make.setEnabled(False)
        self.progress.start("正在备份")
        office.background.compute(self, lambda _progress: upkeep.back_up(office), self._made, self._failed)

    def _made(self, line: BackupLine) -> None:
        self._over()
        self._frame.say(f"备份已做好并核对过：{line.holds}")
        self._frame.refresh_standing()
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._over()
        self._frame.tell(error)

    def _over(self) -> None:
        self.progress.finish()
        self.make.setEnabled(True)

    def _ask(self) -> None:
        line = self._lines[self.table.chosen()]
        confirm(
            self.window(), f"把数据恢复到 {line.when}？",
            "这之后的修改都会退回去。恢复前会先把现在的数据备份一份，恢复错了还能换回来。恢复后要重新登录。",
            f"恢复到 {line.when}", partial(self._frame.restore, line.folder),
        )  # fmt: skip
