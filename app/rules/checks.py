"""What a patrol must be before it is kept: who goes, when, and what a finding needs. Plain values in, problems out.

A problem stops saving; a warning is shown and kept company with. `Problem.field` is the attribute, for a finding
`findings.0.place` (its position from 0), so that a form can put the words under the right field.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.errors import Problem
from app.rules.vocabulary import Handling, PersonKind, RecheckResult

LEAST_MEMBERS = 2
# These take evidence or lay a duty on somebody: acts of officers (行政处罚法 42, 55). The others a patrol may do and report.
ACTS_OF_OFFICERS = frozenset({Handling.ORDERED, Handling.SUMMARY, Handling.CASE})
CLOCK_SLACK = timedelta(minutes=10)  # clocks of cameras and PCs differ a little


@dataclass(frozen=True, slots=True)
class Member:
    """A person on a patrol, as the rules see him."""

    name: str
    kind: PersonKind
    certificate: str | None = None
    certificate_from: date | None = None
    certificate_until: date | None = None
    joined_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, as the rules see it; `photos` is how many there are."""

    found_at: datetime | None
    place: str
    category: str
    description: str
    handling: Handling | None
    due_at: datetime | None = None
    photos: int = 0
    no_photo_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A patrol, as the rules see it."""

    day: date | None
    started_at: datetime | None
    ended_at: datetime | None
    points_planned: int | None
    points_visited: int | None
    members: Sequence[Member]
    findings: Sequence[Found] = ()
    distance: float | None = None


def certified(member: Member, day: date) -> bool:
    """Whether `member` counts as an officer on `day`: a certificate valid that day, and not an auxiliary, who never counts.

    行政处罚法 42 (officers with the qualification); 浙江省综合行政执法条例 30 (auxiliaries).
    """
    if member.kind is PersonKind.AUXILIARY or not (member.certificate or "").strip():
        return False
    begins, ends = member.certificate_from, member.certificate_until
    return (begins is None or begins <= day) and (ends is None or day <= ends)


def problems(patrol: Round, now: datetime) -> list[Problem]:
    """Everything that stops this patrol from being saved, in the order of the form."""
    found = [*_time_problems(patrol, now), *_member_problems(patrol), *_point_problems(patrol)]
    for position, finding in enumerate(patrol.findings):
        found += [
            Problem(f"findings.{position}.{problem.field}", f"问题 {position + 1}：{problem.why}")
            for problem in _finding_problems(finding, patrol, now)
        ]
    return found


def warnings(patrol: Round) -> list[Problem]:
    """What is unusual or may be challenged, and does not stop saving."""
    return [*_officer_warnings(patrol), *_point_warnings(patrol)]


def _time_problems(patrol: Round, now: datetime) -> Iterator[Problem]:
    if patrol.day is None:
        yield Problem("day", "请填巡查日期")
    if patrol.started_at is None:
        yield Problem("started_at", "请填开始时间")
    elif patrol.started_at > now + CLOCK_SLACK:
        yield Problem("started_at", "开始时间还没有到，请核对日期和时间")
    if patrol.ended_at is None:
        return
    if patrol.started_at is not None and patrol.ended_at <= patrol.started_at:
        yield Problem("ended_at", "结束时间要晚于开始时间；跨夜的请把日期填到第二天")
    elif patrol.ended_at > now + CLOCK_SLACK:
        yield Problem("ended_at", "结束时间还没有到；还在巡查的请先空着")


def _member_problems(patrol: Round) -> Iterator[Problem]:
    if len(patrol.members) < LEAST_MEMBERS:
        yield Problem("members", "巡查人员不少于 2 人")
    names = [member.name for member in patrol.members]
    if patrol.day is None:
        return
    for member in patrol.members:
        if member.left_on is not None and member.left_on < patrol.day:
            yield Problem("members", f"{member.name} 在巡查日之前已离岗，请核对人员或日期")
        if member.joined_on is not None and member.joined_on > patrol.day:
            yield Problem("members", f"{member.name} 在巡查日还没有到岗，请核对人员或日期")
    officers = [member.name for member in patrol.members if certified(member, patrol.day)]
    acts = [finding.handling for finding in patrol.findings if finding.handling in ACTS_OF_OFFICERS]
    if names and acts and len(officers) < LEAST_MEMBERS:
        words = "、".join(dict.fromkeys(act.label for act in acts if act is not None))
        yield Problem(
            "members",
            f"有“{words}”的巡查，当天持有效执法证的人员不少于 2 人，现在是 {len(officers)} 人"
            "（行政处罚法第四十二条；辅助人员不计入，浙江省综合行政执法条例第三十条）",
        )


def _point_problems(patrol: Round) -> Iterator[Problem]:
    for field, value, words in (
        ("points_planned", patrol.points_planned, "计划点位"),
        ("points_visited", patrol.points_visited, "实到点位"),
        ("distance", patrol.distance, "里程"),
    ):
        if value is not None and value < 0:
            yield Problem(field, f"{words}不能小于 0")


def _finding_problems(finding: Found, patrol: Round, now: datetime) -> Iterator[Problem]:
    if not finding.place.strip():
        yield Problem("place", "请填发现问题的地点")
    if not finding.category.strip():
        yield Problem("category", "请选问题类别")
    if not finding.description.strip():
        yield Problem("description", "请写清发现了什么")
    if finding.handling is None:
        yield Problem("handling", "请选处理方式")
    if not finding.photos and not (finding.no_photo_reason or "").strip():
        # 行政处罚法 47: the whole of an act is recorded, by writing or by picture
        yield Problem("no_photo_reason", "请添加照片，或写明没有照片的原因（行政处罚法第四十七条）")
    yield from _moment_problems(finding, patrol, now)


def _moment_problems(finding: Found, patrol: Round, now: datetime) -> Iterator[Problem]:
    if finding.found_at is None:
        yield Problem("found_at", "请填发现时间")
        return
    if finding.found_at > now + CLOCK_SLACK:
        yield Problem("found_at", "发现时间还没有到，请核对")
    if patrol.started_at is not None and finding.found_at < patrol.started_at:
        yield Problem("found_at", "发现时间早于巡查开始时间")
    elif patrol.ended_at is not None and finding.found_at > patrol.ended_at:
        yield Problem("found_at", "发现时间晚于巡查结束时间")
    if finding.due_at is None and finding.handling is Handling.ORDERED:
        yield Problem("due_at", "责令限期改正要写明改正期限（行政处罚法第二十八条）")
    elif finding.due_at is not None and finding.due_at <= finding.found_at:
        yield Problem("due_at", "改正期限要晚于发现时间")


def _officer_warnings(patrol: Round) -> Iterator[Problem]:
    """Fewer than two officers may look, dissuade and report, no more (行政处罚法 42; 浙江省综合行政执法条例 30)."""
    if patrol.day is None or len(patrol.members) < LEAST_MEMBERS:
        return
    officers = [member for member in patrol.members if certified(member, patrol.day)]
    if not officers:
        yield Problem("members", "当天没有人持有效执法证：只能宣传、劝阻和上报（浙江省综合行政执法条例第三十条）")
    elif len(officers) < LEAST_MEMBERS:
        yield Problem("members", "当天只有 1 人持有效执法证：不能取证、责令或处罚（行政处罚法第四十二条）")


def _point_warnings(patrol: Round) -> Iterator[Problem]:
    planned, visited = patrol.points_planned, patrol.points_visited
    if planned is None or visited is None:
        return
    if visited > planned:
        yield Problem("points_visited", f"实到点位 {visited} 多于计划 {planned}，请核对")
    elif visited < planned and patrol.ended_at is not None:
        yield Problem("points_visited", f"还差 {planned - visited} 个点位没有到")


def recheck_problems(
    found_at: datetime, done_at: datetime | None, people: str, result: RecheckResult | None, due_at: datetime | None,
    now: datetime,
) -> list[Problem]:  # fmt: skip
    """What stops a re-check from being kept; `due_at` is a new limit given when not all was put right (行政处罚法 28)."""
    found = []
    if done_at is None:
        found.append(Problem("done_at", "请填复查时间"))
    elif done_at < found_at:
        found.append(Problem("done_at", "复查时间早于发现时间"))
    elif done_at > now + CLOCK_SLACK:
        found.append(Problem("done_at", "复查时间还没有到，请核对"))
    if not people.strip():
        found.append(Problem("people", "请填复查人员"))
    if result is None:
        found.append(Problem("result", "请选复查结果"))
    elif due_at is not None and result is RecheckResult.CORRECTED:
        found.append(Problem("due_at", "已改正的不用再定期限"))
    if due_at is not None and done_at is not None and due_at <= done_at:
        found.append(Problem("due_at", "新的期限要晚于复查时间"))
    return found
