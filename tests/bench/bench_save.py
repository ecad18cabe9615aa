"""P8: saving a form, with its checks, journal, field versions and search entry, against one bare durable commit.

The peer writes as many bytes as our save adds to the journal and the record, in one row, through the same encrypted
connection with the same pragmas.
"""

from pathlib import Path

from sqlalchemy import func, select

from app.models.journal import Op
from app.models.person import Person
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.store.engine import connect
from app.store.unit import Store
from tests.bench.data import ACTOR, office, opened
from tests.bench.harness import Bound, Result, Work, measure

KEY = "P8"
BOUND = Bound(1.5, seconds=0.002)
SAVES = 20  # in one timed run; the figure is for one


def run(folder: Path, scale: float = 1.0) -> list[Result]:
    """Edit the phones of people in an office of 10,000 patrols."""
    store = opened(office(folder, int(10_000 * scale)))
    result = line(store, folder)
    store.close()
    return [result]


def line(store: Store, folder: Path, runs: int = 7) -> Result:
    """One edit against one commit; the bare file is made in `folder`."""
    peer = committer(folder, store.key, bytes_of_a_save(store))
    timing = measure(editor(store), peer, runs, per=SAVES)
    return Result(KEY, "save a form, durable", timing, BOUND, {"saves": SAVES})


def editor(store: Store) -> Work:
    """Work that saves forms as the window does: one unit of work each."""
    with store.read() as session:
        ids = session.scalars(select(Person.id).limit(SAVES)).all()
        revisions = {one: editing.load(session, ACTOR, "people", one).revision for one in ids}
    turn = iter(range(10**9))

    def save_all() -> None:
        for one in ids:
            draft = FormDraft({"phone": f"138{next(turn):08d}"}, one, revisions[one])
            with store.write(ACTOR.login) as session:
                revisions[one] = editing.save(session, ACTOR, "people", draft).revision

    return save_all


def bytes_of_a_save(store: Store) -> int:
    """Bytes that one edit adds: body, hash and keys of its operation, and the record itself again."""
    editor(store)()
    with store.read() as session:
        body = session.scalar(select(func.max(func.length(Op.body))).where(Op.kind == "set")) or 0
    return 2 * int(body)


def committer(folder: Path, key: bytes, size: int) -> Work:
    """Work that commits one row of `size` bytes at a time, and nothing else."""
    connection = connect(folder / "bare.db", key, create=True)
    connection.execute("CREATE TABLE bare (content BLOB)")
    content = bytes(size)

    def commit_all() -> None:
        for _ in range(SAVES):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO bare VALUES (?)", (content,))
            connection.execute("COMMIT")

    return commit_all
