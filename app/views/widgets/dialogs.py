"""Dialogs: a question before what cannot be undone, and a message that stays. None runs an event loop of its own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import DeskError
from app.views.theme import worn
from app.views.widgets.kinds import button, label

_alone: set["Dialog"] = set()


class Dialog(QDialog):
    """A window-modal dialog: title, `body` to fill, and a row of buttons with the safe one having the focus."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        if parent is None:  # nobody else holds it while it is open
            _alone.add(self)
            self.finished.connect(lambda _code: _alone.discard(self))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(worn().px(420))
        self.setMaximumWidth(worn().px(560))
        pad = worn().px(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(worn().px(12))
        self.body = QVBoxLayout()
        self.body.setSpacing(worn().px(8))
        column.addLayout(self.body)
        self._row = QHBoxLayout()
        self._row.setSpacing(worn().px(8))
        self._row.addStretch(1)
        column.addLayout(self._row)

    def add_button(
        self, text: str, kind: str = "outline", then: Callable[[], object] | None = None, *, closes: bool = True
    ) -> QPushButton:
        """Add a button at the right; `closes` closes the dialog before `then` runs."""
        made = button(text, kind)
        if closes:
            made.clicked.connect(self.close)
        if then is not None:
            made.clicked.connect(lambda *_: then())
        self._row.addWidget(made)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Wrapped words need more height than Qt gives a dialog of a largest width: grow with them."""
        column = self.layout()
        if column is not None:
            needed = min(column.totalHeightForWidth(self.width()), self.screen().availableGeometry().height())
            self.resize(self.width(), max(self.height(), needed))

    def submit_with(self, made: QPushButton) -> None:
        """Ctrl+Enter presses this button."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(made.click)


def confirm(
    parent: QWidget, question: str, detail: str, action: str, then: Callable[[], object], *,
    danger: bool = True, cancel: str = "不做了",
) -> Dialog:  # fmt: skip
    """Ask before what cannot be undone. `action` is verb and object (作废第12号决定书); the safe button has the focus."""
    dialog = Dialog(parent, question)
    dialog.body.addWidget(label(question, "strong", wrap=True))
    if detail:
        dialog.body.addWidget(label(detail, "facts", wrap=True))
    safe = dialog.add_button(cancel)
    dialog.add_button(action, "danger" if danger else "primary", then)
    safe.setFocus()
    dialog.open()
    return dialog


def ask_to_save(parent: QWidget, subject: str, save: Callable[[], object], drop: Callable[[], object]) -> Dialog:
    """Closing with changes: 保存 / 不保存 / 取消."""
    dialog = Dialog(parent, "还没有保存")
    dialog.body.addWidget(label(f"“{subject}”有改动还没有保存。", "strong", wrap=True))
    dialog.body.addWidget(label("不保存就会丢掉这些改动；取消则留在表单里继续填写。", "facts", wrap=True))
    dialog.add_button("不保存", "danger", drop)
    dialog.add_button("取消")
    dialog.add_button("保存", "primary", save).setFocus()
    dialog.open()
    return dialog


def tell(parent: QWidget | None, text: str | DeskError, title: str = "请看一下") -> Dialog:
    """A message that stays until it is read: an error in words, or a sentence."""
    dialog = Dialog(parent, title)
    words = text.text() if isinstance(text, DeskError) else text
    said = label(words, wrap=True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addWidget(said)
    dialog.setAccessibleDescription(words)
    dialog.add_button("知道了", "primary").setFocus()
    dialog.open()
    return dialog


def ask_to_leave(parent: QWidget, open_forms: Sequence[str], leave: Callable[[], object]) -> Dialog:
    """The program is left with half-written forms: they are kept as drafts, so leaving loses nothing."""
    dialog = Dialog(parent, "还有没填完的表单")
    dialog.body.addWidget(
        label(f"还有 {len(open_forms)} 张表单没有保存：{'、'.join(open_forms)}。", "strong", wrap=True)
    )
    dialog.body.addWidget(label("退出时会存为草稿，下次登录可以接着填。", "facts", wrap=True))
    dialog.add_button("留下继续填").setFocus()
    dialog.add_button("存为草稿并退出", "primary", leave)
    dialog.open()
    return dialog
