"""Who may not do what on a case: investigators, reviewer and host are different people, and who is recused does nothing.

行政处罚法 43 (recusal), 58 (review), 64 (host). Asked when somebody reviews, votes, verifies or scores; roles are put on a case
by `app.services.case.people`.
"""

from collections.abc import Collection
from enum import StrEnum

from app.errors import Problem
from app.rules.refusals import problem
from app.rules.vocabulary_case import CaseRole

INVESTIGATORS = frozenset({CaseRole.LEAD, CaseRole.ASSISTANT})


class Doing(StrEnum):
    """What somebody wants to do on a case, in words."""

    REVIEW = "审核本案"
    VOTE = "参加讨论表决"
    VERIFY = "核实证据"
    SCORE = "评查本案"


# who has been what may not do what
APART: dict[Doing, frozenset[CaseRole]] = {
    Doing.REVIEW: INVESTIGATORS | {CaseRole.HOST},
    Doing.VOTE: INVESTIGATORS,
    Doing.VERIFY: frozenset(),
    Doing.SCORE: INVESTIGATORS,
}
_WHY = {CaseRole.REVIEWER: "role.reviewer", CaseRole.HOST: "role.host"}


def why_not(
    name: str, doing: Doing, roles: Collection[CaseRole], recused: str | None, *, under: str | None = None
) -> Problem | None:
    """What keeps a person from it, or None. `roles` are all he ever held on the case, `recused` the ground if he is."""
    if recused:
        return problem("role.recused", under=under, name=name, ground=recused, doing=doing)
    for role in CaseRole:
        if role in roles and role in APART[doing]:
            return problem(_WHY.get(role, "role.investigator"), under=under, name=name, doing=doing)
    return None
