"""The recovery code, shown once: to be printed and sealed, and confirmed by typing its last group."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import DeskError, NotPrinted
from app.views.background import Delivery, aside
from app.views.theme import worn
from app.views.widgets.dialogs import Dialog, tell
from app.views.widgets.kinds import button, label
from app.views.widgets.text_fields import TextField

if TYPE_CHECKING:
    from app.store.place import OfficeInfo

_ADVICE = (
    "所有人都忘记密码，或管理员不在时，用这串恢复码可以登录。它只显示这一次，程序里不留底。\n"
    "请打印一份装进信封，封口签名，锁进保险柜。用过一次就作废，会换成新的一串。"
)


class RecoverySheet(QWidget):
    """Shows the code; `done` runs once the last group has been typed from the sheet."""

    def __init__(self, code: str, info: "OfficeInfo", done: Callable[[], object]) -> None:
        super().__init__()
        self._code = code
        self._info = info
        self._delivery = Delivery(self)
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
        """Lay the page out beside the window, then ask for the printer: nobody has an office and its threads here yet."""
        self.print.setEnabled(False)
        aside(self._delivery, self, self._pages, self._ask, self._not_laid_out, self._not_laid_out)

    def _pages(self) -> list[QImage]:
        from app.services.recovery_page import recovery_page
        from app.views.paper.printing import RASTER_DPI
        from app.views.paper.sheets import page_picture, page_sizes

        pdf = recovery_page(self._info, self._code)
        return [page_picture(pdf, page, RASTER_DPI) for page in range(len(page_sizes(pdf)))]

    def _ask(self, pictures: Any) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from app.views.paper.printing import PrintChoice, printer_for

        self.print.setEnabled(True)
        self._printer = printer_for(PrintChoice(), landscape=False)
        dialog = QPrintDialog(self._printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._draw(pictures))
        dialog.show()

    def _draw(self, pictures: list[QImage]) -> None:
        from app.views.paper.printing import draw_pages

        try:
            draw_pages(pictures, self._printer)
        except NotPrinted as error:
            tell(self, error)

    def _not_laid_out(self, error: BaseException) -> None:
        self.print.setEnabled(True)
        tell(
            self,
            error if isinstance(error, DeskError) else "这张纸没有排出来。恢复码还显示在这里，请用笔抄在纸上封存。",
        )


def show_sheet(parent: QWidget, code: str, info: "OfficeInfo", done: Callable[[], object]) -> Dialog:
    """The sheet in a dialog that cannot be left without the confirmation."""
    dialog = _SheetDialog(parent, "恢复码")
    dialog.body.addWidget(RecoverySheet(code, info, dialog.accept))
    dialog.accepted.connect(done)
    dialog.open()
    return dialog


class _SheetDialog(Dialog):
    def reject(self) -> None:
        """Esc must not lose a code that is shown only once."""
