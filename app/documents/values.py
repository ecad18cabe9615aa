"""Values in the words of a document: 【名称|格式】 -> text.

The formats are a closed set of functions from a value to text. A value that is not what the format expects is printed
as it stands: a draft shows what was typed, and nothing typed is lost.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeGuard

from app import clock
from app.documents.money import capitals, digits

DEFAULTS = {
    "日期": "日期", "日期时间": "日期时间", "起止时间": "起止时间", "金额": "金额", "执法人员": "执法人员",
    "多选": "勾选", "单选": "文本", "是否": "是否",
}  # fmt: skip
VALUE = re.compile(r"【([^【】|]+)(?:\|([^【】|]*))?】")

# Zero-width and direction marks, variation selectors, controls: a reader cannot see them, a page cannot show them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e01ef]"
)

_VISIBLE = re.compile("[ -~\u3000-\u9fff\uff01-\uff5e\u2014\u2018-\u201d\u2026\n]*")  # nearly every text


def clean(text: str) -> tuple[str, int]:
    """The text as it can be printed, and how many invisible characters were left out."""
    if _VISIBLE.fullmatch(text):
        return text, 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return INVISIBLE.subn("", text.replace("\t", "\u3000").replace("\xa0", " "))


def is_empty(value: object) -> bool:
    """Whether nothing was filled in; 0 and False are answers."""
    return value is None or (isinstance(value, str | list | tuple | dict) and not value)


def is_open(value: object, kind: str) -> bool:
    """Whether something is still to be filled in: nothing there, or a span of time without its end."""
    if kind == "起止时间" and isinstance(value, list | tuple):
        return len(value) != 2 or any(is_empty(part) for part in value)
    return is_empty(value)


def show(value: object, form: str, choices: Sequence[str] = ()) -> str:
    """The value in one of `FORMATS`."""
    if form == "勾选":
        return _ticked(value, choices)
    return FORMATS.get(form, _text)(value)


def default_format(kind: str) -> str:
    """The format a field of this kind has when the template names none."""
    return DEFAULTS.get(kind, "文本")


def moment(value: object) -> datetime | date | object:
    """A date or time out of what a form may hold: a date, an aware instant, or their ISO text."""
    if isinstance(value, str):
        try:
            parsed = datetime.fromisoformat(value)
        except ValueError:
            return value
        value = parsed if len(value) > 10 else parsed.date()
    if isinstance(value, datetime) and value.tzinfo is not None:
        return clock.local(value)
    return value


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return _date_time(value) if isinstance(value, datetime) else _date(value)
    if isinstance(value, list | tuple):
        return "、".join(_text(item) for item in value)
    if isinstance(value, Mapping):
        return " ".join(_text(item) for item in value.values())
    return "" if value is None else str(value)


def _date(value: object) -> str:
    day = moment(value)
    return f"{day.year}年{day.month}月{day.day}日" if isinstance(day, date) else _text(value)


def _date_time(value: object) -> str:
    at = moment(value)
    if not isinstance(at, datetime):
        return _date(value)
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02d}分"


def _range(value: object) -> str:
    if not isinstance(value, list | tuple) or len(value) != 2:
        return _text(value)
    start, end = moment(value[0]), moment(value[1])
    if is_empty(end):
        return f"{_date_time(start)}至　　时　　分"
    if isinstance(start, datetime) and isinstance(end, datetime) and start.date() == end.date():
        return f"{_date_time(start)}至{end.hour}时{end.minute:02d}分"
    return "至".join(_date_time(item) for item in value)


def _year(value: object) -> str:
    day = moment(value)
    return str(day.year) if isinstance(day, date) else _text(value)


def _money(value: object) -> str:
    return f"{digits(value)}元" if _is_fen(value) else _text(value)


def _money_capitals(value: object) -> str:
    return f"人民币{capitals(value)}" if _is_fen(value) and value >= 0 else _text(value)


def _money_both(value: object) -> str:
    return f"人民币{capitals(value)}（￥{digits(value)}）" if _is_fen(value) and value >= 0 else _text(value)


def _is_fen(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _officers(value: object) -> str:
    if not isinstance(value, list | tuple):
        return _text(value)
    return "、".join(_officer(item) for item in value)


def _officer(value: object) -> str:
    if not isinstance(value, Mapping):
        return _text(value)
    number = _text(value.get("执法证号"))
    return _text(value.get("姓名")) + (f"（执法证号：{number}）" if number else "")


def _ticked(value: object, choices: Sequence[str]) -> str:
    chosen = {_text(item) for item in value} if isinstance(value, list | tuple) else {_text(value)} - {""}
    shown = [f"{'☑' if choice in chosen else '☐'}{choice}" for choice in choices]
    shown += [f"☑{other}" for other in sorted(chosen - set(choices))]
    return "　".join(shown)


def _yes_no(value: object) -> str:
    return _text(bool(value)) if isinstance(value, bool | int) else _text(value)


def _masked(value: object) -> str:
    text = _text(value)
    return text[:6] + "*" * max(len(text) - 10, 0) + text[-4:] if len(text) > 10 else text


FORMATS: dict[str, Callable[[object], str]] = {
    "文本": _text,
    "日期": _date,
    "日期时间": _date_time,
    "起止时间": _range,
    "年份": _year,
    "金额": _money,
    "大写金额": _money_capitals,
    "金额大小写": _money_both,
    "执法人员": _officers,
    "分行": lambda value: _officers(value).replace("）、", "）、\n"),
    "勾选": lambda value: _ticked(value, ()),
    "是否": _yes_no,
    "掩码": _masked,
}
