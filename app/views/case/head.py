"""The header of the desk: name and number of the case, who handles it, and the days left to decide as a bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.rules.vocabulary import Light
from app.rules.vocabulary_case import CaseRole
from app.services.case.shapes import DeadlineLine, Desk
from app.views.theme import worn
from app.views.widgets.elided import ElidedLabel
from app.views.widgets.kinds import pill, restyle
from app.views.widgets.light import is_pressing, token_of


class DaysBar(QWidget):
    """作出决定期限（90 日）还剩 49 天, and how much of it is gone."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ("", "")
        self._gone = 0.0
        self._light = Light.NORMAL
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_deadline(self, line: DeadlineLine | None, desk: Desk) -> None:
        """The deadline to decide; without one the bar is gone."""
        self.setVisible(line is not None)
        if line is None:
            return
        whole = (line.due - desk.filed_on).days if desk.filed_on is not None else 0
        left = (line.due - desk.at).days
        self._words = (f"作出决定期限（{whole} 日）" if whole else "作出决定期限", line.left)
        self._gone = min(max((whole - left) / whole, 0.0), 1.0) if whole else 0.0
        self._light = line.light
        self.setAccessibleName("".join(self._words))
        self.setToolTip(f"到 {line.due.isoformat()}；{line.basis}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = worn()
        small = QFontMetrics(look.font("caption")).horizontalAdvance(self._words[0])
        strong = QFontMetrics(look.font("body", 700)).horizontalAdvance(self._words[1])
        return QSize(max(small + strong + look.px(10), look.px(180)), look.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        look, painter = worn(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(0, 0, self.width(), look.px(22))
        painter.setFont(look.font("body", 700))
        painter.setPen(look.color(token_of(self._light) if is_pressing(self._light) else "tx"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words[1])
        taken = painter.fontMetrics().horizontalAdvance(self._words[1]) + look.px(6)
        painter.setFont(look.font("caption"))
        painter.setPen(look.color("tx2"))
        before = room.adjusted(0, 0, -taken, 0)
        painter.drawText(before, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words[0])
        high = look.px(6)
        track = QRectF(0, self.height() - high - look.px(2), self.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("line"))
        painter.drawRoundedRect(track, high / 2, high / 2)
        painter.setBrush(look.color("acc" if not is_pressing(self._light) else token_of(self._light)))
        gone = QRectF(track.left(), track.top(), track.width() * self._gone, high)
        painter.drawRoundedRect(gone, high / 2, high / 2)
        painter.end()


class CaseHead(QWidget):
    """Two lines at the left, the bar and the buttons at the right."""

    def __init__(self, back: QPushButton) -> None:
        super().__init__()
        self.title = ElidedLabel("", "title")
        self.state = pill("")
        self.facts = ElidedLabel("", "facts")
        self.bar = DaysBar()
        look = worn()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(6), 0, look.px(6))
        row.setSpacing(look.px(10))
        row.addWidget(back)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        row.addLayout(words, 1)
        row.addWidget(self.state)
        row.addWidget(self.bar)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(look.px(8))
        row.addLayout(self._buttons)

    def add_button(self, made: QPushButton) -> QPushButton:
        """Add a button; the last one stands at the far right."""
        self._buttons.addWidget(made)
        return made

    def show_case(self, desk: Desk) -> None:
        """The words of a case."""
        self.title.setText(desk.title)
        self.title.setAccessibleName(desk.title)
        self.facts.setText(head_facts(desk))
        self.facts.more = "\n".join(filter(None, (head_facts(desk), desk.body_note)))
        self.state.setText(desk.state_label)
        restyle(self.state, "tone", "gry" if desk.final else "acc")
        self.state.show()
        self.bar.show_deadline(desk.decide_by, desk)


def head_facts(desk: Desk) -> str:
    """普通程序 · 立案号 … · 主办 李某 协办 吴某"""
    here = [one for one in desk.people if one.until is None or one.until > desk.at]
    lead = "、".join(one.name for one in here if one.role is CaseRole.LEAD)
    others = "、".join(one.name for one in here if one.role is CaseRole.ASSISTANT)
    people = "　".join(filter(None, (f"主办 {lead}" if lead else "", f"协办 {others}" if others else "")))
    number = f"案号 {desk.number}" if desk.number else "还没有立案号"
    return " · ".join(filter(None, (desk.track.label, number, people or "还没有指派承办人员")))
