"""What the document page shows of a paper, read at once on a reader thread; what it asks of whoever keeps the paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.errors import Problem
from app.rules.red_pen import Finding
from app.rules.vocabulary_case import PaperState
from app.rules.workdays import Workdays
from app.services.actor import Actor
from app.services.case.shapes import PaperLine
from app.services.case_paper_signing import ApprovalLine
from app.services.draft import DraftLine
from app.services.paper import Printable


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with where it stands. `taken` are the names filled from records and changed there; `siblings` the other papers
    of its case in filing order; `outdated` sentences about facts changed after it was signed; `draft` half-written work;
    `cautions` are settings to be asked about before it is final; `printed` numbers stand on sheets that are not used yet; with
    `begins` its number would be the first this PC knows of."""

    printable: Printable
    state: PaperState
    title: str
    number: str
    about: str
    workdays: Workdays
    officers: Sequence[Mapping[str, str]] = ()
    taken: frozenset[str] = frozenset()
    chain: tuple[ApprovalLine, ...] = ()
    siblings: tuple[PaperLine, ...] = ()
    outdated: tuple[str, ...] = ()
    draft: DraftLine | None = None
    replaces: str | None = None
    cautions: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    begins: bool = False

    @property
    def writable(self) -> bool:
        """Whether its words may still be changed."""
        return self.state is PaperState.DRAFT

    @property
    def final(self) -> bool:
        """Whether it was made final, for ever."""
        return self.printable.issued_at is not None


class Keeper(Protocol):
    """Who keeps papers of one kind: those of a case, those of a patrol. All but `stops` run with a session off the window."""

    @property
    def draft_name(self) -> str:
        """Under which name half-written work is kept."""
        ...

    def read(self, session: Any, actor: Actor) -> Opened:
        """The paper as it stands."""
        ...

    def keep(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> Printable:
        """Write it as a draft. Raises StaleRecord, Refused, AlreadyIssued."""
        ...

    def issue(
        self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any], number: str = ""
    ) -> Printable:
        """Keep it and make it final, under the `number` printed on its sheet if it has one. Raises Refused naming every field
        in the way."""
        ...

    def submit(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> object:
        """Keep it and put it before its signers. Raises Refused."""
        ...

    def take_back(self, session: Any, actor: Actor, opened: Opened) -> None:
        """Set the running round of signatures aside."""
        ...

    def void(self, session: Any, actor: Actor, opened: Opened, reason: str) -> None:
        """Set it out of use for good."""
        ...

    def remake(self, session: Any, actor: Actor, opened: Opened) -> Printable:
        """A new draft in place of the voided one."""
        ...

    def findings(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> list[Finding]:
        """What the red pen finds over all papers beside it."""
        ...

    def stops(self, opened: Opened, values: Mapping[str, Any]) -> list[Problem]:
        """What of the paper itself stops it from being made final."""
        ...
