"""Round the form in the middle: its papers as chips above it, and the foot with 纸上已签, 存草稿 and the verb of the step."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.services.case.shapes import Desk
from app.views.case.verb import Verb
from app.views.case.work_reading import Work, living_paper
from app.views.theme import worn
from app.views.widgets.drawer import empty
from app.views.widgets.kinds import button, label, offer


class WorkFooter(QFrame):
    """`scan`, `draft` and `primary` are its buttons."""

    def __init__(self, scan: Callable[[], object], save: Callable[[], object], press: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "panel-footer")
        look = worn()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        row.setSpacing(look.px(8))
        self.note = label("", "facts", wrap=True)
        row.addWidget(self.note, 1)
        self.scan = button("纸上已签…", then=scan)
        self.draft = button("存草稿", icon="save", then=save)
        self.draft.setToolTip("存草稿（Ctrl+S）")
        self.primary = button("办理", "primary", then=press)
        for made in (self.scan, self.draft, self.primary):
            row.addWidget(made)

    def show_verb(self, verb: Verb) -> None:
        """The words of the verb and whether it can be pressed; why not is read out with it."""
        self.primary.setText(verb.words)
        self.primary.setAccessibleName(verb.words)
        offer(self.primary, "" if verb.enabled else verb.gate or verb.words)
        self.note.setText(verb.note)
        self.scan.setVisible(verb.scan)


def fill_chips(row: QHBoxLayout, desk: Desk, work: Work, turn_to: Callable[[str], object]) -> None:
    """A chip for each paper of the act, where it has several; `turn_to` gets the form of the one that is pressed."""
    empty(row)
    if len(work.forms) < 2:
        return
    for one in work.forms:
        chip = button(one.name, "chip", then=partial(turn_to, one.id))
        chip.setChecked(work.paper is not None and work.paper.form.id == one.id)
        chip.setAccessibleDescription("已经写过" if living_paper(desk.papers, one.id) is not None else "还没有写")
        row.addWidget(chip)
    row.addStretch(1)
