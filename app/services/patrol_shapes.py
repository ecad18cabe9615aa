"""What goes into and comes out of the patrol service: frozen values that a page may keep, draw and save as a draft."""

from dataclasses import dataclass
from datetime import date, datetime

from app.errors import Problem
from app.rules.patrol import Status
from app.rules.vocabulary import Handling, PatrolShift, PersonKind, PhotoStage, RecheckResult


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """Someone who goes along."""

    person_id: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A photo: its original was taken in as `attachment_id`. `id` is set when it already hangs on the finding."""

    attachment_id: str
    id: str | None = None
    stage: PhotoStage = PhotoStage.BEFORE
    taken_at: datetime | None = None
    place: str | None = None
    taker: str | None = None


@dataclass(frozen=True, slots=True)
class FindingDraft:
    """One thing found. `id` is None for a new one; what is not in the draft any more is deleted."""

    found_at: datetime | None = None
    place: str = ""
    category: str = ""
    description: str = ""
    handling: Handling | None = None
    id: str | None = None
    grid_id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    power_item_id: str | None = None
    party_id: str | None = None
    handling_note: str | None = None
    due_at: datetime | None = None
    no_photo_reason: str | None = None
    photos: tuple[PhotoDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class PatrolDraft:
    """A patrol as filled in; `shift` follows from the start when it is left open."""

    day: date | None = None
    started_at: datetime | None = None
    members: tuple[MemberDraft, ...] = ()
    shift: PatrolShift | None = None
    ended_at: datetime | None = None
    route: str | None = None
    points_planned: int | None = None
    points_visited: int | None = None
    vehicle: str | None = None
    distance: float | None = None  # km
    weather: str | None = None
    note: str | None = None
    findings: tuple[FindingDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class RecheckDraft:
    """A look back. `due_at` is a new limit when not all was put right; photos become 处理后."""

    done_at: datetime | None
    result: RecheckResult | None
    people: str
    note: str | None = None
    due_at: datetime | None = None
    photos: tuple[PhotoDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written. `revision` is the one a next change has to name; warnings did not stop it."""

    id: str
    number: str
    revision: int
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may go along on a day; `certified` says whether he counts as an officer that day."""

    person_id: str
    name: str
    kind: PersonKind
    post: str | None
    certificate: str | None
    certified: bool


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """A member of a patrol; `certificate` is the number that was valid on that day, or None."""

    person_id: str
    name: str
    certificate: str | None
    leads: bool


@dataclass(frozen=True, slots=True)
class PhotoSeen:
    """A photo with what its original says of itself. `name` and `sha256` are the original's."""

    id: str
    attachment_id: str
    stage: PhotoStage
    name: str
    sha256: str
    taken_at: datetime | None
    place: str | None
    taker: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class RecheckSeen:
    """A look back that was made."""

    id: str
    done_at: datetime
    result: RecheckResult
    people: str
    note: str | None


@dataclass(frozen=True, slots=True)
class FindingSeen:
    """A finding card: all facts, names of what it refers to, photos, re-checks. `status` is None when nothing is due.

    `needs_failed_correction`: the item may be punished only after a re-check found the correction not made.
    """

    id: str
    order: int
    found_at: datetime
    place: str
    category: str
    description: str
    handling: Handling
    handling_note: str | None
    due_at: datetime | None
    no_photo_reason: str | None
    grid_id: str | None
    grid: str | None
    latitude: float | None
    longitude: float | None
    power_item_id: str | None
    power_item: str | None
    needs_failed_correction: bool
    party_id: str | None
    party: str | None
    photos: tuple[PhotoSeen, ...]
    rechecks: tuple[RecheckSeen, ...]
    status: Status | None


@dataclass(frozen=True, slots=True)
class PatrolSeen:
    """A whole patrol for the drawer, the form and the papers. `revision` rises with any change of it or its parts."""

    id: str
    revision: int
    number: str
    day: date
    shift: PatrolShift
    started_at: datetime
    ended_at: datetime | None
    route: str | None
    points_planned: int | None
    points_visited: int | None
    vehicle: str | None
    distance: float | None
    weather: str | None
    note: str | None
    member_names: str
    members: tuple[MemberSeen, ...]
    findings: tuple[FindingSeen, ...]
    status: Status
