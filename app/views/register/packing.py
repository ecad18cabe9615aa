"""Values of a form as plain JSON for a draft, and back: days, instants and picked records keep their kind."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.clock import instant_text, parse_instant
from app.views.widgets.picker import Picked

_DAY, _INSTANT, _PICKED = "$day", "$instant", "$picked"


def pack(value: object) -> Any:
    """A value (also nested in lists, tuples and mappings) as JSON."""
    packed: Any = value
    match value:
        case datetime():
            packed = {_INSTANT: instant_text(value)}
        case date():
            packed = {_DAY: value.isoformat()}
        case Picked():
            packed = {_PICKED: [value.id, value.title, value.note]}
        case str():
            packed = str(value)
        case Mapping():
            packed = {str(key): pack(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            packed = [pack(one) for one in value]
        case bool() | int() | float() | None:
            pass
        case _:
            msg = f"a form holds no {type(value).__name__}"
            raise TypeError(msg)
    return packed


def unpack(packed: Any) -> Any:
    """What `pack` was given; tuples come back as lists, words of a vocabulary as their stored text."""
    match packed:
        case {"$day": text}:
            return date.fromisoformat(text)
        case {"$instant": text}:
            return parse_instant(text)
        case {"$picked": [record, title, note]}:
            return Picked(record, title, note)
        case dict():
            return {key: unpack(one) for key, one in packed.items()}
        case list():
            return [unpack(one) for one in packed]
    return packed
