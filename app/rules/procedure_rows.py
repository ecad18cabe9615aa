"""The rows the procedure is made of: literals and conditions over facts, acts with their papers and deadlines, steps, gates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Literal:
    """A fact that has to be true, or with `negated` has to be false."""

    fact: str
    negated: bool

    def holds(self, facts: frozenset[str]) -> bool:
        """Whether it holds under the facts that are true."""
        return (self.fact in facts) is not self.negated


@dataclass(frozen=True, slots=True)
class Condition:
    """When all of `when` hold, one of `needs` must; else `missing` says what is missing, `paper` which form, `basis` why.

    `final`: the needs are papers that have to be final, named by their forms. With `chosen` it is asked only once the field of
    that name has one of `values`.
    """

    when: tuple[Literal, ...]
    needs: tuple[Literal, ...]
    missing: str
    basis: str
    paper: str | None
    final: bool = False
    chosen: str | None = None
    values: tuple[str, ...] = ()

    def asked(self, fields: Mapping[str, Any]) -> bool:
        """Whether the fields of the act, as far as they are filled in, call for it."""
        return self.chosen is None or str(fields.get(self.chosen)) in self.values

    def met(self, facts: frozenset[str]) -> bool:
        """Whether it stands in nobody's way."""
        return not all(one.holds(facts) for one in self.when) or any(one.holds(facts) for one in self.needs)


@dataclass(frozen=True, slots=True)
class Start:
    """A deadline an act starts.

    It runs from the day of the act, or from `origin`: a field of the act, or another rule whose last day it is (`day_after`: the
    day after that). `days` is the field with the number where the law leaves it open. It starts only when all of `when` hold and
    the field `chosen` has one of `values`.
    """

    rule: str
    origin: str | None = None
    day_after: bool = False
    days: str | None = None
    when: tuple[Literal, ...] = ()
    chosen: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """Something an act asks for. `vocabulary` names its words; `of_case` says that it is a column of the case."""

    key: str
    label: str
    kind: str
    vocabulary: str | None
    of_case: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the desk: `act` is taken next, `also` on the way to it; any of `done_by`, or `done_when`, finishes it.

    It is not needed when all of `needless` hold, because of `because`.
    """

    title: str
    act: str
    also: tuple[str, ...]
    done_by: frozenset[str]
    done_when: str | None
    needless: tuple[Literal, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Act:
    """One row: from which states to which (None keeps the state), who signs, its papers and the deadlines it starts and meets.

    `action` is the permission its approver needs; `asks` are fields with whether they must be filled; `meets` None means all
    deadlines; of `first` papers some have to be final before it. An `automatic` act follows from records and the clock and is
    never taken by hand.
    """

    id: str
    key: str
    title: str
    sources: frozenset[str]
    target: str | None
    approver: str | None
    action: str
    papers: tuple[str, ...]
    first: frozenset[str]
    starts: tuple[Start, ...]
    meets: frozenset[str] | None
    asks: tuple[tuple[str, bool], ...]
    conditions: tuple[Condition, ...]
    makes: frozenset[str]
    ends: frozenset[str]
    external: bool
    automatic: bool
    mark: str


@dataclass(frozen=True, slots=True)
class Gate:
    """An act that is not open yet, with everything that stands in its way."""

    act: Act
    missing: tuple[Condition, ...]

    @property
    def only_papers(self) -> bool:
        """Whether nothing is missing but papers that are not final."""
        return all(one.final for one in self.missing)

    def told(self, words: Mapping[str, str]) -> "Gate":
        """With where each missing paper stands, in words by form."""
        return Gate(self.act, tuple(_told(one, words) for one in self.missing))

    def text(self) -> str:
        """The words of the gate box: 还不能作出处罚决定：…。《…》第…条"""
        reasons = "；".join(f"{one.missing}（{one.basis}）" for one in self.missing)
        return f"还不能{self.act.title}：{reasons}。"


def _told(condition: Condition, words: Mapping[str, str]) -> Condition:
    """The condition, in the words for its first paper that has been begun."""
    known = [words[one.fact] for one in condition.needs if one.fact in words] if condition.final else []
    return replace(condition, missing=known[0]) if known else condition
