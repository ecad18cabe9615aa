"""班次: the shifts of the office's own, beside those of resources/roster.yaml; one of the same name takes its place."""

import re
from collections.abc import Sequence

from app.errors import Problem
from app.models import DutyPattern
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Heading, RegisterSpec, Section, Unique, Values

CLOCK = re.compile(r"([01]?\d|2[0-3])[:：.时点]([0-5]\d)分?")
LONGEST, MOST_REST = 2 * 1440, 7 * 1440  # minutes


def complete(values: Values) -> Values:
    """A time as people write it, `8：30`, as it is kept: `08:30`."""
    told = CLOCK.fullmatch(str(values.get("start") or "").strip())
    return {**values, "start": f"{int(told[1]):02}:{told[2]}"} if told else values


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one shift."""
    found = []
    start, minutes, rest = values.get("start"), values.get("minutes"), values.get("rest")
    if start and not CLOCK.fullmatch(start):
        found.append(Problem("start", f"开始时间应写成 08:30 这样的钟点，现在是“{start}”"))
    if minutes is not None and not 30 <= minutes <= LONGEST:
        found.append(Problem("minutes", f"时长应在 30 到 {LONGEST} 分钟之间，8 小时是 480"))
    if rest is not None and not 0 <= rest <= MOST_REST:
        found.append(Problem("rest", f"之后休息应在 0 到 {MOST_REST} 分钟之间，一天是 1440"))
    return found


DUTY_PATTERNS = RegisterSpec(
    key="duty_patterns",
    title="值班班次",
    noun="班次",
    model=DutyPattern,
    icon="calendar",
    action="duty_patterns",
    title_field="name",
    columns=(
        Column("name", 180), Column("start", 120), Column("minutes", 140, Align.RIGHT), Column("rest", 160, Align.RIGHT),
    ),
    sections=(Section("班次", ("name", "start", "minutes", "rest")),),
    order=("name",),
    required=("name", "start", "minutes"),
    kinds={"name": Kind.NAME, "start": Kind.LINE},
    natural_keys=(("name",),),
    unique=(Unique(("name",)),),
    headings=(
        Heading("name", ("名称", "班次")), Heading("start", ("上班时间", "起始时间")),
        Heading("minutes", ("时长", "分钟")), Heading("rest", ("休息", "下夜班休息（分钟）")),
    ),
    examples=({"name": "示例夜班", "start": "17:30", "minutes": "900", "rest": "1440"},),
    check=check,
    complete=complete,
)  # fmt: skip
