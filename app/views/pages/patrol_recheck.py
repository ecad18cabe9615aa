"""记录复查: a dialog of six fields over one finding; the photos taken now become 处理后."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.clock import now
from app.errors import Refused
from app.rules.vocabulary import PhotoStage, RecheckResult
from app.services import patrol
from app.services.patrol_shapes import FindingSeen, PhotoDraft, RecheckDraft, Saved
from app.views.frame import Frame
from app.views.pages.patrol_photos import PhotosField
from app.views.register.form_body import FormBody
from app.views.widgets.choice_fields import RadioField
from app.views.widgets.date_fields import DateTimeField
from app.views.widgets.dialogs import Dialog, confirm
from app.views.widgets.kinds import label
from app.views.widgets.text_fields import LongTextField, TextField


class RecheckDialog(Dialog):
    """Signals: `saved(Saved)`."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, frame: Frame, finding: FindingSeen, people: str) -> None:
        super().__init__(parent, "记录复查")
        self._frame, self.finding = frame, finding
        self.body.addWidget(label(f"{finding.place}：{finding.description}", "facts", wrap=True))
        self.form = FormBody()
        results = [(one, one.label) for one in RecheckResult]
        self.form.add_field("done_at", DateTimeField("复查时间", required=True))
        self.form.add_field("people", TextField("复查人员", required=True))
        self.form.add_field("result", RadioField("复查结果", results, required=True), wide=True)
        self.form.add_field("note", LongTextField("复查情况", lines=2), wide=True)
        self.form.add_field("due_at", DateTimeField("新的改正期限", hint="没有全部改正、再给期限时填写"), wide=True)
        self.form.add_field(
            "photos", PhotosField(frame, "处理后照片", stage=PhotoStage.AFTER, place=lambda: finding.place), wide=True
        )
        self.form.open_values({"done_at": now().replace(second=0, microsecond=0), "people": people})
        self.body.addWidget(self.form)
        self.add_button("取消", then=None, closes=False).clicked.connect(self.reject)
        self.save_button = self.add_button("保存复查", "primary", self.save, closes=False)
        self.submit_with(self.save_button)
        self.form.focus_first()

    def reject(self) -> None:
        """Esc and 取消: what was filled in is not thrown away without a word."""
        if self.form.dirty():
            confirm(
                self, "复查还没有保存", "离开就会丢掉填写的内容。", "放弃这次复查", super().reject, cancel="继续填写"
            )
        else:
            super().reject()

    def save(self) -> None:
        """Check, write, close."""
        if not self.form.check():
            return
        values: dict[str, Any] = self.form.values()
        draft = RecheckDraft(
            done_at=values["done_at"],
            result=values["result"],
            people=values["people"] or "",
            note=values["note"],
            due_at=values["due_at"],
            photos=tuple(
                PhotoDraft(one["attachment_id"], stage=PhotoStage.AFTER, taken_at=one["taken_at"])
                for one in values["photos"] or ()
            ),
        )
        actor, finding = self._frame.office.actor, self.finding.id
        self.save_button.setEnabled(False)
        self._frame.office.background.write(
            self, lambda session: patrol.recheck(session, actor, finding, draft), self._written, self._refused
        )

    def _written(self, saved: Saved) -> None:
        self._frame.note_saved()
        self.saved.emit(saved)
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
        else:
            self._frame.tell(error)
