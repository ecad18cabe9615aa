"""Drawn photos of a street: sky, houses, awnings, road, and what was found there; with time and place as a camera writes them.

A drawing cannot show a real person or number plate. The same scene and seed give the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from app import clock

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT, GROUND = 1280, 960, 690
LATITUDE, LONGITUDE = 28.992, 118.773  # about the middle of the township
_EXIF, _GPS = 0x8769, 0x8825
_WALLS = ("#d8c9b0", "#cdd3d6", "#e2d6c4", "#c7b8a6", "#d9dde0")
_AWNINGS = ("#8c3b34", "#2f6b4f", "#34568c", "#8a6a2c", "#5b5f66")


class Scene(Enum):
    """What lies in front of the houses."""

    GOODS = "goods"
    LITTER = "litter"
    BANNER = "banner"
    SHED = "shed"
    SMOKE = "smoke"
    TIDY = "tidy"


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo to draw: what, when, where (degrees)."""

    scene: Scene
    taken_at: datetime
    latitude: float
    longitude: float


def near(random: Random) -> tuple[float, float]:
    """A place within about a kilometre and a half of the middle of the township, to six digits."""
    return round(LATITUDE + random.uniform(-0.012, 0.012), 6), round(LONGITUDE + random.uniform(-0.014, 0.014), 6)


def draw(shot: Shot, seed: str) -> bytes:
    """The photo as JPEG with EXIF time and position. `seed` decides the houses, so that before and after match."""
    from PIL import Image, ImageDraw

    random = Random(seed)  # noqa: S311  a drawing, not a secret
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#b9cbd8")
    pen = ImageDraw.Draw(picture)
    _street(pen, random)
    if shot.scene in _FOUND:
        _FOUND[shot.scene](pen, random)
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=82, exif=_exif(shot))
    return stream.getvalue()


def _street(pen: "ImageDraw", random: Random) -> None:
    for y in range(0, 360, 6):
        pen.rectangle((0, y, WIDTH, y + 6), fill=(150 + y // 6, 180 + y // 8, 205 + y // 12))
    left = -random.randrange(60)
    while left < WIDTH:
        width, height = random.randrange(240, 360), random.randrange(330, 520)
        _house(pen, random, left, GROUND - height, left + width)
        left += width + 4
    pen.rectangle((0, GROUND, WIDTH, GROUND + 60), fill="#a7a19a")
    pen.rectangle((0, GROUND + 60, WIDTH, HEIGHT), fill="#6d7074")
    for x in range(20, WIDTH, 190):
        pen.rectangle((x, 850, x + 100, 860), fill="#c9cbcc")


def _house(pen: "ImageDraw", random: Random, left: int, top: int, right: int) -> None:
    pen.rectangle((left, top, right, GROUND), fill=random.choice(_WALLS))
    for x in range(left + 24, right - 50, 78):
        for y in range(top + 24, GROUND - 250, 84):
            pen.rectangle((x, y, x + 44, y + 52), fill="#8fa3b1", outline="#6f7e89", width=3)
    pen.rectangle((left, GROUND - 210, right, GROUND - 150), fill=random.choice(_AWNINGS))
    for x in range(left + 12, right - 90, 110):
        pen.rectangle((x, GROUND - 140, x + 92, GROUND), fill="#7f95a5", outline="#586570", width=4)


def _goods(pen: "ImageDraw", random: Random) -> None:
    for _ in range(14):
        x, y, edge = random.randrange(360, 900), random.randrange(640, 760), random.randrange(50, 110)
        box = (x, y - edge, x + edge, y)
        pen.rectangle(box, fill=random.choice(("#b98d57", "#c9a26b", "#a0713d")), outline="#6f4d26", width=3)


def _litter(pen: "ImageDraw", random: Random) -> None:
    for _ in range(90):
        x, y, edge = random.randrange(300, 980), random.randrange(GROUND + 6, 900), random.randrange(6, 26)
        pen.ellipse((x, y, x + edge, y + edge // 2), fill=random.choice(("#e8e4da", "#3f4a3c", "#7b5a2e", "#9aa7b0")))


def _banner(pen: "ImageDraw", _random: Random) -> None:
    pen.rectangle((260, 300, 1010, 400), fill="#b3261e", outline="#7d1a14", width=6)
    for x in range(300, 980, 70):
        pen.rectangle((x, 328, x + 44, 372), fill="#f3d8a0")


def _shed(pen: "ImageDraw", _random: Random) -> None:
    pen.polygon(((420, 470), (960, 430), (990, 500), (410, 540)), fill="#3d6ea5", outline="#27496f")
    for x in (440, 690, 950):
        pen.rectangle((x, 520, x + 14, 760), fill="#5a6066")


def _smoke(pen: "ImageDraw", random: Random) -> None:
    pen.polygon(((600, 800), (650, 690), (700, 800)), fill="#d96b1f")
    for _ in range(40):
        x, y, edge = random.randrange(560, 800), random.randrange(260, 700), random.randrange(30, 90)
        pen.ellipse((x, y, x + edge, y + edge), fill="#8b8d8f")


_FOUND: dict[Scene, Callable[["ImageDraw", Random], None]] = {
    Scene.GOODS: _goods,
    Scene.LITTER: _litter,
    Scene.BANNER: _banner,
    Scene.SHED: _shed,
    Scene.SMOKE: _smoke,
}


def _exif(shot: Shot) -> object:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E] = "demo drawing"
    wall = clock.local(shot.taken_at)
    exif.get_ifd(_EXIF).update({0x9003: f"{wall:%Y:%m:%d %H:%M:%S}", 0x9011: "+08:00"})
    exif.get_ifd(_GPS).update({1: "N", 2: _dms(shot.latitude), 3: "E", 4: _dms(shot.longitude)})
    return exif


def _dms(degrees: float) -> tuple[float, float, float]:
    minutes = degrees % 1 * 60
    return float(int(degrees)), float(int(minutes)), round(minutes % 1 * 60, 4)
