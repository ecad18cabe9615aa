"""The drawer: the right side of a splitter that shows one record while the list stays usable."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.views.theme import worn
from app.views.widgets.kinds import button
from app.views.widgets.panel import Panel

NARROW = 860


class Drawer(Panel):
    """Header with title, previous, next and close; the content scrolls. Signals: stepped(±1), closed."""

    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", padded=False, parent=parent)
        self.add_action(button("", size="tiny", icon="up", name="上一条（Alt+↑）", then=lambda: self.stepped.emit(-1)))
        self.add_action(button("", size="tiny", icon="down", name="下一条（Alt+↓）", then=lambda: self.stepped.emit(1)))
        self.add_action(button("", size="tiny", icon="close", name="关闭（Esc）", then=self.closed.emit))
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._scroll, 1)
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), worn().px(8))
        self.footer.setSpacing(worn().px(8))
        self.body.addLayout(self.footer)
        for keys, act in (("Esc", self.closed.emit), ("Alt+Up", lambda: self.stepped.emit(-1)),
                          ("Alt+Down", lambda: self.stepped.emit(1))):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_content(self, title: str, content: QWidget, facts: str = "") -> None:
        """Show a record; the widget shown before is deleted."""
        self.say(title, facts)
        content.setProperty("kind", "scrolled")
        self._scroll.setWidget(content)
        empty(self.footer)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class DrawerSplit(QSplitter):
    """A main widget (the list) and a drawer beside it; in a narrow window the drawer stands in the list's place."""

    main: QWidget

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(worn().px(12))
        self.drawer = Drawer(self)
        self.drawer.hide()
        self.drawer.setMinimumWidth(worn().px(360))
        self.drawer.closed.connect(self.close_drawer)

    def hold(self, main: QWidget) -> None:
        """The list, made with this as its parent: it would be dressed twice otherwise."""
        self.main = main
        self.setFocusProxy(main)
        self.insertWidget(0, main)
        self.insertWidget(1, self.drawer)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)

    def open_drawer(self, title: str, content: QWidget, facts: str = "") -> None:
        """Open the drawer on a record, or show another one in it."""
        was_open = self.drawer.isVisible()
        self.drawer.show_content(title, content, facts)
        self.drawer.show()
        self._fit()
        if not was_open and self.main.isVisible():
            wide = worn().size("drawer")
            self.setSizes([max(self.width() - wide, 1), wide])

    def close_drawer(self) -> None:
        """Close it and give the focus back to the list."""
        self.drawer.hide()
        self.main.show()
        self.main.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.main.setVisible(self.drawer.isHidden() or self.width() >= worn().px(NARROW))


def scrolled_column(margin: int = 12) -> tuple[QWidget, QVBoxLayout]:
    """A widget and its column layout for a drawer's content."""
    content = QWidget()
    column = QVBoxLayout(content)
    pad = worn().px(margin)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(worn().px(10))
    return content, column
