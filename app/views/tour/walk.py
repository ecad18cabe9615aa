"""The walker of a tour: types, clicks, waits, takes pictures, and writes down what was proved. It knows widgets, no pages."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QScrollArea, QWidget

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
PATIENCE = 30.0  # seconds for anything; the machine may be busy with other things
SETTLE_MS = 150
PAUSE = 0.005  # asleep, the worker threads get their turn; QTest.qWait would keep them waiting


class StepFailed(AssertionError):
    """Something that should be so is not; the words say what."""


@dataclass(slots=True)
class Step:
    """One step of the day and what it proved."""

    name: str
    verified: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    seconds: float = 0.0
    failed: str = ""


class Walk:
    """One tour. `whole_screen`: the screen is ours, so pictures show pop-ups too; else only the window is taken."""

    def __init__(self, app: QApplication, out: Path, *, whole_screen: bool, crash_log: Path) -> None:
        self.app = app
        self.out = out
        self.steps: list[Step] = []
        self._whole_screen = whole_screen
        self._crash_log = crash_log
        self._pictures = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step: its claims and pictures are written under it. Raises StepFailed when a claim does not hold."""
        made = Step(name)
        self.steps.append(made)
        began = time.monotonic()
        try:
            yield
            self.claim(not self._crash_log.exists(), "没有崩溃记录")
        except StepFailed as error:
            made.failed = str(error)
            self.shot("stopped")
            raise
        finally:
            made.seconds = round(time.monotonic() - began, 2)

    def claim(self, holds: bool, words: str) -> None:  # noqa: FBT001  the claim itself
        """Prove something."""
        if not holds:
            raise StepFailed(words)
        self.steps[-1].verified.append(words)

    def wait(self, condition: Callable[[], T | None], words: str, *, what: str = "") -> T:
        """Let the window live until `condition` gives something; its value. Raises StepFailed when it never does.

        `words` is what that proves; empty for what is only on the way, then `what` names it.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.app.processEvents()
            if value := condition():
                if words:
                    self.steps[-1].verified.append(words)
                return value
            time.sleep(PAUSE)
        raise StepFailed(f"等了 {PATIENCE:.0f} 秒，没有等到：{words or what}")

    def settle(self, milliseconds: int = SETTLE_MS) -> None:
        """Let everything that was asked for arrive and be painted."""
        until = time.monotonic() + milliseconds / 1000
        while time.monotonic() < until:
            self.app.processEvents()
            time.sleep(PAUSE)

    def shot(self, name: str) -> None:
        """A numbered picture of what is to be seen now."""
        self.settle()
        self._pictures += 1
        file = self.out / f"{self._pictures:02d}-{name}.png"
        screen = self.app.primaryScreen()
        front = self.app.activeWindow() or next((top for top in self.app.topLevelWidgets() if top.isVisible()), None)
        if self._whole_screen or front is None:
            screen.grabWindow(0).save(str(file))
        else:
            front.window().grab().save(str(file))
        self.steps[-1].files.append(file.name)

    # -- hands

    def attend(self, widget: QWidget) -> None:
        """Have the window of a widget in front: where no window manager is, nobody does it after a dialog has gone."""
        window = widget.window()
        until = time.monotonic() + PATIENCE
        while self.app.activeWindow() is not window and not self.app.activePopupWidget() and time.monotonic() < until:
            window.raise_()
            window.activateWindow()
            self.settle(10)

    def write(self, widget: QWidget, text: str) -> None:
        """Type: letters by their keys, Chinese as an input method commits it."""
        self.attend(widget)
        self.scroll_to(widget)
        widget.setFocus()
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        typing = QInputMethodEvent(text, [])
        self.app.sendEvent(widget, typing)
        done = QInputMethodEvent("", [])
        done.setCommitString(text)
        self.app.sendEvent(widget, done)

    def rewrite(self, widget: QWidget, text: str) -> None:
        """Type over what stands there."""
        widget.setFocus()
        self.press(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.write(widget, text)

    def scroll_to(self, widget: QWidget) -> None:
        """Turn the wheel until a widget can be seen."""
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()

    def press(
        self, widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key."""
        self.attend(widget)
        QTest.keyClick(widget, key, modifiers)

    def click(self, widget: QWidget) -> None:
        """Click in the middle of a widget that can be clicked. Raises StepFailed for one that is greyed out."""
        if not widget.isEnabled():
            raise StepFailed(f"按钮按不动：{widget.accessibleName() or widget.objectName()}")
        self.scroll_to(widget)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        self.app.processEvents()

    def button(self, parent: QWidget, words: str) -> QAbstractButton:
        """The visible button below `parent` whose words or name begin with `words`, when it has come."""

        def shown() -> QAbstractButton | None:
            for one in parent.findChildren(QAbstractButton):
                text = one.text().replace("&", "").strip()
                if one.isVisible() and (text.startswith(words) or one.accessibleName() == words):
                    return one
            return None

        return self.wait(shown, "", what=f"按钮“{words}”")

    def dialog(self, kind: type[W] | type[QDialog] = QDialog) -> QDialog:
        """The open dialog of a kind, when it has come."""

        def open_one() -> QDialog | None:
            shown = [top for top in self.app.topLevelWidgets() if isinstance(top, kind) and top.isVisible()]
            return next((top for top in shown if isinstance(top, QDialog)), None)

        return self.wait(open_one, "", what="对话框")

    def choose_file(self, path: Path) -> None:
        """Name a file in the open file dialog, as somebody who types it would."""
        chooser = self.dialog(QFileDialog)
        line = chooser.findChild(QLineEdit, "fileNameEdit")
        if line is None:
            raise StepFailed("文件对话框里没有文件名一栏")
        line.clear()
        line.insert(str(path))
        self.press(line, Qt.Key.Key_Return)
        self.wait(lambda: not _alive_and_visible(chooser), "", what="文件选定")

    def drop(self, widget: QWidget, paths: Sequence[Path]) -> None:
        """Drag files from outside onto a widget."""
        self.scroll_to(widget)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at = widget.rect().center()
        none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
        entering = QDragEnterEvent(QPoint(at), Qt.DropAction.CopyAction, data, left, none)
        self.app.sendEvent(widget, entering)
        if not entering.isAccepted():
            raise StepFailed("拖进来的文件没有被接受")
        self.app.sendEvent(widget, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, left, none))


def _alive_and_visible(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget) and widget.isVisible()
