"""Bringing a backup back from inside the program: close the office, restore, and show the login window again."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import DeskError
from app.views.background import aside
from app.views.widgets.dialogs import tell

if TYPE_CHECKING:
    from app.services.office import Office
    from app.views.desk import Desk


def restore_backup(desk: "Desk", folder: Path) -> None:
    """The service first looks whether it can be done at all; only then is anything closed."""
    from app.services import upkeep
    from app.views.widgets.progress import ProgressDialog

    window, office = desk.window, desk.office
    if window is None or office is None:
        return
    dialog = ProgressDialog(window, "正在恢复备份，请不要关机")
    dialog.panel.start("正在恢复")
    dialog.open()

    def close(closing: "Office") -> None:
        closing.store.listeners.clear()  # closing commits too, and the pages still on screen have nobody left to ask
        desk.doors.close_office(closing)
        desk.office = None

    def work() -> None:
        upkeep.bring_back(office, folder, close)

    def over() -> None:
        dialog.panel.finish()
        dialog.accept()
        if desk.office is None:
            desk.close_window()
            desk.begin()

    def refused(error: DeskError) -> None:
        over()
        tell(desk.window or desk.front, error)

    def broke(error: BaseException) -> None:
        over()
        desk.broke(error)

    desk.keep_drafts()
    aside(desk.delivery, window, work, lambda _done: over(), refused, broke)
