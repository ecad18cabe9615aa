"""Colours, sizes and type of the window: the one file that holds a colour value.

A `Look` is what is worn now: a theme, a zoom and a density. Painters ask `worn()` for it while painting, so a change of
theme needs no list of things to tell.
"""

from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resources

ZOOMS: Final = (80, 90, 100, 110, 125, 150, 175, 200)
COMPACT_BELOW: Final = 740
PREFERRED_FAMILY: Final = "Microsoft YaHei UI"


class ThemeName(StrEnum):
    """The three themes and their Chinese names."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"

    @property
    def label(self) -> str:
        """What the settings page calls it."""
        return {"light": "浅色", "dark": "深色", "contrast": "高对比"}[self.value]


class Theme(NamedTuple):
    """Colour tokens of one theme, `#RRGGBB`. `ui.md` §1.1 says what each is for; *t is the tint behind its colour."""

    name: ThemeName
    bg: str
    nav: str
    titlebar: str
    panel: str
    alt: str
    off: str
    line: str
    line2: str
    inp: str
    tx: str
    tx2: str
    tx3: str
    acc: str
    onacc: str
    acch: str
    acct: str
    red: str
    redt: str
    org: str
    orgt: str
    orgs: str
    grn: str
    grnt: str
    gry: str
    gryt: str

    def color(self, token: str) -> QColor:
        """The colour of a token, for painters."""
        return QColor(str(getattr(self, token)))


LIGHT: Final = Theme(
    name=ThemeName.LIGHT, bg="#ECEFF2", nav="#F4F6F8", titlebar="#FFFFFF", panel="#FFFFFF", alt="#F5F7F9",
    off="#F0F2F5", line="#D3D9DF", line2="#E5E9ED", inp="#7B8691", tx="#1E2832", tx2="#46525E", tx3="#5F6B77",
    acc="#1B4F8F", onacc="#FFFFFF", acch="#153F73", acct="#E4ECF6", red="#B3261E", redt="#FBEAE8", org="#9A4F00",
    orgt="#FDF1E2", orgs="#C76A00", grn="#3F6F57", grnt="#E9F1EC", gry="#4F5B67", gryt="#EBEFF2",
)  # fmt: skip
DARK: Final = Theme(
    name=ThemeName.DARK, bg="#171C21", nav="#1C2228", titlebar="#14191D", panel="#21282F", alt="#262E36",
    off="#1D242A", line="#3A444E", line2="#2F3841", inp="#7B8894", tx="#E6EAEE", tx2="#BAC3CC", tx3="#9AA5B0",
    acc="#7FB0E8", onacc="#10202F", acch="#9CC3F0", acct="#27394D", red="#FF8A80", redt="#43252A", org="#F2B266",
    orgt="#3D3122", orgs="#F2A64C", grn="#8FC3A6", grnt="#243430", gry="#B3BDC7", gryt="#2C353E",
)  # fmt: skip
# All text white, every border white; the two tints that remain only carry white text.
CONTRAST: Final = Theme(
    name=ThemeName.CONTRAST, bg="#000000", nav="#000000", titlebar="#000000", panel="#000000", alt="#000000",
    off="#000000", line="#FFFFFF", line2="#FFFFFF", inp="#FFFFFF", tx="#FFFFFF", tx2="#FFFFFF", tx3="#FFFFFF",
    acc="#FFFFFF", onacc="#000000", acch="#FFFFFF", acct="#00407F", red="#FFFFFF", redt="#5A0000", org="#FFFFFF",
    orgt="#000000", orgs="#FFFFFF", grn="#FFFFFF", grnt="#000000", gry="#FFFFFF", gryt="#000000",
)  # fmt: skip
# The wall hangs in a dim room and is read from afar: one theme of its own, whatever the desk wears.
BOARD: Final = {
    "bg": "#12171C", "card": "#1A2128", "alarm": "#33191B", "line": "#3A444E", "tx": "#E6EAEE", "tx2": "#C6CED6",
    "tx3": "#A9B4BE", "red": "#FF8A80", "org": "#F2B266", "grn": "#8FC3A6",
}  # fmt: skip
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


class Sizes(NamedTuple):
    """Heights and widths in logical px at zoom 100 %."""

    topbar: int
    header: int
    nav_row: int
    panel_header: int
    table_header: int
    row: int
    row2: int
    button: int
    button_small: int
    input: int
    input_small: int
    button_tiny: int = 24
    statusbar: int = 28
    nav_open: int = 172
    nav_folded: int = 52
    pill: int = 22
    tag: int = 18
    check: int = 16
    page: int = 16
    gap: int = 12
    drawer: int = 452
    body: int = 14
    small: int = 13
    caption: int = 12
    title: int = 18
    figure: int = 20


NORMAL: Final = Sizes(
    topbar=48, header=52, nav_row=32, panel_header=38, table_header=32, row=36, row2=48, button=32, button_small=28,
    input=32, input_small=28,
)  # fmt: skip
COMPACT: Final = Sizes(
    topbar=44, header=44, nav_row=30, panel_header=34, table_header=28, row=33, row2=43, button=30, button_small=26,
    input=29, input_small=27,
)  # fmt: skip

# Letters of 12 px, targets of 24 × 24, main buttons of 30 (ui.md §1.2); what holds them grows along.
LEAST: Final = {
    "body": 12, "small": 12, "caption": 12, "button": 30, "button_small": 24, "button_tiny": 24, "input": 26, "input_small": 24,
    "topbar": 40, "header": 38, "panel_header": 30, "statusbar": 26, "pill": 20, "tag": 17, "nav_row": 26, "drawer": 400,
}  # fmt: skip


class Look(NamedTuple):
    """What the window wears: theme, zoom in percent, density, and the family of the window font."""

    theme: Theme = LIGHT
    zoom: int = 100
    compact: bool = False
    family: str = ""

    def color(self, token: str) -> QColor:
        """The colour of a token in this theme."""
        return self.theme.color(token)

    def px(self, size: float) -> int:
        """A size at 100 % brought to this zoom, in logical px."""
        return round(size * self.zoom / 100)

    def size(self, name: str) -> int:
        """A named size of this density at this zoom, in logical px; below 100 % nothing becomes too small to read or to hit."""
        return max(self.px(getattr(COMPACT if self.compact else NORMAL, name)), LEAST.get(name, 0))

    def font(self, role: str = "body", weight: int = 400) -> QFont:
        """The window font in a role of `Sizes` (`body`, `small`, `caption`, `title`, `figure`); digits tabular."""
        font = QFont(self.family) if self.family else QFont()
        font.setPixelSize(self.size(role))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


_worn = Look()


def worn() -> Look:
    """The look in force."""
    return _worn


def wear(app: QApplication, look: Look) -> Look:
    """Put a look on the whole application: font, palette and style sheet. Returns it with its font family filled in."""
    global _worn  # noqa: PLW0603  an application wears one look; QApplication's own palette is just as global
    from app.views.stylesheet import stylesheet

    _worn = look if look.family else look._replace(family=window_family())
    app.setFont(_worn.font())
    app.setPalette(palette(_worn.theme))
    app.setStyleSheet(stylesheet(_worn))
    return _worn


def window_family() -> str:
    """微软雅黑 UI where Windows has it, else the bundled Noto Sans SC (registered on first need)."""
    if PREFERRED_FAMILY in QFontDatabase.families():
        return PREFERRED_FAMILY
    number = QFontDatabase.addApplicationFont(str(resources("fonts", "NotoSansSC-Regular.ttf")))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else QFont().family()


def palette(theme: Theme) -> QPalette:
    """The QPalette of a theme, for what the style sheet does not reach (native dialogs, text selection, links)."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: theme.bg, role.WindowText: theme.tx, role.Base: theme.panel, role.AlternateBase: theme.alt,
        role.Text: theme.tx, role.Button: theme.panel, role.ButtonText: theme.tx, role.BrightText: theme.red,
        role.Highlight: theme.acct, role.HighlightedText: theme.tx, role.Link: theme.acc, role.LinkVisited: theme.acc,
        role.ToolTipBase: theme.panel, role.ToolTipText: theme.tx, role.PlaceholderText: theme.tx3,
        role.Light: theme.panel, role.Midlight: theme.alt, role.Mid: theme.line, role.Dark: theme.inp,
        role.Shadow: theme.line, role.Accent: theme.acc,
    }  # fmt: skip
    result = QPalette()
    for key, value in pairs.items():
        result.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(theme.tx3))
    return result
