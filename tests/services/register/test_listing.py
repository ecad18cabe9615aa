"""The list: any page from either end, filters, words, and a jump over many records."""

import random
from datetime import date

import pytest

from app.models import Party, Person, PowerItem
from app.rules.vocabulary import ItemCategory, PartyKind, PersonKind, PersonSource
from app.services.actor import Actor
from app.services.register import listing
from app.services.register.shapes import Between, Condition, Given, OneOf, Query
from app.store import bulk
from app.store.unit import Store
from tests.services.conftest import ActorOf


@pytest.fixture
def head(actor_of: ActorOf) -> Actor:
    return actor_of("head")


def test_pages_from_both_ends_are_one_list(store: Store, head: Actor) -> None:
    with store.write(head.login) as session:
        names = [f"演{n % 50:02d}" for n in range(1_003)]
        bulk.insert(session, Party, [{"name": name, "kind": PartyKind.PERSON} for name in names])
    with store.read() as session:
        total = listing.count(session, head, "parties", Query())
        whole = listing.ids_of(session, head, "parties", Query())
        assert total == len(whole) == len(set(whole)) == 1_003
        for order in ((), ("-name",), ("kind", "-name")):
            query = Query(order=order)
            whole = listing.ids_of(session, head, "parties", query)
            for offset in (0, 200, 400, 600, 800, 1_000, 1_003, *random.Random(7).sample(range(1_003), 20)):
                page = listing.list_page(session, head, "parties", query, offset, total=total)
                assert [row.id for row in page.rows] == whole[offset : offset + 200]


def test_a_page_is_walked_over_the_index_of_the_living(store: Store) -> None:
    with store.read() as session:
        for table, column in (("patrol", "day"), ("person", "name"), ("party", "name"), ("power_item", "field")):
            plan = session.connection().exec_driver_sql(
                f'EXPLAIN QUERY PLAN SELECT id FROM "{table}" WHERE deleted_at IS NULL '  # noqa: S608
                f'ORDER BY "{column}" DESC, rowid DESC LIMIT 200 OFFSET 9'
            )
            told = " ".join(str(row[-1]) for row in plan)
            assert f"ix_{table}_{column}_living" in told
            assert "TEMP B-TREE" not in told


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (OneOf("kind", ("established",)), {"甲", "丙"}),
        (OneOf("kind", ("established", "auxiliary")), {"甲", "乙", "丙"}),
        (Between("certificate_until", date(2026, 1, 1), date(2026, 1, 1)), {"甲"}),
        (Between("certificate_until", None, date(2027, 1, 1)), {"甲", "丙"}),
        (Given("certificate_until"), {"甲", "丙"}),
        (Given("certificate_until", given=False), {"乙"}),
    ],
)
def test_filters(store: Store, head: Actor, condition: Condition, found: set[str]) -> None:
    people: list[dict[str, object]] = [
        {"name": "甲", "kind": PersonKind.ESTABLISHED, "certificate_until": date(2026, 1, 1)},
        {"name": "乙", "kind": PersonKind.AUXILIARY},
        {"name": "丙", "kind": PersonKind.ESTABLISHED, "certificate_until": date(2026, 1, 2)},
    ]
    with store.write(head.login) as session:
        bulk.insert(session, Person, [{**one, "source": PersonSource.STATION} for one in people])
    query = Query(conditions=(condition,))
    with store.read() as session:
        rows = listing.list_page(session, head, "people", query).rows
        assert listing.count(session, head, "people", query) == len(found)
    assert {row.title for row in rows} == found


def test_flags_lists_texts_and_words(store: Store, head: Actor) -> None:
    items: list[dict[str, object]] = [
        {"name": "对露天焚烧的处罚", "field": "环境", "granted_to": ["石梁镇"], "requires_failed_correction": True},
        {"name": "对乱停车的处罚", "field": "交通", "category": ItemCategory.COMMON},
    ]
    with store.write(head.login) as session:
        bulk.insert(session, PowerItem, items)
    asked = {
        Query(conditions=(OneOf("granted_to", ("石梁镇",)),)): ["对露天焚烧的处罚"],
        Query(conditions=(Given("requires_failed_correction"),)): ["对露天焚烧的处罚"],
        Query(conditions=(OneOf("field", ("交通",)), OneOf("category", ("common",)))): ["对乱停车的处罚"],
        Query(text="焚烧"): ["对露天焚烧的处罚"],
        Query(text="没有的"): [],
        Query(order=("-field",)): ["对露天焚烧的处罚", "对乱停车的处罚"],
    }
    with store.read() as session:
        for query, titles in asked.items():
            assert [row.title for row in listing.list_page(session, head, "power_items", query).rows] == titles
        assert listing.distinct(session, head, "power_items", "field") == ("交通", "环境")
