"""The kinds of values a column can hold, as a form or a sheet sees them."""

from enum import StrEnum


class Kind(StrEnum):
    """One kind has one editor, one way to be read from text and one way to be written."""

    LINE = "line"
    PROSE = "prose"
    NAME = "name"  # blanks between Chinese characters dropped
    CODE = "code"  # half-width, upper case, no blanks; stays text in a sheet
    INTEGER = "integer"
    NUMBER = "number"
    MONEY = "money"  # stored in 分, written in 元
    DAY = "day"
    INSTANT = "instant"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXTS = "texts"
    REFERENCE = "reference"
