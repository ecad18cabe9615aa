"""涉案物品: all things in custody with their clocks; taking, prolonging and letting them go is for acts of the case."""

from collections.abc import Mapping, Sequence
from datetime import date

from app import clock
from app.errors import Problem
from app.models import Goods
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Sign, Values
from app.rules.deadlines import NotInForce
from app.rules.goods import Held, clock_of, line_problems
from app.rules.lights import left, light
from app.rules.vocabulary_case import GoodsMeasure
from app.rules.workdays import Workdays

BY_ACTS = (
    "extended_days", "test_from", "test_until", "test_notified_on", "tested_on", "approval_id", "outcome", "outcome_on",
    "outcome_basis", "receiver", "sale_price", "price_basis",
)  # fmt: skip
FIXED = ("case_id", "measure", "taken_at", *BY_ACTS)  # once on record, acts alone change these
CLOCK = (
    "measure", "taken_at", "extended_days", "test_from", "test_until", "test_notified_on", "tested_on", "outcome",
)  # fmt: skip


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one thing."""
    found = [
        Problem(name, one.why)
        for name in ("name", "quantity", "place")
        if name in values
        for one in line_problems(
            *(values.get(key) or "" if key == name else "-" for key in ("name", "quantity", "place"))
        )
    ]
    taken = values.get("taken_at")
    if taken and taken > clock.now():
        found.append(Problem("taken_at", "采取措施的时间还没有到"))
    return found


def signs(values: Values, today: date) -> Mapping[str, Sign]:
    """The light of the clock; what is let go, and samples, have none. Counted by the shipped years of working days."""
    taken, measure = values.get("taken_at"), values.get("measure")
    if values.get("outcome") or taken is None or measure is None:
        return {}
    held = Held(
        measure, taken, extended_days=values.get("extended_days") or 0, test_from=values.get("test_from"),
        test_until=values.get("test_until"), test_notified_on=values.get("test_notified_on"),
        tested_on=values.get("tested_on"),
    )  # fmt: skip
    try:
        deadline = clock_of(held, Workdays())
    except NotInForce:  # taken before the law of its clock: an old thing without one
        return {}
    if deadline is None:
        return {}
    found = light(deadline.start, deadline.due, today, rests=deadline.rests)
    return {"taken_at": Sign(found, left(deadline.due, today))}


GOODS = RegisterSpec(
    key="goods",
    title="涉案物品",
    noun="物品",
    model=Goods,
    icon="box",
    action="goods",
    title_field="name",
    columns=(
        Column("taken_at", 190),
        Column("name", 180, second="model"),
        Column("quantity", 70, Align.RIGHT, second="unit", sortable=False),
        Column("measure", 110),
        Column("case_id", 240, sortable=False),
        Column("place", 120, second="keeper"),
        Column("condition", 120, sortable=False),
        Column("perishable", 110),
        Column("outcome", 120, second="outcome_on"),
        Column("sale_price", 100, Align.RIGHT),
    ),
    sections=(
        Section("物品", ("case_id", "measure", "name", "model", "quantity", "unit", "condition", "perishable")),
        Section("保管", ("taken_at", "place", "keeper", "approval_id")),
        Section("期限", ("extended_days", "test_from", "test_until", "test_notified_on", "tested_on")),
        Section("处理", ("outcome", "outcome_on", "outcome_basis", "receiver", "sale_price", "price_basis")),
    ),
    filters=(
        Filter("measure"), Filter("case_id"), Filter("taken_at"), Filter("outcome"),
        Filter("perishable", chip="只看易腐、不易保管"),
    ),
    order=("-taken_at",),
    required=("case_id", "measure", "name", "quantity", "place", "taken_at"),
    read_only=FIXED,
    kinds={"name": Kind.LINE, "model": Kind.LINE, "quantity": Kind.LINE, "receiver": Kind.NAME, "keeper": Kind.NAME},
    natural_keys=(("case_id", "name", "model", "taken_at"),),
    headings=(
        Heading("case_id", ("案号", "案件名称", "案名", "所属案件")),
        Heading("name", ("物品名称", "财物名称", "品名")),
        Heading("model", ("规格", "型号")),
        Heading("measure", ("采取措施", "措施种类"), words={"登记保存": GoodsMeasure.REGISTERED}),
        Heading("taken_at", ("起始日", "扣押日期", "登记日期", "入库时间")),
        Heading("place", ("库位", "存放地点")),
        Heading("condition", ("状态", "成色")),
        Heading("outcome", ("处理方式", "出库方式")),
        Heading("outcome_on", ("出库日期",)),
    ),
    examples=(
        {
            "case_id": "示例商店占道经营案", "measure": "先行登记保存", "name": "示例推车", "quantity": "1", "unit": "辆",
            "place": "一号库", "taken_at": "2026-01-05 09:30",
        },
    ),
    check=check,
    signs=signs,
    signed_by=CLOCK,
)  # fmt: skip
