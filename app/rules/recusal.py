"""Who may not do what on a case: investigators, reviewer and host are different people, and who is recused does nothing.

行政处罚法 43 (recusal), 58 (review), 64 (host). Asked at assignment, at signatures, votes, hearings and reviews alike.
"""

from collections.abc import Collection
from enum import StrEnum

from app.errors import Problem
from app.rules.refusals import problem
from app.rules.vocabulary_case import CaseRole, RecusalGround

INVESTIGATORS = frozenset({CaseRole.LEAD, CaseRole.ASSISTANT})


class Doing(StrEnum):
    """What somebody wants to do on a case, in words."""

    INVESTIGATE = "承办本案"
    REVIEW = "审核本案"
    HOST = "主持听证"
    VOTE = "参加讨论表决"
    SIGN = "签批本案文书"
    VERIFY = "核实证据"


# who has been what may not do what
APART: dict[Doing, frozenset[CaseRole]] = {
    Doing.INVESTIGATE: frozenset({CaseRole.REVIEWER, CaseRole.HOST}),
    Doing.REVIEW: INVESTIGATORS | {CaseRole.HOST},
    Doing.HOST: INVESTIGATORS | {CaseRole.REVIEWER},
    Doing.VOTE: INVESTIGATORS,
    Doing.SIGN: frozenset(),
    Doing.VERIFY: frozenset(),
}
_WHY = {CaseRole.REVIEWER: "role.reviewer", CaseRole.HOST: "role.host"}


def why_not(
    name: str, doing: Doing, roles: Collection[CaseRole], grounds: Collection[RecusalGround], *, under: str | None = None
) -> Problem | None:
    """What keeps a person from it, or None. `roles` are all he ever held on the case, `grounds` recusals open or upheld."""
    if grounds:
        words = "；".join(ground.label for ground in sorted(grounds))
        return problem("role.recused", under=under, name=name, ground=words, doing=doing)
    for role in CaseRole:
        if role in roles and role in APART[doing]:
            return problem(_WHY.get(role, "role.investigator"), under=under, name=name, doing=doing)
    return None
