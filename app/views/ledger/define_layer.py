"""台账定义: a new book declared in a form, or one of the office's own changed; every slip is told before anything is kept."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QTabBar

from app.errors import DeskError, Problem, Refused
from app.registers.ledger.reading import declaration
from app.registers.ledger.writing import plain_of, text_of
from app.rules import roles
from app.services.ledger import keeping
from app.services.ledger.keeping import BookLine
from app.views.frame import Frame
from app.views.ledger.define_form import DefineForm
from app.views.register.layers import Layer
from app.views.theme import worn
from app.views.widgets.dialogs import confirm
from app.views.widgets.kinds import button, label
from app.views.widgets.notices import ProblemBox
from app.views.widgets.panel import Panel, scrolling

FORM, TEXT = 0, 1


class DefineLayer(Layer):
    """Signals: `kept(key)` after a declaration was kept. `book` is the key of the book it was opened from."""

    kept = Signal(str)

    def __init__(self, frame: Frame, book: str) -> None:
        super().__init__(
            frame, "台账定义", "台账", "本单位自己的台账在这里定义；程序自带的台账不能改，可以照着新建一本"
        )
        self._book = book
        self._opened = ""
        self.form = DefineForm()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("台账定义的文字")
        self.problems = ProblemBox()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("怎么写")
        self.tabs.setDrawBase(False)
        for words in ("按表填写", "按文字写"):
            self.tabs.addTab(words)
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolling(self.form))
        self.pages.addWidget(self.text)
        self.tabs.currentChanged.connect(self._turn)
        self.retire_button = self.header.add_button(button("停用", "danger", then=self._retire))
        self.header.add_button(button("新建一本", icon="plus", then=self._blank))
        self.save_button = self.header.add_button(button("检查并启用", "primary", icon="save", then=self.save))
        panel = Panel(padded=False)
        row = QHBoxLayout()
        row.setContentsMargins(worn().px(12), 0, worn().px(12), 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(label("单选、多选的选项和已经用过的状态只能增加，栏目的类型不能改", "hint"))
        panel.body.addLayout(row)
        panel.body.addWidget(self.problems)
        panel.body.addWidget(self.pages, 1)
        self.body.addWidget(panel, 1)
        self._line: BookLine | None = None
        self.frame.office.background.read(
            self, lambda session: keeping.lines(session, frame.office.actor), self._open, frame.tell
        )

    def _open(self, lines: tuple[BookLine, ...]) -> None:
        self._line = next((line for line in lines if line.key == self._book and line.own), None)
        self.retire_button.setVisible(self._line is not None)
        if self._line is None:
            self._blank()
            return
        self.retire_button.setText("重新启用" if self._line.retired else "停用")
        actor, key = self.frame.office.actor, self._book
        self.frame.office.background.read(
            self, lambda session: keeping.source(session, actor, key), self._show_text, self.frame.tell
        )

    def _show_text(self, source: str) -> None:
        declared = declaration(source)
        plain = plain_of(declared, roles.table().roles)
        self.form.show_book(plain)
        self.text.setPlainText(source)
        self._opened = source
        whole = (
            replace(declaration(text_of(plain)), source=source) == declared
        )  # or the form would lose what it cannot say
        self.tabs.setTabEnabled(FORM, whole)
        self.tabs.setTabToolTip(FORM, "" if whole else "这本台账有按表填不出的规定，只能按文字改")
        self.tabs.setCurrentIndex(FORM if whole else TEXT)
        self.header.title.setText(f"台账定义：{self.form.book().title}")

    def _blank(self) -> None:
        self._line = None
        self.tabs.setTabEnabled(FORM, True)  # noqa: FBT003  Qt's own
        self.retire_button.hide()
        self.header.title.setText("新建一本台账")
        self.form.show_book(None)
        self.text.setPlainText("")
        self._opened = ""
        self.tabs.setCurrentIndex(FORM)
        self.form.focus_first()

    def _turn(self, page: int) -> None:
        """The text follows the form; a text that reads is put into the form."""
        if page == TEXT and (self.form.dirty() or not self._opened):
            self.text.setPlainText(text_of(self.form.book()))
        elif page == FORM and self.text.toPlainText().strip():
            try:
                self.form.show_book(plain_of(declaration(self.text.toPlainText()), roles.table().roles))
            except Refused as refused:
                self._tell(refused)
                self.tabs.setCurrentIndex(TEXT)
                return
        self.pages.setCurrentIndex(page)

    def _written(self) -> str:
        as_text = self.pages.currentIndex() == TEXT or not self.form.dirty()
        return self.text.toPlainText() if as_text and self.text.toPlainText().strip() else text_of(self.form.book())

    def save(self) -> None:
        """Check, keep, and open the book."""
        self.save_then(self.done.emit)

    def save_then(self, then: Callable[[], object]) -> None:
        if self.pages.currentIndex() == FORM and not self.form.check():
            return
        actor, text = self.frame.office.actor, self._written()

        def kept(declared: Any) -> None:
            self.frame.note_saved()
            self.frame.say(
                f"已启用“{declared.title}”。改动的栏目下次启动程序后显示" if self._line else f"已启用“{declared.title}”"
            )
            self._opened = text
            then()
            self.kept.emit(declared.key)

        self.frame.office.background.write(
            self, lambda session: keeping.define(session, actor, text), kept, self._refused
        )

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self._tell(error)
        else:
            self.frame.tell(error)

    def _tell(self, error: DeskError) -> None:
        found: list[Problem] = list(error.problems) if isinstance(error, Refused) else []
        rows = self.pages.currentIndex() == TEXT
        words = [(one.field, f"第 {one.row} 行：{one.why}" if rows and one.row else one.why) for one in found]
        self.problems.show_problems(words, "启用")
        self.problems.setFocus(Qt.FocusReason.OtherFocusReason)

    def _retire(self) -> None:
        line = self._line
        if line is None:
            return
        words = "重新启用" if line.retired else "停用"
        detail = "停用后不再登记新的记录，已有的照样能查、能打印。" if not line.retired else "重新启用后可以继续登记。"
        confirm(
            self, f"{words}“{line.title}”？", detail, f"{words}这本台账", partial(self._do_retire, line), danger=False
        )

    def _do_retire(self, line: BookLine) -> None:
        actor = self.frame.office.actor

        def then(_none: object) -> None:
            self.frame.say(f"已{'重新启用' if line.retired else '停用'}“{line.title}”")
            self.done.emit()
            self.kept.emit(line.key)

        self.frame.office.background.write(
            self,
            lambda session: keeping.retire(session, actor, line.key, retired=not line.retired),
            then,
            self.frame.tell,
        )

    def unsaved(self) -> str:
        changed = self.form.dirty() or (self.pages.currentIndex() == TEXT and self.text.toPlainText() != self._opened)
        return "台账定义" if changed else ""
