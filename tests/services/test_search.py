"""Global search: what people type leads to the record they mean, and shows no more than they may see."""

import pytest

from app import clock
from app.errors import NotPermitted
from app.models import DiscretionTier, Document, Finding, Party, Patrol, PatrolMember, Person, PowerItem, Recheck
from app.rules.vocabulary import PartyKind, PersonKind, PersonSource, RecheckResult
from app.services import patrol
from app.services.actor import Actor
from app.services.search import SearchHit, search
from app.store import bulk
from app.store.unit import Store
from tests.services import patrols
from tests.services.conftest import ActorOf


@pytest.fixture
def desk(actor_of: ActorOf) -> Actor:
    return actor_of("duty")


def hits(store: Store, actor: Actor, text: str, limit: int = 50) -> list[SearchHit]:
    with store.read() as session:
        return search(session, actor, text, limit)


def recorded(store: Store, desk: Actor) -> str:
    """A patrol with a finding and a photo; its id."""
    with clock.frozen(patrols.NOW):
        draft = patrols.draft(patrols.team_in(store), patrols.photo(store, desk))
        with store.write(desk.login) as session:
            patrol.record(session, desk, draft)
            session.flush()
            return session.query(Patrol).one().id


@pytest.mark.parametrize("typed", ["店外堆放", "石梁大街46号", "占道经营", "现场.jpg", "麻蓬", "建材"])
def test_a_finding_or_a_photo_leads_to_its_patrol(store: Store, desk: Actor, typed: str) -> None:
    row = recorded(store, desk)
    assert [(hit.register, hit.id) for hit in hits(store, desk, typed)] == [("patrols", row)]


def test_a_recheck_leads_to_its_patrol_and_one_patrol_is_one_hit(store: Store, desk: Actor) -> None:
    row = recorded(store, desk)
    with store.write(desk.login) as session:
        finding = session.query(Finding).one()
        session.add_all(
            Recheck(finding_id=finding.id, done_at=patrols.NOW, result=RecheckResult.CORRECTED, people="演示复查员")
            for _ in range(3)
        )
    assert [hit.id for hit in hits(store, desk, "演示复查员")] == [row]


def test_the_snippet_shows_where_the_words_are(store: Store, desk: Actor) -> None:
    recorded(store, desk)
    (hit,) = hits(store, desk, "建材")
    assert hit.snippet == "问题描述：店外堆放建材占道"
    assert hit.title.startswith("XC-")


def test_a_deleted_patrol_is_not_found_by_its_findings(store: Store, desk: Actor) -> None:
    row = recorded(store, desk)
    with store.write(desk.login) as session:
        session.get_one(Patrol, row).deleted_at = clock.now()
    assert hits(store, desk, "店外堆放") == []


def test_a_paper_leads_to_the_record_it_was_made_for(store: Store, desk: Actor) -> None:
    row = recorded(store, desk)
    with store.write(desk.login) as session:
        for subject in ("patrols", "patrol"):
            session.add(
                Document(
                    form="W01",
                    title="巡查日志样张",
                    subject=subject,
                    subject_id=row,
                    template="",
                    template_version="1",
                    values={},
                )
            )
    assert [(hit.register, hit.id) for hit in hits(store, desk, "巡查日志样张")] == [("patrols", row)]


def test_numbers_that_are_masked_on_screen_are_masked_in_hits(store: Store, desk: Actor) -> None:
    with store.write("demo") as session:
        session.add(Party(kind=PartyKind.PERSON, name="演示戊", id_number="330802199001011239", phone="13800001234"))
    (by_id,) = hits(store, desk, "1239")
    (by_phone,) = hits(store, desk, "13800001234")
    assert by_id.title == by_phone.title == "演示戊"
    assert by_phone.snippet == "联系电话：138****1234"
    assert "19900101" not in by_id.snippet


def test_registers_come_in_the_order_of_the_navigation_and_none_is_crowded_out(store: Store, desk: Actor) -> None:
    with store.write("demo") as session:
        common = {"kind": PersonKind.AUXILIARY, "source": PersonSource.AUXILIARY}
        bulk.insert(session, Person, [{"name": f"溪口演示{number}", **common} for number in range(200)])
        session.add_all(Party(kind=PartyKind.ORGANISATION, name=f"溪口小店{number}") for number in range(3))
        session.add(PowerItem(name="溪口占道"))
    found = [hit.register for hit in hits(store, desk, "溪口")]
    assert len(found) == 50
    assert found == ["people"] * 46 + ["power_items"] + ["parties"] * 3


@pytest.mark.parametrize(("role", "seen"), [("duty", {"parties", "power_items"}), ("expert", {"power_items"})])
def test_what_a_role_may_not_read_is_not_in_its_hits(
    store: Store, actor_of: ActorOf, role: str, seen: set[str]
) -> None:
    with store.write("demo") as session:
        session.add(Party(kind=PartyKind.ORGANISATION, name="溪口小店"))
        session.add(PowerItem(name="溪口占道"))
    assert {hit.register for hit in hits(store, actor_of(role), "溪口")} == seen


def test_the_separated_administrators_do_not_search(store: Store, actor_of: ActorOf) -> None:
    with pytest.raises(NotPermitted, match="E104"):
        hits(store, actor_of("system"), "溪口")


def test_initials_have_a_line_too_though_no_text_holds_them(store: Store, desk: Actor) -> None:
    with store.write("demo") as session:
        session.add(Party(kind=PartyKind.ORGANISATION, name="溪口小店", address="石梁镇上街1号"))
    (hit,) = hits(store, desk, "xkxd")
    assert (hit.title, hit.snippet) == ("溪口小店", "住所（住址）：石梁镇上街1号")


def test_nothing_typed_finds_nothing(store: Store, desk: Actor) -> None:
    assert hits(store, desk, " ，") == []


def test_children_of_every_register_can_be_led_home() -> None:
    """A table that is searched but leads nowhere would be found for nothing."""
    from app.registers.catalogue import register_of_table
    from app.services.search import _pointing_at
    from app.store.fields import models_by_table
    from app.store.search import searchable

    def leads(name: str, seen: frozenset[str] = frozenset()) -> bool:
        table = models_by_table()[name].__table__
        if register_of_table(name) or "subject_id" in table.columns:
            return True
        parents = [key.column.table.name for column in table.columns for key in column.foreign_keys]
        nearest = parents[:1] or [model.__tablename__ for model, _ in _pointing_at(name)]
        return any(leads(one, seen | {name}) for one in nearest if one not in seen)

    # Books of offices that other tests opened are mapped still, but no register of this one.
    own = {name: model for name, model in models_by_table().items() if not name.startswith("book_")}
    searched = [name for name, model in own.items() if searchable(model)]
    assert [name for name in searched if not leads(name)] == []
    assert {PatrolMember.__tablename__, DiscretionTier.__tablename__} <= {
        name for name in models_by_table() if leads(name)
    }
