"""车辆: what can be sent out, and until when it may be on the road."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.errors import Problem
from app.models import Vehicle
from app.registers.kinds import Kind
from app.registers.spec import Align, Column, Filter, Heading, RegisterSpec, Section, Sign, Unique, Values
from app.rules.vocabulary import Light
from app.rules.vocabulary_shift import VehicleState

SOON = timedelta(days=30)  # ours: long enough to make an appointment
MOST_SEATS = 60


def check(values: Values) -> Sequence[Problem]:
    """What is wrong with one vehicle."""
    seats = values.get("seats")
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        return [Problem("seats", f"座位数应在 1 到 {MOST_SEATS} 之间")]
    return []


def signs(values: Values, today: date) -> Mapping[str, Sign]:
    """What ends soon, or has ended; a vehicle that is retired says nothing."""
    if values.get("state") is VehicleState.RETIRED:
        return {}
    found = {}
    for name in ("inspected_until", "insured_until"):
        until = values.get(name)
        if until and until < today:
            found[name] = Sign(Light.OVERDUE, "已过期")
        elif until and until <= today + SOON:
            found[name] = Sign(Light.SOON, f"剩 {(until - today).days} 天")
    return found


VEHICLES = RegisterSpec(
    key="vehicles",
    title="车辆",
    noun="车辆",
    model=Vehicle,
    icon="map",
    action="vehicles",
    title_field="plate",
    columns=(
        Column("plate", 130), Column("model", 140), Column("seats", 80, Align.RIGHT), Column("marked", 100),
        Column("state", 90), Column("inspected_until", 150), Column("insured_until", 150), Column("note", 160, sortable=False),
    ),
    sections=(
        Section("车辆", ("plate", "model", "seats", "marked", "state")),
        Section("有效期", ("inspected_until", "insured_until", "note")),
    ),
    filters=(Filter("state"), Filter("inspected_until")),
    order=("plate",),
    required=("plate",),
    kinds={"plate": Kind.CODE},
    natural_keys=(("plate",),),
    unique=(Unique(("plate",)),),
    headings=(
        Heading("plate", ("车牌", "号牌号码", "车号")), Heading("model", ("车辆类型", "品牌型号")),
        Heading("seats", ("座位", "核载人数")), Heading("inspected_until", ("年检到期", "检验有效期")),
        Heading("insured_until", ("保险到期", "交强险到期")),
    ),
    examples=({"plate": "浙H示例01", "model": "巡逻车", "seats": "5", "state": "可用"},),
    check=check,
    signs=signs,
    signed_by=("state", "inspected_until", "insured_until"),
)  # fmt: skip
