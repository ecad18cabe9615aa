"""The widget on the wall: turns pages, flashes what nobody has seen, says how old it is, and comes back when replugged."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from app import clock
from app.rules.legibility import Screen
from app.services.shift.wall import Wall
from app.views.board.awake import stay_awake
from app.views.board.painting import Scene, Type, lines_per_page, paint

TICK_MS = 500  # the alarm is on for half a second and off for half: 1 Hz, below the 3 Hz that may hurt
TURN_TICKS = 24  # 12 s a page
SOUND_TICKS = 8  # a sound every 4 s while nobody has taken note
READ_TICKS = 60  # read again every 30 s
OLD = timedelta(minutes=5)


class BoardScreen(QWidget):
    """Signals: `read_wanted()`, `closed()`, `noted(keys)` when somebody presses the space bar to take note of the alarms
    that hang."""

    read_wanted = Signal()
    closed = Signal()
    noted = Signal(object)

    def __init__(
        self, inches: float, metres: float, *, still: bool = False, sound: Callable[[], None] | None = None
    ) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle("大屏")
        self.setAccessibleName("大屏")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._inches, self._metres, self._still = inches, metres, still
        self._sound = sound or QApplication.beep
        self.wall: Wall | None = None
        self.page = 0
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def show_on(self, screen: QScreen) -> None:
        """Fill one screen."""
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        stay_awake(True)  # noqa: FBT003  on
        self._timer.start()
        self.read_wanted.emit()

    def show_wall(self, wall: Wall) -> None:
        """What was read."""
        self.wall = wall
        self.update()

    @property
    def kind(self) -> Type:
        """The letter sizes for this screen and distance."""
        ratio = self.devicePixelRatioF()
        real = Screen(self._inches, round(self.width() * ratio), round(self.height() * ratio), self._metres)
        made = Type.of(real)
        sizes = (round(px / ratio) for px in (made.least, made.body, made.name, made.clock, made.figure))
        return Type(*sizes)

    @property
    def stale(self) -> bool:
        """Whether the data are older than five minutes."""
        return self.wall is not None and clock.now() - self.wall.at > OLD

    def tick(self) -> None:
        """Half a second has passed."""
        self._ticks += 1
        alarming = self.wall is not None and self.wall.alarming
        if alarming and self._ticks % SOUND_TICKS == 0:
            self._sound()
        if self._ticks % TURN_TICKS == 0 and not alarming:
            self.page += 1
        if alarming:
            self.page = 0
        if self._ticks % READ_TICKS == 0:
            self.read_wanted.emit()
        self.update()

    def pages(self) -> int:
        """How many pages the lines take."""
        fit = lines_per_page((self.width(), self.height()), self.kind)
        return max(1, -(-len(self.wall.lines) // fit)) if self.wall else 1

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        if self.wall is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
        else:
            lit = self._still or self._ticks % 2 == 0
            paint(painter, (self.width(), self.height()), self.kind, Scene(self.wall, self.page, lit, self.stale))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F11}:
            self.close()
        elif event.key() == Qt.Key.Key_Space:
            self.noted.emit(self.wall.unseen if self.wall is not None else frozenset())

    def closeEvent(self, event: object) -> None:  # noqa: ARG002
        self._timer.stop()
        stay_awake(False)  # noqa: FBT003  off
        self.closed.emit()
