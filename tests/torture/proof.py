"""What must hold for a store whatever happened to the process that wrote it: checked from outside, with plain SQL.

Deliberately not the program's own 体检: a proof that shares code with what it proves repeats its mistakes.
"""

import hashlib
import json
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from app.errors import AttachmentDamaged
from app.paths import Home
from app.store.blobs import Blobs, read
from app.store.engine import connect
from tests.torture.worker import Ack, Action

GENESIS = bytes(32)
NOTED = ("person", "patrol")  # tables whose note carries the tag
SEARCHED = ("person", "patrol", "finding")


def seed() -> int:
    """The seed of this run: a new one, or the one of `dev.py torture --seed N`. Printed, so that a run can be repeated."""
    value = int(os.environ.get("COMMAND_DESK_SEED") or random.SystemRandom().randrange(1 << 32))
    print(f"\nseed {value}")
    return value


def acknowledged(path: Path) -> list[Ack]:
    """What the worker said it had saved. A last line cut off by the kill was never said."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    return [Ack(**json.loads(line)) for line in lines if line.endswith("\n")]


def faults(home: Home, key: bytes, acks: Iterable[Ack]) -> list[str]:
    """All that is wrong with an office whose store can be opened; an empty list is the proof."""
    connection = connect(home.store, key, readonly=True)
    try:
        return [
            *_damage(connection),
            *_broken_chain(connection),
            *_lost(connection, acks),
            *_halves(connection),
            *_without_file(connection, Blobs(home.attachments, key)),
            *_unjournalled(connection),
            *_unindexed(connection),
        ]
    except dbapi2.DatabaseError as error:
        return [f"unreadable: {error}"]
    finally:
        connection.close()


def _damage(connection: dbapi2.Connection) -> Iterator[str]:
    """Pages that do not authenticate, trees that are not whole, references into nothing."""
    yield from (f"page: {row[0]}" for row in connection.execute("PRAGMA cipher_integrity_check"))
    yield from (f"tree: {row[0]}" for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok")
    yield from (f"reference: {row[:3]}" for row in connection.execute("PRAGMA foreign_key_check"))


def _broken_chain(connection: dbapi2.Connection) -> Iterator[str]:
    """The journal of each device: sequence without gaps, each hash made of the one before, clock only forward."""
    last: dict[str, tuple[int, bytes, int]] = {}
    for dev, seq, hlc, body, found in connection.execute("SELECT dev, seq, hlc, body, hash FROM op ORDER BY dev, seq"):
        before, previous, clock = last.get(dev, (0, GENESIS, 0))
        digest = hashlib.sha256(body.encode()).digest()
        if seq != before + 1:
            yield f"journal: {dev} jumps from {before} to {seq}"
        if bytes(found) != hashlib.sha256(previous + digest).digest():
            yield f"journal: {dev} {seq} does not follow from {before}"
        if hlc <= clock:
            yield f"journal: the clock of {dev} went back at {seq}"
        last[dev] = (seq, bytes(found), hlc)


def _lost(connection: dbapi2.Connection, acks: Iterable[Ack]) -> Iterator[str]:
    """Acknowledged actions that the journal does not know. That the tables agree with the journal is another proof."""
    statement = "SELECT json_extract(body, '$.fields.note[1]') AS note, count(*) FROM op GROUP BY note"
    known = dict(connection.execute(statement).fetchall())
    for ack in acks:
        if known.get(ack.tag, 0) != ack.records:
            yield f"lost: {ack.tag} was acknowledged with {ack.records} records, there are {known.get(ack.tag, 0)}"


def _halves(connection: dbapi2.Connection) -> Iterator[str]:
    """Actions of which a part is there: an import without its last rows, a patrol without its members."""
    for (tag,) in connection.execute("SELECT DISTINCT note FROM person WHERE note LIKE ?", (f"{Action.IMPORT}:%",)):
        wanted = int(tag.rsplit("/", 1)[1])
        found = connection.execute("SELECT count(*) FROM person WHERE note = ?", (tag,)).fetchone()[0]
        if found != wanted:
            yield f"half: {tag} has {found} of {wanted} rows"
    statement = """
        SELECT number, finding_count,
               (SELECT count(*) FROM finding WHERE patrol_id = patrol.id),
               (SELECT count(*) FROM patrol_member WHERE patrol_id = patrol.id),
               (SELECT count(*) FROM photo JOIN finding ON finding.id = finding_id WHERE patrol_id = patrol.id)
        FROM patrol"""
    for number, wanted, findings, members, photos in connection.execute(statement):
        if (findings, photos, members) != (wanted, wanted, 2):
            yield f"half: patrol {number} says {wanted} findings: {findings} findings, {photos} photos, {members} members"


def _without_file(connection: dbapi2.Connection, files: Blobs) -> Iterator[str]:
    """Attachments whose file is missing or is not what was stored. A file nobody refers to yet does no harm."""
    for (sha256,) in connection.execute("SELECT DISTINCT sha256 FROM attachment"):
        try:
            content = read(files, sha256)
        except AttachmentDamaged as error:
            yield f"file: {error.text()}"
        else:
            if hashlib.sha256(content).hexdigest() != sha256:
                yield f"file: {sha256} holds something else"


def _unjournalled(connection: dbapi2.Connection) -> Iterator[str]:
    """Records whose note in the table is not the last one in the journal, and records on one side only."""
    for table in NOTED:
        notes: dict[str, Any] = {}
        for row, body in connection.execute("SELECT row, body FROM op WHERE tbl = ? ORDER BY hlc", (table,)):
            fields = json.loads(body)["fields"]
            notes[row] = fields["note"][1] if "note" in fields else notes.get(row)
        stored = dict(connection.execute(f"SELECT id, note FROM {table}").fetchall())  # noqa: S608  own names
        for row in notes.keys() | stored.keys():
            if notes.get(row, "-") != stored.get(row, "-"):
                yield f"journal: {table} {row} is {stored.get(row, '-')}, the journal says {notes.get(row, '-')}"


def _unindexed(connection: dbapi2.Connection) -> Iterator[str]:
    """Records that search does not know, and search entries without a record."""
    for table in SEARCHED:
        stored = {row for (row,) in connection.execute(f"SELECT id FROM {table}")}  # noqa: S608  own names
        known = {row for (row,) in connection.execute("SELECT row FROM search_doc WHERE tbl = ?", (table,))}
        yield from (f"search: {table} {row}" for row in stored ^ known)
