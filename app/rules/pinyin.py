"""Initials of Chinese text, so that `wxy` finds 吴晓阳; surnames read in their own way (单, 曾, 仇 …) are found by both.

The one reading of pinyin: the search index, the choices of a form and the lists that narrow while typing all use it.
"""

import functools
import os
import re
from collections.abc import Iterator

from app.paths import resources
from app.rules import declared

# Single characters are read here, never phrases: without their dictionary pypinyin loads in half the time.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

LONGEST = 8  # letters of one token; nobody types more initials than this to find something
_HAN = re.compile("[〇㐀-䶿一-鿿\U00020000-\U0003ffff]+")


class _Letters(dict[int, str]):
    """For `str.translate`: first letter of a character's common reading, looked up once; a blank for an unknown one."""

    def __missing__(self, code: int) -> str:
        from pypinyin import Style, lazy_pinyin

        letter = lazy_pinyin(chr(code), style=Style.FIRST_LETTER)[0]
        self[code] = letter if letter.isascii() and letter.isalpha() else " "
        return self[code]


_letters = _Letters()


@functools.cache
def _surnames() -> dict[str, str]:
    """Surname of one or two characters -> initials of its reading as a surname."""
    readings: dict[str, str] = declared.read(resources("surnames.yaml"))
    return readings


def _surname_letters(run: str, letters: str) -> str | None:
    """The letters of a run that begins with a surname of special reading, else None."""
    for length in (2, 1):
        special = _surnames().get(run[:length])
        if special:
            return special + letters[length:]
    return None


@functools.lru_cache(maxsize=50_000)
def _of_run(run: str) -> tuple[str, ...]:
    """Tokens of one run of characters: the letters from each character on, so that any part is found as a beginning."""
    letters = run.translate(_letters)
    tokens = [letters[start : start + LONGEST] for start in range(len(letters))]
    special = _surname_letters(run, letters)
    if special and special != letters:
        tokens.append(special[:LONGEST])
    return tuple(part for token in tokens if (part := token.partition(" ")[0]))


def initials(text: str) -> Iterator[str]:
    """Lower-case initials of all Chinese runs in `text`: 吴晓阳 -> wxy, xy, y."""
    for run in _HAN.findall(text):
        yield from _of_run(run)


@functools.lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """The initial of every character in one piece, letters and digits as they are, lower case: 村社1 -> cs1."""
    return _HAN.sub(lambda run: run[0].translate(_letters), text.lower()).replace(" ", "")


def matches(typed: str, label: str) -> bool:
    """Whether a label is meant by what was typed: nothing, a part of it, or initials of it."""
    want = typed.strip().lower()
    if not want or want in label.lower():
        return True
    return want.isascii() and (want in letters(label) or any(one.startswith(want) for one in initials(label)))
