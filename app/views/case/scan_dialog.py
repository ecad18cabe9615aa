"""纸上已签: who signed on the sheet, and the scan of it. The act is then entered by whoever handles the case."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.errors import DeskError, Refused
from app.services import attachment
from app.services.attachment import AttachmentView
from app.views.frame import Frame
from app.views.register.lookup import search_of
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button, label
from app.views.widgets.picker import Picked, PickerField


class ScanDialog(Dialog):
    """Signals: `given(person id, name, attachment id)`."""

    given = Signal(str, str, str)

    def __init__(self, parent: QWidget, frame: Frame, title: str, approver: str) -> None:
        super().__init__(parent, f"{title}：纸上已签")
        self._frame = frame
        self._scan: AttachmentView | None = None
        self.body.addWidget(
            label(f"{approver}已经在纸上签批的，选签批人，并附上签好那一页的扫描件。", "facts", wrap=True)
        )
        search = search_of(frame)
        self.signer = PickerField("签批人", lambda text, answer: search("person", text, answer), required=True)
        self.body.addWidget(self.signer)
        row = QHBoxLayout()
        self.choose = button("选扫描件…", icon="import", then=self.ask)
        self.said = label("还没有选文件（照片、PDF 都可以）", "facts", wrap=True)
        row.addWidget(self.choose)
        row.addWidget(self.said, 1)
        self.body.addLayout(row)
        self.add_button("取消")
        self.submit_with(self.add_button("记为已签", "primary", self._give, closes=False))

    def ask(self) -> QFileDialog:
        """Choose the file in the dialog of the system."""
        dialog = QFileDialog(self, "选扫描件", "", "扫描件 (*.pdf *.jpg *.jpeg *.png *.bmp *.webp)")
        dialog.fileSelected.connect(lambda name: self.take_in(Path(name)))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog

    def take_in(self, path: Path) -> None:
        """Store the scan as it is."""
        actor = self._frame.office.actor
        self._frame.office.background.write(
            self, partial(attachment.add, actor=actor, source=path), self._arrived, self._refused
        )

    def _arrived(self, seen: AttachmentView) -> None:
        self._scan = seen
        self.said.setText(f"已附 {seen.name}")

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.said.setText("▲ " + "；".join(problem.why for problem in error.problems))
        elif isinstance(error, DeskError):
            self.said.setText(f"▲ {error.text()}")
        else:
            raise error

    def _give(self) -> None:
        picked = self.signer.value()
        if not self.signer.check():
            return
        if self._scan is None:
            self.said.setText("▲ 请附上签好那一页的扫描件")
            self.choose.setFocus()
            return
        if isinstance(picked, Picked):
            self.given.emit(picked.id, picked.title, self._scan.id)
            self.close()
