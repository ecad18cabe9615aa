"""The recovery code, shown once: to be printed and sealed, and confirmed by typing its last group."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import today
from app.views.theme import worn
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import button, label
from app.views.widgets.text_fields import TextField

_ADVICE = (
    "所有人都忘记密码，或管理员不在时，用这串恢复码可以登录。它只显示这一次，程序里不留底。\n"
    "请打印一份装进信封，封口签名，锁进保险柜。用过一次就作废，会换成新的一串。"
)


class RecoverySheet(QWidget):
    """Shows the code; `done` runs once the last group has been typed from the sheet."""

    def __init__(self, code: str, place: str, done: Callable[[], object]) -> None:
        super().__init__()
        self._code = code
        self._place = place
        self._done = done
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(worn().px(10))
        column.addWidget(label("恢复码", "title"))
        column.addWidget(label(_ADVICE, "facts", wrap=True))
        shown = label(code, "figure")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName("恢复码 " + " ".join(code))
        shown.setMinimumHeight(worn().px(48))
        column.addWidget(shown)
        self.print = button("打印这张纸…", icon="printer", then=self._print)
        column.addWidget(self.print, 0, Qt.AlignmentFlag.AlignHCenter)
        self.typed = TextField("请照着纸输入最后一组（5 个字符），确认已经留好", required=True)
        column.addWidget(self.typed)
        row = QHBoxLayout()
        row.addStretch(1)
        self.confirm = button("已经封存好，继续", "primary", then=self._confirm)
        row.addWidget(self.confirm)
        column.addLayout(row)
        column.addStretch(1)

    def _confirm(self) -> None:
        typed = str(self.typed.value() or "").strip().upper()
        if typed == self._code.rpartition("-")[2]:
            self.typed.set_error("")
            self._done()
        else:
            self.typed.set_error("和纸上最后一组对不上，请看清再输")

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._paint)
        dialog.show()

    def _paint(self) -> None:
        painter = QPainter(self._printer)
        paint_sheet(painter, QRectF(painter.viewport()), self._code, self._place)
        painter.end()


def paint_sheet(painter: QPainter, page: QRectF, code: str, place: str) -> None:
    """Draw the sheet to be sealed on a page of any size."""
    unit = page.width() / 100
    box = page.adjusted(10 * unit, 12 * unit, -10 * unit, -12 * unit)
    lines = [("指挥台恢复码", 5.0, 700), (place, 3.0, 400), (code, 3.6, 700), (_ADVICE, 2.4, 400),
             (f"打印日期 {today().isoformat()}    封存人签名：____________    见证人签名：____________", 2.2, 400)]  # fmt: skip
    top = box.top()
    painter.setPen(Qt.GlobalColor.black)
    for text, size, weight in lines:
        font = QFont(worn().family)
        font.setPixelSize(round(size * unit))
        font.setWeight(QFont.Weight(weight))
        painter.setFont(font)
        area = QRectF(box.left(), top, box.width(), box.bottom() - top)
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        needed = painter.boundingRect(area, flags, text)
        painter.drawText(area, flags, text)
        top = needed.bottom() + 3 * unit


def show_sheet(parent: QWidget, code: str, place: str, done: Callable[[], object]) -> Dialog:
    """The sheet in a dialog that cannot be left without the confirmation."""
    dialog = _SheetDialog(parent, "恢复码")
    dialog.body.addWidget(RecoverySheet(code, place, dialog.accept))
    dialog.accepted.connect(done)
    dialog.open()
    return dialog


class _SheetDialog(Dialog):
    def reject(self) -> None:
        """Esc must not lose a code that is shown only once."""
