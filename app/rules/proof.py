"""The proof: every reachable combination of state and facts, and what must hold at each act. Run by the tests.

Facts are bits of one number, so that millions of situations are walked in seconds. What a case brings along never changes, so
each combination of it is a small world of its own, walked and judged apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, combinations

from app.rules.procedure import Act, Literal, Procedure

Situation = tuple[str, int]
START = "source"


@dataclass(frozen=True, slots=True)
class Claim:
    """What must hold whenever one of `acts` is taken: when all of `when` are true, all of `needs` and none of `bars` are."""

    acts: tuple[str, ...]
    needs: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()


@dataclass(slots=True)
class Verdict:
    """What the walk found: how much it saw, claims broken, situations without a way to an end, what was never reached."""

    situations: int = 0
    moves: int = 0
    broken: set[str] = field(default_factory=set)
    stranded: int = 0
    states: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Move:
    """An act compiled to bits: each condition is (when true, when false, needs true, needs false)."""

    key: str
    target: str | None
    conditions: tuple[tuple[int, int, int, int], ...]
    makes: int
    keeps: int

    def open(self, facts: int) -> bool:
        for when, unless, needs, bars in self.conditions:
            met = not (facts & when == when and not facts & unless)
            if not met and not (facts & needs or ~facts & bars):
                return False
        return True


def prove(table: Procedure, claims: Mapping[str, Claim], *, until_broken: bool = False) -> Verdict:
    """Walk all situations from a new case and judge every move by the claims. `until_broken` stops early."""
    bits = {name: 1 << place for place, name in enumerate(table.facts)}
    moves = {state: [_compiled(act, bits) for act in table.acts_from(state)] for state in table.states}
    judged: dict[str, list[tuple[str, int, int, int]]] = {}
    for name, claim in claims.items():
        for act in claim.acts:
            judged.setdefault(act, []).append(
                (name, _mask(claim.when, bits), _mask(claim.needs, bits), _mask(claim.bars, bits))
            )
    verdict = Verdict()
    changing = {name for act in table.acts.values() for name in act.makes | act.ends}
    for world in _subsets(sorted(table.inherent - changing)):
        _walk(START, _mask(world, bits), moves, judged, table.final, verdict)
        if until_broken and verdict.broken:
            break
    return verdict


def _walk(
    start: str,
    facts: int,
    moves: Mapping[str, list[_Move]],
    judged: Mapping[str, list[tuple[str, int, int, int]]],
    final: frozenset[str],
    verdict: Verdict,
) -> None:
    seen: set[Situation] = {(start, facts)}
    waiting = [(start, facts)]
    back: dict[Situation, list[Situation]] = {}
    while waiting:
        before = state, true = waiting.pop()
        for move in moves[state]:
            if not move.open(true):
                continue
            verdict.moves += 1
            verdict.taken.add(move.key)
            for name, when, needs, bars in judged.get(move.key, ()):
                if true & when == when and (true & needs != needs or true & bars):
                    verdict.broken.add(name)
            after = (move.target or state, true & move.keeps | move.makes)
            back.setdefault(after, []).append(before)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    verdict.situations += len(seen)
    verdict.states |= {state for state, _ in seen}
    verdict.stranded += len(seen) - _living(seen, back, final)


def _living(seen: set[Situation], back: Mapping[Situation, list[Situation]], final: frozenset[str]) -> int:
    """How many situations can still reach a final state."""
    living = {one for one in seen if one[0] in final}
    waiting = list(living)
    while waiting:
        for before in back.get(waiting.pop(), ()):
            if before not in living:
                living.add(before)
                waiting.append(before)
    return len(living)


def _compiled(act: Act, bits: Mapping[str, int]) -> _Move:
    conditions = tuple(
        (*_literals(condition.when, bits), *_literals(condition.needs, bits)) for condition in act.conditions
    )
    return _Move(act.key, act.target, conditions, _mask(act.makes, bits), ~_mask(act.ends, bits))


def _literals(literals: tuple[Literal, ...], bits: Mapping[str, int]) -> tuple[int, int]:
    true = _mask((one.fact for one in literals if not one.negated), bits)
    false = _mask((one.fact for one in literals if one.negated), bits)
    return true, false


def _mask(names: Iterator[str] | tuple[str, ...] | frozenset[str], bits: Mapping[str, int]) -> int:
    return sum(bits[name] for name in set(names))


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names), -1, -1))
