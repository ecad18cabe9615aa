"""打印案卷: the whole case file over the desk, as it will print: all of it or one volume, on one side or both."""

from typing import Any, Final, cast

from PySide6.QtWidgets import QCheckBox, QComboBox

from app.documents.rendering import Rendered
from app.services import case_file
from app.services.case_file import CaseFile, Volume
from app.views.frame import Frame
from app.views.paper.layer import PreviewLayer
from app.views.paper.preview import Sheaf
from app.views.register.layers import LayeredPage
from app.views.widgets.kinds import label

VOLUMES: Final[tuple[tuple[str, Volume | None], ...]] = (("全卷", None), ("正卷", "正卷"), ("副卷", "副卷"))


def file_sheaf(file: CaseFile, *, duplex: bool = False) -> Sheaf:
    """The file as the preview takes it; it is bound off the window."""

    def make(*, preview: bool) -> Rendered:  # noqa: ARG001  a case file has no tints
        bound = case_file.pdf(file, duplex=duplex)
        return Rendered(bound.pdf, bound.sides, bound.notes)

    return Sheaf(title=file.name, heading="案卷", form="case_file", make=make)


class CaseFileLayer(PreviewLayer):
    """The file of `case_id`; `file` is what was gathered first."""

    def __init__(self, frame: Frame, case_id: str, file: CaseFile, back: str) -> None:
        super().__init__(frame, file_sheaf(file), back)
        self.case_id = case_id
        self._file = file
        self.volumes = QComboBox()
        self.volumes.setAccessibleName("印哪一卷")
        for words, volume in VOLUMES:
            self.volumes.addItem(words, volume)
        self.duplex = QCheckBox("双面印")
        self.duplex.setToolTip("每份文书都从正面开始，背面空着的不编页码")
        self.header.add_button(label("印", "facts"))
        self.header.add_button(self.volumes)
        self.header.add_button(self.duplex)
        self.header.add_button(self.printing)  # the primary button stands at the far right
        self.volumes.currentIndexChanged.connect(lambda _number: self.refresh())
        self.duplex.toggled.connect(lambda _on: self._show(self._file))

    def refresh(self) -> None:
        """F5, and another volume: gather it anew."""
        actor, case, volume = self.frame.office.actor, self.case_id, cast("Volume | None", self.volumes.currentData())

        def query(session: Any) -> CaseFile:
            return case_file.gather(session, actor, case, volume)

        self.frame.office.background.read(self, query, self._show, self.frame.tell)

    def _show(self, file: CaseFile) -> None:
        self._file = file
        self.say("正在装订案卷")
        self.preview.show_sheaf(file_sheaf(file, duplex=self.duplex.isChecked()))


def open_case_file(page: LayeredPage, case_id: str) -> None:
    """Gather the file of a case and put it over what `page` shows."""
    office = page.frame.office

    def then(file: CaseFile) -> None:
        page.push(CaseFileLayer(page.frame, case_id, file, "案件"))

    office.background.read(
        page, lambda session: case_file.gather(session, office.actor, case_id), then, page.frame.tell
    )
