"""The procedure: which acts a case may take from where it stands, and what is missing for the others, with the article.

States, facts and acts are data (resources/law/procedure.yaml). A condition is an implication over facts, so the table can be
walked exhaustively and its invariants proven; nothing in it is evaluated but set membership. That a paper is final is a fact
too, under the id of its form, and so is a condition like any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from app.paths import forms_templates, resources
from app.rules.declared import read
from app.rules.procedure_rows import Act, Blank, Condition, Gate, Literal, Start, StepRow, served

SAME, ALL = "同", "全部"


@dataclass(frozen=True, slots=True)
class Procedure:
    """The whole table."""

    states: dict[str, str]
    final: frozenset[str]
    facts: dict[str, str]
    inherent: frozenset[str]
    papers: frozenset[str]
    services: frozenset[str]
    acts: dict[str, Act]
    blanks: dict[str, Blank]
    steps: dict[str, tuple[StepRow, ...]]
    approvers: dict[str, str]
    spot_limits: dict[str, int]

    def acts_from(self, state: str) -> tuple[Act, ...]:
        """The acts that belong to a state, in the order of the table, whether open or not."""
        return tuple(act for act in self.acts.values() if state in act.sources)

    def gate(
        self, act_key: str, state: str, facts: Iterable[str], fields: Mapping[str, Any] = MappingProxyType({})
    ) -> Gate | None:
        """None when the act may be taken with such fields, else what is missing. Raises LookupError for an act this state does
        not know."""
        act = self.acts[act_key]
        if state not in act.sources:
            msg = f"{act.title} is no act of {state}"
            raise LookupError(msg)
        true = frozenset(facts)
        open_now = [one for one in act.conditions if one.asked(fields) and not one.met(true)]
        unfinished = {need.fact for one in open_now if one.final for need in one.needs}
        # that a paper was not handed over is no news while it is not even final
        missing = tuple(one for one in open_now if not (one.served and unfinished & one.forms))
        return Gate(act, missing) if missing else None

    def after(
        self, act_key: str, state: str, facts: Iterable[str], fields: Mapping[str, Any] = MappingProxyType({})
    ) -> tuple[str, frozenset[str]]:
        """State and true facts after an act that is open, taken with such fields."""
        act = self.acts[act_key]
        return act.target or state, (frozenset(facts) - act.used_up(fields)) | act.makes


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
        papers=frozenset(_titles()),
        services=frozenset(map(served, _titles())),
        approvers=approvers,
        spot_limits={key: int(fen) for key, fen in table["当场罚款上限"].items()},
    )
    _check(made)
    return made


def _act(row: dict[str, Any], laws: dict[str, Any], approvers: dict[str, str]) -> Act:
    meets = row.get("办结", ())
    papers, parcels = row.get("先定稿", ()), row.get("先送达", ())
    return Act(
        id=row["编号"],
        key=row["代号"],
        title=row["名称"],
        sources=frozenset(row["从"]),
        target=None if row["到"] == SAME else row["到"],
        approver=row.get("批准"),
        action=approvers[row.get("批准", "承办人")],  # what others do is entered by the officers of the case
        papers=tuple(row.get("文书", ())),
        first=frozenset(form for one in papers for form in one["文书"]),
        hands_over=frozenset(form for one in parcels for form in one["文书"]),
        starts=tuple(_start(one) for one in row.get("起算", ())),
        meets=None if meets == ALL else frozenset(meets),
        asks=tuple((one.removesuffix("*"), one.endswith("*")) for one in row.get("填写", ())),
        conditions=(
            *(_condition(one, laws) for one in row.get("条件", ())),
            *(_paper_first(one, laws) for one in papers),
            *(_served_first(one, laws) for one in parcels),
        ),
        makes=frozenset(row.get("使", ())),
        ends=frozenset((*row.get("除", ()), *(served(one) for one in row.get("除", ()) if one in _titles()))),
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
        meanwhile=tuple(row.get("等", ())),
        done_by=frozenset(row["完成"]),
        done_when=row.get("事实"),
        needless=tuple(_literal(one) for one in row.get("不需要", ())),
        because=row.get("因为", ""),
    )


def _condition(row: dict[str, Any], laws: dict[str, Any]) -> Condition:
    return Condition(
        when=tuple(_literal(one) for one in row.get("当", ())),
        needs=tuple(_literal(one) for one in row["要"]),
        missing=row["否则"],
        basis=_basis(row["依据"], laws),
        paper=row.get("缺"),
    )


def _paper_first(row: dict[str, Any], laws: dict[str, Any]) -> Condition:
    forms: list[str] = row["文书"]
    return Condition(
        when=tuple(_literal(one) for one in row.get("当", ())),
        needs=tuple(Literal(form, negated=False) for form in forms),
        missing="或者".join(f"《{_titles()[form]}》" for form in forms) + "还没有定稿",
        basis=_basis(row["依据"], laws),
        paper=forms[0],
        final=True,
        kept=row.get("沿用") == "是",
        chosen=tuple((key, tuple(values)) for key, values in row.get("若", {}).items()),
    )


def _served_first(row: dict[str, Any], laws: dict[str, Any]) -> Condition:
    forms: list[str] = row["文书"]
    return Condition(
        when=tuple(_literal(one) for one in row.get("当", ())),
        needs=tuple(Literal(served(form), negated=False) for form in forms),
        missing="或者".join(f"《{_titles()[form]}》" for form in forms) + "还没有送达回证",
        basis=_basis(row["依据"], laws),
        paper="F34",
        served=True,
    )


def _basis(cited: str, laws: dict[str, Any]) -> str:
    parts = [part.strip().split(" ", 1) for part in cited.split(";")]
    return "；".join(f"《{laws[law]['名称']}》{articles}" for law, articles in parts)


@cache
def _titles() -> dict[str, str]:
    return {row["编号"]: row["名称"] for row in read(forms_templates("_catalogue.yaml"))}


def _literal(written: str) -> Literal:
    return Literal(written.removeprefix("not "), negated=written.startswith("not "))


def _check(made: Procedure) -> None:
    for act in made.acts.values():
        states = act.sources | ({act.target} if act.target else set())
        named = {one.fact for condition in act.conditions for one in (*condition.when, *condition.needs)}
        known = made.facts.keys() | made.papers | made.services
        unknown = (states - made.states.keys()) | ((named | act.makes | act.ends) - known)
        if unknown:
            msg = f"{act.id} names what is not declared: {sorted(unknown)}"
            raise ValueError(msg)
        if not act.external and act.approver is None:
            msg = f"{act.id} says nobody who signs"
            raise ValueError(msg)
        if strange := {key for key, _ in act.asks} - made.blanks.keys():
            msg = f"{act.id} asks for what is not declared: {sorted(strange)}"
            raise ValueError(msg)
