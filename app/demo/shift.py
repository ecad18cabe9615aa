"""The running shift of the fictional township: who signed in, rooms, cars, what the desk wrote down, the handover this morning.

The draft of next month has one gap: somebody's leave was approved after it was planned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Absence, Duty, DutyRoster, DutyVehicle, Handover, Person, Room, RoomStay, SignIn, Vehicle
from app.rules.vocabulary_duty import AbsenceKind, DutyRole, RosterState
from app.rules.vocabulary_shift import HandoverKind, ItemFate, RoomKind, SignKind, SignMethod
from app.services.actor import Actor
from app.services.ledger import keeping, moving
from app.services.register import editing
from app.services.register.shapes import FormDraft
from app.services.shift import handover, log, presence
from app.services.shift.handover import SheetDraft
from app.services.shift.now import Force, force
from app.services.shift.presence import CheckDraft
from app.services.workdays import office_workdays
from app.store import bulk
from app.store.unit import Store

PLACE = "综合信息指挥室"
DAYS = 12  # of signing in, back from today
ROOMS: Sequence[tuple[str, RoomKind, int]] = (
    ("备勤室一", RoomKind.STANDBY, 4), ("备勤室二", RoomKind.STANDBY, 2), ("综合信息指挥室", RoomKind.COMMAND, 8),
    ("办案询问室", RoomKind.INTERVIEW, 4), ("执法装备库", RoomKind.EQUIPMENT, 0), ("罚没物品库", RoomKind.GOODS, 0),
)  # fmt: skip
CARS = (("浙H示例01", "巡逻车", 5), ("浙H示例02", "皮卡", 5), ("浙H示例03", "电动巡逻车", 2))
# hours before now, who called, words, kind, the step taken with it and its words
CALLS: Sequence[tuple[float, str, str, str, str, str]] = (
    (14.5, "演示居民一", "石梁大街12号门前夜间堆放建材，影响通行", "群众反映", "登记处理情况", "已派当班人员到场，当场清理"),
    (9.0, "区综合行政执法局（演示）", "通知：明日上午报送本周巡查统计", "上级通知", "只作记录", ""),
    (3.2, "演示村委", "坎底村有人在村道边焚烧秸秆", "群众反映", "登记处理情况", "四平台巡查员到场劝止，明火已灭"),
    (0.7, "演示居民二", "菜场北门流动摊点占道", "群众反映", "", ""),
)  # fmt: skip
THINGS = (("指挥室钥匙", "钥匙", "1号"), ("执法记录仪", "执法记录仪", "JL-演示01"), ("对讲机", "对讲机", "DJ-演示02"))


def add(store: Store, actor: Actor, random: Random) -> int:
    """Write it all; how many sign-ins there are."""
    now = clock.now()
    keeping.open_books(store, actor.login)
    with store.write(actor.login) as session:
        signed = bulk.insert(session, SignIn, list(_signs(session, actor, random, now)))
        _rooms_and_cars(session, actor, clock.local(now).date())
        _late_leave(session)
    with store.write(actor.login) as session:
        _books(session, actor, now)
        _checks(session, actor)
    with store.write(actor.login) as session:
        _hand_over(session, actor)
    return len(signed)


def _signs(session: Session, actor: Actor, random: Random, now: datetime) -> Iterator[dict[str, Any]]:
    """Working days of the team, and the shift that runs now: all but its last have signed in. One of the team never did."""
    on = force(session, actor, now)
    running = {one.person_id for one in on.people}
    team = [one for one in session.scalars(select(Person).order_by(Person.id)) if one.id not in running][:-1]
    workdays, today = office_workdays(session), clock.local(now).date()
    away = session.scalars(select(Absence).where(Absence.approved_by.is_not(None))).all()
    for back in range(DAYS, -1, -1):
        day = today - timedelta(days=back)
        for person in team if workdays.kind(day).working else ():
            if any(one.person_id == person.id and one.from_on <= day <= one.until_on for one in away):
                continue
            for kind, hour, minute in ((SignKind.IN, 8, 10), (SignKind.OUT, 17, 32)):
                at = clock.at_local(datetime.combine(day, time(hour, minute + random.randrange(18))))
                if at < now:
                    yield _sign(person.id, kind, at)
    begins = on.begins or now
    for one in on.people[:-1]:
        yield _sign(one.person_id, SignKind.IN, begins - timedelta(minutes=random.randrange(2, 18)))


def _sign(person: str, kind: SignKind, at: datetime) -> dict[str, Any]:
    return {
        "person_id": person, "kind": kind, "at": at, "day": clock.local(at).date(), "place": PLACE,
        "method": SignMethod.DESK, "entered_by": "演示值班员",
    }  # fmt: skip


def _rooms_and_cars(session: Session, actor: Actor, today: date) -> None:
    rooms = bulk.insert(session, Room, [{"name": name, "kind": kind, "places": beds} for name, kind, beds in ROOMS])
    year = today.replace(year=today.year + 1, day=1)
    cars = [
        {"plate": plate, "model": model, "seats": seats, "marked": True, "inspected_until": year, "insured_until": year}
        for plate, model, seats in CARS
    ]
    bulk.insert(session, Vehicle, cars)
    for one in force(session, actor).by_role.get(DutyRole.STANDBY, ()):
        session.add(RoomStay(room_id=rooms[0], night=today, person_id=one.person_id))
    for roster in session.scalars(select(DutyRoster).where(DutyRoster.state == RosterState.PUBLISHED)):
        days = [roster.from_on + timedelta(days=n) for n in range((roster.until_on - roster.from_on).days + 1)]
        rows = [{"roster_id": roster.id, "day": day, "vehicle": CARS[day.toordinal() % 2][0]} for day in days]
        bulk.insert(session, DutyVehicle, rows)


def _late_leave(session: Session) -> None:
    draft = session.scalars(select(DutyRoster).where(DutyRoster.state == RosterState.DRAFT)).first()
    if draft is None:
        return
    asked = select(Duty).where(Duty.roster_id == draft.id, Duty.role == DutyRole.SECOND, Duty.deleted_at.is_(None))
    sundays = [one for one in session.scalars(asked.order_by(Duty.day)) if one.day.weekday() == 6]
    if len(sundays) > 1:
        one = sundays[1]
        session.add(
            Absence(
                person_id=one.person_id, kind=AbsenceKind.LEAVE, from_on=one.day, until_on=one.day,
                approved_by="演示分管负责人", approved_on=clock.today(), note="家中有事",
            )
        )  # fmt: skip


def _books(session: Session, actor: Actor, now: datetime) -> None:
    taker = next((one.person_id for one in force(session, actor).by_role.get(DutyRole.MAIN, ())), None)
    taker = taker or session.scalars(select(Person.id).order_by(Person.id)).first()
    for hours, who, words, kind, step, done in CALLS:
        at = clock.local(now - timedelta(hours=hours))
        values = {"来电时间": f"{at:%Y-%m-%d %H:%M}", "来电单位或来电人": who, "来电号码": "10000000000", "来电内容": words,
                  "来电类别": kind, "接听人": taker}  # fmt: skip
        saved = editing.save(session, actor, "ledger.calls", FormDraft(values))
        if step:
            moving.move(session, actor, "calls", saved.id, saved.revision, step, {"处理情况": done} if done else {})
    for place, (name, kind, mark) in enumerate(THINGS):
        values = {"物品名称": name, "物品类别": kind, "编号或特征": mark, "数量": "1", "保管地点": "执法装备库"}
        saved = editing.save(session, actor, "ledger.handed_over", FormDraft(values))
        if place:
            moving.move(session, actor, "handed_over", saved.id, saved.revision, "领用", {"现持有人": taker})


def _checks(session: Session, actor: Actor) -> None:
    on: Force = force(session, actor)
    for one in on.people[1:3]:
        if one.since is not None and one.person_id != actor.person_id:
            presence.check(session, actor, CheckDraft(one.person_id, clock.now(), PLACE, found=True))
    log.note(session, actor, "接区指挥中心点名，本镇在岗。")


def _hand_over(session: Session, actor: Actor) -> None:
    """The sheet of the change of shift with which the running shift began, signed by both."""
    on = force(session, actor)
    mains = on.by_role.get(DutyRole.MAIN, ())
    if not mains or on.begins is None:
        return
    before = force(session, actor, on.begins - timedelta(hours=1)).by_role.get(DutyRole.MAIN, ())
    giver, taker = (before or mains)[0], mains[0]
    gives = replace(actor, name=giver.name, person_id=giver.person_id)
    takes = replace(actor, name=taker.name, person_id=taker.person_id)
    sheet = handover.begin(session, gives, HandoverKind.MORNING)
    words = SheetDraft(
        taker.person_id, keys="指挥室钥匙 1 把，执法记录仪 2 台，对讲机 2 部，均完好", weather="多云",
        note="菜场北门早市摊点较多，7 点后留意；坎底村秸秆焚烧点白天再看一次。",
    )  # fmt: skip
    revision = handover.write(session, gives, sheet, 1, words)
    revision = handover.give(session, gives, sheet, revision)
    for item in handover.load(session, takes, sheet).items:
        handover.decide(session, takes, item.id, ItemFate.TAKEN)
    handover.take(session, takes, sheet, revision)
    row = session.get(Handover, sheet)
    if row is not None:  # it was signed when the shift began, not when the demo was built
        row.at = row.given_at = row.taken_at = on.begins
        row.since = on.begins - timedelta(days=1)
        row.log = [line for line in row.log or [] if clock.parse_instant(line[0]) <= on.begins] or None
        session.flush()
