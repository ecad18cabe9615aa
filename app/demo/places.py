"""Units, villages and grids of the fictional township, and whom its team meets there."""

from collections.abc import Iterator
from random import Random
from typing import Any

from app.demo.people import NOTE, id_number, names, phone
from app.rules.vocabulary import DepartmentKind, GridKind, PartyKind, Sex

DEPARTMENTS: tuple[tuple[str, str, DepartmentKind, int | None], ...] = (
    ("石梁镇人民政府（演示）", "石梁镇", DepartmentKind.TOWNSHIP, None),
    ("石梁镇综合执法办（演示）", "执法办", DepartmentKind.OFFICE, None),
    ("石梁镇基层治理四平台（演示）", "四平台", DepartmentKind.OFFICE, None),
    ("石梁自然资源所（演示）", "资源所", DepartmentKind.STATION, 3),
    ("石梁市场监管所（演示）", "市监所", DepartmentKind.STATION, 2),
    ("石梁司法所（演示）", "司法所", DepartmentKind.STATION, 1),
    ("区综合行政执法局石梁中队（演示）", "石梁中队", DepartmentKind.SQUAD, 7),
    ("柯城区综合行政执法局（演示）", "区执法局", DepartmentKind.COUNTY, None),
)
VILLAGES = ("石梁村", "麻蓬村", "静岩村", "白云社区", "下村", "中村", "上村", "坎底村")
STREETS = ("石梁大街", "石梁路", "麻蓬路", "静岩街", "白云巷")
_TRADES = (
    ("建材店", "建材零售"), ("早餐店", "餐饮"), ("水果店", "食品零售"), ("五金店", "五金零售"), ("快修店", "汽车修理"),
    ("烧烤店", "餐饮"), ("理发店", "居民服务"), ("便利店", "综合零售"), ("农资店", "农资零售"), ("废品收购站", "再生资源"),
)  # fmt: skip
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def departments() -> Iterator[dict[str, Any]]:
    """Rows of the units."""
    for number, (name, short, kind, posts) in enumerate(DEPARTMENTS, 1):
        yield {
            "name": name,
            "short_name": short,
            "code": f"YS-{number:02d}",
            "kind": kind,
            "planned_posts": posts,
            "phone": phone(number),
            "note": "演示数据，不是真实单位",
        }


def villages() -> Iterator[dict[str, Any]]:
    """Rows of villages and communities."""
    for number, name in enumerate(VILLAGES, 1):
        kind = GridKind.COMMUNITY if name.endswith("社区") else GridKind.VILLAGE
        yield {"name": name, "kind": kind, "code": f"YS{number:02d}", "note": NOTE}


def grids(random: Random, parents: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Rows of the grids, two or three to each of the `parents` (id, name)."""
    workers = iter(names(random, 3 * len(parents)))
    for number, (parent_id, parent) in enumerate(parents, 1):
        for part in range(1, 3 + number % 2):
            yield {
                "name": f"{parent}第{'一二三'[part - 1]}网格",
                "kind": GridKind.GRID,
                "code": f"YS{number:02d}{part:02d}",
                "parent_id": parent_id,
                "worker": next(workers),
                "worker_phone": phone(2000 + 10 * number + part),
                "note": NOTE,
            }


def parties(random: Random, grid_ids: list[str]) -> Iterator[dict[str, Any]]:
    """Rows of shops, firms, persons and one association; check digits are right, the numbers belong to nobody."""
    people = names(random, 30)
    for number in range(24):
        trade, industry = _TRADES[number % len(_TRADES)]
        owner, sex = people[number], random.choice(tuple(Sex))
        common = {
            "phone": phone(3000 + number),
            "address": f"{random.choice(STREETS)}{2 * number + 8}号",
            "grid_id": random.choice(grid_ids),
            "note": "演示数据，不是真实当事人",
        }
        if number % 6 == 5:
            yield {"kind": PartyKind.PERSON, "name": owner, "sex": sex, "id_number": id_number(random, sex), **common}
        elif number % 6 == 4:
            firm = f"衢州演示{owner[1:]}有限公司"
            code = credit_code(f"91330899YTQY{number:05d}")
            yield {
                "kind": PartyKind.COMPANY, "name": firm, "credit_code": code, "legal_representative": owner,
                "representative_post": "经理", "industry": industry, **common,
            }  # fmt: skip
        else:
            yield {
                "kind": PartyKind.SOLE_TRADER, "name": f"演示{owner[1:]}{trade}", "trade_name": f"{owner[1:]}{trade}",
                "credit_code": credit_code(f"92330899YTGT{number:05d}"), "legal_representative": owner, "sex": sex,
                "industry": industry, **common,
            }  # fmt: skip


def credit_code(body: str) -> str:
    """A 统一社会信用代码 from its first 17 signs. GB 32100-2015: the check sign makes the weighted sum divisible by 31."""
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + _CREDIT_SIGNS[-total % 31]
