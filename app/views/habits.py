"""What one operator chose for the window: theme, zoom, what Enter does, minutes until the lock, folded navigation."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from app.views.theme import ThemeName


@dataclass(frozen=True, slots=True)
class Habits:
    """Kept per account as preferences; the values below are the ones of a new account."""

    theme: str = ThemeName.LIGHT.value
    zoom: int = 100
    enter_moves: bool = True
    idle_minutes: int = 10
    nav_folded: bool = False

    def as_texts(self) -> dict[str, str]:
        """For the store: every value as text."""
        return {f"window.{name}": str(value) for name, value in asdict(self).items()}


def habits_from(texts: Mapping[str, str]) -> Habits:
    """Read what `as_texts` wrote; a missing or unreadable value falls back to the default."""
    default = Habits()
    values: dict[str, object] = {}
    for field in fields(Habits):
        text = texts.get(f"window.{field.name}", "")
        known = getattr(default, field.name)
        if isinstance(known, bool):
            values[field.name] = text == "True" if text in {"True", "False"} else known
        elif isinstance(known, int):
            values[field.name] = int(text) if text.isdecimal() else known
        else:
            values[field.name] = text if text in set(ThemeName) else known
    return Habits(**values)  # type: ignore[arg-type]


_kept = Habits()


def habits() -> Habits:
    """The habits in force."""
    return _kept


def adopt(chosen: Habits) -> None:
    """Take over the habits of the operator who has logged in."""
    global _kept  # noqa: PLW0603  one operator sits before the window
    _kept = chosen
