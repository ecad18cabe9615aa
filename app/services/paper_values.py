"""What is known about a patrol and a finding, under the names the forms W01 and F08 ask for. Plain JSON values.

Nothing is invented: what only the people on the spot can say (the answer of the party, the end of an inspection without a
later photo) stays open, and the paper shows the gap.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.errors import NotFound
from app.models.party import Party
from app.models.patrol import Finding
from app.rules.vocabulary import Handling, PhotoStage
from app.services import attachment, form_template, settings
from app.services.actor import Actor
from app.services.patrol_reading import load
from app.services.patrol_shapes import FindingSeen, MemberSeen, PatrolSeen, PhotoSeen
from app.store.place import OfficeInfo, read_info

Filled = tuple[
    str, dict[str, Any], dict[str, bytes]
]  # what the paper is about in words, values, photos by attachment id
_MINUTE = timedelta(minutes=1)  # the record is exact to the minute, and its end is later than its start
_PASSED_ON = frozenset({Handling.CASE, Handling.TRANSFER, Handling.REPORTED})


def agency_of(info: OfficeInfo) -> str:
    """The acting agency in full: a street office or a township government."""
    tail = "办事处" if info.township.endswith("街道") else "人民政府"
    return f"{info.city}{info.county}{info.township}{tail}"


def patrol_values(session: Session, actor: Actor, patrol_id: str) -> Filled:
    """W01 巡查日志 for one patrol. Raises NotFound."""
    seen = load(session, actor, patrol_id)
    values = {
        **_office(session),
        "日志编号": seen.number,
        "巡查时间": _span(seen.started_at, seen.ended_at),
        "巡查方式": "车巡" if seen.vehicle else "步行",
        "巡查路线": seen.route or "",
        "巡查人员": _people(seen.members) if seen.members else seen.member_names,
        "带队人": next((one.name for one in seen.members if one.leads), ""),
        "车辆装备": "，".join(part for part in (seen.vehicle, _distance(seen)) if part),
        "天气": seen.weather or "",
        "巡查情况": _course(seen),
        "发现问题": [_line(one) for one in seen.findings],
        "照片说明": _photo_words([photo for one in seen.findings for photo in one.photos]),
        "交办事项": "\n".join(
            f"{one.order}．{one.place}：{one.handling.label}{_tail(one.handling_note)}"
            for one in seen.findings
            if one.handling in _PASSED_ON
        ),
    }
    return seen.number, *_with_photos(session, actor, "W01", values, seen.findings)


def finding_values(session: Session, actor: Actor, finding_id: str) -> Filled:
    """F08 现场检查（勘验）笔录 for one finding of a patrol. Raises NotFound."""
    row = session.get(Finding, finding_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(title="巡查发现的问题")
    seen = load(session, actor, row.patrol_id)
    finding = next(one for one in seen.findings if one.id == finding_id)
    party = session.get(Party, finding.party_id) if finding.party_id else None
    taken_then = [one for one in finding.photos if one.stage is PhotoStage.BEFORE]  # the others are of a later look
    shots = [one.taken_at for one in taken_then if one.taken_at is not None]
    last = max(shots, default=finding.found_at)
    officers = [one for one in seen.members if one.certificate]
    values = {
        **_office(session),
        "检查时间": _span(finding.found_at, last if last - finding.found_at >= _MINUTE else None),
        "检查地点": finding.place,
        "检查事由": f"日常巡查（{seen.number}）发现：{finding.category}",
        **(_party(party) if party is not None else {}),
        "检查人": _people(officers),
        "记录人": next((one.name for one in officers if one.person_id == actor.person_id), ""),
        "现场情况": _situation(finding),
        "附件": _photo_words(taken_then),
    }
    return f"{seen.number} 问题{finding.order}", *_with_photos(session, actor, "F08", values, [finding])


def _office(session: Session) -> dict[str, str]:
    info = read_info(session.info["store"].home)
    return {
        "机关名称": agency_of(info),
        "机关地址": str(settings.get(session, "office.address")),
        "机关电话": str(settings.get(session, "office.duty_phone")),
    }


def _party(party: Party) -> dict[str, str]:
    speaker = "，".join(part for part in (party.legal_representative, party.representative_post) if part)
    return {
        "当事人": party.name,
        "证件号码": party.credit_code or party.id_number or "",
        "当事人电话": party.phone or "",
        "当事人地址": party.address or "",
        "现场负责人": speaker,
    }


def _span(start: datetime, end: datetime | None) -> list[str]:
    return [clock.instant_text(start), clock.instant_text(end) if end is not None else ""]


def _people(members: Iterable[MemberSeen]) -> list[dict[str, str]]:
    return [{"姓名": one.name, "执法证号": one.certificate or ""} for one in members]


def _distance(seen: PatrolSeen) -> str:
    return "" if seen.distance is None else f"里程 {seen.distance:g} 公里"


def _tail(words: str | None) -> str:
    return f"，{words}" if words else ""


def _course(seen: PatrolSeen) -> str:
    points = []
    if seen.points_planned is not None:
        points.append(f"计划点位 {seen.points_planned} 个")
    if seen.points_visited is not None:
        points.append(f"实到 {seen.points_visited} 个")
    points.append(f"发现问题 {len(seen.findings)} 个" if seen.findings else "未发现问题")
    return "，".join(points) + "。" + (seen.note or "")


def _line(finding: FindingSeen) -> dict[str, str]:
    limit = ""
    if finding.due_at is not None:
        due = clock.local(finding.due_at)
        limit = f"，限{due.month}月{due.day}日{due.hour}时{due.minute:02d}分前"
    latest = max(finding.rechecks, key=lambda one: one.done_at, default=None)
    result = "" if latest is None else f"{latest.result.label}（{clock.local(latest.done_at):%m-%d}）"
    return {
        "时间": f"{clock.local(finding.found_at):%H:%M}",
        "地点": finding.place,
        "类别": finding.category,
        "问题情况": finding.description,
        "处理": f"{finding.handling.label}{limit}{_tail(finding.handling_note)}",
        "复查": result or ("待复查" if finding.status is not None else ""),
    }


def _situation(finding: FindingSeen) -> str:
    where = ""
    if finding.latitude is not None and finding.longitude is not None:
        where = f"（位置：北纬{finding.latitude:.5f}度，东经{finding.longitude:.5f}度）"
    return f"现场位于{finding.place}{where}。{finding.description.rstrip('。')}。"


def _photo_words(photos: Iterable[PhotoSeen]) -> str:
    """How many photos of which stage; the originals lie unchanged in the electronic file."""
    stages = [photo.stage for photo in photos]
    counted = [f"{stage.label} {stages.count(stage)} 张" for stage in PhotoStage if stage in stages]
    return f"照片 {len(stages)} 张（{'，'.join(counted)}），原图存电子档案" if stages else ""


def _with_photos(
    session: Session, actor: Actor, form_id: str, values: dict[str, Any], findings: Iterable[FindingSeen]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The values with a photo sheet, when the form has one; originals are read only then."""
    form = form_template.in_force(session, form_id, clock.today())
    sheets = [one.name for one in form.fields if one.kind == "照片"]
    if not sheets:
        return values, {}
    photos = [photo for one in findings for photo in one.photos]
    entries = [
        {
            "图": one.attachment_id,
            "时间": clock.instant_text(one.taken_at) if one.taken_at else "",
            "地点": one.place or "",
            "拍摄人": one.taker or "",
        }
        for one in photos
    ]
    images = {one.attachment_id: attachment.open_bytes(session, actor, one.attachment_id) for one in photos}
    return {**values, **dict.fromkeys(sheets, entries)}, images
