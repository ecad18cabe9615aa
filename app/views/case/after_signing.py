"""The last signature on a paper opens an act: whoever may take it is asked at once, and takes it with one click."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.clock import today
from app.rules.procedure import procedure
from app.services.case.acting import act
from app.services.case.desk import desk as read_desk
from app.services.case.drafts import ActDraft, Saved
from app.services.case.shapes import Desk, OpenAct
from app.views.case.past_step import short_title
from app.views.frame import Frame
from app.views.widgets.dialogs import confirm


def opened_by(desk: Desk, document_id: str) -> OpenAct | None:
    """The act that a paper has opened, for whoever looked at the desk."""
    form = next((one.form for one in desk.papers if one.id == document_id), "")
    table = procedure().acts
    return next(
        (one for one in desk.acts if one.permitted and not one.gate and form in table[one.key].first), None
    )  # fmt: skip


def offer_act(parent: QWidget, frame: Frame, case_id: str, document_id: str, fill_in: Callable[[str], object]) -> None:
    """Ask whether to take the act now; `fill_in` gets its key where it asks for something."""
    actor = frame.office.actor

    def then(desk: Desk) -> None:
        found = opened_by(desk, document_id)
        if found is None:
            return
        name = next(short_title(one) for one in desk.papers if one.id == document_id)
        asks = any(ask.required for ask in found.asks)

        def take() -> None:
            if asks:
                fill_in(found.key)
            else:
                take_act(parent, frame, desk, found)

        confirm(
            parent, f"《{name}》已经签完，现在就可以“{found.title}”", desk.title, f"现在{found.title}", take,
            danger=False, cancel="以后再办",
        )  # fmt: skip

    frame.office.background.read(parent, lambda session: read_desk(session, actor, case_id), then, frame.tell)


def take_act(parent: QWidget, frame: Frame, desk: Desk, found: OpenAct) -> None:
    """Take an act that asks for nothing, today."""
    actor = frame.office.actor

    def write(session: Any) -> Saved:
        return act(session, actor, desk.id, found.key, ActDraft(today(), desk.revision))

    def then(saved: Saved) -> None:
        frame.note_saved()
        made = f"，生成文书 {len(saved.papers)} 份" if saved.papers else ""
        frame.say(f"已办“{found.title}”{made}")

    frame.office.background.write(parent, write, then, frame.tell)
