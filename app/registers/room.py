"""用房: the rooms of the team and how many may sleep in them (mission 14)."""

from collections.abc import Sequence

from app.errors import Problem
from app.models import Room
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Unique, Values
from app.rules.vocabulary_shift import RoomKind

MOST_PLACES = 500


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one room."""
    places, kind = values.get("places"), values.get("kind")
    if places is not None and not 0 <= places <= MOST_PLACES:
        return [Problem("places", f"床位或座位应在 0 到 {MOST_PLACES} 之间")]
    if kind is RoomKind.STANDBY and not places:
        return [Problem("places", "备勤用房要写床位数，安排住宿时按它核对")]
    return []


ROOMS = RegisterSpec(
    key="rooms",
    title="用房",
    noun="房间",
    model=Room,
    icon="home",
    action="rooms",
    title_field="name",
    columns=(
        Column("name", 180), Column("kind", 130), Column("place", 180), Column("places", 100, Align.RIGHT),
        Column("recording", 110), Column("keeper_id", 110, sortable=False), Column("note", 180, sortable=False),
    ),
    sections=(Section("房间", ("name", "kind", "place", "places", "recording", "keeper_id", "note")),),
    filters=(Filter("kind"), Filter("recording", chip="只看有录音录像")),
    order=("name",),
    required=("name", "kind"),
    kinds={"name": Kind.LINE},
    natural_keys=(("name",),),
    unique=(Unique(("name",)),),
    headings=(
        Heading("name", ("名称", "房间", "房号")), Heading("kind", ("类别", "房间类别")),
        Heading("places", ("床位", "床位数", "座位数")), Heading("keeper_id", ("管理人员", "负责人")),
    ),
    examples=({"name": "示例备勤室一", "kind": "备勤用房", "places": "4"},),
    check=check,
)  # fmt: skip
