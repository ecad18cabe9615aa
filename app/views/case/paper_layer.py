"""One paper of a case on the document page, over the desk of the case: its neighbours, batches, versions."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from app.rules.vocabulary_case import PaperState
from app.services import paper_versions
from app.services.case_parts.interview import dialogue_field
from app.services.paper import Printable
from app.services.paper_versions import Compared
from app.views.case.batch_dialog import ask_batch, batch_sheaf, read_batch
from app.views.case.paper_keeper import CaseKeeper
from app.views.frame import Frame
from app.views.paper.comparing import ComparingLayer
from app.views.paper.document import DocumentLayer
from app.views.paper.document_head import Offer
from app.views.paper.interview import InterviewLayer
from app.views.paper.layer import PreviewLayer
from app.views.paper.opened import Opened


class PaperLayer(DocumentLayer):
    """The paper `document_id` of `case_id`; `field` is where the cursor goes first. Signal: `over_wanted(layer)` to be put over
    this one."""

    over_wanted = Signal(object)

    def __init__(self, frame: Frame, case_id: str, document_id: str, back: str, *, field: str = "") -> None:
        super().__init__(frame, CaseKeeper(case_id, document_id), back, field=field)
        self.case_id, self.document_id = case_id, document_id
        self.head.offers_of = _offering(self)
        self.look_wanted.connect(self.turn_to)
        self.batch_wanted.connect(self.ask_batch)
        self.compare_wanted.connect(self.compare)

    def turn_to(self, document_id: str, field: str = "") -> None:
        """Another paper of the case in the same place; unsaved work is asked about first."""
        self.leave_then(lambda: self._turn(document_id, field))

    def _turn(self, document_id: str, field: str) -> None:
        self.document_id = document_id
        self.keeper = CaseKeeper(self.case_id, document_id)
        self.turn(field)

    def open_interview(self) -> None:
        """The questions and answers over this page; what was typed here is asked about first."""
        self.leave_then(self._open_interview)

    def _open_interview(self) -> None:
        layer = InterviewLayer(self.frame, self.document_id)
        layer.changed.connect(self.refresh)
        self.over_wanted.emit(layer)

    def ask_batch(self) -> None:
        """批量打印."""
        if self.opened is not None:
            ask_batch(self, self.opened.siblings, self.print_batch)

    def print_batch(self, documents: list[str]) -> None:
        """Several papers as one preview."""
        actor, title = self.frame.office.actor, self.opened.title if self.opened is not None else "文书"

        def then(papers: list[Printable]) -> None:
            words = f"{title}等 {len(papers)} 份文书" if len(papers) > 1 else papers[0].title
            self.over_wanted.emit(PreviewLayer(self.frame, batch_sheaf(papers, words), "文书"))

        self.frame.office.background.read(
            self, lambda session: read_batch(session, actor, documents), then, self.frame.tell
        )

    def compare(self) -> None:
        """With the version it was made anew from."""
        before = self.opened.replaces if self.opened is not None else None
        if before is None:
            return
        actor, after = self.frame.office.actor, self.document_id

        def then(compared: Compared) -> None:
            self.over_wanted.emit(ComparingLayer(self.frame, compared, "文书"))

        self.frame.office.background.read(
            self, lambda session: paper_versions.compare(session, actor, before, after), then, self.frame.tell
        )


def _offering(layer: PaperLayer) -> Callable[[Opened], list[Offer]]:
    """A record with questions and answers is written on a layer of its own."""

    def offers(opened: Opened) -> list[Offer]:
        if not dialogue_field(opened.printable.form) or opened.state is PaperState.VOID:
            return []
        return [("问答记录", "accent", "edit", layer.open_interview)]

    return offers
