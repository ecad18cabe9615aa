"""The procedure: which acts a case may take from where it stands, and what is missing for the others, with the article.

States, facts and acts are data (resources/law/procedure.yaml). A condition is an implication over facts, so the table can be
walked exhaustively and its invariants proven; nothing in it is evaluated but set membership.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.paths import resources
from app.rules.declared import read

SAME, ALL = "同", "全部"


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
    """When all of `when` hold, one of `needs` must; else `missing` says what is missing, `paper` which form, `basis` why."""

    when: tuple[Literal, ...]
    needs: tuple[Literal, ...]
    missing: str
    basis: str
    paper: str | None

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
    deadlines. An `automatic` act follows from records and the clock and is never taken by hand.
    """

    id: str
    key: str
    title: str
    sources: frozenset[str]
    target: str | None
    approver: str | None
    action: str
    papers: tuple[str, ...]
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

    def text(self) -> str:
        """The words of the gate box: 还不能作出处罚决定：…。《…》第…条"""
        reasons = "；".join(f"{one.missing}（{one.basis}）" for one in self.missing)
        return f"还不能{self.act.title}：{reasons}。"


@dataclass(frozen=True, slots=True)
class Procedure:
    """The whole table."""

    states: dict[str, str]
    final: frozenset[str]
    facts: dict[str, str]
    inherent: frozenset[str]
    acts: dict[str, Act]
    blanks: dict[str, Blank]
    steps: dict[str, tuple[StepRow, ...]]
    approvers: dict[str, str]
    spot_limits: dict[str, int]

    def acts_from(self, state: str) -> tuple[Act, ...]:
        """The acts that belong to a state, in the order of the table, whether open or not."""
        return tuple(act for act in self.acts.values() if state in act.sources)

    def gate(self, act_key: str, state: str, facts: Iterable[str]) -> Gate | None:
        """None when the act may be taken, else what is missing. Raises LookupError for an act this state does not know."""
        act = self.acts[act_key]
        if state not in act.sources:
            msg = f"{act.title} is no act of {state}"
            raise LookupError(msg)
        true = frozenset(facts)
        missing = tuple(one for one in act.conditions if not one.met(true))
        return Gate(act, missing) if missing else None

    def after(self, act_key: str, state: str, facts: Iterable[str]) -> tuple[str, frozenset[str]]:
        """State and true facts after an act that is open."""
        act = self.acts[act_key]
        return act.target or state, (frozenset(facts) - act.ends) | act.makes


@cache
def procedure() -> Procedure:
    """The shipped table. Raises ValueError when it names a state, fact or law it does not declare."""
    table = read(resources("law", "procedure.yaml"))
    laws = read(resources("law", "laws.yaml"))
    facts = {key: row["名称"] for key, row in table["事实"].items()}
    approvers: dict[str, str] = dict(table["批准"])
    made = Procedure(
        states={key: row["名称"] for key, row in table["状态"].items()},
        final=frozenset(key for key, row in table["状态"].items() if row.get("终") == "是"),
        facts=facts,
        inherent=frozenset(key for key, row in table["事实"].items() if row.get("固有") == "是"),
        acts={row["代号"]: _act(row, laws, approvers) for row in table["行为"]},
        blanks={key: _blank(key, row) for key, row in table["栏目"].items()},
        steps={track: tuple(_step(row) for row in rows) for track, rows in table["步骤"].items()},
        approvers=approvers,
        spot_limits={key: int(fen) for key, fen in table["当场罚款上限"].items()},
    )
    _check(made)
    return made


def _act(row: dict[str, Any], laws: dict[str, Any], approvers: dict[str, str]) -> Act:
    meets = row.get("办结", ())
    return Act(
        id=row["编号"],
        key=row["代号"],
        title=row["名称"],
        sources=frozenset(row["从"]),
        target=None if row["到"] == SAME else row["到"],
        approver=row.get("批准"),
        action=approvers[row.get("批准", "承办人")],  # what others do is entered by the officers of the case
        papers=tuple(row.get("文书", ())),
        starts=tuple(_start(one) for one in row.get("起算", ())),
        meets=None if meets == ALL else frozenset(meets),
        asks=tuple((one.removesuffix("*"), one.endswith("*")) for one in row.get("填写", ())),
        conditions=tuple(_condition(one, laws) for one in row.get("条件", ())),
        makes=frozenset(row.get("使", ())),
        ends=frozenset(row.get("除", ())),
        external=row.get("外部") == "是",
        automatic=row.get("自动") == "是",
        mark=row["标记"],
    )


def _start(row: str | dict[str, Any]) -> Start:
    if isinstance(row, str):
        return Start(row)
    return Start(
        rule=row["规则"],
        origin=row.get("起"),
        day_after=row.get("次日") == "是",
        days=row.get("天数"),
        when=tuple(_literal(one) for one in row.get("当", ())),
        chosen=row.get("栏"),
        values=tuple(row.get("值", ())),
    )


def _blank(key: str, row: dict[str, str]) -> Blank:
    return Blank(key, row["名称"], row["类型"], row.get("词"), row.get("案") == "是")


def _step(row: dict[str, Any]) -> StepRow:
    return StepRow(
        title=row["名称"],
        act=row["办"],
        also=tuple(row.get("另", ())),
        done_by=frozenset(row["完成"]),
        done_when=row.get("事实"),
        needless=tuple(_literal(one) for one in row.get("不需要", ())),
        because=row.get("因为", ""),
    )


def _condition(row: dict[str, Any], laws: dict[str, Any]) -> Condition:
    cited = [part.strip().split(" ", 1) for part in row["依据"].split(";")]
    return Condition(
        when=tuple(_literal(one) for one in row.get("当", ())),
        needs=tuple(_literal(one) for one in row["要"]),
        missing=row["否则"],
        basis="；".join(f"《{laws[law]['名称']}》{articles}" for law, articles in cited),
        paper=row.get("缺"),
    )


def _literal(written: str) -> Literal:
    return Literal(written.removeprefix("not "), negated=written.startswith("not "))


def _check(made: Procedure) -> None:
    for act in made.acts.values():
        states = act.sources | ({act.target} if act.target else set())
        named = {one.fact for condition in act.conditions for one in (*condition.when, *condition.needs)}
        unknown = (states - made.states.keys()) | ((named | act.makes | act.ends) - made.facts.keys())
        if unknown:
            msg = f"{act.id} names what is not declared: {sorted(unknown)}"
            raise ValueError(msg)
        if not act.external and act.approver is None:
            msg = f"{act.id} says nobody who signs"
            raise ValueError(msg)
        if strange := {key for key, _ in act.asks} - made.blanks.keys():
            msg = f"{act.id} asks for what is not declared: {sorted(strange)}"
            raise ValueError(msg)
