"""What was refused for want of a permission is written: the auditor reads who asked for what he may not do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import NotPermitted

if TYPE_CHECKING:
    from app.services.office import Office


def note_refusal(
    owner: QObject, office: "Office", refused: NotPermitted, failed: Callable[[BaseException], None]
) -> None:
    """Write it in a unit of work of its own; the one that was refused is gone."""
    from app.services import door

    login = office.actor.login
    office.background.write(
        owner, lambda session: door.note_refusal(session, login, refused), lambda _done: None, failed
    )
