"""How the parts of the window lie round the page: the bar above, the navigation beside it, the status bar below."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def around(top: QWidget, navigation: QWidget, pages: QWidget, status: QWidget) -> QWidget:
    """One widget of the four, without gaps; the pages take what is left."""
    made = QWidget()
    middle, column = QHBoxLayout(), QVBoxLayout(made)
    for layout in (middle, column):
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
    middle.addWidget(navigation)
    middle.addWidget(pages, 1)
    column.addWidget(top)
    column.addLayout(middle, 1)
    column.addWidget(status)
    return made
