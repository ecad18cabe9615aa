"""Keeps a half-written form: at most five seconds after a change, and at once when the screen locks or the program ends."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.services import draft as drafts
from app.services.draft import DraftLine
from app.views.frame import Frame
from app.views.register.packing import pack, unpack

WAIT_MS: Final = 3_000


class DraftKeeper(QObject):
    """Drafts of one form. `watch` says whose values are kept, `touch` that they changed, `drop` that they are not needed."""

    def __init__(self, owner: QObject, frame: Frame, form: str) -> None:
        super().__init__(owner)
        self._frame = frame
        self._form = form
        self._read: Callable[[], Mapping[str, object]] | None = None
        self._title: Callable[[], str] = str
        self._record: str | None = None
        self._revision: int | None = None
        self._draft: str | None = None
        self._editing = 0
        self._pending = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep)

    def watch(
        self, read: Callable[[], Mapping[str, object]], title: Callable[[], str], *,
        record: str | None = None, revision: int | None = None, draft: str | None = None,
    ) -> None:  # fmt: skip
        """A form was opened. `draft` is set when it shows a recovered one."""
        self._timer.stop()
        self._read, self._title = read, title
        self._record, self._revision, self._draft = record, revision, draft
        self._pending = False
        self._editing += 1

    def touch(self) -> None:
        """Something changed: keep it within the wait, however fast the typing goes on."""
        self._pending = True
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Save the draft now, if there is anything new to save."""
        if not self._pending or self._read is None:
            return
        self._pending = False
        self._timer.stop()
        values, title, editing = pack(self._read()), self._title(), self._editing
        actor = self._frame.office.actor
        record, revision, before = self._record, self._revision, self._draft

        def then(draft: str) -> None:
            if editing == self._editing:
                self._draft = draft
            elif before is None:
                self._forget(draft)  # the form was closed while its first draft was on the way

        self._frame.office.background.write(
            self,
            lambda session: drafts.keep(
                session, actor, self._form, values, title=title, record_id=record, revision=revision, draft_id=before
            ),
            then,
        )

    def drop(self) -> None:
        """The form was saved, or thrown away on purpose."""
        self._timer.stop()
        self._pending = False
        self._editing += 1
        if self._draft is not None:
            self._forget(self._draft)
        self._draft, self._read = None, None

    def _forget(self, draft: str) -> None:
        actor = self._frame.office.actor
        self._frame.office.background.write(
            self, lambda session: drafts.drop(session, actor, draft), lambda _none: None
        )

    def forget(self, line: DraftLine) -> None:
        """Throw away a draft that was offered and not wanted."""
        self._forget(line.id)

    def offer(self, then: Callable[[list[DraftLine]], None]) -> None:
        """Give the drafts of this form that were left behind, newest first; those open now are not among them."""
        actor, form = self._frame.office.actor, self._form
        self._frame.office.background.read(
            self,
            lambda session: drafts.drafts(session, actor, form),
            lambda lines: then([line for line in lines if line.id != self._draft]),
        )


def values_of(line: DraftLine) -> dict[str, object]:
    """The values of a draft as fields take them."""
    return {name: unpack(value) for name, value in line.values.items()}
