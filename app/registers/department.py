"""单位/部门: who the people belong to, and how many were planned to come down (mission 6)."""

from collections.abc import Sequence

from app.errors import Problem
from app.models import Department
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Unique, Values
from app.rules import identity
from app.rules.vocabulary import DepartmentKind


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one unit."""
    problems = []
    if (phone := values.get("phone")) and (why := identity.phone_problem(phone)):
        problems.append(Problem("phone", why))
    if (posts := values.get("planned_posts")) is not None and not 0 <= posts <= 10_000:
        problems.append(Problem("planned_posts", "计划下沉人数应在 0 到 10000 之间"))
    return problems


DEPARTMENTS = RegisterSpec(
    key="departments",
    title="单位部门",
    noun="单位",
    model=Department,
    icon="building",
    action="departments",
    title_field="name",
    columns=(
        Column("name", 220, second="short_name"),
        Column("kind", 110),
        Column("code", 130),
        Column("parent_id", 180, sortable=False),
        Column("contact", 90),
        Column("phone", 130),
        Column("planned_posts", 110, Align.RIGHT),
    ),
    sections=(
        Section("基本情况", ("name", "short_name", "code", "kind", "parent_id")),
        Section("联系方式", ("contact", "phone")),
        Section("其他", ("planned_posts", "note")),
    ),
    filters=(Filter("kind"), Filter("parent_id")),
    order=("name",),
    also_named=("short_name", "code"),
    required=("name",),
    kinds={"name": Kind.NAME, "short_name": Kind.NAME, "code": Kind.CODE, "phone": Kind.CODE, "contact": Kind.NAME},
    natural_keys=(("code",), ("name",)),
    unique=(Unique(("code",)), Unique(("name",))),
    headings=(
        Heading("name", ("名称", "单位", "部门名称", "单位（部门）名称", "机构名称", "部门", "全称", "单位全称")),
        Heading("short_name", ("单位简称", "部门简称")),
        Heading("code", ("代码", "编码", "单位编码", "机构代码", "部门编码", "部门代码")),
        Heading(
            "kind",
            ("类别", "类型", "单位类型", "单位性质", "机构类别"),
            words={
                "乡镇": DepartmentKind.TOWNSHIP, "街道": DepartmentKind.TOWNSHIP, "科室": DepartmentKind.OFFICE,
                "办公室": DepartmentKind.OFFICE, "站": DepartmentKind.STATION, "所": DepartmentKind.STATION,
                "中队": DepartmentKind.SQUAD, "县级": DepartmentKind.COUNTY, "区级部门": DepartmentKind.COUNTY,
                "县（市、区）部门": DepartmentKind.COUNTY,
            },
        ),
        Heading("parent_id", ("上级", "上级部门", "主管单位", "所属单位", "上级机构")),
        Heading("contact", ("负责人", "联系人姓名", "单位负责人")),
        Heading("phone", ("电话", "办公电话", "联系方式", "手机")),
        Heading("planned_posts", ("计划人数", "下沉计划数", "应下沉人数", "编制数")),
        Heading("note", ("说明",)),
    ),
    examples=(
        {"name": "示例镇综合行政执法队", "short_name": "执法队", "kind": "内设机构",
         "contact": "示例甲", "phone": "0570-0000001"},
        {"name": "示例派驻中队", "kind": "派驻中队", "planned_posts": "10"},
    ),
    check=check,
)  # fmt: skip
