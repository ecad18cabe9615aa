"""案件台账: how cases are listed, sorted by time left, and carried in sheets. What moves a case is the case service's.

State, numbers and the days of acts are written by acts only; a sheet brings particulars, and old cases as cases that are closed.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from app import clock
from app.errors import Problem
from app.models import Case
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Sign, Unique, Values
from app.rules.lights import left
from app.rules.vocabulary import Light

BY_ACTS = (
    "number", "state", "track", "officers", "filed_on", "investigated_on", "notified_on", "heard_on", "reviewed_on",
    "decision_number", "decided_on", "served_on", "penalty_kinds", "fine", "confiscation", "paid_on", "closed_on", "ending",
    "archived_on", "archive_number", "decide_by", "next_due", "next_soon", "next_title",
)  # fmt: skip


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with the days of one case."""
    happened, ended, found = (values.get(name) for name in ("happened_on", "ended_on", "discovered_on"))
    problems = []
    if happened and ended and ended < happened:
        problems.append(Problem("ended_on", "违法行为终了日早于发生日"))
    if happened and found and found < happened:
        problems.append(Problem("discovered_on", "发现日期早于违法行为发生日"))
    if found and found > clock.today():
        problems.append(Problem("discovered_on", "发现日期还没有到"))
    return problems


def signs(values: Values, today: date) -> Mapping[str, Sign]:
    """The light of the nearest deadline that asks something of the office, and the days left to decide."""
    found: dict[str, Sign] = {}
    due, soon = values.get("next_due"), values.get("next_soon")
    if due is not None:
        light = Light.OVERDUE if today > due else Light.SOON if soon is not None and today >= soon else Light.NORMAL
        found["next_due"] = Sign(light, left(due, today))
    if decide_by := values.get("decide_by"):
        late = today > decide_by
        found["decide_by"] = Sign(Light.OVERDUE if late else Light.NORMAL, left(decide_by, today))
    return found


CASES = RegisterSpec(
    key="cases",
    title="案件",
    noun="案件",
    model=Case,
    icon="scales",
    action="cases",
    title_field="title",
    columns=(
        Column("next_due", 130, second="next_title"),
        Column("title", 300, second="number"),
        Column("state", 90),
        Column("track", 80),
        Column("officers", 180, sortable=False),
        Column("source", 90),
        Column("filed_on", 100),
        Column("decide_by", 100),
        Column("item_id", 240, sortable=False),
        Column("party_id", 180, sortable=False),
        Column("investigated_on", 100),
        Column("notified_on", 100),
        Column("heard_on", 100),
        Column("reviewed_on", 100),
        Column("decided_on", 100, second="decision_number"),
        Column("penalty_kinds", 140, sortable=False),
        Column("fine", 100, Align.RIGHT),
        Column("paid_on", 100),
        Column("closed_on", 100, second="ending"),
        Column("archive_number", 110),
    ),
    sections=(
        Section(
            "线索",
            (
                "title", "source", "item_id", "party_id", "place", "grid_id", "happened_on", "ended_on", "discovered_on",
                "summary", "deciding_body", "note",
            ),
        ),
        Section(
            "办理",
            (
                "number", "track", "state", "officers", "filed_on", "decide_by", "investigated_on", "notified_on", "heard_on",
                "reviewed_on",
            ),
        ),
        Section(
            "结果",
            (
                "decision_number", "decided_on", "served_on", "penalty_kinds", "fine", "confiscation", "paid_on", "closed_on",
                "ending", "archived_on", "archive_number",
            ),
        ),
        Section("期限", ("next_due", "next_title", "next_soon")),
    ),
    filters=(
        Filter("state"), Filter("track"), Filter("source"), Filter("filed_on"), Filter("item_id"),
        Filter("next_due", chip="在办有期限"), Filter("fine", chip="有罚款"),
    ),
    order=("next_due",),
    required=("title", "source", "discovered_on"),
    read_only=BY_ACTS,
    kinds={"number": Kind.CODE, "decision_number": Kind.CODE, "archive_number": Kind.CODE},
    natural_keys=(("number",), ("title", "discovered_on")),
    unique=(Unique(("number",)),),
    headings=(
        Heading("number", ("立案号", "立案文号", "案件编号")),
        Heading("title", ("案名", "案件", "名称")),
        Heading("source", ("来源",)),
        Heading("item_id", ("案由", "事项", "赋权事项", "处罚事项")),
        Heading("party_id", ("当事人名称", "行政相对人", "被处罚人")),
        Heading("place", ("地点", "发案地点")),
        Heading("happened_on", ("案发时间", "违法时间")),
        Heading("discovered_on", ("发现时间", "登记日期", "受理日期")),
        Heading("filed_on", ("立案时间",)),
        Heading("officers", ("办案人员", "承办人员", "主办人")),
        Heading("decided_on", ("处罚日期", "决定时间")),
        Heading("decision_number", ("处罚决定书文号", "行政处罚决定书文号")),
        Heading("penalty_kinds", ("处罚类别",)),
        Heading("fine", ("罚款", "罚款金额（元）")),
        Heading("paid_on", ("缴纳日期", "缴款日期")),
        Heading("closed_on", ("结案时间",)),
        Heading("summary", ("简要案情", "案情")),
    ),
    examples=(
        {
            "title": "示例商店占道经营案", "source": "巡查发现", "place": "示例路1号", "happened_on": "2026-01-05",
            "discovered_on": "2026-01-05", "summary": "店外堆放货物",
        },
    ),
    check=check,
    signs=signs,
    signed_by=("next_due", "next_soon", "decide_by"),
)  # fmt: skip
