"""The proof: every reachable combination of state and facts, and what must hold at each act. Run by the tests.

Facts are bits of one number, so that millions of situations are walked in seconds. What a case brings along never changes, so
each combination of it is a small world of its own, walked and judged apart. A fact that no act and no claim asks for any more
from a state on is left out there: situations that differ only in it are one. What is proven of papers follows only the facts
and papers that its claims name: any other condition is taken to be met, which opens more ways, never less. A paper can be
made final, by one more move, wherever an act that needs it stands, and one that is final can be handed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, combinations

from app.rules.procedure import Procedure
from app.rules.procedure_rows import Act, Condition, Literal, served

Situation = tuple[str, int]
Judged = dict[str, list[tuple[str, int, int, int, int, int]]]  # act -> name, when, unless, needs, bars, either
START = "source"


@dataclass(frozen=True, slots=True)
class Claim:
    """What must hold whenever one of `acts` is taken: when all of `when` and none of `unless` are true, all of `needs`, none of
    `bars` and, where there are some, one of `either` are."""

    acts: tuple[str, ...]
    needs: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    bars: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def holds(self, true: frozenset[str]) -> bool:
        """Whether it is kept when one of its acts is taken while these facts are true."""
        if not true.issuperset(self.when) or not true.isdisjoint(self.unless):
            return True
        found = not self.either or not true.isdisjoint(self.either)
        return found and true.issuperset(self.needs) and true.isdisjoint(self.bars)


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


def prove(
    table: Procedure, claims: Mapping[str, Claim], *, until_broken: bool = False, only_named: bool = False
) -> Verdict:
    """Walk all situations from a new case and judge every move by the claims.

    `until_broken` stops early. `only_named` follows the facts and papers that the claims name; else all facts and no paper.
    """
    named = {name for claim in claims.values() for name in _named(claim)}
    papers = sorted((table.papers | table.services) & named) if only_named else []
    facts = [name for name in table.facts if name in named] if only_named else [*table.facts]
    bits = {name: 1 << place for place, name in enumerate((*facts, *papers))}
    moves = {
        state: [*(_compiled(act, bits) for act in table.acts_from(state)), *_made_final(table, state, bits)]
        for state in table.states
    }
    judged: Judged = {}
    for name, claim in claims.items():
        when, unless = _mask(claim.when, bits), _mask(claim.unless, bits)
        judgement = (
            name, when, unless, _mask(claim.needs, bits), _mask(claim.bars, bits), _mask(claim.either, bits)
        )  # fmt: skip
        for act in claim.acts:
            judged.setdefault(act, []).append(judgement)
    verdict = Verdict()
    alive = {state: _mask(tuple(facts & bits.keys()), bits) for state, facts in _asked_for(table, claims, bits).items()}
    changing = {name for act in table.acts.values() for name in act.makes | act.ends}
    given = {name for name in (table.inherent - changing) & bits.keys() if bits[name] & alive[START]}
    for world in _subsets(sorted(given)):
        _walk(START, _mask(world, bits), moves, judged, alive, table.final, verdict)
        if until_broken and verdict.broken:
            break
    return verdict


def _walk(
    start: str,
    facts: int,
    moves: Mapping[str, list[_Move]],
    judged: Judged,
    alive: Mapping[str, int],
    final: frozenset[str],
    verdict: Verdict,
) -> None:
    seen: set[Situation] = {(start, facts & alive[start])}
    waiting = list(seen)
    back: dict[Situation, list[Situation]] = {}
    while waiting:
        before = state, true = waiting.pop()
        for move in moves[state]:
            if not move.open(true):
                continue
            verdict.moves += 1
            verdict.taken.add(move.key)
            for name, when, unless, needs, bars, either in judged.get(move.key, ()):
                if true & when != when or true & unless:
                    continue
                if true & needs != needs or true & bars or (either and not true & either):
                    verdict.broken.add(name)
            to = move.target or state
            after = (to, (true & move.keeps | move.makes) & alive[to])
            back.setdefault(after, []).append(before)
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    verdict.situations += len(seen)
    verdict.states |= {state for state, _ in seen}
    verdict.stranded += len(seen) - _living(seen, back, final)


def _asked_for(table: Procedure, claims: Mapping[str, Claim], bits: Mapping[str, int]) -> dict[str, set[str]]:
    """By state, the facts that a condition that is followed, or a claim, of any act from there on asks for."""
    by_act: dict[str, set[str]] = {act.key: set() for act in table.acts.values()}
    for act in table.acts.values():
        walked = (one for one in act.conditions if _walked(one, bits))
        by_act[act.key] |= {one.fact for condition in walked for one in (*condition.when, *condition.needs)}
    for claim in claims.values():
        for key in claim.acts:
            by_act[key] |= _named(claim)
    asked: dict[str, set[str]] = {state: set() for state in table.states}
    grown = True
    while grown:
        grown = False
        for act in table.acts.values():
            for state in act.sources:
                more = by_act[act.key] | asked[act.target or state]
                grown = grown or not more <= asked[state]
                asked[state] |= more
    return asked


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
        (*_literals(condition.when, bits), *_literals(condition.needs, bits))
        for condition in act.conditions
        if _walked(condition, bits)
    )
    return _Move(
        act.key,
        act.target,
        conditions,
        _mask(act.makes & bits.keys(), bits),
        ~_mask(act.used_up({}) & bits.keys(), bits),
    )


def _made_final(table: Procedure, state: str, bits: Mapping[str, int]) -> Iterator[_Move]:
    """The moves that make a paper final, and hand it over once it is, in a state with an act that needs it."""
    for act in table.acts_from(state):
        for form in sorted(act.first & bits.keys()):
            yield _Move(form, None, (), bits[form], ~0)
        for form in sorted(act.hands_over & bits.keys()):
            if served(form) in bits:
                yield _Move(served(form), None, ((0, 0, bits[form], 0),), bits[served(form)], ~0)


def _walked(condition: Condition, bits: Mapping[str, int]) -> bool:
    """Whether a condition is about what the walk follows; what fields call for is taken to be met."""
    return not condition.chosen and all(one.fact in bits for one in (*condition.when, *condition.needs))


def _named(claim: Claim) -> set[str]:
    return {*claim.needs, *claim.either, *claim.when, *claim.bars, *claim.unless}


def _literals(literals: tuple[Literal, ...], bits: Mapping[str, int]) -> tuple[int, int]:
    true = _mask((one.fact for one in literals if not one.negated), bits)
    false = _mask((one.fact for one in literals if one.negated), bits)
    return true, false


def _mask(names: Iterator[str] | tuple[str, ...] | frozenset[str], bits: Mapping[str, int]) -> int:
    return sum(bits[name] for name in set(names))


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names), -1, -1))
