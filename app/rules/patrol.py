"""What follows from the facts of a patrol: its number, its part of the day, when a look back is due, and its status light."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app import clock
from app.rules.vocabulary import Light, PatrolShift, RecheckResult

SOON = timedelta(hours=24)
# No official list of categories exists for townships; these are the fields of the granted items, in words of the street.
CATEGORIES = (
    "市容环卫", "占道经营", "户外广告", "违法建设", "自然资源", "农业农村", "水利", "林业", "生态环境", "应急管理", "消防救援",
    "市场监管", "民族宗教", "文化广电", "其他",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """Light and words of one patrol or finding: `▲ 复查超期 16 小时` is OVERDUE with the words after the shape."""

    light: Light
    words: str


def device_mark(device: str) -> str:
    """Four letters for a device id (hex): 20 bits, so two PCs of a township do not share one."""
    return base64.b32encode(bytes.fromhex(device)).decode()[:4]


def number_stem(day: date, device: str) -> str:
    """The part of a patrol's number before the count of the day: `XC-20261124-K7QD-`."""
    return f"XC-{day:%Y%m%d}-{device_mark(device)}-"


def number_from_content(day: date, started_at: datetime, members: str) -> str:
    """The number of a patrol that came from a list without numbers: the same line always gets the same one."""
    content = f"{day.isoformat()}|{clock.instant_text(started_at)}|{members}"
    return f"XC-{day:%Y%m%d}-DR{hashlib.sha256(content.encode()).hexdigest()[:8].upper()}"


def shift_at(started_at: datetime) -> PatrolShift:
    """The part of the day by the wall clock: before 12 morning, before 18 afternoon, else night (also before 5)."""
    hour = clock.local(started_at).hour
    if hour < 5 or hour >= 18:
        return PatrolShift.NIGHT
    return PatrolShift.MORNING if hour < 12 else PatrolShift.AFTERNOON


def look_back_due(due_at: datetime | None, rechecks: Iterable[tuple[datetime, RecheckResult]]) -> datetime | None:
    """When a finding has to be looked at again, or None.

    Settled by a re-check that found it put right, or by any re-check at or after the limit: what then is still wrong is a
    matter for a case or a new limit, not for a further look.
    """
    if due_at is None:
        return None
    settled = any(result is RecheckResult.CORRECTED or done_at >= due_at for done_at, result in rechecks)
    return None if settled else due_at


def due_status(due_at: datetime, now: datetime) -> Status:
    """The light of a look back due at `due_at`: overdue, within 24 hours, or fine."""
    if due_at < now:
        return Status(Light.OVERDUE, f"复查超期 {span(now - due_at)}")
    left = f"复查剩 {span(due_at - now)}"
    return Status(Light.SOON if due_at - now <= SOON else Light.NORMAL, left)


def status(
    *, recheck_due: datetime | None, ended_at: datetime | None, planned: int | None, visited: int | None, now: datetime
) -> Status:
    """The light of a patrol: first a look back that presses, then points left out, then whether it is over."""
    due = due_status(recheck_due, now) if recheck_due is not None else None
    if due is not None and due.light is not Light.NORMAL:
        return due
    if ended_at is not None and planned is not None and visited is not None and visited < planned:
        return Status(Light.SOON, f"缺点位 {planned - visited}")
    if due is not None:
        return due
    return Status(Light.NORMAL, "进行中" if ended_at is None else "已完成")


def span(length: timedelta) -> str:
    """A length of time in the words of a status light: `40 分钟`, `16 小时`, `3 天`; never more than it is."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 1)} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)} 天"
