"""The papers of a patrol on the document page: filled on the screen before they are printed, kept and made final."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.clock import local
from app.documents import missing
from app.errors import Problem, Refused
from app.rules.red_pen import Finding
from app.rules.vocabulary_case import PaperState
from app.services import draft, paper
from app.services.actor import Actor
from app.services.case_paper_checks import faults
from app.services.paper import Printable
from app.services.workdays import office_workdays
from app.views.case.words import day_words
from app.views.paper.opened import Opened


@dataclass(frozen=True, slots=True)
class PatrolKeeper:
    """The paper of form `form_id` for a patrol or a finding."""

    form_id: str
    subject_id: str

    @property
    def draft_name(self) -> str:
        """Under which name half-written work is kept."""
        return f"patrol.{self.form_id}"

    def read(self, session: Any, actor: Actor) -> Opened:
        """The paper in use, or a fresh one filled from the record."""
        shown, voided = paper.current(session, actor, self.form_id, self.subject_id)
        record = shown.document_id or self.subject_id
        half = [one for one in draft.drafts(session, actor, self.draft_name) if one.record_id == record]
        final = shown.issued_at
        about = (
            f"{day_words(local(final).date())}定稿。"
            if final is not None
            else f"上一份已作废：{voided}"
            if voided
            else ""
        )
        return Opened(
            printable=shown, state=PaperState.ISSUED if final else PaperState.DRAFT, title=shown.form.name, number="",
            about=about, workdays=office_workdays(session), officers=_officers(shown), draft=next(iter(half), None),
        )  # fmt: skip

    def keep(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> Printable:
        """Write it as a draft."""
        return paper.save(session, actor, replace(opened.printable, values=dict(values)))

    def issue(
        self,
        session: Any,
        actor: Actor,
        opened: Opened,
        values: Mapping[str, Any],
        number: str = "",  # noqa: ARG002
    ) -> Printable:
        """Keep it and make it final; papers of a patrol have no numbers printed on their sheets."""
        if problems := self.stops(opened, values):
            raise Refused(problems)
        return paper.issue(session, actor, replace(opened.printable, values=dict(values)))

    def submit(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> object:  # noqa: ARG002
        """Papers of a patrol have no approval rows."""
        raise Refused([Problem("文书", "这份文书没有签批栏")])

    def take_back(self, session: Any, actor: Actor, opened: Opened) -> None:  # noqa: ARG002  of the protocol
        """Nothing was sent."""
        raise Refused([Problem("文书", "这份文书没有签批栏")])

    def void(self, session: Any, actor: Actor, opened: Opened, reason: str) -> None:
        """Set it out of use."""
        paper.void(session, actor, opened.printable.document_id or "", reason)

    def remake(self, session: Any, actor: Actor, opened: Opened) -> Printable:
        """A new draft with the same words and the template of today."""
        fresh = paper.print_values(session, actor, self.form_id, self.subject_id)
        return paper.save(session, actor, replace(fresh, values={**fresh.values, **opened.printable.values}))

    def findings(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> list[Finding]:  # noqa: ARG002
        """No other papers stand beside it."""
        return []

    def stops(self, opened: Opened, values: Mapping[str, Any]) -> list[Problem]:
        """Gaps and faults of the paper by itself."""
        form = opened.printable.form
        open_ = [Problem(one.name, f"请填“{one.label}”") for one in missing(form, values)]
        return [*open_, *faults(form, values, opened.workdays)]


def _officers(shown: Printable) -> tuple[Mapping[str, str], ...]:
    """Those of the patrol who have a certificate, as the record names them."""
    known = (value for value in shown.values.values() if isinstance(value, list) and value)
    people = [one for value in known for one in value if isinstance(one, Mapping) and "执法证号" in one]
    return tuple({str(one.get("姓名")): one for one in people}.values())
