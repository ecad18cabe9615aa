"""Bringing a sheet into a register: good rows go in, bad rows are refused with row, column and reason, all in one unit of work.

Nothing is written row by row: the sheet is read column by column, matched through dictionaries, and handed to the bulk path,
which writes records, journal, heads and search; rows are still matched while those before them are written. Cancelling raises
out of the unit of work, so nothing is left half done.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem
from app.registers.fields import Field, fields, sheet_columns
from app.registers.spec import RegisterSpec, Values
from app.registers.values import to_text
from app.services.actor import Actor, permit
from app.services.register import away
from app.services.register.editing import problems_of
from app.services.register.reading import reference_titles
from app.services.sheets import children, heading, references
from app.services.sheets.arrivals import arrival
from app.services.sheets.converting import Records, convert
from app.services.sheets.matching import Keys, Numbers, by_row, existing
from app.services.sheets.shapes import HeaderMap, Outcome, Preview, PreviewRow, Progress, RowProblem, Sheet
from app.store import bulk

STEP = 5_000  # rows between two reports of progress
AT_ONCE = 100_000  # new rows before what hangs on them is written
SHOWN = 50  # rows of a preview
NEW = "新增"


@dataclass(slots=True)
class Plan:
    """What an import will do: rows to add, changes as (id, before, after), and what becomes of each row."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[str, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    fate: dict[int, str] = field(default_factory=dict)  # row of the file -> 新增, 更新, 不变
    refused: list[RowProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    below: children.Below = field(default_factory=lambda: children.Below(None))

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
    with bulk.many_objects():
        plan, records, new = _plan(session, actor, spec, sheet, header, progress or _silent)
        if not dry_run:
            _carry_out(session, spec, plan, new, len(records.rows), progress or _silent)
        _conclude(spec, plan, records, new)
    return plan.outcome()


def preview(session: Session, actor: Actor, spec: RegisterSpec, sheet: Sheet, header: HeaderMap) -> Preview:
    """What an import would do, with the first rows as they would be taken. Writes nothing."""
    permit(actor, f"{spec.action}.import")
    with bulk.many_objects():
        plan, records, new = _plan(session, actor, spec, sheet, header, _silent)
        _conclude(spec, plan, records, new)
    known = [sheet_columns(spec)[column.name] for column in header.columns if column.name]
    shown = list(islice(zip(records.rows, records.values, strict=True), SHOWN))
    titles = reference_titles(session, known, [values for _row, values in shown])
    why = {problem.row: problem for problem in reversed(plan.refused)}
    stands = {(problem.row, problem.field): problem.text for problem in plan.refused}
    rows = tuple(
        PreviewRow(
            row,
            plan.fate.get(row, "不收"),
            tuple(stands.get((row, one.name)) or _shown(one, values, titles) for one in known),
            f"{why[row].label}：{why[row].why}" if row in why else "",
        )
        for row, values in shown
    )
    return Preview(tuple(one.label for one in known), rows, plan.outcome())


def _plan(
    session: Session, actor: Actor, spec: RegisterSpec, sheet: Sheet, header: HeaderMap, progress: Progress
) -> tuple[Plan, Records, Iterator[dict[str, Any]]]:
    """The records of a sheet, read and checked, and its new rows: asked for one by one, they fill the plan; nothing is asked of
    the session meanwhile."""
    heading.require(spec, sheet, header)
    mapped = {column.name for column in header.columns if column.name}
    records = convert(spec, sheet, header)
    children.gather(spec, records, mapped)
    references.resolve(session, spec, records, mapped)
    _complete(spec, records, mapped)
    arrival(spec.key).prepare(session, actor, records)
    _check(spec, records)
    references.refuse_orphans(spec, records)
    children.refuse_together(spec, records)
    plan = Plan(notes=records.notes, below=children.on_record(session, spec, mapped))
    new = _match(actor, spec, records, plan, existing(session, spec), progress)
    return plan, records, references.resolve_own(spec, new, plan.changed)


def _conclude(spec: RegisterSpec, plan: Plan, records: Records, new: Iterator[dict[str, Any]]) -> None:
    """Go through the rows that nobody asked for, and say what was refused."""
    deque(new, maxlen=0)
    children.refuse_together(spec, records)
    plan.refused = [problem for row in sorted(records.problems) for problem in records.problems[row]]


def _complete(spec: RegisterSpec, records: Records, mapped: set[str]) -> None:
    absent = [name for name in spec.derived if name not in mapped]
    values = records.values
    if spec.complete:
        values = _filled(spec.complete, values)
    if spec.assume and absent:
        values = _filled(spec.assume, values)
    if absent and values:
        labels = "”“".join(fields(spec)[name].label for name in absent)
        records.notes.append(f"文件里没有“{labels}”列，已按其他列推定，请核对")
    records.values = values


def _filled(rule: Callable[[Values], Values], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with what follows from their own values; a row from which nothing follows is not copied."""
    return [row if (made := rule(row)) is row else dict(made) for row in rows]


def _check(spec: RegisterSpec, records: Records) -> None:
    for row, values in zip(records.rows, records.values, strict=True):
        for problem in problems_of(spec, values):
            line, one = children.place(spec, records, row, problem.field)
            records.refuse(line, one, problem.why, to_text(one, values.get(one.name)))


def _match(
    actor: Actor,
    spec: RegisterSpec,
    records: Records,
    plan: Plan,
    stored: dict[str, dict[str, Any]],
    progress: Progress,
) -> Iterator[dict[str, Any]]:
    """Sort the good rows into new, which are yielded, changed and unchanged; refuse those that clash with the store or with a
    row above."""
    in_store, in_file, numbers = Keys(spec), Keys(spec), Numbers(spec)
    for (row_id, values), keys, own in zip(
        stored.items(),
        by_row(in_store.of(stored.values()), len(stored)),
        by_row(numbers.of(stored.values()), len(stored)),
        strict=True,
    ):
        in_store.add(row_id, values, keys)
        numbers.add(row_id, own)
    defaults = {name: one.default for name, one in fields(spec).items() if one.default is not None}
    known = fields(spec)
    count = len(records.rows)
    fresh = iter(clock.uuid7s(count))
    natural = by_row(in_store.shared(in_file.of(records.values)), count)
    unique = by_row(numbers.shared(numbers.of(records.values)), count)
    for number, (row, values, keys, own) in enumerate(zip(records.rows, records.values, natural, unique, strict=True)):
        if number % STEP == 0:
            progress(number - len(plan.changed), count)
        if row in records.problems:
            continue
        if above := in_file.find(values, keys):
            labels = "、".join(known[name].label for name in above[1])
            records.refuse(row, known[above[1][0]], f"与第 {above[0]} 行重复（{labels}相同），只收第 {above[0]} 行", "")
            continue
        found = in_store.find(values, keys) if stored else None
        row_id = found[0] if found else next(fresh)
        if changed := _fixed_changed(spec, values, stored.get(row_id)):
            records.refuse(row, known[changed], f"{known[changed].label}与已登记的不同，请在程序里修改这一条")
            continue
        if told := _not_theirs(actor, spec, values, stored.get(row_id)):
            records.refuse(row, known[told.field], told.why, to_text(known[told.field], values.get(told.field)))
            continue
        if clash := numbers.clash(row_id, own, stored):
            records.refuse(row, known[clash[0]], clash[1], to_text(known[clash[0]], values[clash[0]]))
            continue
        in_file.add(row, values, keys)
        numbers.add(row_id, own, row)
        plan.fate[row] = _sort(plan, row_id, values, stored.get(row_id), defaults)
        if plan.fate[row] == NEW:
            yield plan.added[-1]


def _sort(
    plan: Plan, row_id: str, values: dict[str, Any], before: dict[str, Any] | None, defaults: dict[str, Any]
) -> str:
    values, below = children.bring(plan.below, row_id, values)
    if before is None:
        plan.added.append({**values, "id": row_id, **{n: one for n, one in defaults.items() if values.get(n) is None}})
        return NEW
    given = {name: value for name, value in values.items() if value is not None}
    # A blank cell says nothing: it does not empty what is on record.
    if not below and all(before.get(name) == value for name, value in given.items()):
        return "不变"
    plan.changed.append((row_id, before, {**before, **given}))
    return "更新"


def _fixed_changed(spec: RegisterSpec, values: dict[str, Any], before: dict[str, Any] | None) -> str | None:
    if before is None:
        return None
    fixed = {*arrival(spec.key).fixed, *spec.read_only}
    return next((name for name in fixed if values.get(name) is not None and values[name] != before[name]), None)


def _not_theirs(actor: Actor, spec: RegisterSpec, values: Values, before: Values | None) -> Problem | None:
    """What only somebody else could have agreed to, or what was agreed to and would be rewritten."""
    if before is None:
        told = arrival(spec.key).refuse_new(actor, values)
        return told or (away.refuse_agreed(actor, spec.absence, values) if spec.absence else None)
    changed = any(value is not None and value != before.get(name) for name, value in values.items())
    why = spec.settled(before) if spec.settled and changed else ""
    return Problem(spec.title_field, why) if why else None


def _carry_out(
    session: Session, spec: RegisterSpec, plan: Plan, new: Iterator[dict[str, Any]], total: int, progress: Progress
) -> None:
    later, done = arrival(spec.key), 0
    while made := bulk.insert(session, spec.model, map(later.finish, islice(new, AT_ONCE))):
        some = plan.added[done : done + len(made)]
        later.arrived(session, some)
        _take_away(session, spec, some)
        done += len(made)
    for start in range(0, len(plan.changed), STEP):
        progress(total - len(plan.changed) + start, total)
        bulk.update(session, spec.model, plan.changed[start : start + STEP])
    children.write(session, plan.below)
    progress(total, total)


def _take_away(session: Session, spec: RegisterSpec, rows: Iterable[Values]) -> None:
    for row in rows if spec.absence else ():
        away.follow(session, spec, session.get_one(spec.model, row["id"]))


def _shown(known: Field, values: dict[str, Any], titles: dict[str, str]) -> str:
    """A cell of the preview; the rows of a child one after another."""
    key, *name = known.name.split(".")
    value = values.get(key)
    if name:
        return "；".join(to_text(known, row.get(name[0])) for row in value or ())
    return to_text(known, value, titles) or (value if isinstance(value, str) else "")


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""
