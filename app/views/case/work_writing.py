"""What the form in the middle writes: a paper as a draft, a paper sent to be signed, an act with its paper; each in one unit."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from app.clock import today
from app.services import case_paper_signing
from app.services.actor import Actor, may
from app.services.case import acting
from app.services.case.drafts import ActDraft, Saved
from app.services.case.shapes import Desk, OpenAct
from app.services.case_parts.handing import Handed, hand_over
from app.views.case.service_fields import service_draft
from app.views.case.work_form import NOTE, ON, WorkForm
from app.views.case.work_reading import PaperSeen, Work, keep_paper, living_paper

Command = Callable[[Any], Any]
NOBODY = ("", "", "")
RECEIPT: Final = "F34"  # one of them for each paper that is served


def paper_command(actor: Actor, desk: Desk, seen: PaperSeen, form: WorkForm) -> Command:
    """Writes the paper as it stands on the screen; gives its id."""
    values = form.paper_values()
    return lambda session: keep_paper(session, actor, desk.id, seen, values)


def submit_command(actor: Actor, desk: Desk, seen: PaperSeen, form: WorkForm) -> Command:
    """Writes the paper and puts it before its signers."""
    values = form.paper_values()

    def command(session: Any) -> list[str]:
        document = keep_paper(session, actor, desk.id, seen, values)
        return case_paper_signing.submit(session, actor, document)

    return command


def act_command(
    actor: Actor, desk: Desk, work: Work, form: WorkForm, on_paper: tuple[str, str, str] = NOBODY
) -> Command:
    """Takes the act; what was written on its paper is kept first. `on_paper`: person, name and scan of a paper signature."""
    act, seen = work.act, work.paper
    assert act is not None  # noqa: S101  only an act has this verb
    values = form.paper_values()
    writes = seen is not None and not seen.fixed and form.paper_dirty() and may(actor, "document.write")
    written = {seen.form.id} if writes and seen is not None else set()
    draft = _draft(desk, act, form, on_paper, written)

    def command(session: Any) -> Saved:
        if writes and seen is not None:
            keep_paper(session, actor, desk.id, seen, values)
        return acting.act(session, actor, desk.id, act.key, draft)

    return command


def serve_command(
    actor: Actor, desk: Desk, work: Work, form: WorkForm, on_paper: tuple[str, str, str] = NOBODY
) -> Command:
    """Keeps how the paper of the act was served, and takes the act with it where it can be taken."""
    act = work.act
    assert act is not None  # noqa: S101  only an act has this verb
    draft, done = _draft(desk, act, form, on_paper, set()), service_draft(form.values())

    def command(session: Any) -> Handed:
        return hand_over(session, actor, desk.id, act.key, draft, done)

    return command


def _draft(desk: Desk, act: OpenAct, form: WorkForm, on_paper: tuple[str, str, str], written: set[str]) -> ActDraft:
    """The act as it was filled in; papers that are there already, or that are `written` now, are not made again."""
    on, note = form.fields[ON].value(), form.fields[NOTE].value()
    have = {one.form for one in desk.papers if living_paper(desk.papers, one.form) is not None} - {RECEIPT}
    signer, _name, scan = on_paper
    return ActDraft(
        on=on if isinstance(on, date) else today(),
        revision=desk.revision,
        fields=form.act_fields(),
        note=str(note) if note else None,
        papers=tuple(one for one in act.papers if one not in have | written),
        signer_id=signer or None,
        scan_id=scan or None,
    )
