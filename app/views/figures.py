"""What is said round the page: the status bar, the badges of the navigation, who is on duty; read again after each commit."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from app.services.actor import may
from app.views.pages.table import PageEntry

if TYPE_CHECKING:
    from app.services.standing import Standing
    from app.views.window import Window


def read_figures(window: "Window", entries: Iterable[PageEntry]) -> None:
    """Ask for all of them; each is shown when it comes."""
    from app.services.standing import newest_backup, standing

    actor, home, background = window.office.actor, window.office.home, window.office.background
    background.read(window, lambda session: standing(session, actor), partial(_show_standing, window), window.tell)
    read_on_duty(window)
    for entry in entries:
        if entry.badge is not None:
            background.read(window, partial(entry.badge, actor), partial(_show_badge, window, entry.key), window.tell)
    background.compute(window, lambda _progress: newest_backup(home), window.status.show_backup, window.tell)


def read_on_duty(window: "Window") -> None:
    """Who is on duty now, for the chip of the top bar."""
    from app.services.shift.now import force

    actor, chip = window.office.actor, window.top.on_duty
    if may(actor, "shift.read"):
        show = partial(chip.show_force, again=partial(read_on_duty, window))
        window.office.background.read(chip, lambda session: force(session, actor), show, window.tell)
    else:
        chip.hide()


def _show_standing(window: "Window", standing: "Standing") -> None:
    window.status.show_standing(standing)
    if standing.saved_at is not None:
        window.status.show_saved(standing.saved_at)


def _show_badge(window: "Window", key: str, figures: tuple[int, int]) -> None:
    window.navigation.model.set_badge(key, *figures)
