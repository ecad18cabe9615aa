"""大屏: which screen it hangs on, how it looks there, what waits to be taken note of; the wall itself is one click."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app import clock
from app.rules.legibility import Screen
from app.rules.vocabulary import Light
from app.services.actor import may
from app.services.shift.alarms import Alarm, Key, alarms
from app.services.shift.wall import Wall, wall
from app.views.board.painting import Scene, Type, paint
from app.views.duty.lines import Lines
from app.views.frame import Frame
from app.views.pages.page import Page
from app.views.register.rows import Cell, Row
from app.views.theme import worn
from app.views.widgets.choice_fields import ComboField
from app.views.widgets.kinds import button, label
from app.views.widgets.panel import Panel, scrolling

FULL = (1920, 1080)


class Miniature(QWidget):
    """The wall as it would hang, drawn small."""

    def __init__(self) -> None:
        super().__init__()
        self.wall: Wall | None = None
        self.setMinimumHeight(worn().px(200))
        self.setAccessibleName("大屏预览")

    def show_wall(self, found: Wall) -> None:
        """What was read."""
        self.wall = found
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.wall is None:
            return
        whole = QImage(*FULL, QImage.Format.Format_RGB32)  # letters are drawn as on the wall, then made small
        painter = QPainter(whole)
        paint(painter, FULL, Type.of(Screen(55, *FULL, 5)), Scene(self.wall, 0, lit=True, stale=False))
        painter.end()
        scale = min(self.width() / FULL[0], self.height() / FULL[1])
        box = QRectF((self.width() - FULL[0] * scale) / 2, 0, FULL[0] * scale, FULL[1] * scale)
        ratio = self.devicePixelRatioF()
        size = (box.size() * ratio).toSize()
        mode = Qt.TransformationMode.SmoothTransformation
        small = whole.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
        painter = QPainter(self)
        painter.drawImage(box, small)
        painter.end()


class BoardPage(Page):
    """The page behind 大屏 in the navigation; `frame.wall_board()` is the one wall there is."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "大屏", "副屏全屏显示，F11 打开或关闭；不显示当事人")
        self.board = frame.wall_board()
        self.board.changed.connect(self._say)
        screens = [
            (one.name(), f"{one.name()}　{one.size().width()}×{one.size().height()}")
            for one in QGuiApplication.screens()
        ]
        self.screens = ComboField("显示在", screens)
        self.screens.set_value(self.board.chosen().name())
        self.miniature = Miniature()
        self.alarms = Lines("告警", (120, 0, 200))
        self._waiting: frozenset[Key] = frozenset()
        preview = Panel("预览")
        preview.body.addWidget(self.miniature, 1)
        waiting = Panel("告警", padded=False)
        self.alarm_panel = waiting
        if may(frame.office.actor, "shift.record"):
            waiting.add_action(button("确认全部告警", "accent", size="tiny", then=self._note))
        waiting.body.addWidget(self.alarms)
        where = Panel("显示器")
        where.body.addWidget(self.screens)
        where.body.addWidget(label("字的大小按“设置 - 本单位”里的大屏尺寸和观看距离算。", "hint", wrap=True))
        self.alarms.setMinimumHeight(worn().px(110))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(12))
        column.addWidget(where)
        column.addWidget(preview, 3)
        column.addWidget(waiting, 2)
        self.body.addWidget(scrolling(content))  # on a low screen nothing is squeezed
        self.open_button = self.header.add_button(button("打开大屏", "primary", icon="screen", then=self._toggle))

    def shown(self) -> None:
        self._say()
        self.refresh()

    def refresh(self) -> None:
        """F5."""
        office = self.frame.office
        room = f"{office.info.township}综合信息指挥室"
        read = office.background.read
        read(self, lambda session: wall(session, office.actor, room), self.miniature.show_wall, self.frame.tell)
        read(self, partial(_alarms, office.actor), self._show_alarms, self.frame.tell)

    def data_changed(self, tables: frozenset[str], ids: frozenset[str]) -> None:  # noqa: ARG002
        if self.isVisible():
            self.refresh()

    def _show_alarms(self, found: tuple[Alarm, ...]) -> None:
        self.alarms.fill([_alarm(one) for one in found])
        self._waiting = frozenset(one.key for one in found if not one.by)
        self.alarm_panel.say("告警", f"{len(found)} 件，待确认 {len(self._waiting)} 件" if found else "没有告警")

    def _note(self) -> None:
        self.board.note(self._waiting)

    def _toggle(self) -> None:
        if self.board.up():
            self.board.close_board()
            return
        name = self.screens.value()
        chosen = next((one for one in QGuiApplication.screens() if one.name() == name), None)
        self.board.open_board(chosen)

    def _say(self) -> None:
        self.open_button.setText("关闭大屏" if self.board.up() else "打开大屏")


def _alarms(actor: object, session: object) -> tuple[Alarm, ...]:
    return alarms(session, actor)  # type: ignore[arg-type]


def _alarm(one: Alarm) -> Row:
    noted = f"{clock.local(one.at):%m-%d %H:%M} {one.by} 已确认" if one.at else "待确认"
    cells = (
        Cell(one.item.left, light=Light.OVERDUE),
        Cell(one.item.title),
        Cell(noted, tone="tx3" if one.at else "red"),
    )
    return Row(f"{one.item.subject}/{one.item.subject_id}", cells)
