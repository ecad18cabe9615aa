"""What goes into and comes out of the case services: frozen values a page may keep, draw and save as a draft.

Services, as pages and the other parts of a case call them:

- `opening`: open_case, open_from_patrol, change
- `acting`: act; `desk`: desk
- `people`: assign, replace, candidates, recuse, decide_recusal, barred, interviews_at_once, qualify
- `deadlines`: start, again, meet, recompute; `app.services.workdays`: office_workdays, put_year, years
- `facts`: circumstances, facts_of, facts
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.errors import Problem
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


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A clue as it comes in. `title` is made of party and item when it is left empty."""

    source: CaseSource
    title: str = ""
    summary: str | None = None
    item_id: str | None = None
    party_id: str | None = None
    place: str | None = None
    grid_id: str | None = None
    happened_on: date | None = None
    ended_on: date | None = None
    discovered_on: date | None = None
    deciding_body: DecidingBody = DecidingBody.TOWNSHIP
    hearing_due: bool = True
    review_due: bool = True
    discussion_due: bool = False
    source_table: str | None = None
    source_id: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ActDraft:
    """An act as it is taken. `on` is the day it takes effect (papers: the day of service); `fields` are what it asks for.

    `papers` picks among the papers of the act, None takes all of them. An act that somebody else has to approve may be
    entered by an officer when `signer_id` signed on paper and `scan_id` is the scan of it.
    """

    on: date
    revision: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    note: str | None = None
    papers: tuple[str, ...] | None = None
    signer_id: str | None = None
    scan_id: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written. `revision` is the one the next act has to name; warnings did not stop it."""

    id: str
    title: str
    revision: int
    warnings: tuple[Problem, ...] = ()
    papers: tuple[str, ...] = ()  # ids of the drafts made


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

    `kind` is one of 文字, 长文, 整数, 金额 (分), 日期, 时刻, 是否, 人员, 多人, 选项, 多选, 阶次, 物品, 分期; `choices` are (value, label).
    """

    key: str
    label: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act that belongs to the state a case is in. It may be taken when `gate` is empty and `permitted`."""

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


@dataclass(frozen=True, slots=True)
class TraceLine:
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


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the case. `served_on` is the earliest day a service of it took effect."""

    id: str
    form: str
    title: str
    number: str | None
    state: PaperState
    created_at: datetime
    issued_at: datetime | None
    served_on: date | None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
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


@dataclass(frozen=True, slots=True)
class GoodsLine:
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


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """An act that was taken."""

    id: str
    act: str
    title: str
    at: datetime
    on: date
    by: str
    before: str
    after: str
    note: str
    details: Mapping[str, Any]


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
class Candidate:
    """Who may be put on a case; `why_not` says what stands in the way on that day, empty when nothing does."""

    person_id: str
    name: str
    kind: PersonKind
    certificate: str | None
    certified: bool
    why_not: str


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


@dataclass(frozen=True, slots=True)
class Moved:
    """A stored deadline that changed when a year's table arrived."""

    case_id: str
    case: str
    rule: str
    title: str
    before: date
    after: date
    was_provisional: bool
