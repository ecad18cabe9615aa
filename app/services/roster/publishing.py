"""Publishing a roster: from then on it changes shift by shift. A published month enters the ledger of shares."""

from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem, Refused
from app.models import DutyRoster
from app.planning.roster.frame import frame
from app.planning.roster.shares import shares
from app.rules.roster_check import Breach, Rule, check
from app.rules.vocabulary_duty import RosterLayer, RosterState
from app.services.actor import Actor, permit
from app.services.roster import building, fairness, layers

LACKING = frozenset({Rule.UNFILLED, Rule.CERTIFIED})


def hindrances(session: Session, actor: Actor, roster_id: str) -> list[str]:
    """What a publisher has to know first: shifts nobody has, and rules that are broken, each as a sentence."""
    permit(actor, "roster.read")
    return [one.why for one in _breaches(session, layers.get(session, roster_id)) if one.rule is not Rule.PIN]


def publish(session: Session, actor: Actor, roster_id: str, *, with_gaps: bool = False) -> None:
    """Publish. A shift nobody has is refused unless `with_gaps` says that it is known; a broken rule about people always is.

    Raises Refused with every reason, NotFound.
    """
    permit(actor, "roster.publish")
    row = layers.get(session, roster_id)
    if row.state is RosterState.PUBLISHED:
        raise Refused([Problem("roster", f"{row.title}已经发布")])
    stops = [
        one for one in _breaches(session, row)
        if one.rule is not Rule.PIN and not (with_gaps and one.rule in LACKING)
    ]  # fmt: skip
    if stops:
        raise Refused([Problem("roster", one.why) for one in stops])
    row.state, row.published_at, row.published_by = RosterState.PUBLISHED, clock.now(), actor.name
    session.flush()
    settle_month(session, row)


def settle_month(session: Session, roster: DutyRoster) -> None:
    """Bring the ledger up to a roster that is published; the months it reaches into, as they finally are."""
    if roster.state is not RosterState.PUBLISHED:
        return
    for month in sorted({f"{roster.from_on:%Y-%m}", f"{roster.until_on:%Y-%m}"}):
        base = layers.base_of(session, month)
        if base is not None and base.state is RosterState.PUBLISHED:
            problem, cells = building.problem_final(session, month)
            made = frame(problem)
            fairness.settle(session, month, made, shares(made), cells)


def _breaches(session: Session, row: DutyRoster) -> list[Breach]:
    """Of the days of one roster."""
    if row.layer is RosterLayer.BASE:
        problem, cells = building.problem_final(session, row.month)
        return check(problem, cells)
    problem = building.problem_over(session, row)
    return check(problem, building.cells_of(session, row))
