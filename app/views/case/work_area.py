"""What scrolls in the middle of the desk: the guide, the papers of the act as chips, and below them a form or something to read.

The guide scrolls with the form, because a low window has no room for both.
"""

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views.case.guide import GuideStrip
from app.views.theme import worn
from app.views.widgets.panel import scrolling


class WorkArea(QVBoxLayout):
    """`guide`, `forms` (the row of chips) and what was `put` last."""

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self.guide = GuideStrip()
        self.forms = QHBoxLayout()
        self.forms.setContentsMargins(worn().px(12), worn().px(6), worn().px(12), 0)
        self.forms.setSpacing(worn().px(6))
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.guide)
        self._column.addLayout(self.forms)
        self._content = QWidget()
        self._column.addWidget(self._content, 1)
        self._scroll: QScrollArea = scrolling(inside)
        self.addWidget(self._scroll)

    def put(self, content: QWidget) -> None:
        """Other content, seen from its top; what was there is gone."""
        self._column.replaceWidget(self._content, content)
        self._content.hide()
        self._content.deleteLater()
        self._content = content
        content.show()
        self._scroll.verticalScrollBar().setValue(0)
