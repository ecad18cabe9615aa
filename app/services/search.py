"""Global search: one box over all subjects. A finding, a re-check, a photo lead to the record they belong to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.registers.catalogue import REGISTERS, register_of_table
from app.registers.spec import RegisterSpec
from app.rules.masking import mask_id, mask_phone
from app.services.actor import Actor, may, permit
from app.store import search as index
from app.store.fields import models_by_table

EACH = 8  # rows a register gets at least, however many another one has
AROUND = 14  # characters shown on either side of what was found
_MASKS = {"id": mask_id, "phone": mask_phone}

Place = tuple[str, str]  # table, id
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record to open: key of its register, its id and name, and where the words were found."""

    register: str
    id: str
    title: str
    snippet: str


def search(session: Session, actor: Actor, text: str, limit: int = 50) -> list[SearchHit]:
    """The newest records that hold all the words, by register in the order of the navigation; at most `limit`.

    Registers the actor may not read are left out. Raises NotPermitted.
    """
    permit(actor, "search")
    match = index.expression(text)
    if match is None:
        return []
    found = index.newest(session.connection(), match, EACH, limit)
    records: dict[Place, Values] = {}
    led = _lead(session, found, records)
    hits: dict[Place, SearchHit] = {}
    for origin, place in led:
        spec = register_of_table(place[0])
        if spec is not None and place not in hits and may(actor, f"{spec.action}.read"):
            hits[place] = _hit(spec, records[place], records[origin], origin[0], text)
    order = {key: number for number, key in enumerate(REGISTERS)}
    return sorted(hits.values(), key=lambda hit: order.get(hit.register, len(order)))


def _lead(session: Session, found: Iterable[Place], records: dict[Place, Values]) -> list[tuple[Place, Place]]:
    """What was found and the record of a register it belongs to. Deleted ones, at any step, lead nowhere."""
    led: list[tuple[Place, Place]] = []
    walking = [(place, place) for place in found]
    while walking:
        _load(session, [place for _, place in walking], records)
        living = [(origin, place) for origin, place in walking if place in records]
        led += [pair for pair in living if register_of_table(pair[1][0]) is not None]
        children = [pair for pair in living if register_of_table(pair[1][0]) is None]
        walking = [(origin, up) for origin, place in children for up in _up(session, place[0], records[place])]
    rank = {place: number for number, place in enumerate(found)}
    return sorted(led, key=lambda pair: rank[pair[0]])


def _load(session: Session, places: Iterable[Place], records: dict[Place, Values]) -> None:
    """Plain rows, not mapped objects: this runs at every key a person types."""
    by_table: dict[str, list[str]] = {}
    for table, row in places:
        by_table.setdefault(table, []).append(row)
    for table, ids in by_table.items():
        names = _needed(table)
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(ids))
        query = f'SELECT {columns} FROM "{table}" WHERE id IN ({marks}) AND deleted_at IS NULL'  # noqa: S608  own names
        for found in session.connection().exec_driver_sql(query, tuple(ids)):
            records[(table, found[0])] = dict(zip(names, found, strict=True))


@cache
def _needed(table: str) -> tuple[str, ...]:
    """The columns that a line of the answer, or the way to it, is made of; the id first."""
    spec = register_of_table(table)  # maps the table of a ledger that nobody has opened yet
    columns = models_by_table()[table].__table__.columns
    leading = [column.name for column in columns if column.foreign_keys or column.name in {"subject", "subject_id"}]
    title = [spec.title_field] if spec else []
    return tuple(dict.fromkeys(["id", *title, *leading, *index.searchable(models_by_table()[table])]))


def _up(session: Session, table: str, record: Values) -> list[Place]:
    """One step towards the register: by the record's own first foreign key, by its subject, or from what points at it."""
    if "subject_id" in record:
        spec = REGISTERS.get(record["subject"])
        return [(spec.model.__tablename__ if spec else record["subject"], record["subject_id"])]
    columns = models_by_table()[table].__table__.columns
    for column in columns:
        for key in column.foreign_keys:
            return [(key.column.table.name, record[column.name])]
    return [
        (model.__tablename__, row)
        for model, name in _pointing_at(table)
        for row in session.scalars(select(model.id).where(getattr(model, name) == record["id"]))
    ]


@cache
def _pointing_at(table: str) -> list[tuple[Any, str]]:
    return [
        (model, column.name)
        for model in models_by_table().values()
        for column in model.__table__.columns
        if any(key.column.table.name == table for key in column.foreign_keys)
    ]


def _hit(spec: RegisterSpec, record: Values, found: Values, table: str, text: str) -> SearchHit:
    title = str(record[spec.title_field] or "")
    skip = spec.title_field if record is found else ""
    return SearchHit(spec.key, record["id"], title, _snippet(table, found, skip, text.split()))


def _snippet(table: str, record: Values, skip: str, words: list[str]) -> str:
    """`地点：…溪口桥头向东…`: the first field that holds one of the words, or else the first filled ones."""
    model = models_by_table()[table]
    columns = model.__table__.columns
    given = {name: str(record[name] or "") for name in index.searchable(model) if name != skip}
    for name, value in given.items():
        for word in words:
            place = index.fold(value).find(index.fold(word))
            if place >= 0:
                return f"{columns[name].comment}：{_shown(columns[name].info, value, place, len(word))}"
    filled = [(name, value) for name, value in given.items() if value and "mask" not in columns[name].info]
    return "　".join(f"{columns[name].comment}：{value[: 2 * AROUND]}" for name, value in filled[:2])


def _shown(info: Mapping[str, Any], value: str, place: int, length: int) -> str:
    if "mask" in info:
        return _MASKS[info["mask"]](value)
    start, end = max(0, place - AROUND), place + length + AROUND
    text = " ".join(value[start:end].split())
    return f"{'…' if start else ''}{text}{'…' if end < len(value) else ''}"
