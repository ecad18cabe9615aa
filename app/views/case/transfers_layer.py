"""移送案件: what was handed to other departments, those without a receipt first, the longest waiting on top."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.services.case_parts.transfer import Transfer, list_transfers
from app.views.case.words import day_words
from app.views.frame import Frame
from app.views.register.layers import Layer
from app.views.widgets.notices import EmptyState
from app.views.widgets.panel import Panel
from app.views.widgets.plain_table import PlainTable

HEADS = ("回执", "案件", "移送给", "移送日期", "理由")
WIDTHS = (170, 0, 170, 110, 220)


def standing(one: Transfer) -> str:
    """Where the receipt stands, in words."""
    if one.receipt_on is not None:
        return f"● {day_words(one.receipt_on)} 已收到"
    if one.overdue:
        return f"▲ 超期，应在 {day_words(one.due)} 前" if one.due else "▲ 超期"
    return f"◆ 等回执，{day_words(one.due)} 前" if one.due else "◆ 等回执"


class TransfersLayer(Layer):
    """Signal: `case_wanted(id)`."""

    case_wanted = Signal(str)

    def __init__(self, frame: Frame, back: str) -> None:
        super().__init__(frame, "移送案件", back)
        self.lines: tuple[Transfer, ...] = ()
        self.table = PlainTable("移送案件", HEADS, WIDTHS)
        self.empty = EmptyState("还没有移送给其他机关的案件。")
        panel = Panel("", padded=False)
        panel.body.addWidget(self.table, 1)
        panel.body.addWidget(self.empty, 1)
        self.body.addWidget(panel, 1)
        self.table.doubleClicked.connect(lambda _index: self.open_case())
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self.table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self.open_case)
        self.setFocusProxy(self.table)
        self.refresh()

    def refresh(self) -> None:
        """F5."""
        actor = self.frame.office.actor
        self.frame.office.background.read(
            self, lambda session: list_transfers(session, actor), self._show, self.frame.tell
        )

    def _show(self, found: tuple[Transfer, ...]) -> None:
        self.lines = found
        self.table.fill([(standing(one), one.case, one.receiver, day_words(one.on), one.reason) for one in found])
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        waiting = sum(one.receipt_on is None for one in found)
        self.say(f"共 {len(found)} 件，等回执 {waiting} 件 · Enter 打开" if found else "没有移送的案件")

    def open_case(self) -> None:
        """The case of the chosen row."""
        place = self.table.chosen()
        if 0 <= place < len(self.lines):
            self.case_wanted.emit(self.lines[place].case_id)
