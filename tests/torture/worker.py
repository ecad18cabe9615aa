"""The process that is killed: opens a store, does what operators do, and says after each commit what is saved.

    python -m tests.torture.worker HOME KEY ACKS SEED [MOST_BYTES]

Each action is one unit of work and carries a tag in the note of its record. The line in ACKS is written after the unit of
work has ended, which is when the window would say 已保存. With MOST_BYTES no file may grow past that size: a full disk.
"""

import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import DiskFull
from app.models.person import Person
from app.paths import Home
from app.registers.catalogue import register
from app.rules.vocabulary import Handling
from app.services import attachment, patrol
from app.services.actor import Actor
from app.services.patrol_shapes import FindingDraft, MemberDraft, PatrolDraft, PhotoDraft
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.sheets.heading import best_sheet
from app.services.sheets.importing import import_sheet
from app.services.sheets.reading import pasted
from app.store.unit import Store

SURNAMES, GIVEN = "甲乙丙丁戊己庚辛", "石梁溪东西南北中"
WORKER = Actor("worker", "worker", "演示带班领导", frozenset({"leader"}), device="01")
FULL = 28  # exit code: the disk was full and the program said so (errno ENOSPC)


class Action(StrEnum):
    """What the worker does."""

    PERSON = "person"
    EDIT = "edit"
    PATROL = "patrol"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Ack:
    """So many records were given this tag in a commit that was acknowledged."""

    tag: str
    records: int


def main() -> int:
    """Work until killed, or until the disk is full."""
    folder, key, acks, seed, *most = sys.argv[1:]
    ready = lambda: print("ready", flush=True)  # noqa: E731  said before the first write that counts
    try:
        work(Path(folder), bytes.fromhex(key), Path(acks), int(seed), ready, *map(int, most))
    except DiskFull as error:
        print(error.text(), flush=True)
    return FULL


def work(
    folder: Path, key: bytes, acks: Path, seed: int, ready: Callable[[], None], most_bytes: int | None = None
) -> None:
    """Do one action after the other without end; `ready` is called once each kind was done. Raises DiskFull."""
    store, chance = Store(Home(folder), key), random.Random(seed)
    said = os.open(acks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for action in Action:  # so that what is imported late is there, and the kill falls into writing
        do(store, said, action, chance)
    if most_bytes is not None:
        _limit_files(most_bytes)
    ready()
    while True:
        do(store, said, chance.choice(tuple(Action)), chance)


def _limit_files(most: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def do(store: Store, said: int, action: Action, chance: random.Random) -> None:
    """One action in a unit of work of its own, then its acknowledgement."""
    tag = f"{action}:{chance.getrandbits(64):016x}"
    with store.write("worker") as session:
        ack = perform(session, action, tag, chance)
    os.write(said, (json.dumps(asdict(ack)) + "\n").encode())


def perform(session: Session, action: Action, tag: str, chance: random.Random) -> Ack:
    """Do one action inside a unit of work."""
    if action is Action.IMPORT:
        return bring_in(session, tag, chance)
    if action is Action.PATROL:
        return record_patrol(session, tag, chance)
    found = session.scalar(select(Person).where(~Person.note.startswith(Action.IMPORT)).limit(1))
    if action is Action.EDIT and found is not None:
        phone = f"139{chance.randrange(10**8):08d}"
        editing.save(session, WORKER, "people", FormDraft({"note": tag, "phone": phone}, found.id, found.revision))
    else:
        editing.save(session, WORKER, "people", FormDraft(person_values(tag, chance)))
    return Ack(tag, 1)


def person_values(tag: str, chance: random.Random) -> dict[str, str]:
    """An invented member of the team as a form or a sheet has it."""
    return {
        "name": chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)),
        "kind": "在编",
        "source": "中队",
        "certificate": f"C{chance.getrandbits(64):020d}",
        "note": tag,
    }


def bring_in(session: Session, tag: str, chance: random.Random) -> Ack:
    """An import of 20 to 60 people: all rows, or none."""
    count = chance.randrange(20, 60)
    tag = f"{tag}/{count}"
    rows = [list(person_values(tag, chance).values()) for _ in range(count)]
    spec = register("people")
    sheet, header = best_sheet(spec, (pasted([["姓名", "编制类别", "人员来源", "执法证号", "备注"], *rows]),))
    outcome = import_sheet(session, WORKER, spec, sheet, header)
    assert outcome.added == count, outcome.refused[:3]
    return Ack(tag, count)


def record_patrol(session: Session, tag: str, chance: random.Random) -> Ack:
    """A patrol with its two members and up to three findings, each with a photo: all of it, or nothing."""
    start = clock.now() - timedelta(hours=chance.randrange(1, 9))
    drafts = [FormDraft(person_values(f"{tag}#{place}", chance)) for place in range(2)]
    members = [editing.save(session, WORKER, "people", draft) for draft in drafts]
    draft = PatrolDraft(
        day=clock.local(start).date(),
        started_at=start,
        members=tuple(MemberDraft(one.id) for one in members),
        route="石梁溪—东山—集镇",
        note=tag,
        findings=tuple(new_finding(session, start, chance) for _ in range(chance.randrange(4))),
    )
    patrol.record(session, WORKER, draft)
    return Ack(tag, 1)


def new_finding(session: Session, start: datetime, chance: random.Random) -> FindingDraft:
    """One thing found, with the photo of it."""
    photo = attachment.add(session, WORKER, chance.randbytes(chance.randrange(1_000, 50_000)), "现场.jpg")
    return FindingDraft(
        found_at=start,
        place=f"集镇 {chance.randrange(1, 200)} 号",
        category="占道经营",
        description="店外摆放货物，占用人行道",
        handling=Handling.CORRECTED,
        photos=(PhotoDraft(photo.id),),
    )


if __name__ == "__main__":
    sys.exit(main())
