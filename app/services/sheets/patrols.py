"""Patrols out of a list: the people are looked up by name and become members; a line without a number gets one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import PatrolMember, Person
from app.registers.catalogue import register
from app.registers.fields import fields
from app.rules import checks
from app.rules.patrol import number_from_content
from app.rules.vocabulary import PersonKind
from app.services.actor import Actor
from app.services.patrol_parts import as_member
from app.services.sheets.converting import Records
from app.store import bulk

_SEPARATED = re.compile(r"[\s、，,;；/]+")
_MARK = re.compile(r"[（(]辅[）)]$")
People = Mapping[str, Sequence[Person]]


def prepare(session: Session, _actor: Actor, records: Records) -> None:
    """Write the members of each row as the program does; refuse rows that name nobody known, or fewer than two."""
    people = _people(session)
    known = fields(register("patrols"))["member_names"]
    for row, values in zip(records.rows, records.values, strict=True):
        if not (text := values.get("member_names")):
            continue
        names = _names(text)
        why = _problem(people, names)
        if why:
            records.refuse(row, known, why, text)
        else:
            values["member_names"] = "、".join(_marked(people[name][0]) for name in names)


def finish(row: dict[str, Any]) -> dict[str, Any]:
    """A new row with its number."""
    number = row.get("number") or number_from_content(row["day"], row["started_at"], row["member_names"])
    return {**row, "number": number}


def arrived(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """The members of new patrols, each with the certificate that held on the day; the first one named leads."""
    people = _people(session)
    bulk.insert(
        session,
        PatrolMember,
        (
            {
                "patrol_id": row["id"],
                "person_id": person.id,
                "name": person.name,
                "certificate": person.certificate if checks.certified(as_member(person), row["day"]) else None,
                "leads": position == 0,
            }
            for row in rows
            for position, person in enumerate(people[name][0] for name in _names(row["member_names"]))
        ),
    )


def _people(session: Session) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for person in session.scalars(select(Person).where(Person.deleted_at.is_(None))):
        found.setdefault(person.name, []).append(person)
    return found


def _names(text: str) -> list[str]:
    parts = (_MARK.sub("", part) for part in _SEPARATED.split(text))
    return list(dict.fromkeys(filter(None, parts)))


def _problem(people: People, names: Sequence[str]) -> str | None:
    for name in names:
        found = people.get(name, ())
        if len(found) != 1:
            return f"人员里有 {len(found)} 个“{name}”，分不清是谁" if found else f"人员里没有“{name}”，请先登记人员"
    if len(names) < checks.LEAST_MEMBERS:
        return f"巡查人员不少于 {checks.LEAST_MEMBERS} 人"
    return None


def _marked(person: Person) -> str:
    return f"{person.name}（辅）" if person.kind is PersonKind.AUXILIARY else person.name
