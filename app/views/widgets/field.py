"""One field of a form: label above, editor, hint or error below, behind one small protocol.

value() · set_value() · problem() (why what is typed cannot be read) · set_error() · set_read_only() · signals changed, left.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.views.composing import Composing
from app.views.habits import habits
from app.views.theme import worn
from app.views.widgets.kinds import label as make_label
from app.views.widgets.kinds import restyle

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Field(QWidget):
    """Base of all fields. Subclasses build their editor and call `_install`; `value` is None when nothing is filled in."""

    changed = Signal()
    left = Signal()

    def __init__(self, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__()
        self.label = label
        self.required = required
        self._hint = hint
        self._error = ""
        self._editors: list[QWidget] = []
        self._composing: list[Composing] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(worn().px(3))
        heading = QHBoxLayout()
        heading.setSpacing(worn().px(3))
        self._heading = make_label(label, "label")
        heading.addWidget(self._heading)
        if required:
            heading.addWidget(make_label("*", "error"))
        heading.addStretch(1)
        if label:
            self._column.addLayout(heading)
        else:
            self._heading.hide()
        self._below = make_label(hint, "hint", wrap=True)
        if not hint:
            self._below.hide()

    def _install(self, row: QWidget, *editors: QWidget) -> None:
        """Place `row` and take its focusable `editors` under the field's rules."""
        self._column.addWidget(row)
        self._column.addWidget(self._below)
        self._column.addStretch(1)
        for editor in editors:
            self._editors.append(editor)
            self._composing.append(Composing(editor))
            editor.installEventFilter(self)
            if not editor.accessibleName():
                editor.setAccessibleName(self.label)
        if editors:  # a list with nothing to tick has none
            self.setFocusProxy(editors[0])
            self._heading.setBuddy(editors[0])

    def value(self) -> object:
        """What is filled in, as a plain value; None when empty or not readable."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value; does not emit `changed`."""
        raise NotImplementedError

    def written(self) -> object:
        """The value, or the text that stands in its place and cannot be read yet: what drafts and undo keep."""
        return self.value()

    def unread(self) -> bool:
        """Whether something stands in the editor that is no value: it would be lost without a word."""
        typed = any(isinstance(editor, QLineEdit) and editor.text().strip() for editor in self._editors)
        return typed and self.value() in (None, ())

    def problem(self) -> str:
        """Why what is typed cannot be taken, in words; empty when it can."""
        return f"请填写{self.label}" if self.required and self.value() in (None, "", ()) else ""

    def check(self) -> bool:
        """Show `problem()` below the editor. True when there is none."""
        why = self.problem()
        self.set_error(why)
        return not why

    def set_error(self, why: str) -> None:
        """Mark the field and say why; an empty text clears the mark. What was typed stays."""
        self._error = why
        for editor in self._editors:
            restyle(editor, "state", "error" if why else "")
            editor.setAccessibleDescription(why or self._hint)
        restyle(self._below, "kind", "error" if why else "hint")
        self._below.setText(f"▲ {why}" if why else self._hint)
        self._below.setVisible(bool(why or self._hint))

    def set_hint(self, hint: str) -> None:
        """Change the words below the editor; an error that is shown stays until it is cleared."""
        self._hint = hint
        if not self._error:
            self.set_error("")

    def error(self) -> str:
        """The error shown now."""
        return self._error

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001  the field's protocol
        """Lock or free the editor; `source` says where a locked value comes from (取自案件，定稿时固定)."""
        for editor in self._editors:
            if hasattr(editor, "setReadOnly"):
                editor.setReadOnly(read_only)
            else:
                editor.setEnabled(not read_only)
        if source:
            self._hint = source
            self.set_error("")

    def set_name(self, name: str) -> None:
        """The accessible name, where the label alone does not tell two fields apart."""
        for editor in self._editors:
            editor.setAccessibleName(name)

    def composing(self) -> bool:
        """Whether an input method holds uncommitted text in this field."""
        return any(watch.active for watch in self._composing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self.left.emit()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.composing():
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in _ENTER and plain and self._enter_moves():
                self.focusNextPrevChild(True)  # noqa: FBT003  Qt's own signature
                return True
        return super().eventFilter(watched, event)

    def _enter_moves(self) -> bool:
        return habits().enter_moves
