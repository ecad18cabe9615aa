"""A page of several layers: the list at the bottom, and over it a form, an import or a preview with a way back.

A layer that holds unsaved work asks 保存 / 不保存 / 取消 before it goes; commands of the keyboard map reach the layer in front.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.views.frame import Frame
from app.views.pages.page import Page
from app.views.theme import worn
from app.views.widgets.dialogs import ask_to_save
from app.views.widgets.kinds import button
from app.views.widgets.panel import PageHeader


class Layer(QWidget):
    """One layer over the list. Signals: `facts(words)`, `done()` when it wants to go.

    A subclass may define the commands of a Page (`save`, `print_out`, `find`, `refresh`); unsaved work is named by
    `unsaved`, saved by `save_then`.
    """

    facts = Signal(str)
    done = Signal()

    def __init__(self, frame: Frame, title: str, back: str, note: str = "") -> None:
        super().__init__()
        self.frame = frame
        self.words = ""
        self.header = PageHeader(title, note)
        self.back_button = button(f"‹ {back}", then=self.leave)
        self.back_button.setToolTip("返回（Esc）")
        self.header.add_back(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(worn().px(12))
        column.addLayout(self.body, 1)

    def say(self, words: str) -> None:
        """Words for the status bar while this layer is in front."""
        self.words = words
        self.facts.emit(words)

    def leave(self) -> None:
        """Go back; unsaved work is asked about first."""
        if subject := self.unsaved():
            ask_to_save(self, subject, lambda: self.save_then(self.done.emit), self._drop)
        else:
            self.done.emit()

    def _drop(self) -> None:
        self.forget()
        self.done.emit()

    def unsaved(self) -> str:
        """What would be lost by going, in words."""
        return ""

    def save_then(self, then: Callable[[], object]) -> None:
        """Save, and do `then` once it is saved."""

    def forget(self) -> None:
        """The unsaved work is not wanted."""

    def keep_draft(self) -> None:
        """Keep half-written work now."""


class LayeredPage(Page):
    """A page whose body is a stack; `base` is what it shows when no layer lies on it."""

    def __init__(self, frame: Frame, title: str, note: str = "") -> None:
        super().__init__(frame, title, note)
        self.layers = QStackedWidget(self)
        self.body.addWidget(self.layers)
        self._base_words = ""

    def set_base(self, widget: QWidget) -> None:
        """The bottom of the stack."""
        self.layers.insertWidget(0, widget)
        self.layers.setCurrentIndex(0)

    def top(self) -> Layer | None:
        """The layer in front, or None."""
        widget = self.layers.currentWidget()
        return widget if isinstance(widget, Layer) else None

    def push(self, layer: Layer) -> None:
        """Put a layer in front."""
        layer.facts.connect(self.say_facts)
        layer.done.connect(lambda: self.pop(layer))
        self.layers.addWidget(layer)
        self.layers.setCurrentWidget(layer)
        if layer.focusProxy() is not None:
            layer.setFocus()
        self.header.hide()
        self.say_facts(layer.words)

    def pop(self, layer: Layer) -> None:
        """Take a layer away; what lay under it is in front again."""
        self.layers.removeWidget(layer)
        layer.hide()
        layer.deleteLater()
        self.layers.setCurrentIndex(self.layers.count() - 1)
        front = self.top()
        self.header.setVisible(front is None)
        self.say_facts(front.words if front is not None else self._base_words)
        if front is None and (base := self.layers.widget(0)) is not None:
            base.setFocus()

    def refresh_base(self) -> None:
        """Read again what the bottom of the stack shows."""

    def say_base(self, words: str) -> None:
        """Words for the status bar that belong to the bottom of the stack."""
        self._base_words = words
        if self.top() is None:
            self.say_facts(words)

    def unsaved(self) -> str:
        front = self.top()
        return front.unsaved() if front is not None else ""

    def keep_draft(self) -> None:
        for place in range(self.layers.count()):
            layer = self.layers.widget(place)
            if isinstance(layer, Layer):
                layer.keep_draft()

    def check(self) -> None:
        """F7: the layer in front looks at what is in it."""
        self.to_layer("check")

    def to_layer(self, command: str) -> bool:
        """Send a command of the keyboard map to the layer in front; True when there is one, whatever it does with it."""
        front = self.top()
        if front is None:
            return False
        act: Callable[[], object] | None = getattr(front, command, None)
        if act is not None:
            act()
        return True
