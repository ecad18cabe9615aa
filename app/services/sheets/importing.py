"""Bringing a sheet into a register: good rows go in, bad rows are refused with row, column and reason, all in one unit of work.

Nothing is written row by row: the sheet is read column by column, matched through dictionaries, and handed to the bulk path,
which writes records, journal, heads and search. Cancelling raises out of the unit of work, so nothing is left half done.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.registers.fields import fields
from app.registers.spec import RegisterSpec
from app.registers.values import to_text
from app.services.actor import Actor, permit
from app.services.register.editing import problems_of
from app.services.register.reading import reference_titles
from app.services.sheets import heading, references
from app.services.sheets.arrivals import arrival
from app.services.sheets.converting import Records, convert
from app.services.sheets.matching import Key, Keys, existing
from app.services.sheets.shapes import HeaderMap, Outcome, Preview, PreviewRow, Progress, RowProblem, Sheet
from app.store import bulk

STEP = 5_000  # rows between two reports of progress
SHOWN = 50  # rows of a preview


@dataclass(slots=True)
class Plan:
    """What an import will do: rows to add, changes as (id, before, after), and what becomes of each row."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[str, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    fate: dict[int, str] = field(default_factory=dict)  # row of the file -> 新增, 更新, 不变
    refused: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def outcome(self) -> Outcome:
        """In numbers."""
        same = sum(1 for what in self.fate.values() if what == "不变")
        ids = tuple(row["id"] for row in self.added)
        return Outcome(len(self.added), len(self.changed), same, tuple(self.refused), tuple(self.notes), ids)


def import_sheet(
    session: Session,
    actor: Actor,
    spec: RegisterSpec,
    sheet: Sheet,
    header: HeaderMap,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Import what can be imported and say what was not. Raises MissingColumns when a required column is missing."""
    permit(actor, f"{spec.action}.import")
    plan, _records = _plan(session, actor, spec, sheet, header)
    if not dry_run:
        _carry_out(session, spec, plan, progress or _silent)
    return plan.outcome()


def preview(session: Session, actor: Actor, spec: RegisterSpec, sheet: Sheet, header: HeaderMap) -> Preview:
    """What an import would do, with the first rows as they would be taken. Writes nothing."""
    permit(actor, f"{spec.action}.import")
    plan, records = _plan(session, actor, spec, sheet, header)
    known = [fields(spec)[column.name] for column in header.columns if column.name]
    shown = list(islice(zip(records.rows, records.values, strict=True), SHOWN))
    titles = reference_titles(session, known, [values for _row, values in shown])
    why = {problem.row: problem for problem in reversed(plan.refused)}
    rows = tuple(
        PreviewRow(
            row,
            plan.fate.get(row, "不收"),
            tuple(to_text(one, values.get(one.name), titles) or _as_given(values.get(one.name)) for one in known),
            f"{why[row].label}：{why[row].why}" if row in why else "",
        )
        for row, values in shown
    )
    return Preview(tuple(one.label for one in known), rows, plan.outcome())


def _plan(session: Session, actor: Actor, spec: RegisterSpec, sheet: Sheet, header: HeaderMap) -> tuple[Plan, Records]:
    heading.require(spec, sheet, header)
    mapped = {column.name for column in header.columns if column.name}
    records = convert(spec, sheet, header)
    references.resolve(session, spec, records, mapped)
    _complete(spec, records, mapped)
    arrival(spec.key).prepare(session, actor, records)
    _check(spec, records)
    references.refuse_orphans(spec, records)
    plan = Plan(notes=records.notes)
    _match(session, spec, records, plan)
    references.resolve_own(spec, plan.added, [after for _id, _before, after in plan.changed])
    plan.refused = [problem for row in sorted(records.problems) for problem in records.problems[row]]
    return plan, records


def _complete(spec: RegisterSpec, records: Records, mapped: set[str]) -> None:
    absent = [name for name in spec.derived if name not in mapped]
    values = records.values
    if spec.complete:
        values = [dict(spec.complete(one)) for one in values]
    if spec.assume and absent:
        values = [dict(spec.assume(one)) for one in values]
    if absent and values:
        labels = "”“".join(fields(spec)[name].label for name in absent)
        records.notes.append(f"文件里没有“{labels}”列，已按其他列推定，请核对")
    records.values = values


def _check(spec: RegisterSpec, records: Records) -> None:
    known = fields(spec)
    for row, values in zip(records.rows, records.values, strict=True):
        for problem in problems_of(spec, values):
            one = known[problem.field.split(".")[0]]
            records.refuse(row, one, problem.why, to_text(one, values.get(one.name)))


def _match(session: Session, spec: RegisterSpec, records: Records, plan: Plan) -> None:
    """Sort the good rows into new, changed and unchanged; refuse those that clash with the store or with a row above."""
    stored = existing(session, spec)
    in_store, in_file = Keys(spec), Keys(spec)
    numbers = _Numbers(spec)
    for row_id, values in stored.items():
        in_store.add(row_id, values, in_store.keys(values))
        numbers.add(row_id, numbers.keys(values))
    defaults = {name: one.default for name, one in fields(spec).items() if one.default is not None}
    known = fields(spec)
    fresh = iter(clock.uuid7s(len(records.rows)))
    for row, values in zip(records.rows, records.values, strict=True):
        if row in records.problems:
            continue
        keys = in_file.keys(values)
        if above := in_file.find(values, keys):
            labels = "、".join(known[name].label for name in above[1])
            records.refuse(row, known[above[1][0]], f"与第 {above[0]} 行重复（{labels}相同），只收第 {above[0]} 行", "")
            continue
        found = in_store.find(values, keys) if stored else None
        row_id = found[0] if found else next(fresh)
        if changed := _fixed_changed(spec, values, stored.get(row_id)):
            records.refuse(row, known[changed], f"{known[changed].label}与已登记的不同，请在程序里修改这一条")
            continue
        own = numbers.keys(values)
        if clash := numbers.clash(row_id, own, stored):
            records.refuse(row, known[clash[0]], clash[1], to_text(known[clash[0]], values[clash[0]]))
            continue
        in_file.add(row, values, keys)
        numbers.add(row_id, own, row)
        plan.fate[row] = _sort(plan, row_id, values, stored.get(row_id), defaults)


def _sort(
    plan: Plan, row_id: str, values: dict[str, Any], before: dict[str, Any] | None, defaults: dict[str, Any]
) -> str:
    given = {name: value for name, value in values.items() if value is not None}
    if before is None:
        plan.added.append({**defaults, **given, "id": row_id})
        return "新增"
    # A blank cell says nothing: it does not empty what is on record.
    if all(before.get(name) == value for name, value in given.items()):
        return "不变"
    plan.changed.append((row_id, before, {**before, **given}))
    return "更新"


def _fixed_changed(spec: RegisterSpec, values: dict[str, Any], before: dict[str, Any] | None) -> str | None:
    if before is None:
        return None
    fixed = arrival(spec.key).fixed
    return next((name for name in fixed if values.get(name) is not None and values[name] != before[name]), None)


class _Numbers:
    """Who has each number that names one record only."""

    def __init__(self, spec: RegisterSpec) -> None:
        self._uniques = spec.unique
        self._spec = spec
        self._owners: list[dict[tuple[Any, ...], tuple[str, int | None]]] = [{} for _ in spec.unique]

    def add(self, row_id: str, keys: Sequence[Key], row: int | None = None) -> None:
        """Register the numbers of a record of the store, or of a row of the file."""
        for owners, key in zip(self._owners, keys, strict=True):
            if key is not None:
                owners[key] = (row_id, row)

    def clash(self, row_id: str, keys: Sequence[Key], stored: dict[str, dict[str, Any]]) -> tuple[str, str] | None:
        """The attribute and the words when another record has one of these numbers."""
        for unique, owners, key in zip(self._uniques, self._owners, keys, strict=True):
            owner = owners.get(key) if key is not None else None
            if owner and owner[0] != row_id:
                label = fields(self._spec)[unique.fields[0]].label
                title = stored.get(owner[0], {}).get(self._spec.title_field)
                whose = f"第 {owner[1]} 行" if owner[1] else f"已登记的“{title}”"
                return unique.fields[0], f"{label}与{whose}重复，同一个只能登记一次"
        return None

    def keys(self, values: dict[str, Any]) -> list[Key]:
        """The numbers of a record, None where it has none."""
        keys: list[Key] = []
        for unique in self._uniques:
            parts = tuple([values.get(name) for name in unique.fields])
            holds = None not in parts
            if holds and unique.only:
                holds = all(values.get(name) == only for name, only in unique.only.items())
            keys.append(parts if holds else None)
        return keys


def _carry_out(session: Session, spec: RegisterSpec, plan: Plan, progress: Progress) -> None:
    total = len(plan.added) + len(plan.changed)
    done = 0
    later = arrival(spec.key)
    for chunk in _chunks(plan.added):
        progress(done, total)
        bulk.insert(session, spec.model, [later.finish(row) for row in chunk])
        later.arrived(session, chunk)
        done += len(chunk)
    for changes in _chunks(plan.changed):
        progress(done, total)
        bulk.update(session, spec.model, changes)
        done += len(changes)
    progress(total, total)


def _chunks(items: Sequence[Any]) -> list[Sequence[Any]]:
    return [items[start : start + STEP] for start in range(0, len(items), STEP)]


def _as_given(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""
