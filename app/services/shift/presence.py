"""Who came and who was found: signing in and out, spot checks, and who is on the list but was not there (mission 24, 101)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused
from app.models import Absence, Person, SignIn, SpotCheck
from app.rules.vocabulary_shift import SignKind, SignMethod
from app.services import settings
from app.services.actor import Actor, permit
from app.services.workdays import office_workdays

AT_ONCE = timedelta(minutes=30)  # entered later than this after the event, a sign-in is a backfill and says so
AGAIN = timedelta(hours=16)  # signing in this long after the time before without going is a new coming
LONGEST = timedelta(hours=26)  # between signing in and out: a 24 h shift and its handover


@dataclass(frozen=True, slots=True)
class SignDraft:
    """Somebody came or went. `reason` is needed when it is entered afterwards."""

    person_id: str
    kind: SignKind
    at: datetime
    place: str
    method: SignMethod
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CheckDraft:
    """Somebody was looked for; `reason` is needed when he was not found."""

    person_id: str
    at: datetime
    place: str
    found: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Nominal:
    """On the list and not there: the working days without a sign-in, an approved absence or being found (mission 101)."""

    person_id: str
    name: str
    days: tuple[date, ...]
    asked: str  # an absence that was asked for but nobody agreed to, in words


@dataclass(frozen=True, slots=True)
class Sat:
    """One stretch of being there, in minutes; `until` is None while it lasts, and `since` itself when nobody signed out: that he
    came is known then, how long he stayed is not."""

    person_id: str
    since: datetime
    until: datetime | None
    backfilled: bool

    @property
    def unended(self) -> bool:
        """Whether he never signed out."""
        return self.until == self.since

    @property
    def minutes(self) -> int:
        """Minutes until the end, or until now."""
        return int(((self.until or clock.now()) - self.since).total_seconds() // 60)


def sign(session: Session, actor: Actor, draft: SignDraft) -> str:
    """Enter a sign-in or sign-out and give its id. Raises Refused for a time to come, a gap in words, or a second one."""
    permit(actor, "shift.record")
    _person(session, draft.person_id)
    now = clock.now()
    problems = [Problem("place", "请填写地点")] if not draft.place.strip() else []
    late = now - draft.at > AT_ONCE
    if draft.at > now + timedelta(minutes=1):
        problems.append(Problem("at", "时间还没有到"))
    if late and not draft.reason.strip():
        problems.append(Problem("reason", "事后补录要写明原因，记录上会一直标“补录”"))
    if _repeated(session, draft):
        problems.append(Problem("at", f"这个人在这一时间前后 5 分钟内已经{draft.kind.label}"))
    if problems:
        raise Refused(problems)
    row = SignIn(
        person_id=draft.person_id, kind=draft.kind, at=draft.at, day=clock.local(draft.at).date(), place=draft.place.strip(),
        method=draft.method, backfilled=late, reason=draft.reason.strip() or None, entered_by=actor.name,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def check(session: Session, actor: Actor, draft: CheckDraft) -> str:
    """Enter a spot check and give its id. Raises Refused."""
    permit(actor, "shift.record")
    _person(session, draft.person_id)
    problems = [Problem("place", "请填写应在的地点")] if not draft.place.strip() else []
    if draft.at > clock.now() + timedelta(minutes=1):
        problems.append(Problem("at", "时间还没有到"))
    if not draft.found and not draft.reason.strip():
        problems.append(Problem("reason", "没有在岗要写明情况；确实不知道原因的写“不明”"))
    if actor.person_id == draft.person_id:
        problems.append(Problem("person_id", "不能抽查自己"))
    if problems:
        raise Refused(problems)
    row = SpotCheck(
        person_id=draft.person_id, at=draft.at, day=clock.local(draft.at).date(), place=draft.place.strip(),
        found=draft.found, reason=draft.reason.strip() or None, checked_by=actor.name,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def stretches(session: Session, first: date, last: date, people: Collection[str] = ()) -> list[Sat]:
    """From each sign-in to the next sign-out of the same person, at most a day and its handover; all of those of the days.

    Who signs in again while he is there goes on being there.
    """
    query = (
        select(SignIn)
        .where(SignIn.day >= first, SignIn.day <= last + timedelta(days=1), SignIn.deleted_at.is_(None))
        .order_by(SignIn.at)
    )
    if people:
        query = query.where(SignIn.person_id.in_(people))
    open_: dict[str, tuple[SignIn, datetime]] = {}  # the sign-in a stretch began with, and the last one in it
    found: list[Sat] = []
    for row in session.scalars(query):
        begun, again = open_.pop(row.person_id, (None, row.at))
        if row.kind is SignKind.IN and begun is not None and row.at - again < AGAIN:
            open_[row.person_id] = begun, row.at
            continue
        if row.kind is SignKind.IN:
            open_[row.person_id] = row, row.at
        if begun is not None:
            ended = row.kind is SignKind.OUT and row.at - begun.at <= LONGEST
            found.append(_sat(begun, row.at if ended else begun.at, row if ended else begun))
    found += [_sat(row, None if clock.now() - row.at <= LONGEST else row.at, row) for row, _again in open_.values()]
    return sorted((one for one in found if clock.local(one.since).date() <= last), key=lambda one: one.since)


def _sat(begun: SignIn, until: datetime | None, ended: SignIn) -> Sat:
    return Sat(begun.person_id, begun.at, until, begun.backfilled or ended.backfilled)


def present(session: Session, at: datetime | None = None) -> dict[str, datetime]:
    """Who has signed in and not out by `at`, and since when."""
    at = at or clock.now()
    rows = session.scalars(
        select(SignIn)
        .where(SignIn.at <= at, SignIn.at >= at - LONGEST, SignIn.deleted_at.is_(None))
        .order_by(SignIn.at)
    )
    there: dict[str, datetime] = {}
    for row in rows:
        if row.kind is SignKind.IN:
            there.setdefault(row.person_id, row.at)
        else:
            there.pop(row.person_id, None)
    return there


def nominal(session: Session, actor: Actor) -> list[Nominal]:
    """Who belongs to the team but was not there on any of the last working days that are over, without an approved absence.

    The number of days is a setting (mission 101 names 5). A day on which somebody signed in or was found breaks it. Who has come
    today is not named any more.
    """
    permit(actor, "shift.read")
    today = clock.today()
    come = _there(session, [today])
    days = _last_workdays(session, today - timedelta(days=1), settings.number(session, "shift.nominal_days"))
    there = _there(session, days)
    away, asked = _away(session, days)
    people = session.scalars(select(Person).where(Person.deleted_at.is_(None)).order_by(Person.id))
    found = []
    for person in people:
        if not _of_team(person, days[0]) or person.id in come:
            continue
        if all(day not in there.get(person.id, set()) and day not in away.get(person.id, set()) for day in days):
            found.append(Nominal(person.id, person.name, tuple(days), asked.get(person.id, "")))
    return found


def _last_workdays(session: Session, until: date, number: int) -> list[date]:
    calendar, day = office_workdays(session), until
    found: list[date] = []
    while len(found) < number:
        if calendar.kind(day).working:
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]


def _there(session: Session, days: list[date]) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    signed = select(SignIn.person_id, SignIn.day).where(SignIn.day.in_(days), SignIn.deleted_at.is_(None))
    seen = select(SpotCheck.person_id, SpotCheck.day).where(
        SpotCheck.day.in_(days), SpotCheck.found.is_(True), SpotCheck.deleted_at.is_(None)
    )
    for query in (signed, seen):
        for person, day in session.execute(query):
            found.setdefault(person, set()).add(day)
    return found


def _away(session: Session, days: list[date]) -> tuple[Mapping[str, set[date]], Mapping[str, str]]:
    covered: dict[str, set[date]] = {}
    asked: dict[str, str] = {}
    rows = session.scalars(
        select(Absence).where(Absence.until_on >= days[0], Absence.from_on <= days[-1], Absence.deleted_at.is_(None))
    )
    for row in rows:
        if row.approved_by:
            covered.setdefault(row.person_id, set()).update(day for day in days if row.from_on <= day <= row.until_on)
        else:
            asked[row.person_id] = f"{row.kind.label} {row.from_on:%m-%d} 至 {row.until_on:%m-%d} 未批准"
    return covered, asked


def _of_team(person: Person, since: date) -> bool:
    return (person.joined_on or since) <= since and person.left_on is None


def _repeated(session: Session, draft: SignDraft) -> bool:
    near = timedelta(minutes=5)
    query = select(SignIn.id).where(
        SignIn.person_id == draft.person_id, SignIn.kind == draft.kind, SignIn.at > draft.at - near,
        SignIn.at < draft.at + near, SignIn.deleted_at.is_(None),
    )  # fmt: skip
    return session.scalar(query.limit(1)) is not None


def _person(session: Session, person_id: str) -> Person:
    row = session.get(Person, person_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="人员")
    return row
