"""The form of a declared register: sections and fields from the declaration, hints and facts that follow from others."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from app.registers.fields import Field as Declared
from app.registers.fields import child_fields, fields
from app.registers.spec import Child, RegisterSpec
from app.services import door
from app.services.register.shapes import ChildRow, Form, FormDraft
from app.views.frame import Frame
from app.views.register.child_rows import RowsField
from app.views.register.editors import MaskedField, editor, is_wide
from app.views.register.form_body import FormBody
from app.views.register.lookup import search_of
from app.views.widgets.field import Field
from app.views.widgets.picker import Picked


class RecordBody(FormBody):
    """A FormBody built from a spec; `show_form` takes what the service loaded, `draft` gives back what to save."""

    def __init__(self, frame: Frame, spec: RegisterSpec) -> None:
        super().__init__()
        self.spec = spec
        self._frame = frame
        self._search = search_of(frame)
        self._declared = fields(spec)
        self._form: Form | None = None
        for section in spec.sections:
            if all(self._declared[name].read_only for name in section.fields):
                continue  # what the program writes is looked at in the drawer
            self.add_section(section.title)
            for name in section.fields:
                declared = self._declared[name]
                made = self.add_field(name, editor(declared, self._search), wide=is_wide(declared))
                if isinstance(made, MaskedField):
                    made.wanted.connect(partial(self._reveal, name))
        for child in spec.children:
            self.add_section(child.title)
            self.add_field(child.key, self._rows(child), wide=True)
        self.finish()
        self.left.connect(lambda _name: self._follow())

    def _rows(self, child: Child) -> RowsField:
        declared = child_fields(self.spec, child.key)

        def make() -> Mapping[str, tuple[Field, bool]]:
            return {name: (editor(one, self._search), is_wide(one)) for name, one in declared.items()}

        return RowsField(child.title, child.title, make)

    def show_form(self, form: Form) -> None:
        """Show a record, or a blank one."""
        self._form = form
        self.open_values(self._shown_values(form))
        self._follow()

    def rebase(self, form: Form) -> list[str]:
        """Build on the record's newest revision; what was typed stays. Gives the fields that both sides changed."""
        self._form = form
        return self.take_base(self._shown_values(form))

    def _shown_values(self, form: Form) -> dict[str, object]:
        shown = {name: self._shown(form, declared) for name, declared in self._declared.items() if name in self.fields}
        for key in self._children():
            shown[key] = [{"id": row.id, **row.values} for row in form.children.get(key, ())]
        return shown

    def _shown(self, form: Form, declared: Declared) -> object:
        value = form.values.get(declared.name)
        if declared.subject and value is not None:
            return Picked(str(value), form.titles.get(str(value), str(value)))
        return value

    def _reveal(self, name: str) -> None:
        """Fetch a whole personal number; that it was looked at is written down."""
        office, record, model = self._frame.office, self._form.id if self._form else None, self.spec.model
        if record is None:
            return

        def then(number: str) -> None:
            self.take_base({name: number})
            self.fields[name].setFocus()

        office.background.write(
            self, lambda session: door.reveal(session, office.actor, model, record, name), then, self._frame.tell
        )

    def _open_values(self) -> dict[str, Any]:
        """The plain values without numbers of which only a part is here."""
        hidden = {n for n, field in self.fields.items() if isinstance(field, MaskedField) and field.masked()}
        return {name: None if name in hidden else value for name, value in self.plain_values().items()}

    def _children(self) -> list[str]:
        return [child.key for child in self.spec.children]

    def plain_values(self) -> dict[str, Any]:
        """Attribute -> Python value of the record's own fields, references as ids."""
        children = self._children()
        return {name: _plain(value) for name, value in self.values().items() if name not in children}

    def draft(self) -> FormDraft:
        """What to save: own fields that differ from what was opened, and child rows when they differ."""
        changed = self.changed_fields()
        children = self._children()
        form = self._form
        fresh = form is None or form.id is None
        own = self.plain_values() if fresh else {n: _plain(v) for n, v in changed.items() if n not in children}
        return FormDraft(
            values={name: value for name, value in own.items() if not self._declared[name].read_only},
            id=form.id if form else None,
            revision=form.revision if form else None,
            children={key: _child_rows(changed[key]) for key in children if key in changed},
        )

    def _follow(self) -> None:
        """Fill in what follows from what is there (birth and sex from an id number) and say what to look at again."""
        values = self._open_values()
        if self.spec.complete is not None:
            filled = self.spec.complete(values)
            self.put_values(
                {name: value for name, value in filled.items() if values.get(name) is None and value is not None}
            )
        if self.spec.hints is not None:
            said = self.spec.hints(self._open_values())
            for name, declared in self._declared.items():
                if name in self.fields and not declared.read_only:
                    self.fields[name].set_hint(said.get(name, ""))


def _plain(value: object) -> Any:
    return value.id if isinstance(value, Picked) else value


def _child_rows(value: object) -> tuple[ChildRow, ...]:
    rows = value if isinstance(value, list) else []
    return tuple(
        ChildRow(row.get("id"), {name: _plain(one) for name, one in row.items() if name != "id"}) for row in rows
    )
