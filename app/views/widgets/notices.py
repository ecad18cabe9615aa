"""What the window says without stopping anyone: the toast, the error summary of a form, the empty state, the gate box."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.views.theme import worn
from app.views.widgets.kinds import button, label

SHORT_MS = 3_000
UNDO_MS = 12_000
FOOTER = 56  # px at 100 %: the row of buttons at the foot of a drawer or form stays free


class Toast(QFrame):
    """Bottom right, above the status bar and the buttons of a drawer or form; trivial success only.

    With an undo it stays at least ten seconds.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("kind", "toast")
        self._words = label()
        self._undo: QPushButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(worn().px(14), worn().px(8), worn().px(14), worn().px(8))
        self._row.addWidget(self._words)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show `text`; `undo` adds 撤销."""
        self._words.setText(text)
        self.setAccessibleName(text)
        if self._undo is not None:
            self._undo.deleteLater()
            self._undo = None
        if undo is not None:
            self._undo = button("撤销", size="small", then=undo)
            self._undo.clicked.connect(self.hide)
            self._row.addWidget(self._undo)
        self.show()
        self.place()
        self._timer.start(UNDO_MS if undo is not None else SHORT_MS)

    def place(self) -> None:
        """Move to the corner; the window calls it when its size changes."""
        self.adjustSize()
        margin = worn().px(16)
        self.move(
            self._window.width() - self.width() - margin,
            self._window.height() - self.height() - margin - worn().size("statusbar") - worn().px(FOOTER),
        )
        self.raise_()


class ProblemBox(QFrame):
    """The error summary on top of a form: a count in words, then each problem as a link. Signal: wanted(field)."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "problems")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(worn().px(12), worn().px(8), worn().px(12), worn().px(8))
        self._column.setSpacing(0)
        self._title = label("", "strong")
        self._column.addWidget(self._title)
        self._links: list[QPushButton] = []
        self.hide()

    def show_problems(
        self, problems: Sequence[tuple[str, str]], doing: str = "保存", *, focus: bool = True, most: int = 0
    ) -> None:
        """Show (field, why) pairs, same words as at the fields, and take the focus; an empty list hides the box.

        Without `focus` the box only stands there while somebody types; `most` lines are shown then, the rest is counted.
        """
        for link in self._links:
            self._column.removeWidget(link)
            link.deleteLater()
        self._links = []
        self.setVisible(bool(problems))
        if not problems:
            return
        self._title.setText(f"▲ 还有 {len(problems)} 处没有填好，改好后才能{doing}")
        shown = problems[:most] if most else problems
        for number, (field, why) in enumerate(shown, start=1):
            words = f"{number}. {why}"  # cut where it is too long: the whole of it stands at the field
            link = button(words, "link", then=lambda name=field: self.wanted.emit(name), elides=True)  # type: ignore[misc]
            link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            self._links.append(link)
        if len(shown) < len(problems):
            rest = button(
                f"还有 {len(problems) - len(shown)} 处…", "link", then=lambda: self.show_problems(problems, doing)
            )
            self._column.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)
            self._links.append(rest)
        self.setAccessibleName(f"还有 {len(problems)} 处没有填好：" + "；".join(why for _, why in problems))
        if focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)


class EmptyState(QWidget):
    """One sentence why there is nothing, and one button to change that."""

    def __init__(self, text: str, action: str = "", then: Callable[[], object] | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(2)
        self._words = label(text, "facts", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._words)
        if action:
            self.button = button(action, "outline", then=then)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.setFocusProxy(self.button)
        column.addStretch(3)

    def say(self, text: str) -> None:
        """Change the sentence."""
        self._words.setText(text)


class GateBox(QFrame):
    """Why a step cannot be done yet, with the article of law, under the step."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "gate")
        column = QVBoxLayout(self)
        column.setContentsMargins(worn().px(10), worn().px(6), worn().px(10), worn().px(6))
        self._words = label(text, "facts", wrap=True)
        column.addWidget(self._words)
        self.setVisible(bool(text))

    def say(self, text: str) -> None:
        """Change the reason; an empty text hides the box."""
        self._words.setText(text)
        self.setVisible(bool(text))
