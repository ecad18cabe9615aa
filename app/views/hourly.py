"""The hourly backup of an open office, made in the background when it is due."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.views.window import Window

DUE_EVERY_MS: Final = 5 * 60_000  # how often it is asked whether one is due


def back_up_when_due(window: "Window") -> None:
    """Make a backup when the newest is an hour old; the status bar tells of it, trouble is told in words."""
    from app.services import upkeep

    office = window.office
    home, key = office.home, office.store.key
    work = lambda _progress: upkeep.hourly(home, key)  # noqa: E731
    office.background.compute(window, work, lambda made: window.refresh_standing() if made else None, window.tell)
