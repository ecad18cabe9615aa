"""Small penalties on the spot: who may get one, and when money may be taken there (行政处罚法 51, 68, 69)."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from app.errors import Problem
from app.rules.refusals import problem, yuan
from app.rules.vocabulary import PartyKind, Word
from app.rules.vocabulary_case import PenaltyKind

SMALL = 10_000  # 分: a fine up to this may always be collected on the spot (行政处罚法 68)
ON_THE_SPOT = frozenset({PenaltyKind.WARNING, PenaltyKind.FINE})


class Limit(StrEnum):
    """Whose limit of 行政处罚法 51 applies; a key of the table of limits."""

    PERSON = "person"
    ORGANISATION = "organisation"


class SpotGround(Word):
    """Why a fine was collected on the spot. `ASKED` holds in the ordinary procedure too, and only when the party asked."""

    SMALL = "small", "一百元以下的罚款"
    HARD = "hard", "不当场收缴事后难以执行"
    ASKED = "asked", "边远、水上、交通不便地区，当事人缴款确有困难并提出"


def limit_of(party: PartyKind, *, sole_trader_as_person: bool = True) -> Limit:
    """Whose limit a party has. A sole trader counts as a citizen unless the office decided otherwise (OPEN; the stricter one)."""
    if party is PartyKind.PERSON or (party is PartyKind.SOLE_TRADER and sole_trader_as_person):
        return Limit.PERSON
    return Limit.ORGANISATION


def spot_problems(
    party: PartyKind | None,
    kinds: Collection[str],
    fine: int | None,
    limits: Mapping[str, int],
    *,
    sole_trader_as_person: bool = True,
) -> list[Problem]:
    """What stands against a penalty on the spot (行政处罚法 51); none means it is allowed. Amounts in 分."""
    if party is None:
        return [problem("spot.party")]
    if not kinds:
        return [problem("spot.empty")]
    chosen = [PenaltyKind.read(kind) for kind in kinds]
    found = []
    if others := [kind.label for kind in chosen if kind not in ON_THE_SPOT]:
        found.append(problem("spot.kinds", kinds="、".join(others)))
    who = limit_of(party, sole_trader_as_person=sole_trader_as_person)
    if PenaltyKind.FINE in chosen and (fine or 0) > limits[who]:
        words = "公民" if who is Limit.PERSON else "法人或者其他组织"
        found.append(problem("spot.fine", fine=yuan(fine or 0), who=words, limit=yuan(limits[who])))
    return found


def collect_problems(fine: int, ground: SpotGround | None, *, on_the_spot: bool, asked: bool = False) -> list[Problem]:
    """What stands against taking a fine in cash: `on_the_spot` says the penalty itself was one, `asked` that the party asked.

    The first two grounds are for penalties on the spot (68), the third for any (69).
    """
    if ground is SpotGround.ASKED:
        return [] if asked else [problem("money.spot_asked")]
    allowed = on_the_spot and (ground is SpotGround.HARD or (ground is SpotGround.SMALL and fine <= SMALL))
    return [] if allowed else [problem("money.spot")]
