"""What is open now: re-checks, case deadlines that press, and entries of the books, over all of them in one list by time left."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.registers.ledger.tables import PREFIX as BOOK
from app.rules.vocabulary import Light
from app.services.actor import Actor, may
from app.services.case_due import brief
from app.services.ledger.due import due_entries
from app.services.patrol_due import due_rechecks


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One open thing: the table and record it stands in, the register that shows it, its words, its day and its light."""

    subject: str
    subject_id: str
    register: str
    record_id: str
    title: str
    due: date | None
    light: Light
    left: str


def open_items(session: Session, actor: Actor) -> tuple[OpenItem, ...]:
    """Everything open that the actor may see, the most pressing first."""
    found = [*_rechecks(session, actor), *_cases(session, actor), *_entries(session, actor)]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.subject, one.subject_id)))


def _rechecks(session: Session, actor: Actor) -> list[OpenItem]:
    if not may(actor, "patrols.read"):
        return []
    return [
        OpenItem(
            "finding", one.finding_id, "patrols", one.patrol_id, f"复查：{one.place} {one.category}",
            clock.local(one.due_at).date(), one.status.light, one.status.words,
        )
        for one in due_rechecks(session, actor)
    ]  # fmt: skip


def _cases(session: Session, actor: Actor) -> list[OpenItem]:
    if not may(actor, "cases.read"):
        return []
    first: dict[str, OpenItem] = {}  # of several deadlines of a case the most pressing one stands for it
    for one in brief(session, actor):
        words = f"{one.title}：{one.case}"
        item = OpenItem("case", one.case_id, "cases", one.case_id, words, one.due, one.light, one.left)
        first.setdefault(one.case_id, item)
    return list(first.values())


def _entries(session: Session, actor: Actor) -> list[OpenItem]:
    return [
        OpenItem(
            f"{BOOK}{one.book}", one.id, f"ledger.{one.book}", one.id, f"{one.book_title}：{one.title}", one.due,
            one.sign.light, one.sign.words,
        )
        for one in due_entries(session, actor)
    ]  # fmt: skip
