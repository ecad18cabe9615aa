"""Fills a founded, empty office with the fictional township; the caller founds it and logs in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.demo import cases, items, patrols, people, places, roster, scaled, shift
from app.models import Account, Department, Grid, Party, Person, PowerItem, Setting
from app.models.base import Base
from app.rules.vocabulary import PersonKind
from app.services.actor import Actor
from app.store import bulk
from app.store.background import Progress
from app.store.unit import Store

TOWNSHIP, COUNTY, CITY, DEVICE = "石梁镇", "柯城区", "衢州市", "石梁镇-01"
LETTERHEAD = {
    "office.address": "衢州市柯城区石梁镇演示路1号",
    "office.duty_phone": "0570-0000000",
    "office.collecting_bank": "演示银行石梁支行",
}  # on every paper that goes out


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: how many records of each register, by its key."""

    counts: dict[str, int]


def build(store: Store, actor: Actor, *, scale: int = 1, seed: int = 1, progress: Progress | None = None) -> Built:
    """Fill the office. `scale` multiplies the patrols, up to a million; the further ones are bare entries of old lists.

    Raises Cancelled when the user stopped it through `progress`; what was written until then stays.
    """
    told = progress or Progress()
    now = clock.now()
    with store.write(actor.login) as session:
        counts = _registers(session, seed, clock.local(now).date())
    with store.write(actor.login) as session:
        cast, names = _cast(session, clock.local(now).date())
        _seat(session, names)
        session.add_all(Setting(key=key, value=value) for key, value in LETTERHEAD.items())
    total = min(patrols.PATROLS * max(scale, 1), scaled.MOST)
    drafts = list(patrols.rounds(_random(seed, "rounds"), cast, now))
    for number, (draft, kinds) in enumerate(drafts, 1):
        crew = "、".join(names[member.person_id] for member in draft.members)
        with store.write(actor.login) as session:
            patrols.log(session, actor, f"{seed}/{number}", draft, kinds, crew)
        told.report(number, total)
    counts["cases"] = cases.add(store, clock.local(now).date())
    counts["rosters"] = roster.add(store, actor, clock.local(now).date())
    counts["sign_ins"] = shift.add(store, actor, _random(seed, "shift"))
    first = drafts[0][0].started_at or now
    scaled.add(
        store, actor.login, total - len(drafts), f"{seed}/scaled", list(names.values()), first,
        Progress(lambda done, _count: told.report(len(drafts) + done, total)),
    )  # fmt: skip
    return Built({**counts, "patrols": total})


def _random(seed: int, part: str) -> Random:
    """A stream of its own for each part, so that changing one leaves the others as they were."""
    return Random(f"{seed}/{part}")  # noqa: S311  content, not a secret


def _registers(session: Session, seed: int, today: date) -> dict[str, int]:
    departments = bulk.insert(session, Department, list(places.departments()))
    by_name = {name: key for key, (name, *_rest) in zip(departments, places.DEPARTMENTS, strict=True)}
    members = list(people.team(_random(seed, "people"), today))
    team = bulk.insert(session, Person, [{**one, "department_id": by_name[one["home_unit"]]} for one in members])
    villages = bulk.insert(session, Grid, list(places.villages()))
    parents = list(zip(villages, places.VILLAGES, strict=True))
    grids = bulk.insert(session, Grid, list(places.grids(_random(seed, "grids"), parents)))
    parties = bulk.insert(session, Party, list(places.parties(_random(seed, "parties"), grids)))
    powers = bulk.insert(session, PowerItem, list(items.power_items()))
    return {
        "people": len(team),
        "departments": len(departments),
        "grids": len(villages) + len(grids),
        "parties": len(parties),
        "power_items": len(powers),
    }


def _cast(session: Session, today: date) -> tuple[patrols.Cast, dict[str, str]]:
    """Whom and what patrols are made of, and the names of all people by id."""
    team = session.scalars(select(Person).order_by(Person.id)).all()
    long_ago = today - timedelta(days=90)
    officers = [
        one.id
        for one in team
        if one.certificate_until and one.certificate_until >= today and (one.joined_on or today) <= long_ago
    ]
    helpers = [one.id for one in team if one.kind is PersonKind.AUXILIARY]
    cast = patrols.Cast(
        officers,
        helpers,
        [(one.id, one.name) for one in session.scalars(select(PowerItem).order_by(PowerItem.id))],
        _ids(session, Party),
        _ids(session, Grid),
    )
    return cast, {one.id: one.name for one in team}


def _ids(session: Session, model: type[Base]) -> list[str]:
    key: Any = model.__table__.c["id"]
    return list(session.scalars(select(key).order_by(key)))


def _seat(session: Session, names: dict[str, str]) -> None:
    """Give the accounts that stand for someone of the team their person, so that papers know who writes."""
    persons: Sequence[str] = list(names)
    accounts: Iterable[Account] = session.scalars(select(Account).order_by(Account.login))
    for person, account in zip(persons, accounts, strict=False):
        account.person_id = person
