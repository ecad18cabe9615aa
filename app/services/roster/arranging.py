"""A draft arranged by hand: two shifts exchanged at once, a shift pinned so that the planner leaves it, or given free again."""

from datetime import date

from sqlalchemy.orm import Session

from app.errors import NotFound, Problem, Refused
from app.rules.vocabulary_duty import RosterState
from app.services.actor import Actor, permit
from app.services.roster import layers
from app.services.roster.changing import ChangeDraft, put
from app.services.workdays import office_workdays


def exchange(session: Session, actor: Actor, draft: ChangeDraft) -> None:
    """Give each of two people the shift of the other; without an `other_day` the taker gets the shift of the giver (or the
    empty post). In a draft both are pinned. Raises Refused, NotFound; for a published roster Refused without a reason."""
    put(session, actor, draft.day, draft.post, draft.taker, draft.giver, draft.reason, draft.over)
    if draft.other_day is not None:
        put(session, actor, draft.other_day, draft.other_post, draft.giver, draft.taker, draft.reason, draft.over)


def pin(session: Session, actor: Actor, day: date, post: str, person: str, *, on: bool, over: str = "") -> None:
    """Pin somebody to a shift of a draft, so that planning again keeps it; or not any more. Raises Refused, NotFound."""
    permit(actor, "roster.change")
    roster, laid = layers.ruling(session, day, office_workdays(session), over)
    duty = next((one for one in laid.duties if (one.post, one.person_id) == (post, person)), None)
    if duty is None:
        raise NotFound(title="这一天的班")
    if roster.state is RosterState.PUBLISHED:
        raise Refused([Problem("person", "值班表已经发布，不会再整张重排，不用固定")])
    duty.pinned = on
    session.flush()
