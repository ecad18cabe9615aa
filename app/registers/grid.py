"""村社与网格: where things happen and who reports from there."""

from collections.abc import Sequence

from app.errors import Problem
from app.models import Grid
from app.registers.kinds import Kind
from app.registers.spec import Column, Filter, Heading, RegisterSpec, Section, Unique, Values
from app.rules import identity
from app.rules.vocabulary import GridKind


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one village or grid."""
    phone = values.get("worker_phone")
    why = identity.phone_problem(phone) if phone else None
    return [Problem("worker_phone", why)] if why else []


GRIDS = RegisterSpec(
    key="grids",
    title="村社网格",
    noun="村社或网格",
    model=Grid,
    icon="map",
    action="grids",
    title_field="name",
    columns=(
        Column("name", 180),
        Column("kind", 80),
        Column("code", 140),
        Column("parent_id", 160, sortable=False),
        Column("worker", 100),
        Column("worker_phone", 130),
        Column("area_note", 260),
    ),
    sections=(
        Section("基本情况", ("name", "kind", "code", "parent_id")),
        Section("网格员", ("worker", "worker_phone")),
        Section("其他", ("area_note", "note")),
    ),
    filters=(Filter("kind"), Filter("parent_id")),
    order=("name",),
    also_named=("code",),
    required=("name",),
    kinds={"name": Kind.NAME, "code": Kind.CODE, "worker": Kind.NAME, "worker_phone": Kind.CODE},
    natural_keys=(("code",), ("name", "parent_id")),
    unique=(Unique(("code",)),),
    similar=("name", "parent_id"),
    headings=(
        Heading("name", ("网格名称", "村社名称", "村（社区）", "村（社区）名称", "网格", "村名", "村社")),
        Heading(
            "kind",
            ("类型", "网格类型", "性质"),
            words={
                "行政村": GridKind.VILLAGE, "村社": GridKind.VILLAGE, "居委会": GridKind.COMMUNITY,
                "居民区": GridKind.COMMUNITY, "微网格": GridKind.GRID, "专属网格": GridKind.GRID,
            },
        ),
        Heading("code", ("编码", "编号", "网格编号", "代码", "网格代码")),
        Heading("parent_id", ("所属村", "所属社区", "所属村（社区）", "所在村", "上级")),
        Heading("worker", ("网格员姓名", "网格长", "专职网格员", "联系人")),
        Heading("worker_phone", ("联系电话", "电话", "手机", "网格员手机", "联系方式", "手机号", "手机号码")),
        Heading("area_note", ("网格范围", "范围", "四至范围")),
    ),
    examples=(
        {"name": "示例村", "kind": "村", "code": "330800001"},
        {
            "name": "示例村第一网格", "kind": "网格", "code": "330800001001", "parent_id": "示例村", "worker": "示例甲",
            "worker_phone": "13800000001",
        },
    ),
    check=check,
)  # fmt: skip
