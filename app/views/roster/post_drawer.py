"""The drawer beside the calendar: one post of a day with its candidates, or the changes of the month."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from app.planning.roster.candidates import Candidate
from app.rules.vocabulary_duty import RosterState
from app.services.actor import may
from app.services.roster import changing
from app.services.roster.issues import short
from app.services.roster.shapes import DayView, MonthView, PostView
from app.services.roster.stationed import both_heads
from app.views.frame import Frame
from app.views.roster.calendar import Grip
from app.views.roster.changes_card import ChangesCard
from app.views.roster.post_card import PostCard, PostSeen
from app.views.widgets.drawer import Drawer


class PostDrawer(Drawer):
    """Signals: `put(Grip, person)` to give a post to somebody in place of the grip's person, `pin(Grip, on)`,
    `cars(day)`, `asked()`, `signed(ChangeLine, person)`, `withdrawn(ChangeLine)`."""

    put = Signal(object, str)
    pin = Signal(object, bool)
    cars = Signal(object)
    asked = Signal()
    signed = Signal(object, str)
    withdrawn = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.grip: Grip | None = None
        self.card: PostCard | None = None
        self.changes = False
        self._own = ""
        self._view: MonthView | None = None

    def show_post(self, view: MonthView, grip: Grip) -> None:
        """A post of a day; the candidates come as soon as they are ranked."""
        found = post_of(view, grip.day, grip.post)
        if found is None:
            self.closed.emit()
            return
        self._view, self.grip, self.changes = view, grip, False
        day, post = found
        there = {one.person for one in post.people}
        replacing = grip.person if grip.person in there else self._first(post)
        office = self.frame.office

        def then(read: tuple[list[Candidate], Mapping[str, str]]) -> None:
            if self.grip == grip:
                can = may(office.actor, "roster.change")
                self._show(view, PostSeen(day, post, replacing, read[0], read[1], view.published_on(grip.day), can))

        def ask(session: Any) -> tuple[list[Candidate], Mapping[str, str]]:
            actor, over = office.actor, view.arranged
            found = changing.candidates(session, actor, grip.day, grip.post, replacing, over)
            return found, both_heads(session, actor)

        office.background.read(self, ask, then, self.frame.tell)

    def show_changes(self, view: MonthView, own: str) -> None:
        """The changes of the month."""
        self._view, self.grip, self.card, self.changes, self._own = view, None, None, True, own
        can = may(self.frame.office.actor, "roster.change")
        card = ChangesCard(view.changes, own, can_change=can, published=view.state is RosterState.PUBLISHED)
        card.asked.connect(self.asked)
        card.signed.connect(self.signed)
        card.withdrawn.connect(self.withdrawn)
        waiting = sum(one.done_at is None for one in view.changes)
        self.show_content("换班 · 代班", card, f"{waiting} 个等签字" if waiting else "")

    def again(self, view: MonthView) -> None:
        """The month was read again: what is open follows."""
        if self.changes:
            self.show_changes(view, self._own)
        elif self.grip is not None:
            self.show_post(view, self.grip)

    def _show(self, view: MonthView, seen: PostSeen) -> None:
        card = PostCard(seen)
        self.card = card
        day, key = seen.day.day, seen.post.key
        card.post_wanted.connect(lambda post: self.show_post(view, Grip(day, post, "")))
        card.person_wanted.connect(lambda person: self.show_post(view, Grip(day, key, person)))
        card.taken.connect(lambda person: self.put.emit(Grip(day, key, seen.replacing), person))
        card.cars_wanted.connect(lambda: self.cars.emit(day))
        card.pinned.connect(lambda person, on: self.pin.emit(Grip(day, key, person), on))
        self.show_content(f"{short(day)}{seen.post.role.label}", card)

    def _first(self, post: PostView) -> str:
        """Whom a candidate replaces when nobody was pointed at: nobody while the post lacks somebody."""
        if post.missing or not post.people:
            return ""
        helper = next((one.person for one in post.people if not one.certified), "") if post.officers_missing else ""
        return helper or post.people[0].person


def post_of(view: MonthView, day: date, post: str) -> tuple[DayView, PostView] | None:
    """A day and a post of it."""
    return next(((one, each) for one in view.days if one.day == day for each in one.posts if each.key == post), None)
