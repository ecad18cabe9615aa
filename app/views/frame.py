"""What a page may ask of the window around it. Pages know this, not the window; tests give a small one of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.office import Office
    from app.views.board.wall_board import WallBoard
    from app.views.habits import Habits


class Frame(Protocol):
    """The window as a page sees it."""

    @property
    def pages(self) -> "QWidget | None":
        """Where pages stand. Whoever moves a widget there later puts the style on it and on all within once more."""
        ...

    @property
    def office(self) -> "Office":
        """The open office and who sits at it."""
        ...

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A toast: trivial success; with `undo` it offers 撤销 for twelve seconds."""
        ...

    def tell(self, trouble: BaseException | str) -> None:
        """A dialog that stays: an error in words. What is not a DeskError goes to the one crash dialog."""
        ...

    def open_record(self, register: str, record_id: str) -> None:
        """Go to the page of a register and show one record there."""
        ...

    def open_page(self, key: str) -> bool:
        """Go to a page by its key. False when this user has no such page."""
        ...

    def note_saved(self) -> None:
        """Something was just committed: the status bar shows the time."""
        ...

    def send(self, command: str) -> None:
        """Let the page in front do one of its commands."""
        ...

    def take_habits(self, chosen: "Habits") -> None:
        """Put on what the operator chose and keep it."""
        ...

    def refresh_standing(self) -> None:
        """Read the values of the status bar again."""
        ...

    def wall_board(self) -> "WallBoard":
        """The wall in the command room: there is one, whatever page opens it."""
        ...

    def restore(self, folder: Path) -> None:
        """Close the office, bring a backup back, and go to the login window."""
        ...
