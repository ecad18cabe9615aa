"""What an act asks for, as a page shows it, and what came back as values: words, days, instants, numbers."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from app import clock
from app.errors import Problem
from app.rules.procedure import procedure
from app.rules.procedure_rows import Act, Blank
from app.rules.vocabulary import Word
from app.rules.vocabulary_case import CaseEnding, GoodsMeasure, GoodsOutcome, NoPenaltyGround, PenaltyKind, RemedyKind
from app.services.case.drafts import GoodsDraft
from app.services.case.shapes import Ask

WORDS: Mapping[str, type[Word]] = {
    one.__name__: one for one in (PenaltyKind, NoPenaltyGround, CaseEnding, GoodsMeasure, GoodsOutcome, RemedyKind)
}


def asks_of(act: Act) -> tuple[Ask, ...]:
    """The fields of an act in their order."""
    return _asks(act.key)


@cache
def _asks(act_key: str) -> tuple[Ask, ...]:
    table = procedure()
    return tuple(
        Ask(key, table.blanks[key].label, table.blanks[key].kind, required, _choices(table.blanks[key]))
        for key, required in table.acts[act_key].asks
    )


def read(act: Act, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of an act as values, and a problem for each that is missing or cannot be read. Others are left out."""
    values: dict[str, Any] = {}
    problems = []
    for key, required in act.asks:
        blank, raw = procedure().blanks[key], given.get(key)
        if raw in (None, "", (), []):
            if required:
                problems.append(Problem(key, f"请填写{blank.label}"))
            continue
        reader: Callable[[Blank, Any], Any] = _READERS.get(blank.kind, _text)
        try:
            values[key] = reader(blank, raw)
        except (ValueError, TypeError):
            problems.append(Problem(key, f"{blank.label}填写的内容读不懂，请按格式重填"))
    return values, problems


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept with the act: plain JSON."""
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return clock.instant_text(value)
        case date():
            return value.isoformat()
        case GoodsDraft():
            return {"name": value.name, "quantity": value.quantity, "unit": value.unit, "place": value.place}
        case list() | tuple():
            return [_plain(one) for one in value]
        case Word():
            return value.value
    return value


def _choices(blank: Blank) -> tuple[tuple[str, str], ...]:
    return tuple((word.value, word.label) for word in WORDS[blank.vocabulary]) if blank.vocabulary else ()


def _text(_blank: Blank, raw: Any) -> str:
    return str(raw).strip()


def _number(blank: Blank, raw: Any) -> int:
    number = int(raw)
    if number < 0 or (blank.kind == "整数" and number == 0):
        raise ValueError(blank.key)
    return number


def _day(_blank: Blank, raw: Any) -> date:
    return raw if isinstance(raw, date) else date.fromisoformat(raw)


def _instant(_blank: Blank, raw: Any) -> datetime:
    return raw if isinstance(raw, datetime) else clock.parse_instant(raw)


def _word(blank: Blank, raw: Any) -> Word:
    return WORDS[blank.vocabulary or ""].read(raw)


def _words(blank: Blank, raw: Any) -> list[str]:
    return [WORDS[blank.vocabulary or ""].read(one).value for one in raw]


def _list(_blank: Blank, raw: Any) -> list[Any]:
    return list(raw)


def _goods(_blank: Blank, raw: Any) -> list[GoodsDraft]:
    return [one if isinstance(one, GoodsDraft) else GoodsDraft(**one) for one in raw]


def _schedule(_blank: Blank, raw: Any) -> list[tuple[int, date]]:
    return [(int(amount), due if isinstance(due, date) else date.fromisoformat(due)) for amount, due in raw]


_READERS: Mapping[str, Callable[[Blank, Any], Any]] = {
    "整数": _number,
    "金额": _number,
    "日期": _day,
    "时刻": _instant,
    "选项": _word,
    "多选": _words,
    "多人": _list,
    "多物": _list,
    "物品": _goods,
    "分期": _schedule,
}
