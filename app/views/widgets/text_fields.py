"""Fields whose editor is a line or a box of text: plain text, long text, money, id number."""

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app.rules.masking import halfwidth, mask_id
from app.views.theme import worn
from app.views.widgets.field import Field
from app.views.widgets.kinds import button


class TextField(Field):
    """One line of text. value: str without spaces at its ends, or None."""

    def __init__(
        self, label: str, *, required: bool = False, hint: str = "", placeholder: str = "", longest: int = 0
    ) -> None:
        super().__init__(label, required=required, hint=hint)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        if longest:
            self.edit.setMaxLength(longest)
        self.edit.textEdited.connect(lambda _text: self.changed.emit())
        self._install(self.edit, self.edit)

    def value(self) -> object:
        return self.edit.text().strip() or None

    def written(self) -> object:
        value = self.value()
        return (self.edit.text().strip() or None) if value is None else value

    def set_value(self, value: object) -> None:
        self.edit.setText("" if value is None else str(value))
        self.edit.setCursorPosition(0)


class PasswordField(TextField):
    """A line that shows dots. value: str exactly as typed, or None."""

    def __init__(self, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        # No input method may keep a password in its history.
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhHiddenText)

    def value(self) -> object:
        return self.edit.text() or None


class LongTextField(Field):
    """Several lines. Enter goes to the next field and Ctrl+Enter breaks the line; with that habit off, Enter breaks it."""

    def __init__(self, label: str, *, required: bool = False, hint: str = "", lines: int = 4) -> None:
        super().__init__(label, required=required, hint=hint)
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(worn().px(20 * lines + 12))
        self.edit.textChanged.connect(self._edited)
        self._quiet = False
        self._install(self.edit, self.edit)

    def value(self) -> object:
        return self.edit.toPlainText().strip() or None

    def set_value(self, value: object) -> None:
        self._quiet = True
        self.edit.setPlainText("" if value is None else str(value))
        self._quiet = False

    def _edited(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.composing():
            with_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and with_ctrl and not self.edit.isReadOnly():
                self.edit.insertPlainText("\n")
                return True
        return super().eventFilter(watched, event)


class MoneyField(TextField):
    """Shown in 元 with two decimals and commas. value: int in 分, or None."""

    def __init__(self, label: str, *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.left.connect(self._tidy)

    def value(self) -> object:
        return self._cents()

    def set_value(self, value: object) -> None:
        """Cents, or a text from a draft that is no amount yet."""
        cents = isinstance(value, int) or str(value).removeprefix("-").isdecimal()
        super().set_value(f"{Decimal(int(str(value))) / 100:,.2f}" if cents else value)

    def problem(self) -> str:
        if self.edit.text().strip() and self._cents() is None:
            return f"{self.label}要写成数字，最多两位小数，例如 4000 或 4,000.00"
        return super().problem()

    def _cents(self) -> int | None:
        text = halfwidth(self.edit.text()).replace(",", "").replace("，", "").strip().removesuffix("元")
        try:
            amount = Decimal(text) * 100
        except InvalidOperation:
            return None
        fits = amount.is_finite() and amount == amount.to_integral_value() and abs(amount) < 10**15
        return int(amount) if fits else None

    def _tidy(self) -> None:
        if (cents := self._cents()) is not None:
            self.set_value(cents)


class IdNumberField(Field):
    """An id number, hidden but for its ends until 显示 is pressed. value: str or None. Emits `revealed` for the audit trail."""

    revealed = Signal()

    def __init__(self, label: str = "身份证号", *, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self._number = ""
        self._open = True
        self.edit = QLineEdit()
        self.edit.textEdited.connect(self._typed)
        self._eye = button("", size="tiny", icon="eye", name=f"显示{label}", then=self._reveal)
        row = QWidget()
        inner = QHBoxLayout(row)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(worn().px(4))
        inner.addWidget(self.edit, 1)
        inner.addWidget(self._eye)
        self._install(row, self.edit)
        self.left.connect(self._hide)
        self._eye.setVisible(False)

    def value(self) -> object:
        return self._number or None

    def set_value(self, value: object) -> None:
        self._number = "" if value is None else str(value)
        self._hide()

    def set_read_only(self, read_only: bool, source: str = "") -> None:  # noqa: FBT001
        super().set_read_only(read_only, source)
        self._locked = read_only

    _locked = False

    def _typed(self, text: str) -> None:
        self._number = halfwidth(text).replace(" ", "").upper()
        self.changed.emit()

    def _reveal(self) -> None:
        self._open = True
        self.edit.setText(self._number)
        self.edit.setReadOnly(self._locked)
        self._eye.setVisible(False)
        self.edit.setFocus()
        self.revealed.emit()

    def _hide(self) -> None:
        self._open = not self._number
        self.edit.setText(mask_id(self._number) if self._number else "")
        # A masked number cannot be edited: the stars would be saved.
        self.edit.setReadOnly(self._locked or not self._open)
        self._eye.setVisible(not self._open)


class NumberField(TextField):
    """A whole number within bounds. value: int or None."""

    def __init__(self, label: str, *, least: int, most: int, required: bool = False, hint: str = "") -> None:
        super().__init__(label, required=required, hint=hint)
        self._least, self._most = least, most
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> object:
        text = halfwidth(self.edit.text()).replace(",", "").strip()
        return int(text) if text.removeprefix("-").isdecimal() else None

    def problem(self) -> str:
        value = self.value()
        if self.edit.text().strip() and (not isinstance(value, int) or not self._least <= value <= self._most):
            return f"{self.label}要填 {self._least} 到 {self._most} 的整数"
        return super().problem()
