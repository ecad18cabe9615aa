"""What a party did before, for 首违不罚 (行政处罚法 33)."""

from datetime import date

from app.models import Case, Party, PowerItem
from app.rules.vocabulary import PartyKind
from app.rules.vocabulary_case import CaseSource, NoPenaltyGround
from app.services.case_parts.history import earlier_cases, identified
from tests.services.case_parts.world import TODAY, World


def earlier(world: World) -> list[str]:
    with world.store.read() as session:
        return [one.number for one in earlier_cases(session, session.get_one(Case, world.case_id), TODAY)]


def test_earlier_findings_over_the_same_item_count_apl_33(world: World) -> None:
    (twin,) = world.add(
        Party(kind=PartyKind.SOLE_TRADER, name="示例小吃店（老店）", credit_code="92330800MA2EXAMPLE"),
    )
    (item,) = world.add(PowerItem(name="另一事项"))
    same = {
        "source": CaseSource.PATROL,
        "party_id": world.party_id,
        "item_id": world.item_id,
        "decided_on": date(2025, 5, 6),
    }
    world.add(
        Case(title="处罚过", facts=["penalty"], **same),
        Case(
            title="同一代码的另一条登记", facts=["penalty"], **same | {"party_id": twin, "decided_on": date(2025, 6, 6)}
        ),
        Case(
            title="上次首违不罚",
            facts=[],
            no_penalty_ground=NoPenaltyGround.FIRST,
            **same | {"decided_on": date(2025, 7, 7)},
        ),
        Case(title="没有违法事实", facts=[], no_penalty_ground=NoPenaltyGround.NO_FACT, **same),
        Case(title="另一事项", facts=["penalty"], **same | {"item_id": item}),
        Case(title="还没有决定", facts=[], **same | {"decided_on": None}),
        Case(title="以后的", facts=["penalty"], **same | {"decided_on": date(2026, 12, 1)}),
    )
    assert earlier(world) == ["处罚过", "同一代码的另一条登记", "上次首违不罚"]


def test_without_a_number_the_history_cannot_be_told(world: World) -> None:
    with world.store.read() as session:
        assert identified(session, session.get_one(Case, world.case_id))
    (nobody,) = world.add(Party(kind=PartyKind.PERSON, name="示例某"))
    world.change(party_id=nobody)
    with world.store.read() as session:
        assert not identified(session, session.get_one(Case, world.case_id))
    world.change(party_id=None)
    assert earlier(world) == []
