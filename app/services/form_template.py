"""Own versions of forms: copied from the shipped text, checked, put in force from a day, taken out of force again.

Whoever makes a new paper asks `in_force` for its form. A paper that was made keeps the text it was made with, whatever happens
here. A version that was once in force is never changed: the next change is the next version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app import clock, paths
from app.documents import Form, Rendered, load_form, parse_form, render_pdf
from app.documents.own_form import check_own, losses, with_version
from app.documents.reading import read
from app.documents.sampling import sample_images, sample_values
from app.errors import NotFound, Problem, Refused, StaleRecord
from app.models import FormTemplate
from app.services.actor import Actor, permit

UNTOUCHED = frozenset({"K01"})  # printed before anybody has logged in
NO_NOTE = "请用一句话写明改了什么、为什么改"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list: the version in force on a day, since when (None: shipped), and how many drafts wait."""

    id: str
    name: str
    version: str
    since: date | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Template:
    """One version. The shipped one has no id; a draft no `valid_from`."""

    id: str
    form: str
    version: str
    source: str
    revision: int = 0
    valid_from: date | None = None
    retired_on: date | None = None
    note: str = ""

    @property
    def draft(self) -> bool:
        """Whether it may still be changed."""
        return bool(self.id) and self.valid_from is None


def in_force(session: Session, form_id: str, on: date) -> Form:
    """The form a new paper of that day is made with: the own version in force, else the shipped one. Raises KeyError."""
    row = _current(session, form_id, on)
    return load_form(form_id) if row is None else parsed(form_id, row.source)


@lru_cache(maxsize=64)
def parsed(form_id: str, source: str) -> Form:
    """The form written in a kept text. Raises Refused when it reads no more."""
    return parse_form(source, form_id)


def forms(session: Session, actor: Actor, on: date | None = None) -> list[FormLine]:
    """All forms that may be edited, by number."""
    permit(actor, "template.read")
    day = on or clock.today()
    own: dict[str, list[FormTemplate]] = {}
    for row in session.scalars(select(FormTemplate).where(FormTemplate.deleted_at.is_(None))):
        own.setdefault(row.form, []).append(row)
    return [_line(load_form(form_id), own.get(form_id, ()), day) for form_id in editable()]


def editable() -> list[str]:
    """The numbers of the forms an office may word itself."""
    files = (file.stem for file in paths.forms_templates().glob("*.yaml"))
    return sorted(one for one in files if not one.startswith("_") and one not in UNTOUCHED)


def shipped(form_id: str) -> Template:
    """The text that came with the program. Raises KeyError."""
    form = load_form(form_id)
    source = paths.forms_templates(f"{form_id}.yaml").read_text(encoding="utf-8")
    return Template("", form_id, form.version, source, note="随程序提供")


def versions(session: Session, actor: Actor, form_id: str) -> list[Template]:
    """The own versions of a form, the newest first, and the shipped one at the end."""
    permit(actor, "template.read")
    rows = session.scalars(_living(form_id).order_by(FormTemplate.id.desc()))
    return [*map(_template, rows), shipped(form_id)]


def copy(session: Session, actor: Actor, form_id: str, source: str | None = None) -> Template:
    """A new draft from a text, else from what is in force today, under the next free version."""
    permit(actor, "template.manage")
    if form_id not in editable():
        raise NotFound(title=f"文书模板 {form_id}")
    if source is None:
        current = _current(session, form_id, clock.today())
        source = current.source if current is not None else shipped(form_id).source
    version = _next_version(session, form_id)
    row = FormTemplate(form=form_id, version=version, source=with_version(source, version))
    session.add(row)
    session.flush()
    return _template(row)


def save(session: Session, actor: Actor, template_id: str, revision: int, source: str, note: str = "") -> Template:
    """Write a draft again, mistakes and all. Raises StaleRecord, Refused once it was in force."""
    permit(actor, "template.manage")
    row = _open(session, template_id, revision)
    row.source, row.note = source.replace("\r\n", "\n"), note.strip()[:200] or None
    node, wrong = read(source)
    if not wrong and node.get("版本"):
        row.version = node.get("版本")[:20]
    session.flush()
    return _template(row)


def check(source: str, form_id: str, taken: Sequence[str] = ()) -> list[Problem]:
    """What stops a text from being put in force; `taken` are versions that were used before. Needs no session."""
    found = check_own(source, load_form(form_id))
    if not found:
        node = read(source)[0]
        if node.get("版本") in {*taken, load_form(form_id).version}:
            line = node.table["版本"].line
            found = [Problem("版本", f"版本“{node.get('版本')}”已经用过，请改一个新的版本号", line)]
        elif len(node.get("版本")) > 20:
            found = [Problem("版本", "版本号最多 20 个字", node.table["版本"].line)]
    return found


def cautions(source: str, form_id: str) -> list[str]:
    """What a text that passes its check leaves out against the shipped form. Needs no session."""
    return losses(parsed(form_id, source), load_form(form_id))


def sample(form_id: str, source: str, *, preview: bool = False) -> Rendered:
    """The paper of a text that passes its check, with made-up values. Needs no session: run it off the window."""
    form = parsed(form_id, source)
    return render_pdf(form, sample_values(form), preview=preview, images=sample_images(form))


def activate(session: Session, actor: Actor, template_id: str, revision: int, on: date) -> Template:
    """Put a draft in force from a day, today or later. Raises Refused with every line that has to be mended, StaleRecord."""
    permit(actor, "template.manage")
    row = _open(session, template_id, revision)
    used = select(FormTemplate.version).where(
        FormTemplate.form == row.form, FormTemplate.valid_from.is_not(None), FormTemplate.deleted_at.is_(None)
    )
    problems = check(row.source, row.form, list(session.scalars(used)))
    if on < clock.today():
        problems.append(Problem("valid_from", "启用日期不能早于今天：已经做成的文书不会倒改"))
    if not row.note:
        problems.append(Problem("note", NO_NOTE))
    if problems:
        raise Refused(problems)
    row.valid_from = on
    session.flush()
    return _template(row)


def go_back(session: Session, actor: Actor, form_id: str, on: date | None = None) -> int:
    """From that day on (today) the shipped text again; how many own versions this takes out of force."""
    permit(actor, "template.manage")
    day = on or clock.today()
    live = or_(FormTemplate.retired_on.is_(None), FormTemplate.retired_on > day)
    rows = session.scalars(_living(form_id).where(FormTemplate.valid_from.is_not(None), live)).all()
    if not rows:
        raise Refused([Problem("form", f"《{load_form(form_id).name}》用的就是出厂模板")])
    for row in rows:
        row.retired_on = day
    session.flush()
    return len(rows)


def discard(session: Session, actor: Actor, template_id: str, revision: int) -> None:
    """Throw a draft away. Raises StaleRecord, Refused once it was in force."""
    permit(actor, "template.manage")
    _open(session, template_id, revision).deleted_at = clock.now()
    session.flush()


def _living(form_id: str) -> Select[FormTemplate]:
    return select(FormTemplate).where(FormTemplate.form == form_id, FormTemplate.deleted_at.is_(None))


def _current(session: Session, form_id: str, on: date) -> FormTemplate | None:
    live = or_(FormTemplate.retired_on.is_(None), FormTemplate.retired_on > on)
    newest = _living(form_id).where(FormTemplate.valid_from <= on, live)
    return session.scalars(newest.order_by(FormTemplate.valid_from.desc(), FormTemplate.id.desc())).first()


def _line(form: Form, own: Sequence[FormTemplate], on: date) -> FormLine:
    live = [
        (row.valid_from, row.id, row)
        for row in own
        if row.valid_from is not None and row.valid_from <= on and (row.retired_on is None or row.retired_on > on)
    ]
    waiting = sum(row.valid_from is None for row in own)
    if not live:
        return FormLine(form.id, form.name, form.version, None, waiting)
    since, _id, row = max(live, key=lambda one: one[:2])
    return FormLine(form.id, form.name, row.version, since, waiting)


def _next_version(session: Session, form_id: str) -> str:
    base = load_form(form_id).version
    used = set(session.scalars(select(FormTemplate.version).where(FormTemplate.form == form_id)))
    number = 1
    while f"{base}.{number}" in used:
        number += 1
    return f"{base}.{number}"


def _open(session: Session, template_id: str, revision: int) -> FormTemplate:
    row = session.get(FormTemplate, template_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="文书模板")
    if row.valid_from is not None:
        raise Refused([Problem("source", "这一版已经启用，不能再改；要改请从它另起一版")])
    if row.revision != revision:
        raise StaleRecord(title=f"{load_form(row.form).name} {row.version} 版")
    return row


def _template(row: FormTemplate) -> Template:
    return Template(
        row.id, row.form, row.version, row.source, row.revision, row.valid_from, row.retired_on, row.note or ""
    )
