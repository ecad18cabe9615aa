"""Which font draws which character.

A role (仿宋 for the body, 小标宋 for titles ...) is a chain of font files: the Windows font an office expects first,
then the bundled one, then fonts that know rare names. The choice is made for each character, so 龑 or 𠮷 prints
although the body font lacks it, and a character that no font has is drawn as a box and reported instead of vanishing.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app import paths
from app.documents.punctuation import PULL, pulled

if TYPE_CHECKING:
    from app.documents.outlines import WideFont

Role = Literal["body", "title", "kai", "hei", "song"]

BOXES = "☐☑"  # no font of ours has them; they are drawn as lines

_RARE = ("LXGWWenKai-Regular.ttf", "NotoSansSC-Regular.ttf", "simsunb.ttf", "simsunb-extg.ttf")
CHAINS: dict[Role, tuple[str, ...]] = {
    "body": ("simfang.ttf", "FandolFang-Regular.ttf", *_RARE),
    "title": ("FZXBSJW.TTF", "NotoSerifSC-Bold-GB2312.ttf", "NotoSansSC-Regular.ttf", *_RARE),
    "kai": ("simkai.ttf", *_RARE),
    "hei": ("simhei.ttf", "NotoSansSC-Regular.ttf", *_RARE),
    "song": ("simsun.ttc", "FandolFang-Regular.ttf", *_RARE),
}
# The names Word knows them by.
WORD_NAMES: dict[Role, str] = {
    "body": "仿宋_GB2312",
    "title": "方正小标宋简体",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "song": "宋体",
}

# Drawn wrongly by a bundled font: its ￥ is a dollar sign, its ™ an accent.
WRONG = {"FandolFang-Regular.ttf": frozenset("￥™")}

Cell = tuple[str | None, float]  # name of the font that has the character, or None; advance in em


class _Cells(dict[str, Cell]):
    """Character -> cell of one role, looked up once per process."""

    def __init__(self, find: Callable[[str], Cell]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, char: str) -> Cell:
        cell = self[char] = self._find(char)
        return cell


class Faces:
    """The fonts of this machine, parsed when first needed. `bundled_only` makes every machine print the same bytes."""

    def __init__(self, *, bundled_only: bool = False) -> None:
        self._folders = [paths.resources("fonts")] if bundled_only else [*_system_folders(), paths.resources("fonts")]
        self._loaded: dict[str, WideFont | None] = {}
        self._named: dict[str, WideFont] = {}
        self._lock = threading.Lock()
        self._cells = {role: _Cells(self._finder(role)) for role in CHAINS}
        self._main: dict[Role, str | None] = {}  # the font of a role that most characters come from
        self._plain: dict[Role, set[str]] = {role: set() for role in CHAINS}  # those known to come from it

    def cells(self, role: Role) -> dict[str, Cell]:
        """The cell of every character in this role; missing keys are looked up on the way."""
        return self._cells[role]

    def width(self, role: Role, text: str) -> float:
        """The advance of `text` in em, marks that meet drawn together."""
        cells = self._cells[role]
        return sum(cells[char][1] for char in text) - PULL * len(pulled(text, cells))

    def runs(self, role: Role, text: str) -> Iterator[tuple[str | None, str]]:
        """`text` in pieces of one font each; the name is None for boxes and for characters nobody has."""
        plain = self._plain[role]
        if role not in self._main:
            self._main[role] = self._cells[role]["国"][0]
        if plain.issuperset(text):  # nearly every line
            yield self._main[role], text
            return
        cells = self._cells[role]
        if len(names := {cells[char][0] for char in text}) == 1:
            name = names.pop()
            if name == self._main[role]:
                plain.update(text)
            yield name, text
            return
        for name, chars in groupby(text, key=lambda char: cells[char][0]):
            yield name, "".join(chars)

    def chosen(self) -> dict[Role, str]:
        """The file that serves each role on this machine, for the self-check: is the office's own font installed?"""
        return {role: str(self._cells[role]["国"][0]) for role in CHAINS}

    def print(self) -> str:
        """The fonts of this machine in 16 characters: others, or another version of one, have another print."""
        files = sorted({file for chain in CHAINS.values() for file in chain})
        found = [(file, path.stat().st_size) for file in files if (path := self._path(file)) is not None]
        return hashlib.sha256(repr(found).encode()).hexdigest()[:16]

    def missing(self, role: Role, chars: Iterable[str]) -> set[str]:
        """Which of `chars` no font of the role can draw."""
        cells = self._cells[role]
        return {char for char in set(chars) - self._plain[role] if cells[char][0] is None and char not in BOXES}

    def font(self, name: str) -> "WideFont":
        """The font that `cells` and `runs` call so."""
        return self._named[name]

    def _finder(self, role: Role) -> Callable[[str], Cell]:
        def find(char: str) -> Cell:
            if char in BOXES:
                return None, 1.0
            code = ord(char)
            for file in CHAINS[role]:
                font = None if char in WRONG.get(file, "") else self._load(file)
                if font is not None and font.face.charToGlyph.get(code):
                    return font.name, font.face.charWidths.get(code, font.face.defaultWidth) / 1000
            return None, 1.0

        return find

    def _path(self, file: str) -> Path | None:
        return next((folder / file for folder in self._folders if (folder / file).is_file()), None)

    def _load(self, file: str) -> "WideFont | None":
        with self._lock:
            if file not in self._loaded:
                found = self._path(file)
                font = _parse(found, ours=found.parent == self._folders[-1]) if found else None
                self._loaded[file] = font
                if font is not None:
                    self._named[font.name] = font
            return self._loaded[file]


@cache
def faces(*, bundled_only: bool = False) -> Faces:
    """The one set of fonts of this process: parsing costs 20 to 120 ms a font, once."""
    return Faces(bundled_only=bundled_only)


def _system_folders() -> list[Path]:
    roots = (os.environ.get("WINDIR"), os.environ.get("LOCALAPPDATA"))
    below = ("Fonts", "Microsoft/Windows/Fonts")
    return [Path(root) / tail for root, tail in zip(roots, below, strict=True) if root]


def _parse(path: Path, *, ours: bool) -> "WideFont | None":
    """A font that reportlab cannot embed (PostScript outlines, a damaged file) counts as not installed."""
    from reportlab.pdfbase.ttfonts import TTFError

    from app.documents.outlines import WideFont

    name = path.stem if ours else f"{path.stem} of this machine"  # the same file name may be another version
    try:
        return WideFont(name, str(path))
    except TTFError:
        return None
