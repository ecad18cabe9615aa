"""The rows the procedure is made of: literals and conditions over facts, acts with their papers and deadlines, steps, gates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SERVED = "已送达"


def served(form: str) -> str:
    """The fact that a paper of a form has reached the party: F27已送达."""
    return f"{form}{SERVED}"


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

    `final`: the needs are papers that have to be final, named by their forms; `served`: that they reached the party, by a record
    of service; `kept`: the act does not use the papers up. It is asked only once each field of `chosen` has one of its values.
    """

    when: tuple[Literal, ...]
    needs: tuple[Literal, ...]
    missing: str
    basis: str
    paper: str | None
    final: bool = False
    served: bool = False
    kept: bool = False
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        """The forms of the papers it is about."""
        return (
            frozenset(one.fact.removesuffix(SERVED) for one in self.needs) if self.final or self.served else frozenset()
        )

    def asked(self, fields: Mapping[str, Any]) -> bool:
        """Whether the fields of the act, as far as they are filled in, call for it."""
        return all(str(fields.get(key)) in values for key, values in self.chosen)

    def met(self, facts: frozenset[str]) -> bool:
        """Whether it stands in nobody's way."""
        for one in self.when:  # loops, not all() and any(): a desk asks this of every condition of every act
            if (one.fact in facts) is one.negated:
                return True
        for one in self.needs:  # noqa: SIM110
            if (one.fact in facts) is not one.negated:
                return True
        return False


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
    """A step of the desk: `act` is taken next, `also` on the way to it; any of `done_by`, or `done_when`, finishes it. Where
    there is something for others to do `meanwhile`, the act may never be needed: time finishes the step.

    It is not needed when all of `needless` hold, because of `because`.
    """

    title: str
    act: str
    also: tuple[str, ...]
    meanwhile: tuple[str, ...]
    done_by: frozenset[str]
    done_when: str | None
    needless: tuple[Literal, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Act:
    """One row: from which states to which (None keeps the state), who signs, its papers and the deadlines it starts and meets.

    `action` is the permission its approver needs; `asks` are fields with whether they must be filled; `meets` None means all
    deadlines; of `first` papers some have to be final before it, and of those in `hands_over` one has to have reached the party.
    An `automatic` act follows from records and the clock and is never taken by hand.
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
    hands_over: frozenset[str]
    starts: tuple[Start, ...]
    meets: frozenset[str] | None
    asks: tuple[tuple[str, bool], ...]
    conditions: tuple[Condition, ...]
    makes: frozenset[str]
    ends: frozenset[str]
    external: bool
    automatic: bool
    mark: str

    def used_up(self, fields: Mapping[str, Any]) -> frozenset[str]:
        """The papers that no longer count once it is taken with such fields: those it rested on, and those it overtakes."""
        rested = (one for one in self.conditions if one.final and not one.kept and one.asked(fields))
        forms = {need.fact for one in rested for need in one.needs}
        return self.ends | forms | set(map(served, forms))


@dataclass(frozen=True, slots=True)
class Gate:
    """An act that is not open yet, with everything that stands in its way."""

    act: Act
    missing: tuple[Condition, ...]

    @property
    def only_papers(self) -> bool:
        """Whether nothing is missing but papers that are not final or have not reached the party."""
        return all(one.final or one.served for one in self.missing)

    def told(self, words: Mapping[str, str]) -> "Gate":
        """With where each missing paper stands, in words by form."""
        return Gate(self.act, tuple(_told(one, words) for one in self.missing))

    def text(self) -> str:
        """The words of the gate box: 还不能作出处罚决定：…。《…》第…条"""
        reasons = "；".join(f"{one.missing}（{one.basis}）" for one in self.missing)
        return f"还不能{self.act.title}：{reasons}。"


def _told(condition: Condition, words: Mapping[str, str]) -> Condition:
    """The condition, in the words for its first paper that has been begun."""
    about_papers = condition.final or condition.served
    known = [words[one.fact] for one in condition.needs if one.fact in words] if about_papers else []
    return replace(condition, missing=known[0]) if known else condition
