"""One value of a field from text and to text, the same for form, sheet and clipboard."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app import clock
from app.registers.fields import Field
from app.registers.kinds import Kind
from app.rules import written
from app.rules.vocabulary import Word

YES = frozenset({"是", "有", "√", "✓", "✔", "对", "Y", "YES", "TRUE", "1", "要", "需要"})
NO = frozenset({"否", "无", "×", "✗", "错", "N", "NO", "FALSE", "0", "不", "不要", "不需要"})
NOTHING = frozenset({"", "/", "\\", "-", "--", "——", "—", "－", "无数据"})  # how a blank is written in paper tables
NO_END = frozenset({"长期", "长期有效", "永久"})
_SEPARATORS = str.maketrans(dict.fromkeys("，,；;\n\r/", "、"))
_INSTANT_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日%H:%M")


class Unread(ValueError):
    """Text that is not a value of its field; the message is the sentence shown below the field."""


def from_text(field: Field, raw: str, *, today: date | None = None) -> Any:
    """The value `raw` means for `field`, None for a blank. Raises Unread.

    References are names here and stay text: who has the records resolves them. With `today` short days are read too (11.24, +15).
    """
    if raw.strip() in NOTHING and field.kind is not Kind.PROSE:
        return None
    if field.kind is Kind.DAY and today is not None:
        return written.day_near(raw, today) or _day(field, raw)
    value = _READERS[field.kind](field, raw)
    if field.length and isinstance(value, str) and len(value) > field.length:
        raise Unread(f"{field.label}最多 {field.length} 个字，现在是 {len(value)} 个字")
    return value


def to_text(field: Field, value: Any, titles: Mapping[str, str] | None = None) -> str:
    """A value as it stands in a list, a sheet or the history; references are named by `titles` (id -> title)."""
    if value is None:
        return ""
    writer = _WRITERS.get(field.kind)
    if writer:
        return writer(field, value)
    if field.kind is Kind.REFERENCE:
        return (titles or {}).get(str(value), "")
    return value if type(value) is str else str(value)


def _line(_field: Field, raw: str) -> str | None:
    return written.line(raw) or None


def _prose(_field: Field, raw: str) -> str | None:
    return written.text(raw) or None


def _name(_field: Field, raw: str) -> str | None:
    return written.name(raw) or None


def _code(_field: Field, raw: str) -> str | None:
    return written.code(raw) or None


def _number(field: Field, raw: str) -> float:
    number = written.number(raw)
    if number is None:
        raise Unread(f"{field.label}应为数字，现在是“{_short(raw)}”")
    return number


def _integer(field: Field, raw: str) -> int:
    number = _number(field, raw)
    if number != int(number):
        raise Unread(f"{field.label}应为整数，现在是“{_short(raw)}”")
    return int(number)


def _money(field: Field, raw: str) -> int:
    number = _number(field, raw.replace("元", "").replace("￥", "").replace("¥", ""))
    return round(number * 100)


def _day(field: Field, raw: str) -> date | None:
    if raw.strip() in NO_END:
        return None
    day = written.day(raw)
    if day is None:
        raise Unread(f"{field.label}应写成 2024-03-05 这样的日期，现在是“{_short(raw)}”")
    return day


def _instant(field: Field, raw: str) -> datetime:
    tidy = written.line(raw).replace("T", " ").replace("：", ":").replace("日 ", "日")
    for form in _INSTANT_FORMATS:
        try:
            return clock.at_local(datetime.strptime(tidy, form))  # noqa: DTZ007  the wall clock of the township
        except ValueError:
            continue
    raise Unread(f"{field.label}应写成 2024-03-05 08:30 这样的时间，现在是“{_short(raw)}”")


def _flag(field: Field, raw: str) -> bool:
    word = written.code(raw)
    if word in YES or word in NO:
        return word in YES
    raise Unread(f"{field.label}只能填“是”或“否”，现在是“{_short(raw)}”")


def _choice(field: Field, raw: str) -> Word:
    word = field.words.get(raw) or field.words.get(written.name(raw).strip("“”\"'"))
    if word is None:
        known = "、".join(choice.label for choice in field.choices)
        raise Unread(f"{field.label}没有“{_short(raw)}”这一项，可填：{known}")
    return word


def _texts(_field: Field, raw: str) -> list[str] | None:
    parts = (written.name(part) for part in raw.translate(_SEPARATORS).split("、"))
    return list(dict.fromkeys(filter(None, parts))) or None


def _choices(field: Field, raw: str) -> list[str] | None:
    return [_choice(field, part).value for part in _texts(field, raw) or ()] or None


def _short(raw: str) -> str:
    tidy = written.line(raw)
    return tidy if len(tidy) <= 20 else f"{tidy[:20]}…"


_READERS: Mapping[Kind, Callable[[Field, str], Any]] = {
    Kind.LINE: _line,
    Kind.PROSE: _prose,
    Kind.NAME: _name,
    Kind.CODE: _code,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DAY: _day,
    Kind.INSTANT: _instant,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TEXTS: _texts,
    Kind.REFERENCE: _name,
}

_WRITERS: Mapping[Kind, Callable[[Field, Any], str]] = {
    Kind.MONEY: lambda _field, value: f"{value // 100}.{value % 100:02d}",
    Kind.DAY: lambda _field, value: value.isoformat(),
    Kind.INSTANT: lambda _field, value: clock.local(value).strftime("%Y-%m-%d %H:%M"),
    Kind.FLAG: lambda _field, value: "是" if value else "否",
    Kind.CHOICE: lambda _field, value: value.label,
    Kind.CHOICES: lambda field, value: "、".join(field.words[word].label for word in value),
    Kind.TEXTS: lambda _field, value: "、".join(value),
    Kind.NUMBER: lambda _field, value: f"{value:g}",
}
