"""纸上已签: who signed on the sheet, and the scan of it. The act is then entered by whoever handles the case."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.views.case.original_field import OriginalField
from app.views.frame import Frame
from app.views.register.form_body import FormBody
from app.views.register.lookup import search_of
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.picker import Picked, PickerField


class ScanDialog(Dialog):
    """Signals: `given(person id, name, attachment id)`."""

    given = Signal(str, str, str)

    def __init__(self, parent: QWidget, frame: Frame, title: str, approver: str) -> None:
        super().__init__(parent, f"{title}：纸上已签")
        self.body.addWidget(
            label(f"{approver}已经在纸上签批的，选签批人，并附上签好那一页的扫描件。", "facts", wrap=True)
        )
        search = search_of(frame)
        self.form = FormBody(columns=1)
        self.signer = PickerField("签批人", lambda text, answer: search("person", text, answer), required=True)
        self.scan = OriginalField(frame, "签好那一页的扫描件", required=True, hint="照片、PDF 都可以")
        self.form.add_field("signer_id", self.signer)
        self.form.add_field("scan_id", self.scan)
        self.body.addWidget(self.form)
        self.add_button("取消")
        self.submit_with(self.add_button("记为已签", "primary", self.give, closes=False))

    def give(self) -> None:
        """The verb."""
        picked = self.signer.value()
        if self.form.check() and isinstance(picked, Picked):
            self.given.emit(picked.id, picked.title, str(self.scan.value()))
            self.close()
