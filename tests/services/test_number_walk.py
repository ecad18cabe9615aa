"""Two PCs with stores of their own that never meet: a random walk of issuing, voiding, printing ahead and reserving blocks.

What an exchange would carry (blocks and uses) is copied from the main PC only when the walk says so; at the end no number was
given twice, none inside a used block is missing, and every voided one has its reason.
"""

import random
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from app import clock
from app.documents import Form, load_form
from app.errors import NoNumbers
from app.models.numbering import NumberBlock, NumberUse
from app.paths import Home
from app.rules.vocabulary_case import DecidingBody
from app.services import numbering
from app.services.actor import Actor
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.conftest import ActorOf

NOW = datetime(2026, 11, 24, 2, 32, tzinfo=UTC)
DAY = date(2026, 11, 24)
SHORTS = ("罚决", "罚先告", "立")
STEPS = 100


def form(short: str) -> Form:
    return replace(load_form("F08"), id="T01", number=short)


def second_store(folder: Path) -> Store:
    home = Home(folder)
    folder.mkdir()
    made = Store.create(home, b"2" * 32, "石梁镇-02")
    write_info(
        home.office, OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-02", demo=True)
    )
    return made


def carry(main: Store, other: Store) -> None:
    """What the main PC knows of the blocks comes to the other one; its own `next` there is kept."""
    with main.read() as session:
        rows = [
            (one.id, one.series, one.year, one.device, one.first, one.last, one.next)
            for one in session.scalars(select(NumberBlock).order_by(NumberBlock.id))
        ]
    with other.write("exchange") as session:
        for key, series, year, device, first, last, following in rows:
            known = session.get(NumberBlock, key)
            if known is None:
                session.add(
                    NumberBlock(
                        id=key, series=series, year=year, device=device, first=first, last=last, next=following
                    )
                )  # fmt: skip
            elif known.last != last:
                known.last = last


@pytest.mark.parametrize("seed", range(4))
def test_two_offline_pcs_never_give_the_same_number(
    seed: int, store: Store, home: Home, tmp_path: Path, actor_of: ActorOf
) -> None:
    rng = random.Random(seed)
    write_info(
        home.office, OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    )
    other = second_store(tmp_path / "second")
    try:
        with clock.frozen(NOW):
            head = actor_of("head")
            given, voided = _walk(rng, store, other, head)
            numbers = [number for number, _ in given]
            assert len(numbers) == len(set(numbers)) > STEPS // 3
            assert {device for _, device in given} == {store.device, other.device}
            _check_book(store, voided)
            _check_book(other, voided)
    finally:
        other.close()


def _walk(rng: random.Random, main: Store, other: Store, head: Actor) -> tuple[list[tuple[str, str]], set[str]]:
    given: list[tuple[str, str]] = []
    voided: set[str] = set()
    with main.write("walk") as session:  # the main PC has begun to number before a second one joins with what it knows
        actor = replace(head, device=main.device)
        use = numbering.allocate(session, actor, form(SHORTS[0]), DAY, body=DecidingBody.TOWNSHIP)
        given.append((use.number, main.device))
    carry(main, other)
    for _ in range(STEPS):
        on_main = rng.random() < 0.5
        store = main if on_main else other
        actor = replace(head, device=store.device)
        short, act = rng.choice(SHORTS), rng.random()
        try:
            with store.write("walk") as session:
                if act < 0.75:
                    use = numbering.allocate(session, actor, form(short), DAY, body=DecidingBody.TOWNSHIP)
                    _break_off(rng)
                    given.append((use.number, store.device))
                elif act < 0.85 and given:
                    number, device = rng.choice(given)
                    if device == store.device and number not in voided:
                        numbering.void(session, actor, number, "写错")
                        voided.add(number)
                elif on_main:
                    numbering.hand_over(session, actor, f"衢柯石综执{short}字", 2026, other.device, rng.randint(1, 12))
        except (NoNumbers, RuntimeError):
            continue
        if rng.random() < 0.2:
            carry(main, other)
    return given, voided


def _break_off(rng: random.Random) -> None:
    """Now and then the unit of work fails after a number was taken: the number must come back."""
    if rng.random() < 0.1:
        raise RuntimeError


def _check_book(store: Store, voided: set[str]) -> None:
    """Inside every block of its own the serials run from the first to the one before `next` without a gap."""
    with store.read() as session:
        for block in session.scalars(select(NumberBlock).where(NumberBlock.device == store.device)):
            uses = session.scalars(select(NumberUse).where(NumberUse.block_id == block.id)).all()
            assert sorted(one.serial for one in uses) == list(range(block.first, block.next))
            assert all(bool(one.void_reason) == (one.number in voided) for one in uses)
