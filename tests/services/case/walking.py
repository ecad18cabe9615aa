"""A random walk through cases: whatever is tried in whatever order, a case never stands where it may not.

Each example is one case. A rule takes an open act, tries a closed one, lets time pass, or changes the people; after each the
desk is looked at as its page would show it, and what has to hold of every case is asked.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, cast

from hypothesis import HealthCheck, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.models import Case, Party
from app.rules.procedure import procedure
from app.rules.procedure_rows import served
from app.rules.vocabulary import PartyKind
from app.rules.vocabulary_case import RecusalGround
from app.services.case import people
from app.services.case.acting import act
from app.services.case.drafts import ActDraft, GoodsDraft
from app.services.case.shapes import Ask, Desk, StepState
from tests.rules.test_procedure import CLAIMS, PAPERS_FIRST, SERVED_FIRST
from tests.services.case.finished import finish_papers
from tests.services.case.offices import Bench, approver

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
ALL_CLAIMS = CLAIMS | PAPERS_FIRST | SERVED_FIRST
SEEDS = st.integers(0, 10**9)  # one draw a rule, so that what is drawn never depends on where the case stands
EXITS = frozenset(
    {"transfer", "transfer_received", "decline", "withdraw", "terminate", "refer_crime", "reopen", "suspend"}
)
# what the act itself brings can open its own gate: officers, or a penalty within the limits
OPENED_BY_ITSELF = frozenset({"assign", "reassign", "spot_start"})
KINDS = (["fine"], ["warning"], ["fine", "gains"], ["stop"], ["warning", "fine"])
FINES = (5_000, 20_000, 100_000, 400_000)
UNPAID = ("apply_court", "court_ends", "urge")  # the road of who does not pay, its last act first


WHOLE = text(
    'SELECT revision + (SELECT count(*) FROM case_act WHERE case_id = :case) FROM "case" WHERE id = :case'
)  # what `whole_revision` says, in plain SQL


class Walk(RuleBasedStateMachine):
    """One case on a bench that many walks share. `tally` counts what was done, so that a test sees that the walk saw much."""

    def __init__(self, bench: Bench, tally: dict[str, int]) -> None:
        super().__init__()
        self.bench = bench
        self.tally = tally
        self.day = date(2026, 1, 5)
        self.seen: Desk | None = None
        self.pays = self.on_the_spot = True

    @initialize(seed=SEEDS)
    def open(self, seed: int) -> None:
        """A clue, of any item and kind of party; each party is new, so that no case knows of another."""
        chance = Random(seed)
        self.day = date(2026, 1, 5) + timedelta(days=chance.randint(0, 200))
        party = Party(kind=chance.choice(list(PartyKind)), name="示例当事人", credit_code=f"S{seed:017d}")
        with self.bench.store.write("x") as session:
            session.add(party)
        self.bench.parties["walk"] = party.id
        item = chance.choice(("plain", "plain", "tiered", "correct", "ending", "elsewhere"))
        self.bench.open(self.day, item=item, party="walk", discussion_due=chance.random() < 0.3)
        # inclinations, so that roads that need the same choice many times are walked to their end too
        self.pays, self.on_the_spot = chance.random() < 0.7, chance.random() < 0.15
        self._look()

    @rule(seed=SEEDS)
    def step(self, seed: int) -> None:
        """Mostly the case goes on; now and then somebody wanders off its road, tries what is not open, or has to step aside."""
        chance = Random(seed)
        if self._desk().state == "archived" and chance.random() < 0.9:
            return  # nothing moves any more; now and then it is tried all the same
        ways = (self._go_on, self._wander, self._force, self._time_passes, self._step_aside)
        chance.choices(ways, (14, 3, 2, 1, 0.3))[0](chance)

    def _go_on(self, chance: Random) -> None:
        """The act of the step that is due now, or of one on the way to it; where none is open, wait for the next deadline."""
        keys = {row.act: row.also for rows in procedure().steps.values() for row in rows}
        now = next((one for one in self._desk().steps if one.state is StepState.NOW), None)
        ways = {one.key for one in self._desk().acts if one.ripe}
        chosen = [key for key in (*keys[now.act], now.act) if key in ways] if now else []
        if self.on_the_spot and "spot_start" in ways:
            chosen = ["spot_start"]
        elif not self.pays and now is not None and now.act == "perform":
            chosen = [key for key in UNPAID if key in ways]
        if chosen:
            self._take(chosen[0], chance)
        else:
            self._wait()

    def _wander(self, chance: Random) -> None:
        """Any act that is open or waits for its papers; those that end a case seldom, or no walk would get far."""
        ways = [one.key for one in self._desk().acts if one.ripe]
        if chance.random() < 0.8:
            ways = [key for key in ways if key not in EXITS and (self.pays or key != "perform")]
        if ways:
            self._take(chance.choice(ways), chance)

    def _force(self, chance: Random) -> None:
        """An act that is not open, if only for want of a paper, is refused, and nothing of it stays."""
        ways = {one.key for one in self._desk().acts if not one.gate}
        key = chance.choice(sorted(procedure().acts.keys() - ways))
        before = self._desk().revision
        try:
            self._attempt(key, self._fields(key, chance))
        except Refused:
            self._count("refused")
            with self.bench.store.read() as session:
                assert session.scalar(WHOLE, {"case": self.bench.case_id}) == before
        else:
            assert key in OPENED_BY_ITSELF, key
            self._look()

    def _time_passes(self, chance: Random) -> None:
        self.day += timedelta(days=chance.randint(1, 40))
        self._look()

    def _step_aside(self, chance: Random) -> None:
        """A ground for avoidance turns up on one of the officers."""
        who = chance.choice(("lead", "co", "third"))
        with self.bench.at(self.day), self.bench.store.write("x") as session:
            people.recuse(
                session, self.bench.actors["officer"], self.bench.people[who], RecusalGround.OTHER,
                case_id=self.bench.case_id,
            )  # fmt: skip
        self._look()

    @invariant()
    def a_case_stands_where_it_may(self) -> None:
        """State known; owner and next step while open; every date explained; the nearest deadline is the nearest."""
        if self.seen is None:
            return
        seen = self.seen
        assert seen.state in procedure().states
        if seen.state != "archived":
            assert seen.owner
            assert seen.next_step
        else:
            assert seen.closed_on is not None
        for one in seen.deadlines:
            assert one.trace[0].what.startswith("起算")
            assert one.basis
            assert one.evidence
            assert one.due >= date.fromisoformat(one.start[:10]) or one.rule == "D06"
        if seen.decided_on is not None and seen.filed_on is not None:
            taken = [one.act for one in seen.timeline]
            decision = max(place for place, key in enumerate(taken) if key in {"decide", "decide_none"})
            if taken[decision] == "decide":
                assert "notify" in taken[:decision]
                assert seen.filed_on <= seen.decided_on

    def teardown(self) -> None:
        """One case more."""
        self._count("cases")

    def _take(self, key: str, chance: Random) -> None:
        """Take an act, its papers finished first; the claims of the proof hold of it too. What it asks may still be refused."""
        fields, true = self._fields(key, chance), self._desk().facts

        def finish(session: Session) -> None:
            made = self._finish(session, key, fields)
            told = true | made | {served(form) for form in made}
            broken = [name for name, claim in ALL_CLAIMS.items() if key in claim.acts and not claim.holds(told)]
            assert not broken, broken

        try:
            self._attempt(key, fields, finish)
        except Refused:
            self._count("refused")
        else:
            self._look()

    def _finish(self, session: Session, key: str, fields: Mapping[str, Any]) -> frozenset[str]:
        """The papers the act waits for are made final; now and then one is not needed and nothing is written."""
        if not any(one.first for one in self._desk().acts if one.key == key):
            return frozenset()
        case = session.get_one(Case, self.bench.case_id)
        made = finish_papers(session, case, key, self.day, fields, self._desk().facts)
        self.tally["papers"] = self.tally.get("papers", 0) + len(made)
        return frozenset(made)

    def _fields(self, key: str, chance: Random) -> dict[str, Any]:
        asks = {one.key: one for act_seen in self._desk().acts if act_seen.key == key for one in act_seen.asks}
        fields = {
            name: self._value(ask, chance) for name, ask in asks.items() if ask.required or name in {"fine", "reviewer"}
        }
        if key == "spot_decide":
            fields = {}
        if key == "spot_start" and self.on_the_spot:
            fields["penalty_kinds"] = ["warning"]
        return fields

    def _attempt(self, key: str, fields: Mapping[str, Any], before: Callable[[Session], None] | None = None) -> None:
        """Take an act; what has to be there `before` it is written in the same unit of work, and goes with it."""
        bench = self.bench
        if key == "perform" and (owed := self._desk().money.open):
            bench.pay(owed, self.day)
        if key == "close":
            bench.score(self.day)
        draft = ActDraft(self.day, self._desk().revision, fields, papers=())
        with bench.at(self.day), bench.store.write("x") as session:
            if before is not None:
                before(session)
            act(session, bench.actors[approver(key)], bench.case_id, key, draft)
        self._count(key)

    def _value(self, ask: Ask, chance: Random) -> Any:
        ids = self.bench.people
        usual = {"lead": "lead", "host": "host", "reviewer": "reviewer"}.get(ask.key, "lead")
        of_kind: dict[str, Callable[[], Any]] = {
            "人员": lambda: ids[chance.choice((usual,) * 6 + ("third", "aux"))],
            "多人": lambda: [ids[chance.choice(("co",) * 6 + ("third", "lapsed"))]],
            "整数": lambda: chance.randint(1, 10),
            "金额": lambda: chance.choice(FINES),
            "日期": lambda: self.day + timedelta(days=chance.randint(0, 20)),
            "时刻": lambda: clock.at_local(datetime.combine(self.day, time(12))),
            "多选": lambda: chance.choice(KINDS),
            "选项": lambda: chance.choice([value for value, _label in ask.choices]),
            "物品": lambda: [GoodsDraft("示例物品", "1", "示例仓库")],
            "分期": lambda: [(self._desk().money.fine, self.day + timedelta(days=60))],
        }
        return of_kind.get(ask.kind, lambda: "示例理由")()

    def _wait(self) -> None:
        """Until the day after the next deadline, since nothing can be done before."""
        running = [one.due for one in self._desk().deadlines if one.met_on is None and one.due >= self.day]
        self.day = min(running, default=self.day) + timedelta(days=1)
        self._look()

    def _look(self) -> None:
        self.seen = self.bench.seen(self.day)

    def _desk(self) -> Desk:
        assert self.seen is not None
        return self.seen

    def _count(self, what: str) -> None:
        self.tally[what] = self.tally.get(what, 0) + 1


def walked(bench: Bench, cases: int, steps: int, seed: int | None = None) -> dict[str, int]:
    """Walk `cases` cases by up to `steps` rules each; how often each act was taken and how often one was refused.

    The same walks every time, or those of `seed`.
    """
    tally: dict[str, int] = {}

    def machine() -> Walk:
        return Walk(bench, tally)

    how = settings(
        max_examples=cases, stateful_step_count=steps, deadline=None, database=None, derandomize=seed is None,
        suppress_health_check=SLOW,
    )  # fmt: skip
    made = machine if seed is None else seeded(seed)(machine)
    run_state_machine_as_test(cast("type[RuleBasedStateMachine]", made), settings=how)
    return tally
