"""About sixty patrols of the last weeks, logged through the patrol service as an operator would, with photos and looks back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy.orm import Session

from app import clock
from app.demo.pictures import Scene, Shot, draw, near
from app.demo.places import STREETS, VILLAGES
from app.rules.vocabulary import Handling, PhotoStage, RecheckResult
from app.services import attachment, patrol
from app.services.actor import Actor
from app.services.patrol_reading import load
from app.services.patrol_shapes import FindingDraft, MemberDraft, PatrolDraft, PhotoDraft, RecheckDraft, Saved

PATROLS = 60
_STARTS = (time(8, 40), time(13, 40), time(19, 10))
_WEATHER = ("晴", "多云", "阴", "小雨")
_VEHICLES = ("1号执法车", "2号执法车", None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: its category, drawing, words, a piece of the item's name, and how it is handled."""

    category: str
    scene: Scene
    words: str
    item: str
    handling: Handling


KINDS = (
    Kind("占道经营", Scene.GOODS, "店外堆放建材，占用人行道约 {n} 平方米", "超出门、窗外墙摆卖", Handling.ORDERED),
    Kind("市容环卫", Scene.LITTER, "门前有散落垃圾，范围约 {n} 平方米", "乱扔香口胶渣", Handling.CORRECTED),
    Kind(
        "户外广告",
        Scene.BANNER,
        "墙面悬挂横幅 1 条，长约 {n} 米",
        "不按批准文件载明的要求设置户外广告",
        Handling.ORDERED,
    ),
    Kind("违法建设", Scene.SHED, "屋前搭建彩钢棚 1 处，面积约 {n} 平方米", "未取得建设工程规划许可证", Handling.CASE),
    Kind("生态环境", Scene.SMOKE, "露天焚烧秸秆，过火面积约 {n} 平方米", "对露天焚烧沥青", Handling.REPORTED),
    Kind("市容环卫", Scene.LITTER, "污水从门店排到路面，长约 {n} 米", "清扫、倾倒垃圾、污水", Handling.CORRECTED),
    Kind("占道经营", Scene.GOODS, "早餐摊桌椅摆上人行道，共 {n} 件", "擅自占用城市道路", Handling.ORDERED),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom and what a patrol can be made of. `officers` hold certificates that are valid throughout."""

    officers: Sequence[str]
    helpers: Sequence[str]
    items: Sequence[tuple[str, str]]  # id, name
    parties: Sequence[str]
    grids: Sequence[str]


def rounds(random: Random, cast: Cast, now: datetime) -> Iterator[tuple[PatrolDraft, tuple[Kind, ...]]]:
    """Drafts without photos, oldest first, and what kind each finding is; the last one is still under way."""
    day, slot = clock.local(now).date(), 2
    found: list[datetime] = []
    while len(found) < PATROLS:
        start = clock.at_local(datetime.combine(day, _STARTS[slot]))
        if start + timedelta(minutes=20) < now:
            found.append(start)
        day, slot = (day, slot - 1) if slot else (day - timedelta(days=1), 2)
    for number, start in enumerate(reversed(found), 1):
        yield _round(random, cast, start, now, last=number == PATROLS)


def _round(
    random: Random, cast: Cast, start: datetime, now: datetime, *, last: bool
) -> tuple[PatrolDraft, tuple[Kind, ...]]:
    end = start + timedelta(minutes=random.randrange(120, 200))
    planned = random.choice((6, 8, 10, 12))
    kinds = tuple(random.choice(KINDS) for _ in range(random.choice((0, 0, 1, 1, 2, 3))))
    crew = random.sample(list(cast.officers), 2) + random.sample(list(cast.helpers), random.choice((0, 0, 1)))
    under_way = last or end > now
    latest = min(end, now) - timedelta(minutes=2)
    draft = PatrolDraft(
        day=clock.local(start).date(),
        started_at=start,
        members=tuple(MemberDraft(person, leads=place == 0) for place, person in enumerate(crew)),
        ended_at=None if under_way else end,
        route="、".join((random.choice(STREETS), *random.sample(VILLAGES, 2))),
        points_planned=planned,
        points_visited=planned // 2 if under_way else planned - random.choice((0, 0, 0, 0, 2)),
        vehicle=random.choice(_VEHICLES),
        distance=round(random.uniform(4, 26), 1),
        weather=random.choice(_WEATHER),
        findings=tuple(_finding(random, cast, kind, start, latest) for kind in kinds),
    )
    return draft, kinds


def _finding(random: Random, cast: Cast, kind: Kind, start: datetime, latest: datetime) -> FindingDraft:
    found_at = start + (latest - start) * random.uniform(0.1, 0.9)
    found_at = found_at.replace(second=0, microsecond=0)
    latitude, longitude = near(random)
    limit = timedelta(days=random.choice((1, 2, 3, 7)))
    return FindingDraft(
        found_at=found_at,
        place=f"{random.choice(STREETS)}{random.randrange(2, 120)}号门前",
        category=kind.category,
        description=kind.words.format(n=random.randrange(2, 30)),
        handling=kind.handling,
        grid_id=random.choice(cast.grids),
        latitude=latitude,
        longitude=longitude,
        power_item_id=next((item for item, name in cast.items if kind.item in name), None),
        party_id=random.choice(cast.parties),
        due_at=found_at + limit if kind.handling is Handling.ORDERED else None,
    )


def log(session: Session, actor: Actor, seed: str, draft: PatrolDraft, kinds: Sequence[Kind], names: str) -> Saved:
    """Record one patrol with a drawn photo to each finding; most limits that have run out were looked back at."""
    random = Random(seed)  # noqa: S311  content, not a secret
    findings = []
    for order, (finding, kind) in enumerate(zip(draft.findings, kinds, strict=True)):
        shot = _shot(finding, kind.scene)
        findings.append(replace(finding, photos=(_photo(session, actor, f"{seed}/{order}", shot, names),)))
    saved = patrol.record(session, actor, replace(draft, findings=tuple(findings)))
    _look_back(session, actor, random, seed, saved, names)
    return saved


def _shot(finding: FindingDraft, scene: Scene) -> Shot:
    taken = (finding.found_at or clock.now()) + timedelta(seconds=95)
    return Shot(scene, taken, finding.latitude or 0.0, finding.longitude or 0.0)


def _photo(session: Session, actor: Actor, seed: str, shot: Shot, taker: str) -> PhotoDraft:
    name = f"IMG_{clock.local(shot.taken_at):%Y%m%d_%H%M%S}.jpg"
    kept = attachment.add(session, actor, draw(shot, seed), name)
    return PhotoDraft(kept.id, taken_at=shot.taken_at, taker=taker)


def _look_back(session: Session, actor: Actor, random: Random, seed: str, saved: Saved, names: str) -> None:
    now = clock.now()
    for order, finding in enumerate(load(session, actor, saved.id).findings):
        if finding.due_at is None or finding.due_at > now or random.random() < _forgotten(finding.due_at, now):
            continue
        done = min(finding.due_at + timedelta(minutes=random.randrange(10, 300)), now)
        result = random.choice((RecheckResult.CORRECTED, RecheckResult.CORRECTED, RecheckResult.NOT_CORRECTED))
        scene = Scene.TIDY if result is RecheckResult.CORRECTED else Scene.GOODS
        shot = Shot(scene, done - timedelta(minutes=3), finding.latitude or 0.0, finding.longitude or 0.0)
        photo = replace(_photo(session, actor, f"{seed}/{order}", shot, names), stage=PhotoStage.AFTER)
        patrol.recheck(session, actor, finding.id, RecheckDraft(done, result, names, photos=(photo,)))


def _forgotten(due_at: datetime, now: datetime) -> float:
    """How likely nobody looked back yet: nearly never for what was due long ago."""
    return 0.5 if now - due_at < timedelta(days=2) else 0.0
