"""岗位: what a day needs, in which role, on which shift. An office without any of a layer has those of resources/roster.yaml."""

from collections.abc import Sequence

from app.errors import Problem
from app.models import DutyPost
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Unique, Values

MOST = 50


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one post."""
    found = []
    need, certified = values.get("need"), values.get("certified") or 0
    if need is not None and not 1 <= need <= MOST:
        found.append(Problem("need", f"人数应在 1 到 {MOST} 之间"))
    if certified < 0 or (need is not None and certified > need):
        found.append(Problem("certified", "其中持证不能多于人数"))
    if values.get("on_workdays") is False and values.get("on_rest_days") is False:
        found.append(Problem("on_workdays", "工作日和休息日至少选一种，否则这个岗位从不排班"))
    return found


DUTY_POSTS = RegisterSpec(
    key="duty_posts",
    title="值班岗位",
    noun="岗位",
    model=DutyPost,
    icon="list",
    action="duty_posts",
    title_field="pattern",
    columns=(
        Column("layer", 120), Column("role", 120), Column("pattern", 150), Column("need", 90, Align.RIGHT),
        Column("certified", 110, Align.RIGHT), Column("on_workdays", 90), Column("on_rest_days", 90),
    ),
    sections=(
        Section("岗位", ("layer", "role", "pattern", "need", "certified")),
        Section("哪些日子要", ("on_workdays", "on_rest_days")),
    ),
    filters=(Filter("layer"), Filter("role")),
    order=("layer", "role", "pattern"),
    required=("layer", "role", "pattern", "need"),
    kinds={"pattern": Kind.NAME},
    natural_keys=(("layer", "role", "pattern"),),
    unique=(Unique(("layer", "role", "pattern")),),
    headings=(
        Heading("role", ("岗位", "岗位角色")), Heading("pattern", ("班次名称",)), Heading("need", ("需要人数",)),
        Heading("certified", ("持证人数",)),
    ),
    examples=({"layer": "日常", "role": "备勤", "pattern": "备勤", "need": "3", "certified": "2"},),
    check=check,
)  # fmt: skip
