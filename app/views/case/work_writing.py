"""What the form in the middle writes: a paper as a draft, a paper sent to be signed, an act with its paper; each in one unit."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.clock import today
from app.services import case_paper_signing
from app.services.actor import Actor, may
from app.services.case import acting
from app.services.case.drafts import ActDraft, Saved
from app.services.case.shapes import Desk
from app.views.case.work_form import NOTE, ON, WorkForm
from app.views.case.work_reading import PaperSeen, Work, keep_paper, living_paper

Command = Callable[[Any], Any]
NOBODY = ("", "", "")


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
    values, on, note = form.paper_values(), form.fields[ON].value(), form.fields[NOTE].value()
    writes = seen is not None and not seen.fixed and form.paper_dirty() and may(actor, "document.write")
    written = {seen.form.id} if writes and seen is not None else set()
    have = {one.form for one in desk.papers if living_paper(desk.papers, one.form) is not None}
    signer, _name, scan = on_paper
    draft = ActDraft(
        on=on if isinstance(on, date) else today(),
        revision=desk.revision,
        fields=form.act_fields(),
        note=str(note) if note else None,
        papers=tuple(one for one in act.papers if one not in have | written),
        signer_id=signer or None,
        scan_id=scan or None,
    )

    def command(session: Any) -> Saved:
        if writes and seen is not None:
            keep_paper(session, actor, desk.id, seen, values)
        return acting.act(session, actor, desk.id, act.key, draft)

    return command
