"""Opens the wall on its screen, reads for it, remembers the screen, and brings it back when a cable comes out and goes in."""

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication

from app.services import preference, settings
from app.services.actor import may
from app.services.shift import alarms
from app.services.shift.alarms import Key
from app.services.shift.wall import Wall, wall
from app.views.board.screen import BoardScreen
from app.views.frame import Frame

SCREEN = "board.screen"  # preference: the name of the screen it was last on


class WallBoard(QObject):
    """Signals: `changed()` when it opens or closes."""

    changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.screen: BoardScreen | None = None
        self._lost = ""
        running = QApplication.instance()
        if isinstance(running, QGuiApplication):
            running.screenAdded.connect(self._added)
            running.screenRemoved.connect(self._removed)

    def may_open(self) -> bool:
        """Whether this user may show it."""
        return may(self.frame.office.actor, "shift.read")

    def up(self) -> bool:
        """Whether it hangs."""
        return self.screen is not None

    def chosen(self) -> QScreen:
        """The remembered screen, or one that is not the desk's, or the only one."""
        screens = QGuiApplication.screens()
        kept = self.frame.office.preferences.get(SCREEN)
        other = next((one for one in screens if one is not QGuiApplication.primaryScreen()), screens[0])
        return next((one for one in screens if one.name() == kept), other)

    def open_board(self, screen: QScreen | None = None) -> None:
        """Hang it; sizes follow the settings of the office."""
        office = self.frame.office

        def then(sizes: tuple[int, int]) -> None:
            if self.screen is None:
                self._hang(screen or self.chosen(), *sizes)

        office.background.read(
            self,
            lambda session: (settings.number(session, "board.inches"), settings.number(session, "board.metres")),
            then,
            self.frame.tell,
        )

    def _hang(self, screen: QScreen, inches: int, metres: int) -> None:
        made = BoardScreen(inches, metres)
        made.read_wanted.connect(self.read)
        made.closed.connect(self._closed)
        made.noted.connect(self.note)
        self.screen = made
        made.show_on(screen)
        self._remember(screen.name())
        self.changed.emit()

    def close_board(self) -> None:
        """Take it down."""
        if self.screen is not None:
            self.screen.close()

    def read(self) -> None:
        """Read what hangs."""
        office = self.frame.office
        room = f"{office.info.township}综合信息指挥室"

        def then(found: Wall) -> None:
            if self.screen is not None:
                self.screen.show_wall(found)

        office.background.read(self, lambda session: wall(session, office.actor, room), then, lambda _error: None)

    def note(self, seen: Collection[Key]) -> None:
        """Somebody takes note of the alarms he sees; who and when is kept."""
        office = self.frame.office
        if seen and may(office.actor, "shift.record"):
            office.background.write(
                self, lambda session: alarms.acknowledge(session, office.actor, seen), lambda _n: self.read(),
                lambda _e: self.read(),
            )  # fmt: skip

    def _remember(self, name: str) -> None:
        office = self.frame.office
        office.background.write(
            self, lambda session: preference.put(session, office.actor, SCREEN, name), lambda _none: None
        )

    def _closed(self) -> None:
        if self.screen is not None:
            self.screen.deleteLater()
            self.screen = None
            self.changed.emit()

    def _removed(self, screen: QScreen) -> None:
        if self.screen is not None and self.screen.screen() is screen:
            self._lost = screen.name()
            self.screen.hide()

    def _added(self, screen: QScreen) -> None:
        if self.screen is not None and screen.name() == self._lost:
            self._lost = ""
            self.screen.show_on(screen)
