"""The program's mark beside its name."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel

from app.views.icons import icon
from app.views.theme import worn


class Mark(QLabel):
    """The program's mark, drawn afresh when the theme changes."""

    def __init__(self, side: int = 26) -> None:
        super().__init__()
        self._side = side
        self.dress()

    def dress(self) -> None:
        """Draw it in the accent of the theme in force."""
        side = worn().px(self._side)
        picture = icon("mark", "acc").pixmap(QSize(side, side), self.devicePixelRatio())
        self.setPixmap(picture)
        self.setFixedSize(side, side)
