"""The papers of a case for the document page: read, kept, signed, issued, voided and checked through the services of the case."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.clock import local, today
from app.errors import Problem
from app.rules.red_pen import Finding
from app.rules.vocabulary_case import PaperState
from app.services import case_paper, case_paper_signing, case_red_pen, draft, numbering, paper
from app.services.actor import Actor, may
from app.services.case.shapes import PaperLine
from app.services.number_book import printed_unused
from app.services.paper import Printable
from app.services.workdays import office_workdays
from app.views.case.paper_fields import FROM_CASE
from app.views.case.past_step import short_title
from app.views.case.words import day_words
from app.views.case.work_reading import draft_name
from app.views.paper.opened import Opened


@dataclass(slots=True)
class CaseKeeper:
    """The paper `document_id` of the case `case_id`."""

    case_id: str
    document_id: str
    draft_name: str = ""

    def read(self, session: Any, actor: Actor) -> Opened:
        """A paper, its state, its signatures and what lies beside it. A draft shows what is known of the case as well."""
        lines = case_paper.papers(session, actor, self.case_id)
        line = next(one for one in lines if one.id == self.document_id)
        kept = paper.load(session, actor, self.document_id)
        if line.state is PaperState.DRAFT:
            known = case_paper.known(session, actor, self.case_id, line.form)
            kept = replace(kept, values={**known, **kept.values})
        self.draft_name = draft_name("", line.form)
        changed = [one for one in case_red_pen.outdated(session, actor, self.case_id) if one.document_id == line.id]
        half = [one for one in draft.drafts(session, actor, self.draft_name) if one.record_id == line.id]
        return Opened(
            printable=kept, state=line.state, title=short_title(line), number=line.number or "",
            about=_about(session, actor, line), workdays=office_workdays(session), taken=FROM_CASE,
            officers=_officers(session, actor, self.case_id, line.form),
            chain=tuple(case_paper_signing.lines(session, actor, line.id)),
            siblings=tuple(case_paper.in_filing_order(lines)),
            outdated=tuple(f"“{one.label}”现在是“{one.now}”，这份写的是“{one.says}”" for one in changed),
            draft=next(iter(half), None), replaces=case_paper.replaced_by(session, actor, line.id),
            cautions=tuple(case_paper.cautions(session, actor, line.form)),
            printed=tuple(printed_unused(session, actor, line.form)) if line.issued_at is None else (),
            begins=numbering.begins(session, actor),
        )  # fmt: skip

    def keep(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> Printable:
        """Write it as a draft."""
        return case_paper.save_draft(session, actor, self.document_id, opened.printable.revision or 0, values)

    def issue(
        self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any], number: str = ""
    ) -> Printable:
        """Keep it and make it final; one that was signed is final as it was signed."""
        revision = opened.printable.revision or 0
        if opened.state is PaperState.DRAFT and may(actor, "document.write"):
            revision = self.keep(session, actor, opened, values).revision or 0
        return case_paper.issue(session, actor, self.document_id, revision, on=today(), number=number)

    def submit(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> list[str]:
        """Keep it and put it before its signers."""
        self.keep(session, actor, opened, values)
        return case_paper_signing.submit(session, actor, self.document_id)

    def take_back(self, session: Any, actor: Actor, opened: Opened) -> None:  # noqa: ARG002  of the protocol
        """Set the running round aside."""
        case_paper_signing.take_back(session, actor, self.document_id)

    def void(self, session: Any, actor: Actor, opened: Opened, reason: str) -> None:  # noqa: ARG002  of the protocol
        """Set it out of use."""
        case_paper.void(session, actor, self.document_id, reason)

    def remake(self, session: Any, actor: Actor, opened: Opened) -> Printable:  # noqa: ARG002  of the protocol
        """A new draft in its place."""
        return case_paper.remake(session, actor, self.document_id)

    def findings(self, session: Any, actor: Actor, opened: Opened, values: Mapping[str, Any]) -> list[Finding]:
        """The red pen over all papers of the case, this one as it is typed."""
        typed = {} if opened.final else {self.document_id: values}
        return case_red_pen.red_pen(session, actor, self.case_id, typed)

    def stops(self, opened: Opened, values: Mapping[str, Any]) -> list[Problem]:
        """Gaps and faults of the paper by itself."""
        return case_paper.in_the_way(opened.printable.form, values, opened.workdays, today())


def _officers(session: Any, actor: Actor, case_id: str, form_id: str) -> tuple[Mapping[str, str], ...]:
    known = case_paper.known(session, actor, case_id, form_id)
    return next((tuple(value) for value in known.values() if _are_officers(value)), ())


def _are_officers(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping) and "执法证号" in value[0]


def _about(session: Any, actor: Actor, line: PaperLine) -> str:
    """What the box on top says of a paper that is no draft any more."""
    if line.state is PaperState.VOID:
        return case_paper.void_reason(session, actor, line.id)
    if line.issued_at is None:
        return ""
    served = f"，{day_words(line.served_on)}送达" if line.served_on is not None else ""
    return f"{day_words(local(line.issued_at).date())}定稿{served}。"
