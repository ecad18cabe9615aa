"""体检 sees what was injected: flipped bits, holes in the journal, changes past it, lost attachments, a stale index."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import clock
from app.models import Person
from app.paths import Home
from app.store import backup, blobs, bulk, check, restore, search
from app.store.check import Defect, Kind
from app.store.engine import connect
from app.store.shelf import Kind as Reason
from app.store.unit import Store
from tests.conftest import KEY
from tests.store import offices
from tests.store.offices import flip
from tests.store.test_unit import person

LOST_PHOTO = (
    "INSERT INTO photo (id, revision, created_at, finding_id, attachment_id, stage) "
    "VALUES ('p', 1, '2026-11-24T00:00:00.000Z', 'nowhere', 'nothing', 'before')"
)
SHOWN_THOUGH_DELETED = (
    "UPDATE search_doc SET row = (SELECT id FROM person WHERE deleted_at IS NOT NULL) "
    "WHERE doc = (SELECT max(doc) FROM search_doc WHERE tbl = 'person')"
)
PHOTO = random.Random(5).randbytes(3000)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An office with people who were made, changed and deleted, some by bulk, and a photo."""
    home = Home(tmp_path_factory.mktemp("office") / "home")
    store = offices.found(home)
    first = offices.add_person(store, "演示甲")
    gone = offices.add_person(store, "演示乙")
    with store.write("demo") as session:
        session.get_one(Person, first).phone = "13800001234"
        session.get_one(Person, gone).deleted_at = clock.now()
        rows = ({k: v for k, v in vars(person(f"演示{n}")).items() if k[0] != "_"} for n in range(40))
        bulk.insert(session, Person, rows)
    offices.add_attachment(store, PHOTO)
    store.close()
    return home


@pytest.fixture
def office(home: Home, made_once: Home) -> Home:
    shutil.copytree(made_once.root, home.root, dirs_exist_ok=True)
    return home


def kinds(defects: list[Defect]) -> set[Kind]:
    return {defect.kind for defect in defects}


def spoil(home: Home, *statements: str) -> None:
    """Change the tables behind the program's back."""
    with closing(connect(home.store, KEY)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for statement in ("DROP TRIGGER op_no_update", "DROP TRIGGER op_no_delete", *statements):
            assert raw.execute(statement).rowcount, statement


def test_a_sound_office_has_no_defects(office: Home) -> None:
    steps: list[tuple[int, int]] = []
    assert check.examine(office, KEY, report=lambda done, total: steps.append((done, total))) == []
    assert steps == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert check.examine(office, KEY, full=False) == []


def flipped(office: Home, count: int, seed: int) -> Iterator[tuple[str, int, set[Kind]]]:
    """Flip one bit at a time somewhere in the office, examine, and put it back: file, place, what was seen."""
    chance = random.Random(seed)
    photo = next(office.attachments.glob("??/*"))
    files = [office.store] * 7 + [photo, office.keys, office.office]
    for _ in range(count):
        file = chance.choice(files)
        place, bit = chance.randrange(file.stat().st_size), chance.randrange(8)
        flip(file, place, bit)
        yield f"{file.name}", place, kinds(check.examine(office, KEY))
        flip(file, place, bit)


# A blank or a name in office.json may change into another sound one: it carries no seal, and nothing hangs on it.
def test_fifty_flipped_bits_are_all_seen(office: Home) -> None:
    missed = [(file, place) for file, place, seen in flipped(office, 50, seed=3) if not seen and file != "office.json"]
    assert missed == []


@pytest.mark.torture
def test_a_thousand_flipped_bits_are_all_seen(office: Home) -> None:
    missed = [
        (file, place) for file, place, seen in flipped(office, 1000, seed=4) if not seen and file != "office.json"
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE person SET name = '别人' WHERE phone IS NOT NULL", Kind.RECORD),
        ("UPDATE person SET deleted_at = NULL WHERE deleted_at IS NOT NULL", Kind.RECORD),
        ("DELETE FROM person WHERE phone IS NOT NULL", Kind.RECORD),
        ("DELETE FROM field_head WHERE field = 'phone'", Kind.RECORD),
        ("UPDATE field_head SET seq = seq - 1 WHERE field = 'phone'", Kind.RECORD),
        ("UPDATE op SET body = replace(body, '13800001234', '13800001235') WHERE kind = 'set'", Kind.JOURNAL),
        ("UPDATE op SET who = 'other' WHERE seq = 2", Kind.JOURNAL),
        ("UPDATE op SET hash = zeroblob(32) WHERE seq = 3", Kind.JOURNAL),
        ("DELETE FROM op WHERE seq = 3", Kind.JOURNAL),
        ("DELETE FROM search_doc WHERE rowid = (SELECT min(rowid) FROM search_doc)", Kind.SEARCH),
        ("DELETE FROM search_text WHERE rowid = (SELECT max(doc) FROM search_doc WHERE tbl = 'person')", Kind.SEARCH),
        ("UPDATE attachment SET sha256 = replace(sha256, substr(sha256, 1, 4), '0000')", Kind.ATTACHMENT),
        (LOST_PHOTO, Kind.REFERENCE),
    ],
)  # fmt: skip
def test_what_was_done_behind_the_program_is_seen(office: Home, statement: str, kind: Kind) -> None:
    spoil(office, statement)
    assert kind in kinds(check.examine(office, KEY))


def test_the_tail_of_the_journal_cannot_go_unseen(office: Home) -> None:
    spoil(office, "DELETE FROM op WHERE seq = (SELECT max(seq) FROM op)")
    assert Kind.RECORD in kinds(check.examine(office, KEY))


def test_many_defects_of_one_kind_are_counted(office: Home) -> None:
    spoil(office, "UPDATE person SET note = '改动'")
    found = [defect for defect in check.examine(office, KEY) if defect.kind is Kind.RECORD]
    assert len(found) == check.MOST + 1
    assert found[-1].what == "同类问题还有 22 处"
    assert "备注" in found[0].what


def test_a_wrong_key_or_no_store_at_all_is_a_defect_of_the_file(office: Home) -> None:
    assert kinds(check.examine(office, bytes(32))) == {Kind.FILE}
    office.store.write_bytes(b"")
    assert kinds(check.examine(office, KEY)) == {Kind.FILE}
    office.store.unlink()
    assert Kind.FILE in kinds(check.examine(office, KEY))


def test_a_damaged_attachment_comes_back_from_a_backup(office: Home) -> None:
    backup.make(office, KEY, Reason.MANUAL)
    photo = next(office.attachments.glob("??/*"))
    damages: tuple[Callable[[], None], ...] = (lambda: flip(photo, 100), photo.unlink)
    for damage in damages:
        damage()
        (defect,) = check.examine(office, KEY)
        assert (defect.kind, defect.key) == (Kind.ATTACHMENT, photo.name)
        assert restore.bring_attachment(office, KEY, defect.key)
        assert check.examine(office, KEY) == []
        assert blobs.read(blobs.Blobs(office.attachments, KEY), photo.name) == PHOTO
    shutil.rmtree(office.backups)
    assert not restore.bring_attachment(office, KEY, photo.name)
    assert check.examine(office, KEY) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_doc",
        "DELETE FROM search_text WHERE rowid > 0",
        SHOWN_THOUGH_DELETED,
    ],
)
def test_the_index_is_made_again(office: Home, damage: str) -> None:
    spoil(office, damage)
    assert kinds(check.examine(office, KEY)) == {Kind.SEARCH}
    store = Store(office, KEY)
    assert check.rebuild_search(store) == 42  # 41 people and the photo
    store.close()
    assert check.examine(office, KEY) == []


def test_an_entry_that_holds_an_old_text_is_seen(office: Home) -> None:
    with closing(connect(office.store, KEY)) as raw:
        row = raw.execute("SELECT max(id) FROM person").fetchone()[0]
        search.index_rows(raw, "person", [(row, {"name": "旧名字"})])
    assert kinds(check.examine(office, KEY)) == {Kind.SEARCH}


def test_a_key_file_or_office_that_cannot_be_read_is_named(office: Home) -> None:
    office.office.write_text(json.dumps({"format": 1}))
    for path in office.root.glob("keys*.json"):
        path.write_bytes(b"{}")
    found = [defect for defect in check.examine(office, KEY) if defect.kind is Kind.OFFICE]
    assert [defect.where for defect in found] == ["office.json", "keys.json"]


def test_two_key_files_that_differ_are_named(office: Home) -> None:
    for path in office.root.glob("keys*.json"):
        whole = path.read_bytes()
        flip(path, 200)
        assert [defect.kind for defect in check.examine(office, KEY)] == [Kind.OFFICE]
        path.write_bytes(whole)


@pytest.mark.parametrize("part", [0.0, 0.01, 0.37, 0.5, 0.8, 0.99])
@pytest.mark.usefixtures("cheap_slots")
def test_a_wal_cut_anywhere_loses_the_last_commits_and_nothing_else(home: Home, tmp_path: Path, part: float) -> None:
    """What a power cut may leave: the commits before the cut stand, and what stands is sound."""
    store = offices.found(home)
    for number in range(30):
        offices.add_person(store, f"演示{number:02}")
    copied = Home(tmp_path / "copied")
    shutil.copytree(home.root, copied.root)
    store.close()
    wal = copied.root / "store.db-wal"
    size = int(wal.stat().st_size * part)
    (copied.root / "store.db-shm").unlink()
    with wal.open("rb+") as file:
        file.truncate(size)
    names = offices.people(copied)
    assert names == [f"演示{number:02}" for number in range(len(names))]
    assert bool(names) == (part > 0.3)
    assert check.examine(copied, KEY) == []
