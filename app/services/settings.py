"""Settings of the office: what there is to set is data in resources/settings.yaml, what was set is in the store."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app import paths
from app.errors import Problem, Refused
from app.models import Setting
from app.rules import declared
from app.rules.vocabulary import Word
from app.services.actor import Actor, permit

LONGEST = 200

Value = int | bool | str
READ: dict[str, Callable[[str], Value]] = {"number": int, "flag": lambda text: text == "是"}  # the others are texts


class Mark(Word):
    """How sure the default is."""

    STATUTE = "S", "法律法规规定"
    CONFIRM = "M", "须经法制或领导确认"
    EXPERIENCE = "E", "按经验取值，可以改"
    OPEN = "OPEN", "没有查到依据，须先问清再填"


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting as it is declared. `kind` is number, flag, text or choice; `least` and `most` bound a number.

    `action` is the permission it takes to set it.
    """

    key: str
    label: str
    kind: str
    default: Value
    mark: Mark
    meaning: str
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()
    action: str = "settings.write"


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting with what it stands at; `is_default` when nobody has set it."""

    declared: Declared
    value: Value
    is_default: bool


_VALUE = select(Setting.value).where(Setting.key == bindparam("key"), Setting.deleted_at.is_(None))


@cache
def shipped() -> dict[str, Declared]:
    """All settings, in the order of the file."""
    raw: dict[str, dict[str, Any]] = declared.read(paths.resources("settings.yaml"))
    return {key: _declared(key, one) for key, one in raw.items()}


def get(session: Session, key: str) -> Value:
    """What a setting stands at. Raises KeyError for a key that is not declared."""
    known = shipped()[key]
    stored = session.execute(_VALUE, {"key": key}).one_or_none()
    return known.default if stored is None else stored[0]


def number(session: Session, key: str) -> int:
    """What a setting of kind number stands at."""
    return int(get(session, key))


def lines(session: Session, actor: Actor) -> list[SettingLine]:
    """All settings with their values."""
    permit(actor, "settings.read")
    stored = {one.key: one.value for one in session.scalars(select(Setting).where(Setting.deleted_at.is_(None)))}
    return [SettingLine(one, stored.get(one.key, one.default), one.key not in stored) for one in shipped().values()]


def put(session: Session, actor: Actor, key: str, value: Value) -> None:
    """Set one setting. Raises Refused when it does not fit what is declared; KeyError for an unknown key."""
    known = shipped()[key]
    permit(actor, known.action)
    if why := _misfit(known, value):
        raise Refused([Problem(key, f"{known.label}：{why}")])
    stored = session.scalars(select(Setting).where(Setting.key == key)).one_or_none()
    if stored is None:
        session.add(Setting(key=key, value=value))
    else:
        stored.value, stored.deleted_at = value, None


def _declared(key: str, raw: dict[str, Any]) -> Declared:
    read = READ.get(raw["kind"], str)
    mark = next(mark for mark in Mark if mark.value == raw["mark"])
    bounds = int(raw.get("least", 0)), int(raw.get("most", 0))
    return Declared(
        key,
        raw["label"],
        raw["kind"],
        read(raw["default"]),
        mark,
        raw["meaning"],
        *bounds,
        tuple(raw.get("choices", ())),
        raw.get("action", "settings.write"),
    )


def _misfit(known: Declared, value: Value) -> str:
    """Why a value does not fit, or nothing."""
    match known.kind:
        case "number":
            fits = isinstance(value, int) and not isinstance(value, bool) and known.least <= value <= known.most
            return "" if fits else f"要填 {known.least} 到 {known.most} 之间的整数"
        case "flag":
            return "" if isinstance(value, bool) else "要选是或否"
        case "choice":
            return "" if value in known.choices else f"要从{'、'.join(known.choices)}里选"
        case _:
            return "" if isinstance(value, str) and len(value) <= LONGEST else f"不能超过 {LONGEST} 个字"
