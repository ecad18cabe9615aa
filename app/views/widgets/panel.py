"""A panel (white box with a header line) and the header of a page. The panel does without the class `Qt`: see kinds."""

from typing import TypeVar

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.views.theme import worn
from app.views.widgets.elided import ElidedLabel
from app.views.widgets.kinds import pill, restyle

W = TypeVar("W", bound=QWidget)


class Panel(QFrame):
    """A framed box: optional header with title, facts and actions, then `body`, a layout to fill."""

    def __init__(self, title: str = "", facts: str = "", *, padded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        outer = QVBoxLayout(self)
        # One px, so that children never paint over the rounded corners.
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.title = ElidedLabel(title, "strong")
        self.facts = ElidedLabel(facts, "facts")
        self.header = QFrame(self)
        self.header.setProperty("kind", "panel-header")
        self._row = QHBoxLayout(self.header)
        self._row.setContentsMargins(worn().px(12), 0, worn().px(8), 0)
        self._row.setSpacing(worn().px(8))
        self._row.addWidget(self.title)
        self._row.addWidget(self.facts)
        self._row.addStretch(1)
        outer.addWidget(self.header)
        self.header.setVisible(bool(title))  # once it has a parent: without one it would be a window for a moment
        self.body = QVBoxLayout()
        pad = worn().px(12) if padded else 0
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(worn().px(8))
        outer.addLayout(self.body, 1)

    def add_action(self, widget: QWidget) -> None:
        """Put a link or small button at the right of the header."""
        self.header.show()
        self._row.addWidget(widget)

    def say(self, title: str, facts: str = "") -> None:
        """Change the words of the header."""
        self.title.setText(title)
        self.facts.setText(facts)
        self.header.show()


class PageHeader(QFrame):
    """Title, state pill, one grey line of facts, spring, secondary buttons, the primary one at the far right."""

    def __init__(self, title: str, facts: str = "") -> None:
        from PySide6.QtCore import Qt

        super().__init__()
        self.setProperty("kind", "page-header")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(worn().px(8))
        self.title = ElidedLabel(title, "title")
        self.title.setAccessibleName(title)
        self.state: QLabel = pill("")
        self.state.hide()
        self.facts = ElidedLabel(facts, "facts")
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._left = QHBoxLayout()
        self._left.setSpacing(worn().px(8))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(worn().px(8))
        row.addLayout(self._left)
        row.addWidget(self.title)
        row.addWidget(self.state)
        row.addWidget(self.facts, 1)
        row.addLayout(self._buttons)

    def add_back(self, back: QPushButton) -> None:
        """The way to the page above, left of the title."""
        self._left.addWidget(back)

    def add_button(self, made: W) -> W:
        """Add a button, or a small choice; the last one added stands at the far right. Returns it."""
        self._buttons.addWidget(made)
        return made

    def say(self, facts: str) -> None:
        """Change the grey line."""
        self.facts.setText(facts)

    def set_state(self, text: str, tone: str = "gry") -> None:
        """Show or (with an empty text) hide the state pill."""
        self.state.setText(text)
        restyle(self.state, "tone", tone)
        self.state.setVisible(bool(text))


def centred(widget: QWidget) -> QHBoxLayout:
    """A row with the widget in its middle. An alignment flag would lose the height wrapped words need."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row


def scrolling(content: QWidget) -> QScrollArea:
    """The content in an area that scrolls down, never sideways, when there is too little room."""
    from PySide6.QtCore import Qt

    content.setProperty("kind", "scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area
