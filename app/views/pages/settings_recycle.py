"""回收站: the way to each register's own recycle bin, where deleted records lie for 30 days."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.registers.catalogue import REGISTERS
from app.services.actor import may
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.kinds import button, label


class RecyclePart(QWidget):
    """One button a register."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        column = QVBoxLayout(self)
        column.setSpacing(worn().px(8))
        column.addWidget(label("删除的内容保留 30 天，可以恢复。请选要看哪一类：", "facts"))
        for spec in REGISTERS.values():
            if may(frame.office.actor, f"{spec.action}.read"):
                made = button(f"{spec.title}的回收站", icon="trash", then=partial(self._open, spec.key))
                column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _open(self, key: str) -> None:
        if self._frame.open_page(key):
            self._frame.send("open_recycle")
