"""Found a fictional office, marked 演示, whose accounts all take the password given here."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from app.commands.opening import DEFAULT_USER, password

if TYPE_CHECKING:
    from app.demo.build import Built
    from app.paths import Home
    from app.store.background import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--scale, --seed, --json."""
    parser.add_argument("--scale", type=_positive, default=1, help="巡查记录放大几倍（最多一百万条）")
    parser.add_argument("--seed", type=int, default=1, help="同样的种子得到同样的内容")
    parser.add_argument("--json", action="store_true", help="结果写成一个 JSON 对象")


def run(args: argparse.Namespace) -> int:
    """Build it and say what was made."""
    from app.store.background import Progress

    given = password(DEFAULT_USER)
    built = found(args.home, given, scale=args.scale, seed=args.seed, progress=Progress(_tell))
    if args.json:
        print(json.dumps(built.counts))
    else:
        made = "，".join(f"{key} {count}" for key, count in built.counts.items())
        print(f"演示数据已建好：{made}。所有演示账号用刚才给的密码登录。")
    return 0


def found(home: "Home", given: str, *, scale: int = 1, seed: int = 1, progress: "Progress | None" = None) -> "Built":
    """Found the demo office in `home` and fill it. Raises OfficeExists, DiskFull."""
    from app import bootstrap
    from app.demo import build, people
    from app.services.account import NewAccount
    from app.store.place import OfficeInfo

    info = OfficeInfo(township=build.TOWNSHIP, county=build.COUNTY, city=build.CITY, device=build.DEVICE, demo=True)
    accounts = [(NewAccount(one.login, one.name, one.roles), given) for one in people.ACCOUNTS]
    bootstrap.found_office(home, info, accounts)
    office = bootstrap.open_office(home, DEFAULT_USER, given)
    try:
        return build.build(office.store, office.actor, scale=scale, seed=seed, progress=progress)
    finally:
        bootstrap.close_office(office)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        msg = "至少是 1"
        raise argparse.ArgumentTypeError(msg)
    return number


def _tell(done: int, total: int) -> None:
    """A line that counts on a terminal; in a log only the end."""
    if sys.stderr.isatty() or done == total:
        end = "\n" if done == total else "\r"
        print(f"巡查 {done:,}/{total:,}", end=end, file=sys.stderr, flush=True)
