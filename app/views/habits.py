"""What one operator chose for the window: theme, zoom, what Enter does, minutes until the lock, folded navigation."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from app.views.theme import COMPACT_BELOW, THEMES, ThemeName, wear, worn

PREFERENCE: Final = "window"


@dataclass(frozen=True, slots=True)
class Habits:
    """Kept per account as the preference `window`; the values below are those of a new account."""

    theme: str = ThemeName.LIGHT.value
    zoom: int = 100
    enter_moves: bool = True
    idle_minutes: int = 10
    nav_folded: bool = False

    def as_json(self) -> dict[str, Any]:
        """The value of the preference."""
        return asdict(self)


def habits_from(kept: object) -> Habits:
    """Read what `as_json` wrote; a missing or unreadable value is that of a new account."""
    default = Habits()
    if not isinstance(kept, Mapping):
        return default
    values = {
        field.name: kept[field.name]
        for field in fields(Habits)
        if type(kept.get(field.name)) is type(getattr(default, field.name))
    }
    if values.get("theme") not in set(ThemeName):
        values.pop("theme", None)
    return Habits(**values)


_kept = Habits()


def habits() -> Habits:
    """The habits in force."""
    return _kept


def adopt(chosen: Habits) -> None:
    """Take over the habits of the operator who has logged in."""
    global _kept  # noqa: PLW0603  one operator sits before the window
    _kept = chosen


def dress(height: int) -> bool:
    """Put the look of the habits on the application, for a window of this inner height. Whether it is the compact one."""
    app = QApplication.instance()
    compact = height < COMPACT_BELOW
    look = worn()._replace(theme=THEMES[ThemeName(_kept.theme)], zoom=_kept.zoom, compact=compact)
    if isinstance(app, QApplication) and (look != worn() or not look.family):
        wear(app, look)
    return compact
