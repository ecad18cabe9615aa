"""What comes out of the case services: frozen values a page may keep and draw. What goes in is `drafts`.

Services, as pages and the other parts of a case call them:

- `opening`: open_case, open_from_patrol, change
- `acting`: act; `desk`: desk
- `people`: assign, replace, candidates, recuse, decide_recusal, barred, interviews_at_once, qualify
- `deadlines`: start, again, meet, recompute; `app.services.workdays`: office_workdays, put_year, years
- `facts`: circumstances, facts_of, facts
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from app.rules.procedure import procedure
from app.rules.vocabulary import Light, PersonKind
from app.rules.vocabulary_case import (
    CaseRole,
    CaseSource,
    CaseTrack,
    DecidingBody,
    EvidenceKind,
    GoodsMeasure,
    GoodsOutcome,
    PaperState,
)


class StepState(StrEnum):
    """Where a step of the desk stands (ui.md: stepper)."""

    DONE = "done"
    NOW = "now"
    BLOCKED = "blocked"
    LATER = "later"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the desk. `act` is what takes it; `gate` says what is missing; `note` when and why it is not needed."""

    number: int
    title: str
    state: StepState
    act: str
    on: date | None = None
    note: str = ""
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something an act asks for, under the key of `ActDraft.fields`.

    `kind` is one of those of 栏目 in resources/law/procedure.yaml; money is in 分, 物品 a list of GoodsDraft, 分期 of (分, day),
    多物 ids of goods; `choices` are (value, label).
    """

    key: str
    label: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act that belongs to the state a case is in. It may be taken when `gate` is empty and `permitted`.

    `first` are the forms it waits for to be final, `serves` those that are final and have to reach the party; `ripe` says that
    nothing else stands in its way.
    """

    key: str
    title: str
    approver: str
    permitted: bool
    gate: str
    missing_papers: tuple[str, ...]
    papers: tuple[str, ...]
    asks: tuple[Ask, ...]
    external: bool
    mark: str
    first: tuple[str, ...]
    ripe: bool
    serves: tuple[str, ...] = ()


class TraceLine(msgspec.Struct, frozen=True, rename={"count": "n"}, gc=False):
    """One line of 为什么是这一天; `count` numbers the days that count."""

    day: str
    what: str
    count: int | None


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A stored deadline with its light on the day looked at. `due_at` is set for periods in hours."""

    id: str
    rule: str
    title: str
    whom: str
    start: str
    start_event: str
    evidence: str
    due: date
    due_at: datetime | None
    light: Light
    left: str
    provisional: bool
    basis: str
    mark: str
    trace: tuple[TraceLine, ...]
    excluded: tuple[tuple[date, date], ...]
    extended: int
    extended_by: str
    met_on: date | None
    subject_id: str | None


class PaperLine(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A paper of the case. `served_on` is the earliest day a service of it took effect.

    `waits_for` is the row of its approvals that is signed next, `against` the one that did not agree.
    """

    id: str
    form: str
    title: str
    number: str | None
    state: PaperState
    created_at: datetime
    issued_at: datetime | None
    served_on: date | None
    waits_for: str = ""
    against: str = ""


class EvidenceLine(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One piece of evidence. `sha256` is that of the original taken in."""

    id: str
    order: int
    kind: EvidenceKind
    name: str
    source: str
    proves: str
    obtained_at: datetime
    pages: int | None
    attachment_id: str | None
    sha256: str | None
    verified: bool


class GoodsLine(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One item in custody."""

    id: str
    measure: GoodsMeasure
    name: str
    quantity: str
    unit: str
    place: str
    taken_at: datetime
    perishable: bool
    outcome: GoodsOutcome | None
    outcome_on: date | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person on the case. `certified`: counts as one of two officers on the day looked at; `barred` says why not at all."""

    id: str
    person_id: str
    name: str
    kind: PersonKind
    role: CaseRole
    certificate: str | None
    certified: bool
    since: date
    until: date | None
    barred: str


class TimelineLine(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An act that was taken: from which state to which, and the values of its fields in plain words."""

    id: str
    act: str
    at: datetime
    on: date
    by: str
    before: str
    after: str
    note: str
    details: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What the act is called; one that this version does not know shows its key."""
        known = procedure().acts.get(self.act)
        return known.title if known is not None else self.act


@dataclass(frozen=True, slots=True)
class MoneySeen:
    """Sums in 分. `open` is what of fine and confiscation is not paid yet."""

    fine: int
    confiscation: int
    fine_paid: int
    confiscation_paid: int
    surcharge_paid: int
    open: int


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the page of a case shows, as of `at`. `trial` says that `at` is not today: the time machine, nothing written.

    `decide_by` is D01 with its light, for the bar in the header; `number` is None until a paper with one is issued.
    """

    id: str
    revision: int
    number: str | None
    title: str
    track: CaseTrack
    state: str
    state_label: str
    final: bool
    at: date
    trial: bool
    source: CaseSource
    deciding_body: DecidingBody
    body_note: str
    party_id: str | None
    party: str
    item_id: str | None
    item: str
    place: str
    summary: str
    happened_on: date | None
    discovered_on: date | None
    filed_on: date | None
    decided_on: date | None
    served_on: date | None
    closed_on: date | None
    owner: str
    next_step: str
    facts: frozenset[str]
    steps: tuple[Step, ...]
    acts: tuple[OpenAct, ...]
    deadlines: tuple[DeadlineLine, ...]
    decide_by: DeadlineLine | None
    papers: tuple[PaperLine, ...]
    evidence: tuple[EvidenceLine, ...]
    goods: tuple[GoodsLine, ...]
    money: MoneySeen
    people: tuple[PersonLine, ...]
    timeline: tuple[TimelineLine, ...]
