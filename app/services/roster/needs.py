"""What days need: the posts of a layer out of the office's own tables, or of resources/roster.yaml while it has none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Problem, Refused
from app.models import DutyPattern, DutyPost
from app.rules.roster import DutyDay, Pattern, Post
from app.rules.roster_declared import declared
from app.rules.vocabulary_duty import DutyRole, RosterLayer
from app.rules.workdays import Workdays

WEEKEND = "周末"


@dataclass(frozen=True, slots=True)
class Need:
    """A post and the days it is for."""

    post: Post
    on_workdays: bool = True
    on_rest_days: bool = True

    def plain(self) -> dict[str, Any]:
        """As a roster stores it, so that it reads the same years later."""
        one = self.post
        return {
            "key": one.key, "role": one.role.value, "pattern": one.pattern.name, "start": f"{one.pattern.start:%H:%M}",
            "minutes": one.pattern.minutes, "rest": one.pattern.rest, "need": one.need, "certified": one.certified,
            "on_workdays": self.on_workdays, "on_rest_days": self.on_rest_days,
        }  # fmt: skip


def of_layer(session: Session, layer: RosterLayer) -> tuple[Need, ...]:
    """The posts of a layer; a layer without its own has those of the base. Raises Refused for a shift nobody knows."""
    patterns = {one.name: one for one in declared().patterns} | {
        row.name: Pattern(row.name, time.fromisoformat(row.start), row.minutes, row.rest)
        for row in session.scalars(select(DutyPattern).where(DutyPattern.deleted_at.is_(None)))
    }
    rows = session.scalars(
        select(DutyPost).where(DutyPost.deleted_at.is_(None), DutyPost.layer == layer).order_by(DutyPost.id)
    ).all()
    if not rows and layer is not RosterLayer.BASE:
        return of_layer(session, RosterLayer.BASE)
    if not rows:
        return tuple(Need(post) for post in declared().posts)
    unknown = [
        Problem(
            "pattern",
            f"{row.layer.label}岗位“{row.role.label}”的班次“{row.pattern}”没有登记，请在“值班班次”里登记，或改岗位",
        )
        for row in rows
        if row.pattern not in patterns
    ]
    if unknown:
        raise Refused(unknown)
    return tuple(
        Need(
            Post(f"{row.role.value}-{row.pattern}", row.role, patterns[row.pattern], row.need, row.certified),
            row.on_workdays,
            row.on_rest_days,
        )
        for row in rows
    )


def read(plain: Iterable[Mapping[str, Any]]) -> tuple[Need, ...]:
    """The posts a roster stored."""
    return tuple(
        Need(
            Post(
                one["key"],
                DutyRole.read(one["role"]),
                Pattern(one["pattern"], time.fromisoformat(one["start"]), one["minutes"], one["rest"]),
                one["need"],
                one["certified"],
            ),
            one["on_workdays"],
            one["on_rest_days"],
        )
        for one in plain
    )


def duty_day(day: date, needs: Iterable[Need], workdays: Workdays) -> DutyDay:
    """A day with the posts it has."""
    kind = workdays.kind(day)
    rest = not kind.working
    posts = tuple(one.post for one in needs if (one.on_rest_days if rest else one.on_workdays))
    return DutyDay(day, posts, rest, kind.name if rest and kind.name != WEEKEND else "")


def span(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
