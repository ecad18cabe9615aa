"""The form of a register: checked as a whole, stale drafts refused, masked numbers left alone, child rows kept in order."""

from datetime import date

import pytest

from app.errors import LaterChange, NotFound, NotPermitted, Refused, StaleRecord
from app.registers.catalogue import REGISTERS, register
from app.registers.fields import fields
from app.registers.spec import RegisterSpec
from app.rules.vocabulary import OpKind, Sex
from app.services.actor import Actor
from app.services.register import clipboard, editing, history, recycling
from app.services.register.shapes import ChildRow, Form, FormDraft, Saved, Undone
from app.store.unit import Store
from tests.services.conftest import ActorOf

ID = "33080219750101123X"
PERSON = {
    "name": "演　甲",
    "kind": "在编",
    "source": "站所",
    "id_number": ID,
    "phone": "１３８００００１２３４",
    "certificate": "001",
}


@pytest.fixture
def head(actor_of: ActorOf) -> Actor:
    return actor_of("head")


def keep(store: Store, actor: Actor, key: str, draft: FormDraft) -> Saved:
    with store.write(actor.login) as session:
        return editing.save(session, actor, key, draft)


def show(store: Store, actor: Actor, key: str, record_id: str) -> Form:
    with store.read() as session:
        return editing.load(session, actor, key, record_id)


@pytest.mark.parametrize(
    "spec",
    [one for one in REGISTERS.values() if one.key != "patrols" and not one.made_elsewhere],
    ids=lambda one: str(one.key),
)
def test_a_form_comes_back_as_it_was_kept(store: Store, head: Actor, spec: RegisterSpec) -> None:
    values = {name: value for name, value in spec.examples[0].items() if name != "parent_id"}
    if "person_id" in values:  # a form picks a person, a sheet names him
        values["person_id"] = keep(store, head, "people", FormDraft(PERSON)).id
    saved = keep(store, head, spec.key, FormDraft(values))
    form = show(store, head, spec.key, saved.id)
    again = keep(store, head, spec.key, FormDraft(form.values, form.id, form.revision))
    assert again.revision == saved.revision, "nothing was changed, so nothing was written"
    assert show(store, head, spec.key, saved.id) == form


def test_what_follows_is_filled_in_and_numbers_are_masked(store: Store, head: Actor) -> None:
    saved = keep(store, head, "people", FormDraft(PERSON))
    form = show(store, head, "people", saved.id)
    assert form.values["name"] == "演甲"
    assert form.values["sex"] is Sex.MALE
    assert (form.values["id_number"], form.values["phone"]) == ("330***********123X", "138****1234")
    assert form.masked == {"id_number", "phone"}
    keep(store, head, "people", FormDraft({**form.values, "post": "队长"}, form.id, form.revision))
    with store.read() as session:
        header, row = clipboard.copy_rows(session, head, "people", [saved.id])
    assert row[header.index("身份证号")] == ID


def test_every_problem_is_told_at_once_under_its_field(store: Store, head: Actor) -> None:
    draft = FormDraft(
        {
            "name": "",
            "kind": "辅助",
            "source": "某处",
            "certificate": "1",
            "id_number": "330802197501011230",
            "joined_on": "2.30",
        }
    )
    with pytest.raises(Refused) as refused:
        keep(store, head, "people", draft)
    assert {problem.field for problem in refused.value.problems} == {
        "name", "source", "certificate", "id_number", "joined_on"
    }  # fmt: skip
    labels = {field.label for field in fields(register("people")).values()}
    assert any(label in refused.value.text() for label in labels)


def test_a_number_that_names_another_is_refused_with_the_name(store: Store, head: Actor) -> None:
    keep(store, head, "people", FormDraft(PERSON))
    with pytest.raises(Refused, match="执法证号与“演甲”的相同"):
        keep(
            store,
            head,
            "people",
            FormDraft({"name": "演乙", "kind": "在编", "source": "站所", "certificate": "００１"}),
        )


def test_one_person_may_run_two_shops_but_is_one_person(store: Store, head: Actor) -> None:
    keep(store, head, "parties", FormDraft({"name": "演甲", "id_number": ID}))
    for shop in ("演甲小吃店", "演甲水果店"):
        keep(store, head, "parties", FormDraft({"name": shop, "kind": "个体工商户", "id_number": ID}))
    with pytest.raises(Refused, match="身份证号与“演甲”的相同"):
        keep(store, head, "parties", FormDraft({"name": "演甲甲", "id_number": ID}))


def test_a_likely_double_and_an_abolished_area_are_hints(store: Store, head: Actor) -> None:
    keep(store, head, "parties", FormDraft({"name": "演甲", "kind": "自然人", "phone": "13800001234"}))
    saved = keep(
        store, head, "parties",
        FormDraft({"name": "演甲", "kind": "自然人", "phone": "13800001234", "id_number": "330821199001011231"}),
    )  # fmt: skip
    assert "已有一条" in saved.hints["name"]
    assert "330821" in saved.hints["id_number"]


def test_a_draft_that_was_overtaken_is_refused(store: Store, head: Actor) -> None:
    saved = keep(store, head, "people", FormDraft(PERSON))
    keep(store, head, "people", FormDraft({"post": "队长"}, saved.id, saved.revision))
    with pytest.raises(StaleRecord, match="演甲"):
        keep(store, head, "people", FormDraft({"post": "队员"}, saved.id, saved.revision))


def test_child_rows_are_kept_in_order_and_overtaken_ones_noticed(store: Store, head: Actor) -> None:
    tiers = tuple(ChildRow(None, {"name": name, "fine_from": "100", "fine_to": "200.5"}) for name in ("轻", "重", ""))
    saved = keep(store, head, "power_items", FormDraft({"name": "对某事的处罚"}, children={"tiers": tiers[:2]}))
    form = show(store, head, "power_items", saved.id)
    assert [(row.values["name"], row.values["fine_to"]) for row in form.children["tiers"]] == [
        ("轻", 20_050),
        ("重", 20_050),
    ]
    turned = form.children["tiers"][::-1]
    keep(store, head, "power_items", FormDraft({}, form.id, form.revision, {"tiers": turned[:1]}))
    assert [row.values["name"] for row in show(store, head, "power_items", saved.id).children["tiers"]] == ["重"]
    with pytest.raises(StaleRecord):
        keep(store, head, "power_items", FormDraft({}, form.id, form.revision, {"tiers": turned}))


def test_a_problem_in_a_child_row_is_told_by_its_place(store: Store, head: Actor) -> None:
    tiers = (ChildRow(None, {"name": "轻"}), ChildRow(None, {"name": "", "fine_from": "300", "fine_to": "1"}))
    with pytest.raises(Refused) as refused:
        keep(store, head, "power_items", FormDraft({"name": "某事"}, children={"tiers": tiers}))
    assert {problem.field for problem in refused.value.problems} == {"tiers.1.name", "tiers.1.fine_to"}


def test_history_in_words_and_undo(store: Store, head: Actor) -> None:
    unit = keep(store, head, "departments", FormDraft({"name": "演示中队"}))
    saved = keep(store, head, "people", FormDraft(PERSON))
    changed = FormDraft({"department_id": unit.id, "certificate_until": date(2028, 1, 1)}, saved.id, saved.revision)
    keep(store, head, "people", changed)
    with store.read() as session:
        last, first = history.history(session, head, "people", saved.id)
    assert (last.kind, first.kind, last.who, last.device) == (OpKind.SET, OpKind.CREATE, "演示head", "石梁镇-01")
    assert [(one.label, one.before, one.after) for one in last.fields] == [
        ("所在单位", "", "演示中队"),
        ("执法证有效期至", "", "2028-01-01"),
    ]
    assert "138****1234" in [one.after for one in first.fields]
    with store.write(head.login) as session:
        assert history.undo_last(session, head, "people", saved.id) == Undone(OpKind.SET, 1)
    assert show(store, head, "people", saved.id).values["certificate_until"] is None


def test_undo_takes_the_children_with_it_and_refuses_from_under_a_later_change(store: Store, head: Actor) -> None:
    saved = keep(store, head, "power_items", FormDraft({"name": "某事"}))
    tiers = {"tiers": (ChildRow("", {"name": "轻微"}), ChildRow("", {"name": "较重"}))}
    keep(store, head, "power_items", FormDraft({"field": "市容"}, saved.id, saved.revision, children=tiers))
    with store.write(head.login) as session:
        assert history.undo_last(session, head, "power_items", saved.id).records == 3
    form = show(store, head, "power_items", saved.id)
    assert (form.values["field"], form.children["tiers"]) == (None, ())
    people = [
        keep(store, head, "people", FormDraft({"name": name, "kind": "在编", "source": "站所"}))
        for name in ("演甲", "演乙")
    ]
    with store.write(head.login) as session:  # one click on two
        for one in people:
            recycling.delete(session, head, "people", one.id)
    with store.write(head.login) as session:
        recycling.restore(session, head, "people", people[1].id)
    with pytest.raises(LaterChange, match="演乙"), store.write(head.login) as session:
        history.undo_last(session, head, "people", people[0].id)


def test_recycle_bin(store: Store, head: Actor) -> None:
    saved = keep(store, head, "people", FormDraft(PERSON))
    with store.write(head.login) as session:
        assert recycling.delete(session, head, "people", saved.id, saved.revision) == "演甲"
    with store.read() as session:
        (binned,) = recycling.recycle_bin(session, head, "people")
    assert (binned.id, binned.title) == (saved.id, "演甲")
    keep(store, head, "people", FormDraft({**PERSON, "name": "演乙"}))
    with pytest.raises(Refused, match="演乙"), store.write(head.login) as session:
        recycling.restore(session, head, "people", saved.id)
    with pytest.raises(NotFound):
        keep(store, head, "people", FormDraft({"post": "x"}, saved.id, 2))


def test_who_may_not_write_is_refused(store: Store, actor_of: ActorOf) -> None:
    with pytest.raises(NotPermitted):
        keep(store, actor_of("county"), "people", FormDraft(PERSON))
