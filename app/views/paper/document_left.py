"""The left column of the document page: how the paper stands, what the red pen found, who has signed, the fields, 存草稿."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.rules.vocabulary_case import PaperState
from app.views.frame import Frame
from app.views.paper.document_form import DocumentForm
from app.views.paper.document_side import RedPenBox, Standing, chain_table
from app.views.paper.opened import Opened
from app.views.theme import worn
from app.views.widgets.kinds import button, label
from app.views.widgets.panel import Panel, scrolling


class DocumentLeft(Panel):
    """`save` keeps the draft. `form` holds the fields once a paper is shown."""

    def __init__(self, save: Callable[[], object]) -> None:
        super().__init__(padded=False)
        self.form: DocumentForm | None = None
        self.standing, self.red_pen = Standing(), RedPenBox()
        self.body.setSpacing(0)
        holder = QWidget()
        pad = worn().px(12)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(pad, worn().px(10), pad, pad)
        self._column.setSpacing(worn().px(8))
        self._chain: QWidget = QWidget()
        for part in (self.standing, self.red_pen, self._chain):
            self._column.addWidget(part)
        self.body.addWidget(scrolling(holder), 1)
        self.footer = QFrame()
        self.footer.setProperty("kind", "panel-footer")
        row = QHBoxLayout(self.footer)
        row.setContentsMargins(pad, worn().px(6), pad, worn().px(6))
        self._kept = label("", "facts", wrap=True)
        row.addWidget(self._kept, 1)
        draft = button("存草稿", size="small", icon="save", then=save)
        draft.setToolTip("存草稿（Ctrl+S）")
        row.addWidget(draft)
        self.body.addWidget(self.footer)

    def say_kept(self, words: str) -> None:
        """What became of what was typed."""
        self._kept.setText(words)

    def show_paper(self, frame: Frame, opened: Opened, *, writes: bool) -> DocumentForm:
        """The fields of a paper, fresh; the box on top; the chain of signatures."""
        self._say_standing(opened)
        self._show_chain(opened)
        form = DocumentForm(frame, opened, read_only=not writes)
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        self._column.addWidget(form, 1)
        self.footer.setVisible(writes)
        return form

    def _show_chain(self, opened: Opened) -> None:
        chain = chain_table(opened.chain)
        self._column.replaceWidget(self._chain, chain)
        self._chain.deleteLater()
        self._chain = chain
        chain.setVisible(bool(opened.chain))

    def _say_standing(self, opened: Opened) -> None:
        self.red_pen.show_findings((), "")
        if opened.state is PaperState.VOID:
            self.standing.say("○ 已作废", opened.about, "gry")
        elif opened.outdated:
            self.standing.say("◆ 签批、定稿以后有事实变了，文书没有跟着改", "\n".join(opened.outdated), "org")
        elif opened.final:
            self.standing.say("● 校验通过，已定稿" + ("取号" if opened.number else ""), opened.about)
        else:
            self.standing.say("")
