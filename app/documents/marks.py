"""What stands on a page once it is laid out: text, rules, pictures, each with its place.

Points from the top left corner of the sheet, y downwards, text by its baseline. Layout makes these, `ink` draws them,
the preview finds the field under the mouse in them. What a page has by the hundred is a tuple: made in a third of the time.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from app.documents.fonts import Role

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)


class Text(NamedTuple):
    """`text` from (x, y), `gap` points after every character."""

    x: float
    y: float
    text: str
    role: Role
    size: float
    gap: float = 0.0


class Rule(NamedTuple):
    """A straight line; `width` in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """JPEG bytes drawn into a rectangle; in a file that has taken them already, the number they have there."""

    x: float
    y: float
    width: float
    height: float
    jpeg: bytes
    number: int = 0


@dataclass(frozen=True, slots=True)
class Under:
    """A drawing below all else, by its number in the file that has taken it; `matrix` puts it where it belongs."""

    number: int
    matrix: tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Seal:
    """Where the agency's seal belongs: shown in the preview as a dashed circle of 42 mm, never printed."""

    x: float
    y: float
    radius: float = 21 * MM


State = Literal["", "missing", "later"]  # filled in; required and still empty; filled in on issuing


@dataclass(frozen=True, slots=True)
class Place:
    """The rectangle in which a field's value stands, tinted in the preview by its state."""

    x: float
    y: float
    width: float
    height: float
    field: str
    state: State = ""


@dataclass(slots=True)
class Page:
    """One side of a sheet, `width` × `height` points."""

    width: float = A4[0]
    height: float = A4[1]
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    under: Under | None = None
