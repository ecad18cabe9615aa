"""添加证据: what it is, where it came from, what it proves, and the original as a file with its fingerprint."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.clock import now
from app.errors import DeskError, Refused
from app.rules.vocabulary_case import CaseRole, EvidenceKind
from app.services import attachment
from app.services.attachment import AttachmentView
from app.services.case.shapes import Desk
from app.services.case_parts.evidence import EvidenceDraft, record_evidence
from app.views.frame import Frame
from app.views.register.editors import NumberField
from app.views.register.form_body import FormBody
from app.views.widgets.choice_fields import choice_field
from app.views.widgets.date_fields import DateTimeField
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button, label
from app.views.widgets.text_fields import LongTextField, TextField


class EvidenceDialog(Dialog):
    """Signals: `saved()`."""

    saved = Signal()

    def __init__(self, parent: QWidget, frame: Frame, desk: Desk) -> None:
        super().__init__(parent, "添加证据")
        self._frame, self._desk = frame, desk
        self._original: AttachmentView | None = None
        self.form = FormBody()
        kinds = [(kind, kind.label) for kind in EvidenceKind]
        self.form.add_field("kind", choice_field("证据种类", kinds, required=True))
        self.form.add_field("obtained_at", DateTimeField("取得时间", required=True))
        self.form.add_field("name", TextField("证据名称", required=True), wide=True)
        self.form.add_field("source", TextField("来源", required=True), wide=True)
        self.form.add_field("proves", LongTextField("证明什么", required=True, lines=2), wide=True)
        self.form.add_field("obtained_by", TextField("取得人", required=True))
        self.form.add_field("pages", NumberField("页数", whole=True))
        officers = [
            one.name for one in desk.people if one.role in {CaseRole.LEAD, CaseRole.ASSISTANT} and not one.until
        ]
        self.form.open_values({
            "obtained_at": now().replace(second=0, microsecond=0), "obtained_by": "、".join(officers) or None,
        })  # fmt: skip
        self.body.addWidget(self.form)
        row = QHBoxLayout()
        self.choose = button("选原件…", icon="import", then=self.ask)
        self.said = label("照片、录像、扫描件原样存入，自动记下指纹", "facts", wrap=True)
        row.addWidget(self.choose)
        row.addWidget(self.said, 1)
        self.body.addLayout(row)
        self.add_button("取消")
        self.submit_with(self.add_button("放入证据清单", "primary", self.submit, closes=False))

    def ask(self) -> QFileDialog:
        """Choose the original in the dialog of the system."""
        dialog = QFileDialog(self, "选证据原件")
        dialog.fileSelected.connect(lambda name: self.take_in(Path(name)))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog

    def take_in(self, path: Path) -> None:
        """Store the original as it is."""
        actor = self._frame.office.actor
        self._frame.office.background.write(
            self, partial(attachment.add, actor=actor, source=path), self._arrived, self._refused
        )

    def _arrived(self, seen: AttachmentView) -> None:
        self._original = seen
        self.said.setText(f"已附 {seen.name}")
        if self.form.fields["name"].value() is None:
            self.form.put_values({"name": Path(seen.name).stem})
        if seen.taken_at is not None:
            self.form.put_values({"obtained_at": seen.taken_at})

    def submit(self) -> None:
        """Write it into the list."""
        if not self.form.check():
            return
        values = self.form.values()
        draft = EvidenceDraft(**values, attachment_id=self._original.id if self._original is not None else None)  # type: ignore[arg-type]
        actor, case = self._frame.office.actor, self._desk.id

        def written(_id: str) -> None:
            self._frame.note_saved()
            self.saved.emit()
            self.close()

        self._frame.office.background.write(
            self, lambda session: record_evidence(session, actor, case, draft), written, self._refused
        )

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
        elif isinstance(error, DeskError):
            self.said.setText(f"▲ {error.text()}")
        else:
            raise error
