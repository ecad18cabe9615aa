"""Invented records for the benches: seeded, of the shape and length of real ones, written by the same road as an import."""

import hashlib
import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.bootstrap import found_office
from app.models.patrol import Patrol
from app.models.person import Person
from app.paths import Home
from app.rules.vocabulary import PatrolShift, PersonKind, PersonSource, Sex
from app.services.account import NewAccount
from app.services.actor import Actor
from app.store import bulk, keyslots
from app.store.place import OfficeInfo
from app.store.unit import Store

PASSWORD = "Bench-2026-shiliang"
ACTOR = Actor("bench", "bench", "演示带班领导", frozenset({"leader"}), device="01")
ROOT = Path(__file__).resolve().parent.parent.parent
SEED = 20261124
IN_ONE_UNIT = 50_000
START = datetime(2020, 1, 1, 1, 0, tzinfo=UTC)
PLACES = ["石梁溪", "东山", "西坞", "南渡", "北岸", "中街", "上洋", "下坞", "前店", "后塘", "新桥", "老埠"]
STREETS = ["集镇路", "溪滨路", "学前巷", "茶场路", "菜场", "车站", "卫生院", "文化礼堂", "公园", "加油站"]
SEEN = [
    "店外堆放货物占用人行道", "流动摊贩在校门口设摊", "沿街晾挂衣物有碍市容", "建筑垃圾没有遮盖", "车辆停在盲道上",
    "餐饮店油烟直排", "秸秆露天堆放", "户外广告松动", "河道边倾倒垃圾", "情况正常",
]  # fmt: skip
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
SURNAMES, GIVEN = "甲乙丙丁戊己庚辛壬癸", "石梁溪东山西坞南渡北岸中街"


def patrols(count: int, seed: int = SEED) -> Iterator[dict[str, object]]:
    """Values of so many patrols, one every few minutes since 2020."""
    chance = random.Random(seed)
    for number in range(count):
        start = START + timedelta(minutes=3 * number)
        places = chance.sample(PLACES, 3)
        yield {
            "number": f"XC-{start:%Y%m%d}-01-{number:07d}",
            "day": (start + timedelta(hours=8)).date(),
            "shift": chance.choice(tuple(PatrolShift)),
            "started_at": start,
            "ended_at": start + timedelta(minutes=90),
            "route": "—".join(f"{place}{chance.choice(STREETS)}" for place in places),
            "points_planned": 8,
            "points_visited": chance.randrange(4, 9),
            "member_names": f"{name(chance)}、{name(chance)}",
            "finding_count": 0,
            "note": f"{places[0]}{chance.choice(STREETS)}{chance.randrange(1, 300)}号，{chance.choice(SEEN)}",
        }


def people(count: int, seed: int = SEED) -> Iterator[dict[str, object]]:
    """Values of so many members of the team, all fields filled; every second one is an auxiliary without a certificate."""
    chance = random.Random(seed)
    for number in range(count):
        established = number % 2 == 0
        joined = date(2022, 1, 1) + timedelta(days=number % 1500)
        yield {
            "name": name(chance),
            "sex": chance.choice(tuple(Sex)),
            "kind": PersonKind.ESTABLISHED if established else PersonKind.AUXILIARY,
            "source": PersonSource.SQUAD if established else PersonSource.AUXILIARY,
            "home_unit": f"{chance.choice(PLACES)}{chance.choice(STREETS)}站",
            "team": f"{chance.randrange(1, 9)}组",
            "post": "队员" if established else "协管员",
            "certificate": f"3308{number:08d}" if established else None,
            "certificate_from": joined if established else None,
            "certificate_until": joined + timedelta(days=1825) if established else None,
            "id_number": identity_number(number),
            "phone": f"139{chance.randrange(10**8):08d}",
            "joined_on": joined,
            "note": f"{chance.choice(PLACES)}{chance.choice(STREETS)}，{chance.choice(SEEN)}",
        }


def identity_number(number: int) -> str:
    """An 18-digit number with a right check digit, of an area that does not exist."""
    born = date(1970, 1, 1) + timedelta(days=number // 1000)
    body = f"999999{born:%Y%m%d}{number % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def name(chance: random.Random) -> str:
    """An invented name of three characters."""
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))


def large_office(count: int) -> Home:
    """An office with so many patrols, kept in `out/bench` for the next run until tables or store change."""
    sources = sorted(path for part in ("models", "store") for path in (ROOT / "app" / part).rglob("*.py"))
    made_by = hashlib.sha256(b"".join(path.read_bytes() for path in sources) + Path(__file__).read_bytes()).hexdigest()
    folder = ROOT / "out" / "bench" / f"office-{count}"
    stamp = folder / "made-by"
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != made_by:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        office(folder, count)
        stamp.write_text(made_by, encoding="ascii")
    return Home(folder / "home")


def office(folder: Path, patrol_count: int, people_count: int = 1000) -> Home:
    """A new demo office with so many patrols and people; 1,000,000 patrols take some minutes."""
    home = Home(folder / "home")
    info = OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    found_office(home, info, [(NewAccount(ACTOR.login, ACTOR.name, ["security", "leader"]), PASSWORD)])
    store = opened(home)
    with store.write(ACTOR.login) as session:
        bulk.insert(session, Person, people(people_count))
    source, left = patrols(patrol_count), patrol_count
    while left > 0:
        part = min(left, IN_ONE_UNIT)
        with store.write(ACTOR.login) as session:
            bulk.insert(session, Patrol, (next(source) for _ in range(part)))
        left -= part
    store.close()
    return home


def opened(home: Home) -> Store:
    """The store of an office made here."""
    key = keyslots.unlock(home, ACTOR.login, PASSWORD)
    assert key
    return Store(home, key)
