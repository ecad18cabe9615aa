"""One paper of a case on the document page, over the desk of the case."""

from app.views.case.paper_keeper import CaseKeeper
from app.views.frame import Frame
from app.views.paper.document import DocumentLayer


class PaperLayer(DocumentLayer):
    """The paper `document_id` of `case_id`; `field` is where the cursor goes first."""

    def __init__(self, frame: Frame, case_id: str, document_id: str, back: str, *, field: str = "") -> None:
        super().__init__(frame, CaseKeeper(case_id, document_id), back, field=field)
        self.case_id, self.document_id = case_id, document_id
        self.look_wanted.connect(self.turn_to)

    def turn_to(self, document_id: str, field: str = "") -> None:
        """Another paper of the case in the same place; unsaved work is asked about first."""
        self.leave_then(lambda: self._turn(document_id, field))

    def _turn(self, document_id: str, field: str) -> None:
        self.document_id = document_id
        self.keeper = CaseKeeper(self.case_id, document_id)
        self.turn(field)
