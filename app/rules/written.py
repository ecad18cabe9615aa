"""What people write in sheets and forms, read as what they mean: widths, spaces, names, numbers, days.

Pure text in, plain values out; nothing here knows which column it reads.
"""

import re
import string
from datetime import date, timedelta

# Letters and digits only: full-width brackets and punctuation belong to Chinese text and stay.
_WIDE = {ord(narrow) + 0xFEE0: narrow for narrow in string.digits + string.ascii_letters}
_SIGNS = str.maketrans("－—–．／：＋，", "---./:+,")
_CONTROL = set(range(0x20)) - {0x09, 0x0A, 0x0D}
_INVISIBLE = {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202C, 0x2060, 0xFEFF}
_TIDY: dict[int, str | None] = dict.fromkeys(_CONTROL | _INVISIBLE)
_CODE = {**_TIDY, **_WIDE, **_SIGNS}
# Ideographs with extensions A to H and compatibility forms: 䶮 is U+4DAE, rarer name characters lie beyond the BMP.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_GAP_BESIDE_HAN = re.compile(rf"(?<=[{_HAN}·])\s+|\s+(?=[{_HAN}·])")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:T?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_SHIFTED_DAY = re.compile(r"[+-]\d{1,4}")
_SPOKEN_DAYS = {"今天": 0, "今日": 0, "明天": 1, "后天": 2, "昨天": -1, "前天": -2}
_SERIAL_ZERO = date(1899, 12, 30)  # Excel's day 0, its false leap day of 1900 included
_SERIAL_RANGE = (1, 2958465)


def text(raw: str) -> str:
    """Prose as written, without invisible marks and without blanks at its ends (U+3000 and NBSP too)."""
    return raw.translate(_TIDY).strip()


def line(raw: str) -> str:
    """Text of one line: as `text`, each run of blanks or line ends as one blank."""
    return " ".join(raw.translate(_TIDY).split())


def name(raw: str) -> str:
    """A name: blanks put between Chinese characters to make a column look even are dropped, others stay single."""
    tidy = line(raw)
    return _GAP_BESIDE_HAN.sub("", tidy) if " " in tidy else tidy


def code(raw: str) -> str:
    """A number or code: half-width, no blanks at all, upper case, without the apostrophe that keeps it text in a sheet."""
    return "".join(raw.translate(_CODE).split()).lstrip("'‘’`").upper()


def number(raw: str) -> float | None:
    """A number, thousands separators allowed, or None."""
    digits = code(raw).replace(",", "")
    return float(digits) if _NUMBER.fullmatch(digits) else None


def day(raw: str) -> date | None:
    """A whole calendar day: 2024-3-5, 2024.3.5, 2024/03/05, 2024年3月5日, 20240305, each also with a time behind it."""
    digits = code(raw).rstrip(".")
    match = _DAY.fullmatch(digits) or _COMPACT_DAY.fullmatch(digits)
    return _date(*map(int, match.groups())) if match else None


def day_near(raw: str, today: date) -> date | None:
    """As `day`, and what a form accepts beside it: 11.24 (of this year), 今天, +15."""
    word = code(raw)
    if word in _SPOKEN_DAYS:
        return today + timedelta(days=_SPOKEN_DAYS[word])
    if _SHIFTED_DAY.fullmatch(word):
        return today + timedelta(days=int(word))
    if match := _SHORT_DAY.fullmatch(word):
        return _date(today.year, int(match[1]), int(match[2]))
    return day(raw)


def day_of_serial(serial: float) -> date | None:
    """The day a spreadsheet means by a number: 45356 is 2024-03-05, and 20240305 typed as a number is that day too."""
    if serial == int(serial) and (compact := _COMPACT_DAY.fullmatch(str(int(serial)))):
        return _date(*map(int, compact.groups()))
    first, last = _SERIAL_RANGE
    return _SERIAL_ZERO + timedelta(days=int(serial)) if first <= serial <= last else None


def _date(year: int, month: int, number_of_day: int) -> date | None:
    try:
        return date(year, month, number_of_day)
    except ValueError:
        return None
