"""What holds for every register, written once over all of them."""

import pytest
from sqlalchemy.orm import class_mapper

from app.registers.catalogue import REGISTERS, register, register_of_table
from app.registers.fields import Field, child_fields, fields, sheet_columns, sheet_fields
from app.registers.kinds import Kind
from app.registers.spec import RegisterSpec
from app.registers.values import from_text, to_text
from app.rules.roles import table
from app.services.sheets.heading import match, plain

CHOOSING = [spec for spec in REGISTERS.values() if any(field.kind is Kind.CHOICE for field in fields(spec).values())]
every = pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)


@every
def test_each_name_is_a_mapped_attribute_with_a_label(spec: RegisterSpec) -> None:
    mapped = {attribute.key: attribute.columns[0] for attribute in class_mapper(spec.model).column_attrs}
    known = fields(spec)
    named = {
        *known, *spec.required, *spec.hidden, *spec.read_only, *spec.similar, *spec.signed_by, *spec.kinds, *spec.derived,
        *spec.also_named, spec.title_field, *(name for key in spec.natural_keys for name in key),
        *(name for unique in spec.unique for name in unique.fields), *(one.name for one in spec.filters),
        *(one.name for one in spec.headings), *(name for chosen in spec.column_sets for name in chosen.fields),
        *(name.lstrip("-") for name in spec.order), *(name for values in spec.examples for name in values),
    }  # fmt: skip
    assert named <= mapped.keys()
    assert all(mapped[name].comment for name in named)
    assert named <= known.keys(), "what is declared can be read, listed and searched by its field"


@every
def test_labels_are_unique(spec: RegisterSpec) -> None:
    labels = [field.label for field in fields(spec).values()]
    assert len(set(labels)) == len(labels)
    for child in spec.children:
        own = [field.label for field in child_fields(spec, child.key).values()]
        assert len(set(own)) == len(own)
    inside = [field.label for field in sheet_columns(spec).values()]
    assert len(set(inside)) == len(inside)


@every
def test_every_field_of_the_form_stands_in_one_section(spec: RegisterSpec) -> None:
    formed = [name for section in spec.sections for name in section.fields]
    assert len(set(formed)) == len(formed)
    assert set(spec.required) <= set(formed)


@every
def test_headings_mean_one_column_each(spec: RegisterSpec) -> None:
    for field in sheet_columns(spec).values():
        assert match(spec, field.label) == field.name
        assert match(spec, field.name) == field.name
        assert match(spec, f"* {field.label}：") == field.name
    own = {plain(field.label) for field in (*fields(spec).values(), *sheet_columns(spec).values())}
    below = [heading for child in spec.children for heading in child.headings]
    said = [plain(word) for heading in (*spec.headings, *below) for word in heading.also]
    doubled = {word for word in said if said.count(word) > 1}
    assert not doubled
    assert not own & set(said), "a label need not be said again"


@every
def test_permissions_are_in_the_table_of_roles(spec: RegisterSpec) -> None:
    assert {
        f"{spec.action}.{verb}" for verb in ("read", "write", "import", "export", "delete")
    } <= table().actions.keys()


@every
def test_examples_of_the_template_are_good_rows(spec: RegisterSpec) -> None:
    known = fields(spec)
    for values in spec.examples:
        read = {name: from_text(known[name], str(text)) for name, text in values.items()}
        filled = spec.complete(read) if spec.complete else read
        assert not list(spec.check(filled)) if spec.check else True
        assert all(filled.get(name) for name in spec.required)


@pytest.mark.parametrize("spec", CHOOSING, ids=[spec.key for spec in CHOOSING])
def test_a_choice_is_read_from_its_label_its_value_and_further_words(spec: RegisterSpec) -> None:
    choices = [field for field in fields(spec).values() if field.kind is Kind.CHOICE]
    assert choices
    for field in choices:
        for word in field.choices:
            assert from_text(field, word.label) is word
            assert from_text(field, f" {word.value} ") is word
            assert to_text(field, word) == word.label


@every
def test_text_of_a_value_reads_back_as_the_value(spec: RegisterSpec) -> None:
    known = fields(spec)
    for values in spec.examples:
        for name, text in values.items():
            value = from_text(known[name], str(text))
            if known[name].kind is not Kind.REFERENCE:
                assert from_text(known[name], to_text(known[name], value)) == value


def test_a_register_is_found_by_key_and_by_table() -> None:
    for key, spec in REGISTERS.items():
        assert register(key) is spec
        assert register_of_table(spec.model.__tablename__) is spec
    assert register_of_table("op") is None


def test_the_public_list_has_no_internal_fields() -> None:
    spec = register("power_items")
    (public,) = spec.column_sets
    assert {field.name for field in sheet_fields(spec, public.fields)}.isdisjoint({"note", "source_url", "granted_to"})


def test_a_field_is_frozen_and_plain() -> None:
    field: Field = fields(register("people"))["department_id"]
    assert (field.kind, field.subject, field.label) == (Kind.REFERENCE, "department", "所在单位")
