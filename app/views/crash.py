"""The one crash dialog. What nobody expected ends here: in words for the operator, and in the log without personal data."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Unexpected

if TYPE_CHECKING:
    from app.views.widgets.dialogs import Dialog

LOG_NAME = "crash.log"


def write_log(folder: Path, error: BaseException) -> str:
    """Append where it happened to the log; messages and values stay out, since they may hold names. Returns its mark."""
    import traceback

    from app.clock import local, now

    mark = f"{local(now()):%m%d-%H%M%S}"
    lines = [f"{mark} {type(error).__module__}.{type(error).__qualname__}"]
    cause: BaseException | None = error
    told: set[int] = set()
    while cause is not None and id(cause) not in told:  # causes can run in a ring, and this is the last line of defence
        told.add(id(cause))
        places = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {Path(place.filename).name}:{place.lineno} {place.name}" for place in places]
        cause = cause.__cause__
        if cause is not None:
            lines.append(f" from {type(cause).__qualname__}")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOG_NAME).open("a", encoding="utf-8") as log:
        log.write("\n".join(lines) + "\n")
    return mark


class CrashDialog:
    """Takes over `sys.excepthook`. `keep_drafts` is called first; while the dialog is open further faults only go to the log."""

    def __init__(self, logs: Path, keep_drafts: Callable[[], object]) -> None:
        self._logs = logs
        self._keep_drafts = keep_drafts
        self._dialog: Dialog | None = None

    def install(self) -> None:
        """From now on unexpected errors come here."""
        sys.excepthook = self._hook

    def show(self, error: BaseException) -> None:
        """Log it and tell it once."""
        mark = write_log(self._logs, error)
        if self._dialog is not None:
            return
        try:
            self._keep_drafts()
        except Exception as second:  # noqa: BLE001  the last line of defence must reach its dialog
            write_log(self._logs, second)
        from app.views.widgets.dialogs import tell

        self._dialog = tell(_parent(), Unexpected(mark=mark), "程序有一步没有做完")
        self._dialog.destroyed.connect(self._closed)

    def _closed(self) -> None:
        self._dialog = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.show(error.with_traceback(trace))


def _parent() -> QWidget | None:
    return QApplication.activeModalWidget() or QApplication.activeWindow()
