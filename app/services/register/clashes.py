"""Whether a record would name the same thing as another: refused where a number names one record only, else a hint."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app.errors import Problem
from app.registers.fields import fields
from app.registers.spec import RegisterSpec


def clashes(
    session: Session, spec: RegisterSpec, values: Mapping[str, Any], own_id: str | None, changed: set[str]
) -> Iterator[Problem]:
    """A problem for each unique number that another living record has, naming that record; one that stands was checked before."""
    for unique in spec.unique:
        if changed.isdisjoint({*unique.fields, *unique.only}) or any(
            values.get(name) != only for name, only in unique.only.items()
        ):
            continue
        other = _other(session, spec, {**{name: values.get(name) for name in unique.fields}, **unique.only}, own_id)
        if other:
            label = "、".join(fields(spec)[name].label for name in unique.fields)
            yield Problem(unique.fields[0], f"{label}与“{other}”的相同，同一个只能登记一次")


def similar_hint(session: Session, spec: RegisterSpec, values: Mapping[str, Any], own_id: str | None) -> dict[str, str]:
    """Words under the title when another record looks the same."""
    if not spec.similar or not (
        other := _other(session, spec, {name: values.get(name) for name in spec.similar}, own_id)
    ):
        return {}
    labels = "和".join(fields(spec)[name].label for name in spec.similar)
    return {spec.similar[0]: f"已有一条{labels}都相同的记录“{other}”，请确认不是重复登记"}


def _other(session: Session, spec: RegisterSpec, wanted: Mapping[str, Any], own_id: str | None) -> str | None:
    """The title of another living record with these values; None when a value is blank or there is none."""
    if any(value in {None, ""} for value in wanted.values()):
        return None
    title: str | None = session.connection().scalar(_question(spec, tuple(wanted)), {**wanted, "own_id": own_id or ""})
    return title


@cache
def _question(spec: RegisterSpec, names: tuple[str, ...]) -> Select[str]:
    """The query for another living record with the same values, built once: building it takes as long as asking it."""
    columns = spec.model.__table__.columns
    same = (columns[name] == bindparam(name) for name in names)
    living = columns.deleted_at.is_(None)
    return select(columns[spec.title_field]).where(living, *same, columns.id != bindparam("own_id")).limit(1)
