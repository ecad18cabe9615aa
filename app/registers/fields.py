"""The columns of a register as fields: label, kind, choices; read off the mapped class once, so that nothing is written twice.

Views and sheets know columns by these only; no SQLAlchemy type leaves this module.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Float, Integer
from sqlalchemy.orm import class_mapper

from app.models.base import Base, Choice, Day, Instant, Money, Paragraphs, Reference, Texts
from app.registers.kinds import Kind
from app.registers.spec import Heading, RegisterSpec
from app.rules.vocabulary import Word


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register. `subject` is the table a reference points into; `length` the most characters, if any."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    length: int | None = None
    choices: tuple[Word, ...] = ()
    subject: str | None = None
    mask: str | None = None  # "id" or "phone": shown masked
    read_only: bool = False
    default: Any = None
    hint: str = ""
    heading: Heading | None = None
    words: Mapping[str, Word] = dataclass_field(default_factory=dict)  # value, label and further words of the choices


_KINDS: tuple[tuple[type, Kind], ...] = (
    (Day, Kind.DAY),
    (Instant, Kind.INSTANT),
    (Choice, Kind.CHOICE),
    (Texts, Kind.TEXTS),
    (Money, Kind.MONEY),
    (Paragraphs, Kind.PROSE),
    (Reference, Kind.REFERENCE),
    (Boolean, Kind.FLAG),
    (Integer, Kind.INTEGER),
    (Float, Kind.NUMBER),
)


@cache
def fields(spec: RegisterSpec) -> Mapping[str, Field]:
    """All fields of the form in reading order, then those only listed; by attribute."""
    formed = [name for section in spec.sections for name in section.fields]
    listed = [name for column in spec.columns for name in (column.name, column.second) if name]
    headings = {heading.name: heading for heading in spec.headings}
    return {
        name: _field(
            spec.model,
            name,
            required=name in spec.required,
            kind=spec.kinds.get(name),
            read_only=name in spec.read_only,
            heading=headings.get(name),
        )
        for name in dict.fromkeys([*formed, *listed])
    }


@cache
def child_fields(spec: RegisterSpec, key: str) -> Mapping[str, Field]:
    """The fields of a child's rows, by attribute."""
    child = next(child for child in spec.children if child.key == key)
    return {name: _field(child.model, name, required=name in child.required) for name in child.fields}


@cache
def child_columns(spec: RegisterSpec) -> Mapping[str, Field]:
    """The fields of the first child as columns of a sheet, named `tiers.name`: each line of the sheet holds one child row."""
    return {
        f"{child.key}.{name}": replace(field, name=f"{child.key}.{name}", required=False)
        for child in spec.children[:1]
        for name, field in child_fields(spec, child.key).items()
    }


@cache
def sheet_columns(spec: RegisterSpec) -> Mapping[str, Field]:
    """All columns a sheet of the register may have, by name: the record's, then those of its first child."""
    return {**{field.name: field for field in sheet_fields(spec)}, **child_columns(spec)}


def sheet_fields(spec: RegisterSpec, names: Sequence[str] = ()) -> list[Field]:
    """The fields that travel in a sheet: those of the form, without hidden ones; `names` picks and orders others."""
    known = fields(spec)
    formed = (name for section in spec.sections for name in section.fields if name not in spec.hidden)
    return [known[name] for name in names or formed]


def _field(
    model: type[Base],
    name: str,
    *,
    required: bool = False,
    kind: Kind | None = None,
    read_only: bool = False,
    heading: Heading | None = None,
) -> Field:
    column = class_mapper(model).column_attrs[name].columns[0]
    column_type: Any = column.type
    plain = next((kind for types, kind in _KINDS if isinstance(column_type, types)), Kind.LINE)
    vocabulary: type[Word] | None = getattr(column_type, "vocabulary", None)
    if plain is Kind.TEXTS and vocabulary:
        plain = Kind.CHOICES
    default = column.default.arg if column.default is not None and column.default.is_scalar else None
    return Field(
        name=name,
        label=column.comment or name,
        kind=kind or plain,
        required=required,
        length=getattr(column_type, "length", None) if plain is Kind.LINE else None,
        choices=tuple(vocabulary) if vocabulary else (),
        subject=getattr(column_type, "subject", None),
        mask=column.info.get("mask"),
        read_only=read_only,
        default=default,
        hint=column.info.get("hint", ""),
        heading=heading,
        words={
            **(heading.words if heading else {}),
            **{text: word for word in vocabulary or () for text in (word.value, word.label)},
        },
    )
