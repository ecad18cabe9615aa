"""How an account likes its windows and tables: any JSON value under a key, kept on this PC."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Preference
from app.services.actor import Actor


def preferences(session: Session, account_id: str) -> dict[str, Any]:
    """All preferences of an account."""
    found = session.scalars(select(Preference).where(Preference.account_id == account_id))
    return {one.key: one.value for one in found}


def put(session: Session, actor: Actor, key: str, value: Any) -> None:
    """Keep one preference of the actor; None forgets it."""
    kept = session.get(Preference, (actor.account_id, key))
    if value is None:
        if kept is not None:
            session.delete(kept)
    elif kept is None:
        session.add(Preference(account_id=actor.account_id, key=key, value=value))
    else:
        kept.value = value
