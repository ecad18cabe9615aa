"""How days, sums and the lights of papers are said on the pages of a case."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from app.clock import local, today
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import PaperState

# ● settled · ◆ in hand · ○ nothing done yet
PAPER_LIGHTS: Final[Mapping[PaperState, Light]] = {
    PaperState.DRAFT: Light.PAUSED, PaperState.SIGNING: Light.SOON, PaperState.SIGNED: Light.SOON,
    PaperState.ISSUED: Light.NORMAL, PaperState.SERVED: Light.NORMAL, PaperState.FILED: Light.NORMAL,
    PaperState.VOID: Light.PAUSED,
}  # fmt: skip


# Days that others have: once they are over nobody of ours is late.
OF_OTHERS: Final = frozenset({"当事人", "等待", "无"})


def day_words(day: date) -> str:
    """10月12日; with the year when it is not this one."""
    short = f"{day.month}月{day.day}日"
    return short if day.year == today().year else f"{day.year}年{short}"


def minute_words(moment: datetime) -> str:
    """11月24日 10:32"""
    at = local(moment)
    return f"{day_words(at.date())} {at:%H:%M}"


def yuan(cents: int) -> str:
    """4,000 元; 4,000.50 元"""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}.{rest:02d} 元" if rest else f"{whole:,} 元"
