"""Whether a label is meant by what was typed: a part of it, or the initials of its pinyin."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """First letters of the pinyin of every character; other letters and digits as they are, lower case."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower().replace(" ", "")


def matches(typed: str, label: str) -> bool:
    """True when `typed` is empty, stands in the label, or in its initials."""
    want = typed.strip().lower()
    if not want or want in label.lower():
        return True
    return want.isascii() and want in initials(label)
