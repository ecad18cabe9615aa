"""▲ ◆ ● ○ are told apart by shape alone: in grey print and by eyes that lack a colour, in every theme."""

from itertools import combinations
from typing import Final

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, qGray
from PySide6.QtWidgets import QApplication

from app.rules.vocabulary import Light
from app.views import theme
from app.views.theme import THEMES, Look, Theme
from app.views.widgets.light import paint_light, token_of
from tests.views.test_theme import contrast

SIDE = 12  # px of a light in a list
GREY: Final = ((0.299, 0.587, 0.114),) * 3
# Machado, Oliveira and Fernandes 2009, severity 1.0
EYES: Final = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "grey print": GREY,
}


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def shown(part: float) -> int:
    part = min(max(part, 0.0), 1.0)
    return round(255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def seen(color: str, eyes: str) -> str:
    """`#RRGGBB` as these eyes see it."""
    parts = [linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    mixed = [sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in EYES[eyes]]
    return "#" + "".join(f"{shown(part):02X}" for part in mixed)


def drawn(light: Light) -> list[bool]:
    """The pixels a light covers, as black and white."""
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    picture.fill(theme.worn().color("panel"))
    ground = qGray(picture.pixel(0, 0))
    painter = QPainter(picture)
    paint_light(painter, light, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    return [abs(qGray(picture.pixel(x, y)) - ground) > 60 for y in range(SIDE) for x in range(SIDE)]


@pytest.mark.parametrize("worn", THEMES.values(), ids=lambda worn: worn.name)
def test_shapes_differ_in_black_and_white(qapp: QApplication, worn: Theme) -> None:
    theme.wear(qapp, Look(theme=worn))
    shapes = {light: drawn(light) for light in Light}
    for one, other in combinations(Light, 2):
        differing = sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert differing >= SIDE, f"{one.name} looks like {other.name}: {differing} px differ"


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("worn", THEMES.values(), ids=lambda worn: worn.name)
def test_each_light_is_seen_on_its_ground(worn: Theme, eyes: str) -> None:
    ground = seen(worn.panel, eyes)
    weak = {light.name: contrast(seen(getattr(worn, token_of(light)), eyes), ground) for light in Light}
    assert {name: ratio for name, ratio in weak.items() if ratio < 3} == {}


def test_a_paused_light_is_hollow(qapp: QApplication) -> None:
    theme.wear(qapp, Look())
    middle = SIDE * (SIDE // 2) + SIDE // 2
    assert drawn(Light.NORMAL)[middle]
    assert not drawn(Light.PAUSED)[middle]
