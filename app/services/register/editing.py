"""The form of a register: read with its revision, checked as a whole, saved with its child rows in one piece."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused, StaleRecord
from app.models.base import Base
from app.registers.catalogue import register
from app.registers.fields import Field, fields
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec
from app.registers.values import Unread, from_text
from app.rules import identity
from app.services.actor import Actor, permit
from app.services.register import away, children
from app.services.register.clashes import clashes, similar_hint
from app.services.register.dues import due_of
from app.services.register.reading import reference_titles, title_of, values_of
from app.services.register.shapes import Form, FormDraft, Saved


def blank(actor: Actor, key: str) -> Form:
    """An empty form with the defaults filled in."""
    spec = register(key)
    permit(actor, f"{spec.action}.write")
    values = {name: field.default for name, field in fields(spec).items()}
    return Form(key, None, None, f"新{spec.noun}", values, children={child.key: () for child in spec.children})


def load(session: Session, actor: Actor, key: str, record_id: str) -> Form:
    """A record as its form shows it, one in the recycle bin too. Raises NotFound."""
    spec = register(key)
    permit(actor, f"{spec.action}.read")
    record = found(session, spec, record_id, deleted=True)
    known = fields(spec)
    values = values_of(record, known)
    masked = frozenset(name for name, field in known.items() if field.mask and values[name])
    titles = reference_titles(session, known.values(), [values])
    signs = spec.signs(values, clock.today()) if spec.signs else {}
    shown = {**values, **{name: identity.mask(known[name].mask or "", values[name]) for name in masked}}
    return Form(
        key, record.id, whole_revision(session, spec, record), title_of(spec, values), shown, titles,
        children.load(session, spec, record.id), signs, masked, record.deleted_at,
    )  # fmt: skip


def save(session: Session, actor: Actor, key: str, draft: FormDraft) -> Saved:
    """Check a form as a whole and keep it. Raises Refused with every problem, StaleRecord when somebody was faster."""
    spec = register(key)
    permit(actor, f"{spec.action}.write")
    if draft.id:
        permit(actor, f"{spec.action}.read")
    record: Any = found(session, spec, draft.id) if draft.id else spec.model()
    if draft.id and whole_revision(session, spec, record) != draft.revision:
        raise StaleRecord(title=title_of(spec, values_of(record, [spec.title_field])))
    if draft.id and spec.settled and (why := spec.settled(values_of(record, fields(spec)))):
        raise Refused([Problem(spec.title_field, why)])
    before = values_of(record, fields(spec)) if draft.id else {n: f.default for n, f in fields(spec).items()}
    values, problems = read(fields(spec), _untouched_left_out(spec, before, draft.values))
    merged = {**before, **values}
    rows, child_problems = children.read(spec, draft.children)
    merged = {**dict(spec.complete(merged) if spec.complete else merged), **rows}
    changed = {name for name, value in merged.items() if not draft.id or before.get(name) != value}
    problems += spec.by_hand(merged) if spec.by_hand and not draft.id else []
    told = {problem.field for problem in problems}
    problems += [*child_problems, *_problems(session, spec, merged, draft.id, changed, told)]
    if problems:
        raise Refused(problems)
    for name in fields(spec):
        if name not in spec.read_only and getattr(record, name) != merged[name]:
            setattr(record, name, merged[name])
    if spec.due:
        setattr(record, spec.due.column, due_of(session, spec.due, merged))
    session.add(record)
    session.flush()
    children.save(session, spec, record.id, draft.children, rows)
    away.follow(session, spec, record)
    hints = dict(spec.hints(merged)) if spec.hints else {}
    hints |= similar_hint(session, spec, merged, record.id) if changed.intersection(spec.similar) else {}
    return Saved(record.id, whole_revision(session, spec, record), title_of(spec, merged), hints)


def read(known: Mapping[str, Field], raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """Values as typed (or already values) as values of their fields, and a problem for each that cannot be read."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in raw.items():
        field = known[name]
        if not isinstance(value, str) or field.kind is Kind.REFERENCE:
            values[name] = value or None if isinstance(value, (str, list)) else value
            continue
        try:
            values[name] = from_text(field, value, today=clock.today())
        except Unread as error:
            problems.append(Problem(name, str(error)))
        if values.get(name) is None and field.default is not None:
            values[name] = field.default
    return values, problems


def problems_of(spec: RegisterSpec, values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with the values of one record taken by themselves."""
    missing = [name for name in spec.required if values.get(name) in (None, "")]
    problems = [Problem(name, f"请填写{fields(spec)[name].label}") for name in missing] if missing else []
    if spec.check:
        problems += spec.check(values)
    return problems


def found(session: Session, spec: RegisterSpec, record_id: str, *, deleted: bool = False) -> Any:
    """The record, living unless `deleted`. Raises NotFound."""
    record: Any = session.scalars(_by_id(spec.model), {"id": record_id}).first()
    if record is None or (record.deleted_at is not None and not deleted):
        raise NotFound(title=title_of(spec, values_of(record, [spec.title_field])) if record else spec.noun)
    return record


@cache
def _by_id(model: type[Base]) -> Select[Any]:
    """The query for one record: `Session.get` puts it together each time, which takes longer than asking it."""
    return select(model).where(model.__table__.c.id == bindparam("id"))


def whole_revision(session: Session, spec: RegisterSpec, record: Any) -> int:
    """The revision a form carries: that of the record and of all its child rows added up, since each only rises."""
    total = int(record.revision)
    for child in spec.children:
        columns = child.model.__table__.columns
        query = select(func.coalesce(func.sum(columns.revision), 0)).where(columns[child.parent] == record.id)
        total += session.scalar(query) or 0
    return total


def _problems(
    session: Session,
    spec: RegisterSpec,
    values: Mapping[str, Any],
    own_id: str | None,
    changed: set[str],
    told: set[str],
) -> Iterator[Problem]:
    """All problems of a whole record, one per field; fields already told about are left alone."""
    for problem in (
        *problems_of(spec, values),
        *_dangling(session, spec, values),
        *clashes(session, spec, values, own_id, changed),
    ):
        if problem.field not in told:
            told.add(problem.field)
            yield problem


def _dangling(session: Session, spec: RegisterSpec, values: Mapping[str, Any]) -> Iterator[Problem]:
    references = [field for field in fields(spec).values() if field.kind is Kind.REFERENCE and values.get(field.name)]
    names = reference_titles(session, references, [values])
    for field in references:
        if values[field.name] not in names:
            yield Problem(field.name, f"所选的{field.label}已不存在，请重新选择")


def _untouched_left_out(spec: RegisterSpec, before: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Without read-only fields, and without masked ones that came back as they were shown."""
    known = fields(spec)
    return {
        name: value
        for name, value in raw.items()
        if name not in spec.read_only
        and not (known[name].mask and before.get(name) and value == identity.mask(known[name].mask or "", before[name]))
    }
