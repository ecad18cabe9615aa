"""Steps and next acts of a case: where each stands, which gate is closed and why, and what it was on an earlier day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.rules.deadline_table import Whom
from app.rules.procedure import procedure
from app.rules.procedure_rows import Act, Gate, StepRow
from app.services.actor import Actor, may
from app.services.case.asking import asks_of
from app.services.case.facts import FOLLOWING
from app.services.case.rows import StoredCase
from app.services.case.shapes import DeadlineLine, OpenAct, Step, StepState, TimelineLine

EXTERNAL = "当事人、其他机关"
# Facts that the fields of an act decide: before they are filled in, such a fact shuts no gate. Taking the act looks again.
DECIDED_BY = {"two_officers": "lead", "spot_allowed": "penalty_kinds"}
WAITED_FOR = frozenset({Whom.PARTY.value, Whom.WAIT.value})


@dataclass(frozen=True, slots=True)
class AsOf:
    """State and stored facts of a case on a day, and the last day of each act up to it."""

    state: str
    stored: frozenset[str]
    taken: dict[str, date]


def as_of(case: StoredCase, timeline: Sequence[TimelineLine], on: date | None) -> AsOf:
    """The case as it is, or (with `on`) as its acts up to that day had left it."""
    acts = [one for one in timeline if on is None or one.on <= on]
    taken = {one.act: one.on for one in acts}
    if on is None:
        return AsOf(case.state, frozenset(case.facts), taken)
    table, stored = procedure(), frozenset[str]()
    for one in acts:
        known = table.acts[one.act]
        stored = (stored | known.makes) - known.ends - FOLLOWING
    return AsOf(acts[-1].after if acts else "source", stored, taken)


def steps(case: StoredCase, then: AsOf, true: frozenset[str], papers: Mapping[str, str]) -> tuple[Step, ...]:
    """The steps of the track with their states. The first that is neither done nor needless is the one to be taken now."""
    made: list[Step] = []
    ended = then.state in procedure().final and then.state != "archived"
    now_found = ended
    rows = procedure().steps[case.track.label]
    reached = max((place for place, row in enumerate(rows, 1) if _done(row, then, true) is not None), default=0)
    for number, row in enumerate(rows, 1):
        on = _done(row, then, true)
        passed = number < reached and not _within_reach(row, then.state)
        needless = passed or (bool(row.needless) and all(one.holds(true) for one in row.needless))
        if on is not None or row.done_when in true:
            made.append(Step(number, row.title, StepState.DONE, row.act, on))
        elif ended or needless:
            note = _why_needless(row, then.state, true) if needless else f"案件{procedure().states[then.state]}"
            made.append(Step(number, row.title, StepState.SKIPPED, row.act, note=f"不需要：{note}"))
        else:
            # a step that time or the party finishes is not held up by an act that may never be needed
            gate = _gate(row, then.state, true, papers) if now_found or row.done_when is None else ""
            state = StepState.BLOCKED if gate else StepState.LATER
            made.append(Step(number, row.title, state if now_found else StepState.NOW, row.act, gate=gate))
            now_found = True
    return tuple(made)


def open_acts(actor: Actor, state: str, true: frozenset[str], papers: Mapping[str, str]) -> tuple[OpenAct, ...]:
    """The acts that belong to a state, open or with their gate, and whether the one at the desk may take them.

    `papers` says in words where a paper stands that is not final, by form.
    """
    table, found = procedure(), []
    for act in table.acts_from(state):
        if act.automatic:
            continue
        gate = _gate_of(act, state, true, papers)
        closed = gate.missing if gate else ()
        missing = tuple(one.paper for one in closed if one.paper)
        first = tuple(need.fact for one in closed if one.final for need in one.needs)
        serves = tuple(form for one in closed if one.served for form in sorted(one.forms & true))
        found.append(
            OpenAct(
                act.key, act.title, act.approver or EXTERNAL, may(actor, act.action), gate.text() if gate else "",
                missing, act.papers, asks_of(act), act.external, act.mark, first, gate is None or gate.only_papers, serves,
            )
        )  # fmt: skip
    return tuple(found)


def next_step(state: str, steps: Sequence[Step], acts: Sequence[OpenAct], running: Sequence[DeadlineLine]) -> str:
    """What happens next, in words; empty only for a case that is at its end."""
    if state == "archived":
        return ""
    ways = {act.key: act for act in acts if not act.gate}
    also = {row.act: row.also for rows in procedure().steps.values() for row in rows}
    now = next((step for step in steps if step.state is StepState.NOW), None)
    if now is not None:
        for key in (*also[now.act], now.act):
            if key in ways:
                return f"{ways[key].title}（{ways[key].approver}）"
        if waiting := next((act for act in acts if act.key == now.act and act.ripe), None):
            return waiting.gate  # nothing but its papers
    waits = min((one for one in running if one.whom in WAITED_FOR), key=lambda one: one.due, default=None)
    if waits is not None:
        return f"等{waits.title}期满：{waits.due.isoformat()}"
    if now is not None and now.gate:
        return now.gate
    own = [act.title for act in ways.values() if not act.external]
    return own[0] if own else "等当事人或者其他机关"


def _within_reach(row: StepRow, state: str) -> bool:
    """Whether a state knows an act of the step; one that lies behind and is not known any more was gone round."""
    return any(state in procedure().acts[key].sources for key in (row.act, *row.also))


def _why_needless(row: StepRow, state: str, true: frozenset[str]) -> str:
    if row.needless and all(one.holds(true) for one in row.needless):
        return row.because
    return f"案件{procedure().states[state]}，没有经过这一步"


def _done(row: StepRow, then: AsOf, true: frozenset[str]) -> date | None:
    """The day a step was finished, as long as what it made is still true: a new inquiry opens later steps again."""
    days = [then.taken[key] for key in row.done_by if key in then.taken]
    if not days:
        return None
    made = {fact for key in row.done_by for fact in procedure().acts[key].makes} - FOLLOWING
    return max(days) if not made or made & true else None


def _gate(row: StepRow, state: str, true: frozenset[str], papers: Mapping[str, str]) -> str:
    act = procedure().acts[row.act]
    gate = _gate_of(act, state, true, papers) if state in act.sources else None
    return gate.text() if gate else ""


def _gate_of(act: Act, state: str, true: frozenset[str], papers: Mapping[str, str]) -> Gate | None:
    """The gate of an act as far as it can be known before the act is filled in."""
    given = _given(act.key)
    gate = procedure().gate(act.key, state, true | given if given else true)
    return gate.told(papers) if gate else None


@cache
def _given(act_key: str) -> frozenset[str]:
    """The facts that the fields of an act decide."""
    asked = {key for key, _required in procedure().acts[act_key].asks}
    return frozenset(fact for fact, key in DECIDED_BY.items() if key in asked)
