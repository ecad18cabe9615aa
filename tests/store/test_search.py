"""The index: what is typed is found, from one character on, and every table gets its newest."""

import random
import string
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app import clock
from app.clock import uuid7
from app.models import Base, Grid, Person, map_all
from app.paths import Home
from app.rules.vocabulary import GridKind
from app.store import bulk, search
from app.store.unit import Store
from tests.conftest import KEY
from tests.store.test_unit import person

PEOPLE = [
    {"name": "吴晓阳", "home_unit": "石梁镇综合执法队", "phone": "138 0000-1234", "certificate": "ZF33080219900101"},
    {"name": "单明", "home_unit": "柯城区综合行政执法局", "phone": "057012345678", "id_number": "33080219900307123X"},
    {"name": "𠮷䶮", "home_unit": "ＡＢＣ有限公司（衢州）"},
    {"name": "尉迟甲", "home_unit": "东山西溪南岭北坞", "post": "队长·副"},
    {"name": "\ue123乙", "home_unit": "上街12号"},
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that is only asked, made once."""
    made = Store.create(Home(tmp_path_factory.mktemp("home")), KEY, "石梁镇-01")
    add_people(made)
    yield made
    made.close()


def add_people(store: Store) -> dict[str, str]:
    with store.write("demo") as session:
        rows = [person(**one) for one in PEOPLE]
        session.add_all(rows)
    return {row.name: row.id for row in rows}


def found(store: Store, typed: str, limit: int = 50) -> list[tuple[str, str]]:
    match = search.expression(typed)
    if match is None:
        return []
    with store.read() as session:
        return search.newest(session.connection(), match, 8, limit)


def names(store: Store, typed: str) -> set[str]:
    with store.read() as session:
        return {session.get_one(Person, row).name for _, row in found(store, typed)}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("吴", {"吴晓阳"}),
        ("吴晓", {"吴晓阳"}),
        ("晓阳", {"吴晓阳"}),
        ("石梁镇综合执法", {"吴晓阳"}),
        ("东山西溪南岭", {"尉迟甲"}),
        ("综合 执法", {"吴晓阳", "单明"}),
        ("综合执法 吴", {"吴晓阳"}),
        ("梁石", set()),
        ("阳石", set()),  # no phrase runs from one field into the next
        ("队长副", {"尉迟甲"}),
        ("𠮷", {"𠮷䶮"}),
        ("䶮", {"𠮷䶮"}),
        ("𠮷䶮", {"𠮷䶮"}),
        ("\ue123乙", {"\ue123乙"}),
        ("abc", {"𠮷䶮"}),
        ("ａｂ", {"𠮷䶮"}),
        ("ABC有限", {"𠮷䶮"}),
        ("上街12", {"\ue123乙"}),
        ("街12号", {"\ue123乙"}),
        ("街1号", set()),
        ("wxy", {"吴晓阳"}),
        ("WX", {"吴晓阳"}),
        ("xy", {"吴晓阳"}),
        ("sm", {"单明"}),  # 单 as a surname
        ("dm", {"单明"}),  # and as it is commonly read
        ("ycj", {"尉迟甲"}),
        ("wcj", {"尉迟甲"}),
        ("1234", {"吴晓阳"}),
        ("00001234", {"吴晓阳"}),
        ("13800001234", {"吴晓阳"}),
        ("5678", {"单明"}),
        ("123x", {"单明"}),
        ("7123X", {"单明"}),
        ("330802", {"单明"}),
        ("zf3308", {"吴晓阳"}),
        ("0101", {"吴晓阳"}),
        ("234", set()),
        ("吴晓*", {"吴晓阳"}),
        ('"吴晓', {"吴晓阳"}),
        ("吴 OR 单", set()),
        ("  ", set()),
        ("，。()", set()),
        ("NEAR(吴 晓)", set()),
    ],
)
def test_what_is_typed_is_found(asked: Store, typed: str, expected: set[str]) -> None:
    assert names(asked, typed) == expected


def test_whatever_is_typed_is_a_sound_query(asked: Store) -> None:
    chance = random.Random(7)
    signs = f"{string.printable}吴晓阳¶“”《》\0ﬁ①㎡"
    for _ in range(500):
        typed = "".join(chance.choices(signs, k=chance.randint(1, 12)))
        assert len(found(asked, typed)) <= len(PEOPLE), typed


def test_a_change_is_found_and_what_stood_before_is_not(store: Store) -> None:
    row = add_people(store)["吴晓阳"]
    with store.write("demo") as session:
        session.get_one(Person, row).name = "郑晓阳"
    assert {one for _, one in found(store, "郑晓阳")} == {row}
    assert found(store, "吴晓") == []
    assert {one for _, one in found(store, "石梁镇综合执法队")} == {row}


def test_a_deleted_record_is_not_found_until_it_is_back(store: Store) -> None:
    row = add_people(store)["吴晓阳"]
    with store.write("demo") as session:
        session.get_one(Person, row).deleted_at = clock.now()
    assert found(store, "吴晓") == []
    with store.write("demo") as session:
        session.get_one(Person, row).deleted_at = None
    assert {one for _, one in found(store, "吴晓")} == {row}


def test_nothing_is_indexed_when_the_unit_of_work_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write("demo") as session:
        session.add(person(name="钱不在"))
        session.flush()
        bulk.insert(session, Person, [vars_of(person(name="孙不在"))])
        raise ZeroDivisionError
    assert found(store, "不在") == []


def test_every_table_gets_its_newest_however_many_another_has(store: Store) -> None:
    with store.write("demo") as session:
        bulk.insert(session, Person, [vars_of(person(name=f"溪口{n}")) for n in range(300)])
        bulk.insert(session, Grid, [{"name": f"溪口网格{n}", "kind": GridKind.VILLAGE} for n in range(3)])
    hits = found(store, "溪口", limit=50)
    assert len(hits) == 50
    assert sum(table == "grid" for table, _ in hits) == 3
    with store.read() as session:
        last = session.execute(text("SELECT id FROM person ORDER BY id DESC LIMIT 1")).scalar_one()
    assert next(row for table, row in hits if table == "person") == last


def test_no_two_tables_share_their_rowids() -> None:
    map_all()
    indexed = [table for table in Base.metadata.tables if search._modes(table)]
    assert len(indexed) > 5
    assert len({search.first_rowid(table) for table in indexed}) == len(indexed)
    assert max(search.first_rowid(table) for table in Base.metadata.tables) + (1 << 32) < 1 << 63


def test_indexing_again_leaves_one_entry(store: Store) -> None:
    row = uuid7()
    with store.write("demo") as session:
        for name in ("周甲", "周乙"):
            search.index_rows(session.connection(), "person", [(row, {"name": name})])
        search.index_rows(session.connection(), "person", [(row, {"name": "周丙"}), (row, {"name": "周丁"})])
    assert found(store, "周") == [("person", row)]
    assert found(store, "周丙") == []
    with store.write("demo") as session:
        search.drop_rows(session.connection(), "person", [row, uuid7()])
    assert found(store, "周") == []


def vars_of(record: object) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if not name.startswith("_")}
