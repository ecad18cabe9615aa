"""What each person is due, and what it costs that he has more or less: the soft rules as one table for all engines.

A share is measured among those who may take the role (DutyTier) and by the type of day. It is the burden of the whole time
divided by the days on which each is there, less what he has had too much until now. Costs are squares in tenths of a shift,
counted from the nearest whole number that can be reached, so that a fair roster costs nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.planning.roster.frame import Frame
from app.rules.roster_declared import declared
from app.rules.vocabulary_duty import DayType, DutyTier

Kind = tuple[DutyTier, DayType]
TENTH = 10
CLOSE = timedelta(days=2)  # two shifts starting two days apart are too close; one day apart is a matter of rest
UNFILLED, UNCERTIFIED = 1_000_000, 600_000  # above any sum of soft rules
TERM_OF = {
    DayType.NIGHT: "夜班均衡", DayType.WEEKEND: "周末均衡", DayType.HOLIDAY: "节假日均衡", DayType.DAY: "白班均衡",
}  # fmt: skip
STANDBY, WISH, WANTED, NEAR, CHANGED = "备勤均衡", "本人意愿", "想值没排", "间隔过近", "改动已发布"
SHORT, OFFICERS = "缺岗", "持证不足"
TERMS = (SHORT, OFFICERS, *TERM_OF.values(), STANDBY, WISH, WANTED, NEAR, CHANGED)


@dataclass(frozen=True)
class Shares:
    """`due[person][kind]` in shifts, `fresh` the same without the past; `cost[person][kind][n]` what having n of them costs;
    `kinds[slot]` what a slot counts as; `wish` for each person the slots he would rather not have."""

    kinds: tuple[Kind, ...]
    due: tuple[Mapping[Kind, float], ...]
    fresh: tuple[Mapping[Kind, float], ...]
    cost: tuple[Mapping[Kind, Sequence[int]], ...]
    wish: tuple[frozenset[int], ...]


def term(kind: Kind) -> str:
    """The soft rule a kind of share belongs to."""
    return STANDBY if kind[0] is DutyTier.STANDBY else TERM_OF[kind[1]]


def shares(frame: Frame) -> Shares:
    """The table of a frame."""
    kinds = tuple((slot.post.tier, slot.counts_as) for slot in frame.slots)
    fresh = _fresh(frame, kinds)
    carry, carried = declared().carry, frame.problem.carried
    due = tuple(
        {
            kind: max(0.0, share - max(-carry, min(carry, carried.get((member.id, *kind), 0.0))))
            for kind, share in mine.items()
        }
        for member, mine in zip(frame.members, fresh, strict=True)
    )
    weights = frame.problem.weights
    cost = tuple(
        {kind: _costs(share, weights.get(term(kind), 0), len(frame.problem.days)) for kind, share in mine.items()}
        for mine in due
    )
    wish = tuple(
        frozenset(
            number
            for number, slot in enumerate(frame.slots)
            if slot.day in one.avoids or slot.day.weekday() in one.avoids
        )
        for one in frame.members
    )
    return Shares(kinds, due, fresh, cost, wish)


def _fresh(frame: Frame, kinds: Sequence[Kind]) -> tuple[dict[Kind, float], ...]:
    """What each is due without the past. Where equal shares would leave too few officers, the seats that need a certificate are
    shared among the officers and the others among the rest, so that nobody owes what he may not do."""
    total: Counter[Kind] = Counter()
    certified: Counter[Kind] = Counter()
    there: tuple[list[Counter[Kind]], ...] = tuple([Counter() for _ in frame.members] for _ in range(2))
    for number, (slot, kind) in enumerate(zip(frame.slots, kinds, strict=True)):
        total[kind] += slot.post.need
        certified[kind] += slot.post.certified
        for person, member in enumerate(frame.members):
            if slot.post.role in member.roles and member.present(slot.day) and member.reason_away(slot.day) is None:
                there[person in frame.certified[number]][person][kind] += slot.post.need
    rates = {
        kind: _rates(total[kind], certified[kind], *(sum(one[kind] for one in part) for part in there))
        for kind in total
    }
    return tuple(
        {kind: rate[0] * mine[kind] + rate[1] * own[kind] for kind, rate in rates.items() if mine[kind] or own[kind]}
        for mine, own in zip(*there, strict=True)
    )


def _rates(total: int, certified: int, others: int, officers: int) -> tuple[float, float]:
    """What one place counts for those without and those with a certificate."""
    if not others or not officers or total * officers >= certified * (others + officers):
        return (total / (others + officers or 1),) * 2
    return (total - certified) / others, certified / officers


def _costs(share: float, weight: int, most: int) -> list[int]:
    tenths = round(share * TENTH)
    squares = [(TENTH * count - tenths) ** 2 for count in range(most + 1)]
    least = min(squares)
    return [weight * (square - least) for square in squares]
