"""批量打印: which papers of the case, in filing order; what comes out is one preview, printed from any page on."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.documents.pages import joined
from app.documents.rendering import Rendered
from app.rules.vocabulary_case import PaperState
from app.services import paper
from app.services.actor import Actor
from app.services.case.shapes import PaperLine
from app.services.paper import Printable
from app.views.case.past_step import short_title
from app.views.paper.preview import Sheaf
from app.views.theme import worn
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label
from app.views.widgets.panel import scrolling

READY = frozenset({PaperState.ISSUED, PaperState.SERVED, PaperState.FILED})


class BatchDialog(Dialog):
    """Signal: `chosen(list of document ids)` in filing order. Final papers are ticked to begin with."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget, papers: Sequence[PaperLine]) -> None:
        super().__init__(parent, "批量打印")
        self.body.addWidget(label("按归档顺序合成一份预览，再打印；打印时可以选从第几页起。", "facts", wrap=True))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(4))
        self.boxes: dict[str, QCheckBox] = {}
        for one in papers:
            if one.state is PaperState.VOID:
                continue
            words = "　".join(filter(None, (short_title(one), one.number, one.state.label)))
            box = self.boxes[one.id] = QCheckBox(words)
            box.setAccessibleName(words)
            box.setChecked(one.state in READY)
            box.toggled.connect(lambda _on: self._count())
            column.addWidget(box)
        column.addStretch(1)
        area = scrolling(holder)
        area.setMinimumHeight(worn().px(min(320, 30 * len(self.boxes) + 10)))
        self.body.addWidget(area)
        self.add_button("不打印")
        self.give = self.add_button("预览", "primary", self._give)
        self._count()

    def picked(self) -> list[str]:
        """The ticked papers in filing order."""
        return [document for document, box in self.boxes.items() if box.isChecked()]

    def _count(self) -> None:
        self.give.setText(f"预览 {len(self.picked())} 份")
        self.give.setEnabled(bool(self.picked()))

    def _give(self) -> None:
        self.chosen.emit(self.picked())


def read_batch(session: Any, actor: Actor, documents: Sequence[str]) -> list[Printable]:
    """The papers as they are kept."""
    return [paper.load(session, actor, document) for document in documents]


def batch_sheaf(papers: Sequence[Printable], title: str) -> Sheaf:
    """All of them as one file."""

    def make(*, preview: bool) -> Rendered:
        made = [paper.pdf(one, preview=preview) for one in papers]
        notes = tuple(dict.fromkeys(note for one in made for note in one.notes))
        places = tuple(page for one in made for page in one.places)
        return Rendered(joined([one.pdf for one in made]), sum(one.pages for one in made), notes, places)

    return Sheaf(
        title=title, heading="批量打印", form="batch", make=make, draft=any(one.issued_at is None for one in papers)
    )


def ask_batch(parent: QWidget, papers: Sequence[PaperLine], then: Callable[[list[str]], object]) -> BatchDialog:
    """Open the dialog; `then` gets the chosen ones."""
    dialog = BatchDialog(parent, papers)
    dialog.chosen.connect(then)
    dialog.open()
    return dialog
