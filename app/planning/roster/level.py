"""The one handing-over of a shift that evens out the shares most."""

from collections.abc import Iterable

from app.planning.roster.frame import Frame
from app.planning.roster.score import personal
from app.planning.roster.shares import Shares
from app.rules.roster import Cell, Roster


def evened(made: Frame, due: Shares, roster: Roster, burdened: Iterable[str]) -> tuple[Cell, str] | None:
    """Which shift of the burdened (ids) who should take over, by all hard rules; None when no handing-over helps."""
    filled = made.filled(roster)
    own = made.own(filled)
    best: tuple[int, int, int, int] | None = None
    for giver in sorted(made.number_of[one] for one in burdened if one in made.number_of):
        now = personal(made, due, giver, own[giver])
        for slot in sorted(own[giver]):
            if not made.slots[slot].heavy or (slot, giver) in made.pinned:
                continue
            saved = now - personal(made, due, giver, own[giver] - {slot})
            for taker in made.allowed[slot]:
                if taker == giver or taker in filled[slot] or not made.fits(taker, slot, own[taker]):
                    continue
                if made.slots[slot].post.certified and taker not in made.certified[slot]:
                    continue
                price = personal(made, due, taker, own[taker] | {slot}) - personal(made, due, taker, own[taker])
                best = min(best or (0, 0, 0, 0), (price - saved, slot, giver, taker))
    if best is None or best[0] >= 0:
        return None
    _, slot, giver, taker = best
    cell = Cell(made.slots[slot].day, made.slots[slot].post.key, made.members[giver].id)
    return cell, made.members[taker].id
