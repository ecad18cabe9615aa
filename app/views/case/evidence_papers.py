"""Papers on which evidence is fixed, begun straight from the desk of a case: interview, photo sheet, extraction sheet, lists."""

from typing import TYPE_CHECKING, Any, Final

from app.services import case_paper
from app.services.actor import may
from app.services.case.papers import has_template
from app.services.case_parts import interview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from app.views.case.layer import CaseLayer

INTERVIEW: Final = "F07"
PAPERS: Final = (
    (INTERVIEW, "询问笔录"), ("F08", "现场检查（勘验）笔录"), ("F15d-2", "照片证据（每页 1、2、4 张）"), ("F15d", "证据提取单"),
    ("F12", "查封（扣押）财物清单"),
)  # fmt: skip


def add_evidence_papers(menu: "QMenu", layer: "CaseLayer") -> None:
    """A menu of them, for who may write papers."""
    if not may(layer.frame.office.actor, "document.write"):
        return
    group = menu.addMenu("做笔录、固定证据")
    for form, words in PAPERS:
        if has_template(form):
            group.addAction(words).triggered.connect(lambda *_checked, form=form: begin(layer, form))


def begin(layer: "CaseLayer", form_id: str) -> None:
    """A draft of the form, and its page; an interview that waits unanswered is taken first."""
    actor, case = layer.frame.office.actor, layer.case_id

    def command(session: Any) -> str:
        if form_id == INTERVIEW:
            return interview.begin_interview(session, actor, case)
        return case_paper.draft_paper(session, actor, case, form_id).document_id or ""

    layer.frame.office.background.write(
        layer, command, lambda document: layer.paper_wanted.emit(case, document), layer.frame.tell
    )
