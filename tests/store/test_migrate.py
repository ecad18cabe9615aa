"""Schema steps: a backup first, then all of them or none; nothing lost on the way, and a newer file is refused."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.errors import StoreTooNew, UpgradeStopped
from app.paths import Home
from app.store import backup, schema, shelf
from app.store.engine import connect, open_engine
from app.store.migrate import STEPS, migrate, version
from app.store.shelf import Kind
from app.store.unit import Store
from tests.conftest import KEY, assert_journal_tells_all
from tests.store import offices
from tests.store.test_check import LOST_PHOTO

pytestmark = pytest.mark.usefixtures("cheap_slots")

ADD_COLUMN = "    op.add_column('person', sa.Column('nickname', sa.String(40)))\n"
REBUILD = (
    "    with op.batch_alter_table('person', recreate='always') as batch:\n"
    "        batch.alter_column('post', type_=sa.String(60))\n"
)


def sql(statement: str) -> str:
    """A line of a step that runs one statement."""
    return f"    op.execute({statement!r})\n"


def step(folder: Path, name: str, after: str | None, body: str, more: str = "") -> None:
    """Write one step of a schema that is not ours yet."""
    versions = folder / "versions"
    versions.mkdir(parents=True, exist_ok=True)
    (versions / f"{name}.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {name!r}\ndown_revision = {after!r}\n{more}\n"
        f"def upgrade():\n{body or '    pass'}\n"
    )


@pytest.fixture
def office(home: Home) -> Home:
    store = offices.found(home)
    for name in ("演示甲", "演示乙"):
        offices.add_person(store, name)
    store.close()
    return home


@pytest.fixture
def steps(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "steps"
    step(folder, schema.HEAD, None, "")
    yield folder
    for name in [name for name in sys.modules if name.startswith("0")]:
        del sys.modules[name]


def ddl(home: Home) -> dict[str, str]:
    with closing(connect(home.store, KEY)) as raw:
        return dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall())


def standing(home: Home) -> dict[str, list[object]]:
    """All rows of all tables."""
    with closing(connect(home.store, KEY)) as raw:
        tables = [name for name, sql in ddl(home).items() if sql.startswith("CREATE TABLE")]
        return {table: raw.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}  # noqa: S608


def test_nothing_due_makes_no_backup_and_imports_no_alembic(office: Home) -> None:
    assert migrate(office, KEY) == ()
    assert shelf.listing(office.backups) == []
    code = (
        "import sys; from pathlib import Path; from app.paths import Home; from app.store.migrate import migrate\n"
        f"migrate(Home(Path({str(office.root)!r})), bytes(range(32))); print('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_due_steps_run_after_a_backup_and_keep_every_row_and_trigger(office: Home, steps: Path) -> None:
    step(steps, "9001", schema.HEAD, ADD_COLUMN)
    step(steps, "9002", "9001", REBUILD)
    before = standing(office)
    assert migrate(office, KEY, steps, "9002") == ("9001", "9002")
    assert version(office.store, KEY) == "9002"
    after = ddl(office)
    assert "nickname" in after["person"]
    assert "VARCHAR(60)" in after["person"]
    assert {"op_no_update", "op_no_delete"} <= after.keys()
    assert {table: len(rows) for table, rows in standing(office).items()} == {
        table: len(rows) for table, rows in before.items()
    }
    (made,) = shelf.listing(office.backups)
    assert made.kind is Kind.BEFORE_UPGRADE
    assert made.manifest.schema == schema.HEAD
    backup.verify(made, KEY)


def test_children_survive_the_rebuilding_of_their_parents(office: Home, steps: Path) -> None:
    with closing(connect(office.store, KEY)) as raw:
        person = raw.execute("SELECT min(id) FROM person").fetchone()[0]
        raw.execute("CREATE TABLE child (person_id TEXT REFERENCES person(id) ON DELETE CASCADE)")
        raw.execute("INSERT INTO child VALUES (?)", (person,))
    step(steps, "9001", schema.HEAD, REBUILD)
    migrate(office, KEY, steps, "9001")
    assert len(standing(office)["child"]) == 1


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (ADD_COLUMN + sql("SELECT * FROM nowhere"), "其中一步没有通过"),
        (REBUILD + sql("DELETE FROM person WHERE name = '演示甲'"), "条数不符：person"),
        (sql("DROP TABLE grid"), "条数不符"),
        (sql(LOST_PHOTO), "引用断开"),
    ],
)
def test_a_step_that_goes_wrong_leaves_the_store_as_it_was(office: Home, steps: Path, body: str, why: str) -> None:
    with closing(connect(office.store, KEY)) as raw:
        raw.execute("INSERT INTO grid (id, revision, created_at, name, kind) VALUES ('g', 1, 'x', '演示村', 'village')")
    before = (ddl(office), standing(office))
    step(steps, "9001", schema.HEAD, body)
    with pytest.raises(UpgradeStopped, match=why):
        migrate(office, KEY, steps, "9001")
    assert (ddl(office), standing(office)) == before
    assert version(office.store, KEY) == schema.HEAD


def test_a_table_may_be_dropped_when_the_step_says_so(office: Home, steps: Path) -> None:
    step(steps, "9001", schema.HEAD, "    op.drop_table('grid')", "DROPS = ('grid',)")
    migrate(office, KEY, steps, "9001")
    assert "grid" not in ddl(office)


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("stop", range(1, 5))
def test_stopped_between_two_changes_the_store_is_as_it_was(
    office: Home, steps: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    more = "".join(f"    op.execute('CREATE TABLE more_{number} (x)')\n" for number in range(4))
    step(steps, "9001", schema.HEAD, more)
    before = (ddl(office), standing(office))
    calls = 0
    execute = Operations.execute

    def counted(self: Operations, *arguments: object) -> None:
        nonlocal calls
        calls += 1
        execute(self, *arguments)  # type: ignore[arg-type]
        if calls == stop:
            raise Killed

    monkeypatch.setattr(Operations, "execute", counted)
    with pytest.raises(Killed):
        migrate(office, KEY, steps, "9001")
    assert (ddl(office), standing(office)) == before
    monkeypatch.undo()
    assert migrate(office, KEY, steps, "9001") == ("9001",)
    assert {f"more_{number}" for number in range(4)} <= ddl(office).keys()


def test_a_newer_store_is_refused_and_not_touched(office: Home) -> None:
    with closing(connect(office.store, KEY)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = office.store.read_bytes()
    with pytest.raises(StoreTooNew, match="9999"):
        migrate(office, KEY)
    assert office.store.read_bytes() == before
    assert shelf.listing(office.backups) == []


def test_the_steps_from_nothing_give_the_tables_of_the_models(tmp_path: Path) -> None:
    made, stepped = Home(tmp_path / "made"), Home(tmp_path / "stepped")
    for home in (made, stepped):
        home.root.mkdir()
    Store.create(made, KEY, "石梁镇-01").close()
    connect(stepped.store, KEY, create=True).close()
    engine = open_engine(stepped.store, KEY, readonly=False, size=1)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        with Operations.context(MigrationContext.configure(connection)):
            for one in reversed(list(ScriptDirectory(str(STEPS)).walk_revisions())):
                one.module.upgrade()
    engine.dispose()
    assert {name: squeezed(sql) for name, sql in ddl(stepped).items()} == {
        name: squeezed(sql) for name, sql in ddl(made).items()
    }


def squeezed(sql: str) -> list[str]:
    """Without the blanks and the order of columns and rules, in which writers of the same table differ."""
    plain = "".join(sql.replace('"', "").split())
    what, rest = plain.removesuffix(")").split("(", 1)
    columns, *rules = re.split(r",(?=CONSTRAINT)", rest)
    return [what, *sorted(re.split(r",(?![^(]*\))", columns)), *sorted(rules)]


def test_the_head_is_the_newest_step() -> None:
    assert ScriptDirectory(str(STEPS)).get_heads() == [schema.HEAD]


def test_no_step_offers_a_way_back() -> None:
    assert [
        one.revision for one in ScriptDirectory(str(STEPS)).walk_revisions() if hasattr(one.module, "downgrade")
    ] == []


def test_the_journal_still_tells_all_after_an_upgrade(office: Home, steps: Path) -> None:
    step(steps, "9001", schema.HEAD, REBUILD)
    migrate(office, KEY, steps, "9001")
    store = Store(office, KEY)
    offices.add_person(store, "演示丙")
    assert_journal_tells_all(store)
    store.close()
