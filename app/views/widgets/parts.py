"""Parts of a page behind tabs: each is made when it is first turned to, so that a page of nine parts comes as fast as one."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.views.widgets.panel import scrolling

Part = tuple[str, str, Callable[[], QWidget]]  # key, title, maker


class Parts(Mapping[str, QWidget]):
    """Key -> part, in the order of the tabs; asking for a part makes it. `tabs` and `stack` are for the page to lay out."""

    def __init__(self, name: str, parts: Sequence[Part], *, scrolled: bool = False) -> None:
        self._scrolled = scrolled
        self._makers = {key: make for key, _title, make in parts}
        self.made: dict[str, QWidget] = {}
        self._holders: list[QVBoxLayout] = []
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(name)
        self.stack = QStackedWidget()
        for _key, title, _make in parts:
            self.tabs.addTab(title)
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            self._holders.append(inside)
            self.stack.addWidget(holder)
        self.tabs.currentChanged.connect(self.turn)
        self.turn(0)

    def __getitem__(self, key: str) -> QWidget:
        if key not in self.made:
            self.made[key] = made = self._makers[key]()
            self._holders[list(self).index(key)].addWidget(scrolling(made) if self._scrolled else made)
        return self.made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def turn(self, place: int) -> None:
        """Bring a part to the front."""
        if 0 <= place < len(self):
            _ = self[list(self)[place]]
            self.stack.setCurrentIndex(place)
