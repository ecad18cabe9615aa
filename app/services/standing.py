"""Where the data of this PC stands: last commit, newest backup, what the county has not acknowledged. For the status bar."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.journal import Cursor, Op
from app.paths import Home
from app.services.actor import Actor
from app.store import shelf

COUNTED = 10_000  # beyond that the exact figure helps nobody and would take time


@dataclass(frozen=True, slots=True)
class Standing:
    """`pending` operations of this device wait for the county's receipt, COUNTED at most; `saved_at` is its last commit."""

    pending: int
    saved_at: datetime | None


def standing(session: Session, actor: Actor) -> Standing:
    """How this PC stands. Everyone who is logged in may see it."""
    mine = Op.dev == actor.device
    acknowledged = session.scalar(select(Cursor.acknowledged).where(Cursor.dev == actor.device)) or 0
    waiting = select(Op.seq).where(mine, Op.seq > acknowledged, Op.private.is_(False)).limit(COUNTED)
    pending = session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
    latest = session.scalar(select(Op.hlc).where(mine).order_by(Op.seq.desc()).limit(1))
    # The upper bits of the hybrid clock are milliseconds of wall time.
    return Standing(pending, None if latest is None else datetime.fromtimestamp((latest >> 16) / 1000, UTC))


def newest_backup(home: Home) -> datetime | None:
    """When the newest backup was made. Everyone who is logged in may see it."""
    return next((one.at for one in shelf.listing(home.backups)), None)
