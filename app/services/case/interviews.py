"""Interviews that overlap: one officer cannot question two people at the same minute (forms.md F07)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.models import Document
from app.services.actor import Actor, permit

Interview: TypeAlias = tuple[str, tuple[datetime, datetime], frozenset[str]]  # paper, from and until, officers


@dataclass(frozen=True, slots=True)
class Clash:
    """One officer in two interviews at the same minute: the papers and the minutes they share."""

    officer: str
    papers: tuple[str, str]
    since: datetime
    until: datetime


def interviews_at_once(session: Session, actor: Actor, on: date) -> list[Clash]:
    """Officers who stand in two interview records (F07) that share a minute of that day, in whatever cases."""
    permit(actor, "cases.read")  # it looks into all cases
    begins = func.json_extract(Document.values, '$."询问时间"[0]')
    edges = (datetime.combine(on, edge) for edge in (time.min, time.max))
    first, last = (clock.instant_text(clock.at_local(edge)) for edge in edges)
    papers = session.scalars(
        select(Document).where(
            Document.form == "F07",
            Document.deleted_at.is_(None),
            Document.voided_at.is_(None),
            begins.between(first, last),
        )
    )
    spans = [
        (one.title, span, names) for one in papers if (span := _span(one.values)) for names in [_officers(one.values)]
    ]
    return list(_clashes(sorted(spans, key=lambda one: one[1])))


def _clashes(spans: list[Interview]) -> Iterator[Clash]:
    for place, (title, (_since, until), officers) in enumerate(spans):
        for other, (later, ends), also in spans[place + 1 :]:
            if later < until:
                for officer in sorted(officers & also):
                    yield Clash(officer, (title, other), later, min(until, ends))


def _span(values: Mapping[str, Any]) -> tuple[datetime, datetime] | None:
    written: Sequence[str] = values.get("询问时间") or ()
    if len(written) < 2 or not all(written):
        return None
    return clock.parse_instant(written[0]), clock.parse_instant(written[1])


def _officers(values: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(one["姓名"] for one in values.get("询问人") or () if one.get("姓名"))
