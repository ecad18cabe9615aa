"""A field that holds one file taken in as it is: a scan, a photo, a recording, a slip of the post."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.errors import DeskError, Refused
from app.services import attachment
from app.services.attachment import AttachmentView
from app.views.frame import Frame
from app.views.theme import worn
from app.views.widgets.field import Field
from app.views.widgets.files import ask_open
from app.views.widgets.kinds import button, label

NOTHING = "还没有选文件"


class OriginalField(Field):
    """value: id of the attachment, or None. `arrived` is told what came in, so that a form may fill in what the file knows."""

    def __init__(
        self,
        frame: Frame,
        label_words: str,
        *,
        required: bool = False,
        hint: str = "",
        arrived: Callable[[AttachmentView], object] | None = None,
    ) -> None:
        super().__init__(label_words, required=required, hint=hint)
        self._frame = frame
        self._arrived = arrived
        self._id: str | None = None
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(worn().px(8))
        self.choose = button("选文件…", size="small", icon="import", name=f"选{label_words}", then=self.ask)
        self.said = label(NOTHING, "facts", wrap=True)
        inner.addWidget(self.choose)
        inner.addWidget(self.said, 1)
        self._install(row, self.choose)

    def value(self) -> object:
        return self._id

    def set_value(self, value: object) -> None:
        self._id = str(value) if value else None
        self.said.setText("已附文件" if self._id else NOTHING)

    def problem(self) -> str:
        return f"请附上{self.label}" if self.required and self._id is None else ""

    def ask(self) -> QFileDialog:
        """Choose the file in the dialog of the system."""
        return ask_open(self, f"选{self.label}", "", self.take_in)

    def take_in(self, path: Path) -> None:
        """Store the file; one that cannot be read is named below the field."""
        actor = self._frame.office.actor
        self._frame.office.background.write(
            self, partial(attachment.add, actor=actor, source=path), self._came, self._refused
        )

    def _came(self, seen: AttachmentView) -> None:
        self._id = seen.id
        self.said.setText(f"已附 {seen.name}")
        self.set_error("")
        if self._arrived is not None:
            self._arrived(seen)
        self.changed.emit()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.set_error("；".join(problem.why for problem in error.problems))
        elif isinstance(error, DeskError):
            self.set_error(error.text())
        else:
            raise error
