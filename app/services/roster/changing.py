"""After a roster stands: one shift given to somebody else, 换班 and 代班 with both signatures, and what each would bring.

In a draft a shift simply changes hands. In a published roster every change leaves a record: who gave, who took, why, and for
换班 and 代班 the signatures of both; only with both it is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound, Problem, Refused
from app.models import Duty, DutyChange, DutyRoster, Person
from app.planning.roster import candidates as ranking
from app.planning.roster.frame import frame
from app.planning.roster.score import total
from app.planning.roster.shares import shares
from app.rules.roster import Cell, Roster
from app.rules.roster import Problem as Asked
from app.rules.roster_check import check
from app.rules.vocabulary_duty import DutyChangeKind, RosterState
from app.services.actor import Actor, may, permit
from app.services.roster import building, layers
from app.services.roster.planning import duty_of
from app.services.roster.publishing import settle_month
from app.services.roster.shapes import ChangeLine
from app.services.workdays import office_workdays


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """`giver` gives the shift of `day` and `post` to `taker`; with `other_day` and `other_post` he takes that one for it.

    `over` is the draft of a holiday or emergency roster it happens in; empty for the roster that rules the day.
    """

    day: date
    post: str
    giver: str
    taker: str
    reason: str = ""
    other_day: date | None = None
    other_post: str = ""
    over: str = ""

    @property
    def kind(self) -> DutyChangeKind:
        """换班 when something is given in exchange."""
        return DutyChangeKind.SWAP if self.other_day else DutyChangeKind.SUBSTITUTE


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change brings: breaches that are new, and gone, in words; and by how much the soft rules get worse (+)."""

    worse: tuple[str, ...]
    better: tuple[str, ...]
    cost: int


def consequences(session: Session, actor: Actor, draft: ChangeDraft) -> Consequences:
    """What would be if the change were made. Nothing is written."""
    permit(actor, "roster.read")
    problem, roster = _seen(session, draft.day, draft.over)
    made = frame(problem)
    due = shares(made)
    then = _after(roster, draft)
    before = {one.why for one in check(problem, roster)}
    after = {one.why for one in check(problem, then)}
    cost = total(made, due, made.filled(then)) - total(made, due, made.filled(roster))
    return Consequences(tuple(sorted(after - before)), tuple(sorted(before - after)), cost)


def candidates(
    session: Session, actor: Actor, day: date, post: str, instead_of: str = "", over: str = ""
) -> list[ranking.Candidate]:
    """Who could take one shift, best first, with reasons; in the draft `over` or the final roster. Raises NotFound when the day
    has no such post."""
    permit(actor, "roster.read")
    problem, roster = _seen(session, day, over)
    gone = frozenset({Cell(day, post, instead_of)})
    try:
        return [one for one in ranking.candidates(problem, roster - gone, day, post) if one.person != instead_of]
    except KeyError:
        raise NotFound(title="这一天的岗位") from None


def put(
    session: Session, actor: Actor, day: date, post: str, person: str, replacing: str = "", reason: str = "",
    over: str = "",
) -> None:  # fmt: skip
    """Give a post of a day to `person`, in place of `replacing` if that is given, in the draft `over` or the roster that
    rules the day. In a published roster it needs a reason and leaves a record. Raises Refused, NotFound."""
    permit(actor, "roster.change")
    roster, laid = layers.ruling(session, day, office_workdays(session), over)
    asked = laid.post(post)
    if asked is None:
        raise NotFound(title="这一天的岗位")
    if any(one.person_id == person and one.post == post for one in laid.duties):
        raise Refused([Problem("person", f"{_name(session, person)}已经在这个班上了")])
    published = roster.state is RosterState.PUBLISHED
    if published and not reason.strip():
        raise Refused([Problem("reason", "值班表已经发布，调整要写明原因")])
    duty = next((one for one in laid.duties if one.post == post and one.person_id == replacing), None)
    if replacing and duty is None:
        raise Refused([Problem("replacing", f"{_name(session, replacing)}已经不在这个班上了")])
    if duty is None:
        duty = duty_of(roster.id, Cell(day, post, person), asked)
        session.add(duty)
    duty.person_id, duty.pinned = person, not published
    if published:
        duty.changed = DutyChangeKind.REPAIR
        session.add(
            _record(actor, roster, ChangeDraft(day, post, replacing, person, reason), DutyChangeKind.REPAIR, done=True)
        )
    session.flush()
    settle_month(session, roster)


def ask(session: Session, actor: Actor, draft: ChangeDraft) -> str:
    """Write down a 换班 or 代班 that waits for both signatures; its id. Raises Refused with everything that is wrong."""
    permit(actor, "roster.change")
    roster, laid = layers.ruling(session, draft.day, office_workdays(session))
    problems = []
    if roster.state is not RosterState.PUBLISHED:
        problems.append(Problem("day", "值班表还是草稿，直接换人就可以，不用签字"))
    if draft.giver == draft.taker:
        problems.append(Problem("taker", "两边是同一个人"))
    if not draft.reason.strip():
        problems.append(Problem("reason", "请写明原因"))
    if not any((one.post, one.person_id) == (draft.post, draft.giver) for one in laid.duties):
        problems.append(Problem("giver", f"{_name(session, draft.giver)}不在这个班上"))
    if draft.other_day is not None and _duty(session, draft.other_day, draft.other_post, draft.taker) is None:
        problems.append(Problem("other_day", f"{_name(session, draft.taker)}不在用来对换的那个班上"))
    if problems:
        raise Refused(problems)
    worse = consequences(session, actor, draft).worse
    if worse:
        raise Refused([Problem("taker", why) for why in worse])
    row = _record(actor, roster, draft, draft.kind, done=False)
    session.add(row)
    session.flush()
    return row.id


def sign(session: Session, actor: Actor, change_id: str, person: str) -> bool:
    """Sign for `person`, oneself or, by the desk, from paper; whether the change is done by it. Raises Refused, NotFound."""
    permit(actor, "roster.sign")
    row = _change(session, change_id)
    if row.done_at is not None:
        raise Refused([Problem("change", "这次换班已经生效，不用再签")])
    if person not in {row.from_id, row.to_id}:
        raise Refused([Problem("person", "签字的人不在这次换班里")])
    if actor.person_id != person and not may(actor, "roster.change"):
        raise Refused([Problem("person", f"要由{_name(session, person)}本人签字，或由指挥室按纸质签字登记")])
    by = actor.name if actor.person_id == person else f"{_name(session, person)}（纸质签字，{actor.name}登记）"
    if person == row.from_id:
        row.from_signed_at, row.from_signed_by = clock.now(), by
    else:
        row.to_signed_at, row.to_signed_by = clock.now(), by
    if row.from_signed_at and row.to_signed_at:
        _carry_out(session, row)
    session.flush()
    return row.done_at is not None


def withdraw(session: Session, actor: Actor, change_id: str) -> None:
    """Take back a change that is not done yet. Raises Refused when it is."""
    permit(actor, "roster.change")
    row = _change(session, change_id)
    if row.done_at is not None:
        raise Refused([Problem("change", "这次换班已经生效；要换回来请再登记一次换班")])
    row.deleted_at = clock.now()
    session.flush()


def line(row: DutyChange, names: Mapping[str, str]) -> ChangeLine:
    """A change in words."""
    giver, taker = names.get(row.from_id or "", "空缺"), names.get(row.to_id or "", "空缺")
    what = f"{row.day.month}月{row.day.day}日 {giver} → {taker}"
    if row.other_day is not None:
        what += f"，{row.other_day.month}月{row.other_day.day}日 {taker} → {giver}"
    both = ((row.from_id or "", giver, row.from_signed_at), (row.to_id or "", taker, row.to_signed_at))
    waits = [(person, name) for person, name, at in both if at is None]
    return ChangeLine(
        row.id, row.kind, row.day, what, row.reason, tuple(waits) if row.done_at is None else (), row.done_at
    )


def _carry_out(session: Session, row: DutyChange) -> None:
    """Both have signed: the shifts change hands, if they still are where they were and no rule has come between."""
    giver, taker = row.from_id or "", row.to_id or ""
    given = _duty(session, row.day, row.post, giver)
    taken = _duty(session, row.other_day, row.other_post or "", taker) if row.other_day else None
    if given is None or (row.other_day is not None and taken is None):
        raise Refused([Problem("change", "登记之后班次已经变动，这次换班不能生效，请撤回后重新登记")])
    problem, roster = building.problem_final(session, f"{row.day:%Y-%m}")
    draft = ChangeDraft(row.day, row.post, giver, taker, row.reason, row.other_day, row.other_post or "")
    new = {one.why for one in check(problem, _after(roster, draft))} - {one.why for one in check(problem, roster)}
    if new:
        raise Refused([Problem("change", why) for why in sorted(new)])
    given.person_id, given.changed = taker, row.kind
    if taken is not None:
        taken.person_id, taken.changed = giver, row.kind
    row.done_at = clock.now()
    session.flush()
    settle_month(session, layers.get(session, row.roster_id))


def _seen(session: Session, day: date, over: str) -> tuple[Asked, Roster]:
    if not over:
        return building.problem_final(session, f"{day:%Y-%m}")
    row = layers.get(session, over)
    return building.problem_over(session, row), building.cells_of(session, row)


def _after(roster: Roster, draft: ChangeDraft) -> Roster:
    then = (roster - {Cell(draft.day, draft.post, draft.giver)}) | {Cell(draft.day, draft.post, draft.taker)}
    if draft.other_day is not None:
        then = (then - {Cell(draft.other_day, draft.other_post, draft.taker)}) | {
            Cell(draft.other_day, draft.other_post, draft.giver)
        }
    return then


def _duty(session: Session, day: date, post: str, person: str) -> Duty | None:
    _, laid = layers.ruling(session, day, office_workdays(session))
    return next((one for one in laid.duties if (one.post, one.person_id) == (post, person)), None)


def _record(actor: Actor, roster: DutyRoster, draft: ChangeDraft, kind: DutyChangeKind, *, done: bool) -> DutyChange:
    return DutyChange(
        roster_id=roster.id, kind=kind, day=draft.day, post=draft.post, from_id=draft.giver or None, to_id=draft.taker or None,
        other_day=draft.other_day, other_post=draft.other_post or None, reason=draft.reason.strip(), asked_by=actor.name,
        done_at=clock.now() if done else None,
    )  # fmt: skip


def _change(session: Session, change_id: str) -> DutyChange:
    row = session.get(DutyChange, change_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="换班记录")
    return row


def _name(session: Session, person: str) -> str:
    found = session.scalars(select(Person.name).where(Person.id == person)).first()
    return found or "名册里没有的人"
