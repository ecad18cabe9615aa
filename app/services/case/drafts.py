"""What goes into the services of a case, and what they say they wrote: frozen values a page may keep and save as a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.errors import Problem
from app.rules.vocabulary import PersonKind
from app.rules.vocabulary_case import CaseSource, DecidingBody


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
class GoodsDraft:
    """One item as it is taken into custody."""

    name: str
    quantity: str
    place: str
    unit: str | None = None
    model: str | None = None
    condition: str | None = None
    keeper: str | None = None
    perishable: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written. `revision` is the one the next act has to name; warnings did not stop it."""

    id: str
    title: str
    revision: int
    warnings: tuple[Problem, ...] = ()
    papers: tuple[str, ...] = ()  # ids of the drafts made


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
class Moved:
    """A stored deadline that changed when a year's table arrived."""

    case_id: str
    case: str
    rule: str
    title: str
    before: date
    after: date
    was_provisional: bool
