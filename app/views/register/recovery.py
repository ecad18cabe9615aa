"""After a crash, a lock or a power cut: the half-written forms that were left are offered, one dialog for one form."""

from collections.abc import Callable

from app.clock import local
from app.services import draft as drafts
from app.services.actor import Actor
from app.services.draft import DraftLine
from app.views.pages.page import Page
from app.views.widgets.dialogs import Dialog
from app.views.widgets.kinds import label

_answered: dict[str, Actor] = {}  # draft -> the sitting in which it was asked about


def offer_drafts(page: Page, form: str, recover: Callable[[DraftLine], None]) -> None:
    """Ask about the newest draft of a form that is left over. 以后再说 keeps it for the next login.

    A page that is built anew meanwhile, for another zoom, does not ask again.
    """
    office = page.frame.office

    def then(lines: list[DraftLine]) -> None:
        if lines and _answered.get(lines[0].id) is not office.actor:
            _ask(page, lines[0], recover)

    office.background.read(page, lambda session: drafts.drafts(session, office.actor, form), then)


def _ask(page: Page, line: DraftLine, recover: Callable[[DraftLine], None]) -> None:
    office = page.frame.office
    dialog = Dialog(page, "有没写完的内容")
    dialog.body.addWidget(label(f"“{line.title}”上次没有保存，内容都还在。", "strong", wrap=True))
    dialog.body.addWidget(label(f"草稿存于 {local(line.saved_at):%Y-%m-%d %H:%M}。", "facts", wrap=True))

    def drop() -> None:
        office.background.write(page, lambda session: drafts.drop(session, office.actor, line.id), lambda _none: None)

    dialog.finished.connect(lambda _code: _answered.update({line.id: office.actor}))
    dialog.add_button("不要了", "danger", drop)
    dialog.add_button("以后再说")
    dialog.add_button("继续填写", "primary", lambda: recover(line)).setFocus()
    dialog.open()
