"""Collective discussion: who was there and what each said; investigators and recused do not vote (行政处罚法 43, 57)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Problem
from app.models import Case, Person, Vote
from app.rules.recusal import Doing, why_not
from app.rules.refusals import problem
from app.rules.vocabulary_case import CaseRole
from app.services import settings
from app.services.actor import Actor, permit
from app.services.case import people
from app.services.case.acting import act
from app.services.case.drafts import ActDraft, Candidate, Saved
from app.services.case_parts.seen import seen
from app.services.case_parts.standing import keeps_out, persons, refuse_if

QUORUM = "case.discussion_quorum"


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """What one member said."""

    person_id: str
    agrees: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoteSeen:
    """What one member said, as it is kept."""

    name: str
    held_on: date
    agrees: bool
    words: str


def record_discussion(
    session: Session, actor: Actor, case_id: str, on: date, votes: Sequence[VoteDraft], conclusion: str, revision: int
) -> Saved:
    """Keep the votes and take the act with its conclusion. `revision` is that of the case as a whole.

    Raises Refused: too few who may vote, somebody twice, an investigator or a recused among them, no conclusion.
    """
    permit(actor, "case.discuss")
    case = people.living(session, case_id)
    refuse_if(_problems(session, case, on, votes, conclusion))
    saved = act(session, actor, case_id, "discuss", ActDraft(on, revision, {"conclusion": conclusion}))
    session.add_all(
        Vote(case_id=case.id, person_id=one.person_id, held_on=on, agrees=one.agrees, words=one.words or None)
        for one in votes
    )
    session.flush()
    return saved


def voters(session: Session, actor: Actor, case_id: str, on: date) -> tuple[Candidate, ...]:
    """Everybody on post on a day with what keeps him from voting; those who may first (行政处罚法 43, 57)."""
    case = seen(session, actor, case_id)
    offered = people.candidates(session, actor, case_id, CaseRole.HEAD, on)
    barred = people.barred(session, case, [one.person_id for one in offered])
    held: dict[str, set[CaseRole]] = {}
    for row in people.on_case(session, case.id):
        held.setdefault(row.person_id, set()).add(row.role)
    found = []
    for one in offered:
        out = why_not(one.name, Doing.VOTE, held.get(one.person_id, set()), barred.get(one.person_id))
        found.append(replace(one, why_not=out.why if out is not None else ""))
    return tuple(sorted(found, key=lambda one: (bool(one.why_not), one.name, one.person_id)))


def list_votes(session: Session, actor: Actor, case_id: str) -> tuple[VoteSeen, ...]:
    """All votes of a case in the order they were given."""
    case = seen(session, actor, case_id)
    query = (
        select(Vote, Person.name)
        .join(Person, Person.id == Vote.person_id)
        .where(Vote.case_id == case.id, Vote.deleted_at.is_(None))
    )
    return tuple(
        VoteSeen(name, row.held_on, row.agrees, row.words or "")
        for row, name in session.execute(query.order_by(Vote.id))
    )


def _problems(session: Session, case: Case, on: date, votes: Sequence[VoteDraft], conclusion: str) -> list[Problem]:
    who = persons(session, [one.person_id for one in votes])
    found = keeps_out(session, case, who, Doing.VOTE, "votes")
    given = [one.person_id for one in votes]
    found += [problem("vote.twice", name=one.name) for one in who if given.count(one.id) > 1]
    quorum = settings.number(session, QUORUM)
    able = len(who) - len(keeps_out(session, case, who, Doing.VOTE, "votes"))
    if able < quorum:
        found.append(problem("vote.quorum", quorum=quorum, count=able))
    if on > clock.today():
        found.append(problem("vote.future"))
    if not conclusion.strip():
        found.append(problem("vote.conclusion"))
    return found
