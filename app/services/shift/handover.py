"""交接班: the sheet writes itself, both sign, and nothing open is lost: each thing is taken over, or refused with a reason.

What the giver signs is frozen: the log of his shift and the list of what was open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused, StaleRecord
from app.models import Handover, HandoverItem, Person
from app.rules.vocabulary_shift import HandoverKind, ItemFate, LogKind
from app.services.actor import Actor, permit
from app.services.shift import log
from app.services.shift.log import LogLine
from app.services.shift.open_items import OpenItem, open_items

FIRST = timedelta(hours=24)  # how far the log of the very first handover reaches back
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One open thing on the sheet."""

    id: str
    subject: str
    subject_id: str
    title: str
    due: date | None
    fate: ItemFate
    reason: str


@dataclass(frozen=True, slots=True)
class HandoverSeen:
    """The sheet: who gives, who takes, what is open, what happened. `revision` rises with every change."""

    id: str
    revision: int
    kind: HandoverKind
    at: datetime
    since: datetime
    from_id: str
    from_name: str
    to_id: str | None
    to_name: str
    keys: str
    note: str
    weather: str
    items: tuple[ItemSeen, ...]
    log: tuple[LogLine, ...]
    given_by: str
    given_at: datetime | None
    taken_by: str
    taken_at: datetime | None

    @property
    def undecided(self) -> tuple[ItemSeen, ...]:
        """What nobody has said anything about yet."""
        return tuple(item for item in self.items if item.fate is ItemFate.OPEN)


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """What people write on the sheet."""

    to_id: str | None
    keys: str = ""
    note: str = ""
    weather: str = ""


def current(session: Session, actor: Actor) -> HandoverSeen | None:
    """The sheet that is not signed by both yet, if there is one."""
    permit(actor, "shift.read")
    row = session.scalars(
        select(Handover).where(Handover.taken_at.is_(None), Handover.deleted_at.is_(None)).order_by(Handover.at.desc())
    ).first()
    return _seen(session, actor, row) if row else None


def load(session: Session, actor: Actor, handover_id: str) -> HandoverSeen:
    """One sheet. Raises NotFound."""
    permit(actor, "shift.read")
    return _seen(session, actor, _row(session, handover_id))


def begin(session: Session, actor: Actor, kind: HandoverKind) -> str:
    """Start the sheet of the shift that ends, with everything that is open; the id. Raises Refused while another is open."""
    permit(actor, "shift.hand_over")
    if current(session, actor) is not None:
        raise Refused([Problem("kind", "上一次交接还没有签完，请先签完或者撤销那一张")])
    if actor.person_id is None:
        raise Refused([Problem("from_id", "您的账号没有对应队伍里的人，不能交班；请安全管理员在账号里选上本人")])
    now = clock.now()
    last = session.scalars(
        select(Handover)
        .where(Handover.taken_at.is_not(None), Handover.deleted_at.is_(None))
        .order_by(Handover.at.desc())
    ).first()
    row = Handover(
        kind=kind, at=now, since=last.given_at if last and last.given_at else now - FIRST, from_id=actor.person_id
    )
    session.add(row)
    session.flush()
    _list(session, actor, row)
    return row.id


def write(session: Session, actor: Actor, handover_id: str, revision: int, draft: SheetDraft) -> int:
    """Keep what was written on the sheet; its new revision. Raises StaleRecord, and Refused after the giver signed."""
    permit(actor, "shift.hand_over")
    row = _open(session, handover_id, revision)
    if row.given_at is not None:
        raise Refused([Problem("note", "交班人已经签字，内容不能再改；要改请先撤回签字")])
    if too_long := [name for name, words in (("keys", draft.keys), ("note", draft.note)) if len(words) > LONGEST]:
        raise Refused([Problem(name, f"最多 {LONGEST} 个字") for name in too_long])
    row.to_id, row.keys, row.note, row.weather = (
        draft.to_id,
        draft.keys or None,
        draft.note or None,
        draft.weather or None,
    )
    _list(session, actor, row)
    return row.revision


def give(session: Session, actor: Actor, handover_id: str, revision: int) -> int:
    """The giver signs: the log of his shift is frozen. Raises Refused when another one signs or nobody is to take over."""
    permit(actor, "shift.hand_over")
    row = _open(session, handover_id, revision)
    problems = []
    if actor.person_id != row.from_id:
        problems.append(Problem("given_by", f"要由交班人{_name(session, row.from_id)}本人登录签字"))
    if row.to_id is None:
        problems.append(Problem("to_id", "请选接班人"))
    if row.to_id == row.from_id:
        problems.append(Problem("to_id", "接班人不能是交班人本人"))
    if row.given_at is not None:
        problems.append(Problem("given_by", "交班人已经签过字"))
    if problems:
        raise Refused(problems)
    _list(session, actor, row)
    now = clock.now()
    row.log = [_plain(line) for line in log.lines(session, actor, row.since, now)]
    row.given_by, row.given_at = actor.name, now
    session.flush()
    return row.revision


def take_back(session: Session, actor: Actor, handover_id: str, revision: int) -> int:
    """The giver takes his signature back, while nobody has taken over. Raises Refused for anybody else."""
    permit(actor, "shift.hand_over")
    row = _open(session, handover_id, revision)
    if actor.person_id != row.from_id or row.given_at is None:
        raise Refused([Problem("given_by", "只有签过字的交班人可以撤回")])
    row.given_by = row.given_at = row.log = None
    session.flush()
    return row.revision


def decide(session: Session, actor: Actor, item_id: str, fate: ItemFate, reason: str = "") -> None:
    """Say what becomes of one thing. Raises Refused without a reason for what is not taken over, or when all is signed."""
    permit(actor, "shift.hand_over")
    item = session.get(HandoverItem, item_id)
    if item is None or item.deleted_at is not None:
        raise NotFound(title="交接事项")
    row = _row(session, item.handover_id)
    if row.taken_at is not None:
        raise Refused([Problem("fate", "这一次交接已经签完")])
    if row.to_id is None or actor.person_id != row.to_id:
        raise Refused([Problem("fate", f"接不接由接班人{_name(session, row.to_id)}登录后自己说")])
    if fate is ItemFate.DROPPED and not reason.strip():
        raise Refused([Problem("reason", "不接的事项要写明原因，写明交给谁或者为什么不用再办")])
    item.fate, item.reason = fate, reason.strip() or None
    session.flush()


def take(session: Session, actor: Actor, handover_id: str, revision: int) -> int:
    """The taker signs: from now on the shift is his. Raises Refused before the giver signed or while things are undecided."""
    permit(actor, "shift.hand_over")
    row = _open(session, handover_id, revision)
    problems = []
    if row.given_at is None:
        problems.append(Problem("taken_by", "交班人还没有签字"))
    if actor.person_id != row.to_id:
        problems.append(Problem("taken_by", f"要由接班人{_name(session, row.to_id)}本人登录签字"))
    left = [item for item in _items(session, row.id) if item.fate is ItemFate.OPEN]
    problems += [Problem("items", f"“{item.title}”还没有说接还是不接") for item in left]
    if problems:
        raise Refused(problems)
    row.taken_by, row.taken_at = actor.name, clock.now()
    session.flush()
    return row.revision


def discard(session: Session, actor: Actor, handover_id: str, revision: int) -> None:
    """Take away a sheet nobody signed. Raises Refused once somebody has."""
    permit(actor, "shift.hand_over")
    row = _open(session, handover_id, revision)
    if row.given_at is not None:
        raise Refused([Problem("given_by", "交班人已经签字，先撤回签字")])
    row.deleted_at = clock.now()
    session.flush()


def _list(session: Session, actor: Actor, row: Handover) -> None:
    """Bring the sheet up to what is open now: new things are added, what was settled meanwhile goes; what was said stays."""
    there = {(item.subject, item.subject_id): item for item in _items(session, row.id, deleted=True)}
    now_open: Sequence[OpenItem] = open_items(session, actor)
    for order, one in enumerate(now_open, 1):
        item = there.pop((one.subject, one.subject_id), None)
        if item is None:
            item = HandoverItem(
                handover_id=row.id, subject=one.subject, subject_id=one.subject_id, title=one.title, order=order
            )
            session.add(item)
        item.title, item.due, item.order, item.deleted_at = one.title[:200], one.due, order, None
    for gone in there.values():
        if gone.deleted_at is None:
            gone.deleted_at = clock.now()
    session.flush()


def _items(session: Session, handover_id: str, *, deleted: bool = False) -> list[HandoverItem]:
    query = select(HandoverItem).where(HandoverItem.handover_id == handover_id).order_by(HandoverItem.order)
    return list(session.scalars(query if deleted else query.where(HandoverItem.deleted_at.is_(None))))


def _open(session: Session, handover_id: str, revision: int) -> Handover:
    row = _row(session, handover_id)
    if row.revision != revision:
        raise StaleRecord(title=row.kind.label)
    if row.taken_at is not None:
        raise Refused([Problem("taken_by", "这一次交接已经签完，不能再改")])
    return row


def _row(session: Session, handover_id: str) -> Handover:
    row = session.get(Handover, handover_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="交接班记录")
    return row


def _name(session: Session, person_id: str | None) -> str:
    return session.scalar(select(Person.name).where(Person.id == person_id)) or "（未选）"


def _plain(line: LogLine) -> list[str]:
    return [clock.instant_text(line.at), line.kind.value, line.words, line.who]


def _seen(session: Session, actor: Actor, row: Handover) -> HandoverSeen:
    if row.log is None:
        told = log.lines(session, actor, row.since, clock.now())
    else:
        told = tuple(
            LogLine(clock.parse_instant(at), LogKind.read(kind), words, who) for at, kind, words, who in row.log
        )
    items = tuple(
        ItemSeen(item.id, item.subject, item.subject_id, item.title, item.due, item.fate, item.reason or "")
        for item in _items(session, row.id)
    )
    return HandoverSeen(
        row.id, row.revision, row.kind, row.at, row.since, row.from_id, _name(session, row.from_id), row.to_id,
        _name(session, row.to_id) if row.to_id else "", row.keys or "", row.note or "", row.weather or "", items, told,
        row.given_by or "", row.given_at, row.taken_by or "", row.taken_at,
    )  # fmt: skip
