"""值班人员设置: what a person may do on duty, how often at most, and which days he asks for or would rather not have."""

import re
from collections.abc import Sequence

from app.errors import Problem
from app.models import DutyMember
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Unique, Values
from app.rules import written
from app.rules.workdays import WEEKDAYS

MOST = 31
WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天1-7])")
NAMED = dict(zip("一二三四五六日天1234567", (*range(7), 6, *range(7)), strict=True))


def complete(values: Values) -> Values:
    """Days as people write them, `星期五` or `12月5日` of a year, as they are kept: `周五`, `2026-12-05`."""
    return {
        **values,
        **{name: [_tidy(one) for one in values[name]] for name in ("avoids", "wants") if values.get(name)},
    }


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with the entry of one person."""
    found = []
    most = values.get("most")
    if most is not None and not 0 <= most <= MOST:
        found.append(Problem("most", f"每月最多值班应在 0 到 {MOST} 之间"))
    found += [
        Problem("avoids", f"“{one}”读不懂，请写周五或 2026-12-05 这样的日子")
        for one in values.get("avoids") or ()
        if not WEEKDAY.fullmatch(one) and written.day(one) is None
    ]
    found += [
        Problem("wants", f"“{one}”读不懂，请写 2026-12-05 这样的日子")
        for one in values.get("wants") or ()
        if written.day(one) is None
    ]
    return found


def _tidy(text: str) -> str:
    weekday, day = WEEKDAY.fullmatch(text), written.day(text)
    if weekday:
        return f"周{WEEKDAYS[NAMED[weekday[1]]]}"
    return day.isoformat() if day else text


DUTY_MEMBERS = RegisterSpec(
    key="duty_members",
    title="值班人员",
    noun="值班人员",
    model=DutyMember,
    icon="person",
    action="duty_members",
    title_field="note",
    columns=(
        Column("person_id", 120, sortable=False), Column("roles", 200, sortable=False), Column("most", 130, Align.RIGHT),
        Column("avoids", 180, sortable=False), Column("wants", 180, sortable=False), Column("note", 160, sortable=False),
    ),
    sections=(
        Section("值班资格", ("person_id", "roles", "most")), Section("本人意愿", ("avoids", "wants", "note")),
    ),
    filters=(Filter("person_id"),),
    order=("person_id",),
    required=("person_id", "roles"),
    kinds={"note": Kind.LINE},
    natural_keys=(("person_id",),),
    unique=(Unique(("person_id",)),),
    headings=(
        Heading("person_id", ("姓名", "值班人员")), Heading("roles", ("角色", "值班角色")), Heading("most", ("每月上限",)),
        Heading("avoids", ("不值的日子",)), Heading("wants", ("想值的日期",)),
    ),
    examples=({"person_id": "示例甲", "roles": "主班、备勤", "most": "8", "avoids": "周五、2026-12-31", "wants": "2026-12-05"},),
    check=check,
    complete=complete,
)  # fmt: skip
