"""请假抽调: who is away, why and until when, and who agreed; what nobody agreed to counts as being absent (mission 79)."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.errors import Problem
from app.models import Absence
from app.registers.kinds import Kind
from app.registers.spec import Column, Filter, Heading, RegisterSpec, Section, Sign, Values
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import AbsenceKind


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one absence."""
    first, last = values.get("from_on"), values.get("until_on")
    if first and last and last < first:
        return [Problem("until_on", "结束日期早于开始日期")]
    return []


def by_hand(values: Values) -> Sequence[Problem]:
    """A secondment is asked for and agreed to in its book, which enters it here."""
    if values.get("kind") is AbsenceKind.SECONDMENT:
        return [Problem("kind", "抽调请在台账“抽调申请与审批”里登记申请，批准以后自动列到这里")]
    return []


def signs(values: Values, today: date) -> Mapping[str, Sign]:
    """What is not agreed to yet is told; one that has begun without it is 离岗."""
    if values.get("approved_by"):
        return {}
    begun = values.get("from_on")
    if begun and begun <= today:
        return {"approved_by": Sign(Light.OVERDUE, "未批准，按离岗算")}
    return {"approved_by": Sign(Light.SOON, "待批准")}


def settled(values: Values) -> str:
    """What was agreed to is not rewritten: another request is made, or this one is taken back by deleting it."""
    by = values.get("approved_by")
    return f"已由{by}批准，不能再改；要改请另外登记一条，或者删除这一条" if by else ""


ABSENCES = RegisterSpec(
    key="absences",
    title="请假抽调",
    noun="请假",
    model=Absence,
    icon="calendar",
    action="absences",
    title_field="note",
    columns=(
        Column("person_id", 100, sortable=False),
        Column("kind", 90),
        Column("from_on", 110),
        Column("until_on", 110),
        Column("note", 240),
        Column("approved_by", 150, second="approved_on"),
    ),
    sections=(
        Section("请假", ("person_id", "kind", "from_on", "until_on", "note")),
        Section("审批", ("approved_by", "approved_on")),
    ),
    filters=(Filter("kind"), Filter("person_id"), Filter("from_on")),
    order=("-from_on",),
    required=("person_id", "kind", "from_on", "until_on", "note"),
    read_only=("approved_by", "approved_on"),
    kinds={"note": Kind.LINE, "approved_by": Kind.NAME},
    natural_keys=(("person_id", "kind", "from_on"),),
    headings=(
        Heading("person_id", ("姓名", "请假人", "抽调人员", "人员姓名")),
        Heading("kind", ("种类", "假别"), words={"年休假": AbsenceKind.LEAVE, "病假": AbsenceKind.LEAVE,
                                           "事假": AbsenceKind.LEAVE, "借调": AbsenceKind.SECONDMENT}),
        Heading("from_on", ("起始日期", "开始时间", "起")),
        Heading("until_on", ("截止日期", "结束时间", "止")),
        Heading("note", ("原因", "请假事由", "抽调事由和单位")),
        Heading("approved_by", ("审批人",)),
    ),
    examples=({"person_id": "示例甲", "kind": "请假", "from_on": "2026-01-05", "until_on": "2026-01-09", "note": "年休假"},),
    check=check,
    settled=settled,
    by_hand=by_hand,
    signs=signs,
    signed_by=("approved_by", "from_on"),
)  # fmt: skip
