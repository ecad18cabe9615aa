"""The light of a deadline on a day: shape, word and colour follow from it everywhere (ui.md: status light)."""

from datetime import date, datetime, timedelta

from app import clock
from app.rules.vocabulary import Light

SHARE = 70  # per cent of a period, from which on it is soon
DAYS_LEFT = 3  # or so many days left, the last day included


def day_of(moment: date | datetime) -> date:
    """The calendar day in the township."""
    return clock.local(moment).date() if isinstance(moment, datetime) else moment


def soon_from(start: date | datetime, due: date | datetime, *, rests: bool = False) -> date:
    """The first day on which a deadline is soon. One whose last day is a rest day is said a day earlier."""
    first, last = day_of(start), day_of(due)
    gone = first + timedelta(days=-(-(last - first).days * SHARE // 100))
    day = max(min(gone, last - timedelta(days=DAYS_LEFT - 1)), min(first, last))
    return day - timedelta(days=1) if rests else day


def light(start: date | datetime, due: date | datetime, today: date, *, rests: bool = False) -> Light:
    """▲ once the last day has passed, ◆ from `soon_from` on, else ●."""
    if today > day_of(due):
        return Light.OVERDUE
    return Light.SOON if today >= soon_from(start, due, rests=rests) else Light.NORMAL


def left(due: date | datetime, today: date) -> str:
    """剩 6 天 · 今天到期 · 超期 2 天"""
    days = (day_of(due) - today).days
    if days < 0:
        return f"超期 {-days} 天"
    return f"剩 {days} 天" if days else "今天到期"
