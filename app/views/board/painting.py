"""Painting the wall: sizes from the screen and the distance, shapes with words, grey where nothing is wrong."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPainter, QPainterPath, QPen, QPolygonF

from app import clock
from app.rules.legibility import BODY, LEAST, NAME, Screen
from app.rules.vocabulary import Light
from app.rules.workdays import WEEKDAYS
from app.services.shift.wall import Wall, WallLine
from app.views.theme import BOARD, worn

DESIGN = 1080  # px of height the proportions below are given for
WORDS = {Light.OVERDUE: "超期", Light.SOON: "临期", Light.NORMAL: "正常"}
TOKENS = {Light.OVERDUE: "red", Light.SOON: "org", Light.NORMAL: "tx2", Light.PAUSED: "tx3"}
BOX = QRectF
OUTLINES_FROM = 64  # px: from here on letters are drawn as outlines, and Qt thickens none that has no bold cut
STEM = 28  # a letter is thickened by this part of its height


@dataclass(frozen=True, slots=True)
class Type:
    """Letter sizes in px for one screen; none is below what the distance asks for."""

    least: int
    body: int
    name: int
    clock: int
    figure: int

    @staticmethod
    def of(screen: Screen) -> "Type":
        """The larger of what the design draws and what can be read from there."""
        scale = screen.height / DESIGN
        least, body, name = screen.px(LEAST), screen.px(BODY), screen.px(NAME)
        return Type(
            max(least, round(37 * scale)), max(body, round(50 * scale)), max(name, round(69 * scale)),
            max(name, round(104 * scale)), max(name, round(118 * scale)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """What is painted: the wall, the page of its lines, whether the flashing alarms show now, how old the data are."""

    wall: Wall
    page: int
    lit: bool
    stale: bool


def lines_per_page(size: tuple[int, int], kind: Type) -> int:
    """How many lines of the list fit."""
    return max(1, int((size[1] * 0.62 - kind.name * 1.7) // (kind.body * 1.75)))


def paint(painter: QPainter, size: tuple[int, int], kind: Type, scene: Scene) -> None:
    """The whole wall."""
    width, height = size
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(0, 0, width, height, _ink("bg"))
    pad = width * 0.025
    top = kind.clock * 1.35
    _head(painter, BOX(pad, 0, width - 2 * pad, top), kind, scene)
    foot = kind.body * 1.9
    middle = BOX(pad, top + pad * 0.6, width - 2 * pad, height - top - foot - pad * 1.2)
    left = BOX(middle.left(), middle.top(), middle.width() * 0.28, middle.height())
    right = BOX(left.right() + pad * 0.6, middle.top(), middle.right() - left.right() - pad * 0.6, middle.height())
    _people(painter, left, kind, scene.wall)
    counts = BOX(right.left(), right.top(), right.width(), right.height() * 0.26)
    _counts(painter, counts, kind, scene)
    listed = BOX(right.left(), counts.bottom() + pad * 0.6, right.width(), right.bottom() - counts.bottom() - pad * 0.6)
    _list(painter, listed, kind, scene, lines_per_page(size, kind))
    _foot(painter, BOX(pad, height - foot, width - 2 * pad, foot), kind, scene)
    if scene.stale:
        veil = QColor(_ink("bg"))
        veil.setAlpha(150)
        painter.fillRect(0, 0, width, int(height - foot), veil)


def _head(painter: QPainter, box: QRectF, kind: Type, scene: Scene) -> None:
    wall = clock.local(clock.now())
    at = f"{wall:%H:%M}"
    _write(painter, box, scene.wall.room, kind.body, "tx", bold=True)
    used = _write(painter, box, at, kind.clock, "tx", bold=True, right=True)
    day = f"{wall.month}月{wall.day}日 星期{WEEKDAYS[wall.weekday()]}"
    _write(painter, box.adjusted(0, 0, -used - kind.least, 0), day, kind.least, "tx2", right=True)
    _rule(painter, box.left(), box.right(), box.bottom())


def _people(painter: QPainter, box: QRectF, kind: Type, wall: Wall) -> None:
    _card(painter, box, "card", "line")
    pad = kind.least * 0.7
    head = BOX(box.left() + pad, box.top(), box.width() - 2 * pad, kind.least * 1.9)
    _write(painter, head, "今日值守", kind.least, "tx", bold=True)
    rows = [*wall.people] or [("值班", "没有排班", "")]
    share = (box.height() - head.height()) / (len(rows) + 1)
    y = head.bottom()
    for role, name, post in rows:
        _rule(painter, box.left(), box.right(), y)
        cell = BOX(head.left(), y, head.width(), share)
        _write(painter, cell.adjusted(0, 0, 0, -share * 0.58), role, kind.least, "tx3")
        lower = cell.adjusted(0, share * 0.36, 0, 0)
        used = _write(painter, lower, name, kind.name, "tx", bold=True)
        _write(painter, lower.adjusted(used + kind.least * 0.5, 0, 0, 0), post, kind.least, "tx3")
        y += share
    _rule(painter, box.left(), box.right(), y)
    cell = BOX(head.left(), y, head.width(), share)
    _write(painter, cell.adjusted(0, 0, 0, -share * 0.58), "备勤 · 车辆", kind.least, "tx3")
    words = f"{wall.standby} 人  {wall.vehicles} 辆"
    _write(painter, cell.adjusted(0, share * 0.36, 0, 0), words, kind.name, "tx", bold=True)


def _counts(painter: QPainter, box: QRectF, kind: Type, scene: Scene) -> None:
    gap = kind.least * 0.6
    share = (box.width() - gap * (len(scene.wall.counts) - 1)) / len(scene.wall.counts)
    for place, (light, count) in enumerate(scene.wall.counts):
        cell = BOX(box.left() + place * (share + gap), box.top(), share, box.height())
        alarm = light is Light.OVERDUE and count > 0
        flashing = alarm and scene.wall.alarming and not scene.lit
        _card(painter, cell, "alarm" if alarm and not flashing else "card", "red" if alarm else "line")
        token = TOKENS[light] if count and light is not Light.NORMAL else "tx2"
        side = kind.figure * 0.42
        x = cell.left() + share * 0.12
        _shape(
            painter, light, BOX(x, cell.center().y() - side / 2, side, side), "grn" if light is Light.NORMAL else token
        )
        figure = cell.adjusted(share * 0.12 + side * 1.3, 0, 0, 0)
        used = _write(painter, figure, str(count), kind.figure, token, bold=True)
        _write(painter, figure.adjusted(used + kind.least * 0.4, 0, 0, 0), WORDS[light], kind.least, token)


def _list(painter: QPainter, box: QRectF, kind: Type, scene: Scene, fit: int) -> None:
    _card(painter, box, "card", "line")
    pad = kind.least * 0.7
    lines = scene.wall.lines
    pages = max(1, -(-len(lines) // fit))
    page = scene.page % pages
    head = BOX(box.left() + pad, box.top(), box.width() - 2 * pad, kind.least * 1.9)
    _write(painter, head, "待办", kind.least, "tx", bold=True)
    _write(painter, head, f"共 {len(lines)} 件 · 第 {page + 1} / {pages} 页", kind.least, "tx3", right=True)
    row = (box.height() - head.height()) / fit
    for place, line in enumerate(lines[page * fit : (page + 1) * fit]):
        _line(painter, BOX(box.left(), head.bottom() + place * row, box.width(), row), pad, kind, line, scene)
    if not lines:
        _write(painter, box.adjusted(pad, head.height(), 0, 0), "没有待办", kind.body, "tx3")


def _line(painter: QPainter, box: QRectF, pad: float, kind: Type, line: WallLine, scene: Scene) -> None:
    if line.light is Light.OVERDUE and (scene.lit or not line.waiting):
        painter.fillRect(box, _ink("alarm"))
    _rule(painter, box.left(), box.right(), box.top())
    inner = box.adjusted(pad, 0, -pad, 0)
    side = kind.body * 0.66
    token = TOKENS[line.light]
    _shape(
        painter, line.light, BOX(inner.left(), inner.center().y() - side / 2, side, side),
        "grn" if line.light is Light.NORMAL else token,
    )  # fmt: skip
    third = inner.width() * 0.28
    left = BOX(inner.left() + side * 1.4, inner.top(), third, inner.height())
    _write(painter, left, line.left, kind.body, token, bold=line.light is not Light.NORMAL)
    middle = BOX(left.right(), inner.top(), inner.width() * 0.42, inner.height())
    _write(painter, middle, line.where, kind.body, "tx")
    _write(
        painter,
        BOX(middle.right(), inner.top(), inner.right() - middle.right(), inner.height()),
        line.what,
        kind.body,
        "tx2",
    )


def _foot(painter: QPainter, box: QRectF, kind: Type, scene: Scene) -> None:
    x = box.left()
    for words, light in scene.wall.foot:
        x += _write(
            painter, box.adjusted(x - box.left(), 0, 0, 0), words, kind.least, TOKENS[light] if light else "tx2"
        )
        x += kind.least
    at = f"{clock.local(scene.wall.at):%H:%M}"
    old = f"数据已经停在 {at}，请检查指挥台" if scene.stale else f"数据截至 {at}"
    _write(painter, box, old, kind.least, "red" if scene.stale else "tx3", right=True, bold=scene.stale)


def _write(
    painter: QPainter, box: QRectF, text: str, size: int, token: str, *, bold: bool = False, right: bool = False
) -> float:
    """Words centred in height, cut with … when there is no room; their width in px."""
    font = QFont(worn().family) if worn().family else QFont()
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    painter.setFont(font)
    painter.setPen(_ink(token))
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    width = float(metrics.horizontalAdvance(shown))
    if bold and size > OUTLINES_FROM and not _has_bold(font.family()):
        painter.setPen(QPen(_ink(token), size / STEM))
        painter.setBrush(_ink(token))
        outline = QPainterPath()
        outline.setFillRule(Qt.FillRule.WindingFill)  # strokes of a letter overlap
        base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        outline.addText(QPointF(box.right() - width if right else box.left(), base), font, shown)
        painter.drawPath(outline)
    else:
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    return width


@cache
def _has_bold(family: str) -> bool:
    return any(QFontDatabase.bold(family, style) for style in QFontDatabase.styles(family))


def _card(painter: QPainter, box: QRectF, fill: str, edge: str) -> None:
    path = QPainterPath()
    path.addRoundedRect(box, 6, 6)
    painter.fillPath(path, _ink(fill))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_ink(edge), 2))
    painter.drawPath(path)


def _rule(painter: QPainter, left: float, right: float, y: float) -> None:
    painter.setPen(QPen(_ink("line"), 2))
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def _shape(painter: QPainter, light: Light, box: QRectF, token: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_ink(token))
    middle = box.center()
    if light is Light.OVERDUE:
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif light is Light.SOON:
        sides = (QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()), QPointF(middle.x(), box.bottom()))
        painter.drawPolygon(QPolygonF([*sides, QPointF(box.left(), middle.y())]))
    else:
        painter.drawEllipse(box)


def _ink(token: str) -> QColor:
    return QColor(BOARD[token])
