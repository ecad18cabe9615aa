"""On the spot and at a hearing: who may get what, when money is taken, when a hearing is offered (行政处罚法 51, 63, 68, 69)."""

import pytest

from app.rules.hearing import Amount, amounts, hearing_due
from app.rules.procedure import procedure
from app.rules.spot import Limit, SpotGround, collect_problems, limit_of, spot_problems
from app.rules.vocabulary import PartyKind
from app.rules.vocabulary_case import PenaltyKind

FINE, WARNING = PenaltyKind.FINE.value, PenaltyKind.WARNING.value
LIMITS = procedure().spot_limits


@pytest.mark.parametrize(
    ("party", "kinds", "fine", "field"),
    [
        (PartyKind.PERSON, [FINE], 20_000, None),
        (PartyKind.PERSON, [FINE], 20_001, "fine"),
        (PartyKind.COMPANY, [FINE], 300_000, None),
        (PartyKind.COMPANY, [FINE], 300_001, "fine"),
        (PartyKind.ORGANISATION, [WARNING, FINE], 300_000, None),
        (PartyKind.SOLE_TRADER, [FINE], 20_001, "fine"),
        (PartyKind.PERSON, [WARNING], None, None),
        (PartyKind.COMPANY, [PenaltyKind.CRITICISM.value], None, "penalty_kinds"),
        (PartyKind.COMPANY, [FINE, PenaltyKind.GAINS.value], 100, "penalty_kinds"),
        (PartyKind.PERSON, [], None, "penalty_kinds"),
        (None, [FINE], 100, "party_id"),
    ],
    ids=[
        "51-citizen-200", "51-citizen-200.01", "51-company-3000", "51-company-3000.01", "51-organisation", "OPEN-sole-trader",
        "51-warning", "51-criticism", "51-confiscation", "51-nothing", "51-nobody",
    ],
)  # fmt: skip
def test_what_may_be_decided_on_the_spot(
    party: PartyKind | None, kinds: list[str], fine: int | None, field: str
) -> None:
    found = spot_problems(party, kinds, fine, LIMITS)
    assert [one.field for one in found] == ([field] if field else [])
    assert all("第五十一条" in one.why for one in found)


def test_a_sole_trader_counts_as_the_office_says_open() -> None:
    assert limit_of(PartyKind.SOLE_TRADER) is Limit.PERSON
    assert spot_problems(PartyKind.SOLE_TRADER, [FINE], 300_000, LIMITS, sole_trader_as_person=False) == []


@pytest.mark.parametrize(
    ("fine", "ground", "on_the_spot", "asked", "article"),
    [
        (10_000, SpotGround.SMALL, True, False, None),
        (10_001, SpotGround.SMALL, True, False, "第六十八条"),
        (20_000, SpotGround.HARD, True, False, None),
        (20_000, SpotGround.HARD, False, False, "第六十八条"),
        (20_000, SpotGround.ASKED, False, True, None),
        (20_000, SpotGround.ASKED, True, False, "第六十九条"),
        (10_000, None, True, True, "第六十八条"),
    ],
    ids=["68-100", "68-100.01", "68-hard", "68-ordinary", "69-asked", "69-not-asked", "67-no-ground"],
)
def test_when_money_is_taken_on_the_spot(
    fine: int, ground: SpotGround | None, on_the_spot: bool, asked: bool, article: str | None
) -> None:
    found = collect_problems(fine, ground, on_the_spot=on_the_spot, asked=asked)
    assert len(found) == (1 if article else 0)
    assert all(article in one.why for one in found if article)


TABLE = (
    Amount("全部", "公民", 500_000, 500_000, "示例文件"),
    Amount("市容", "公民", 200_000, 200_000, "示例文件"),
)


@pytest.mark.parametrize(
    ("kinds", "fine", "field", "who", "due", "sure"),
    [
        ([FINE], 100, None, Limit.ORGANISATION, True, False),
        ([FINE], 499_999, "建设", Limit.PERSON, False, True),
        ([FINE], 500_000, "建设", Limit.PERSON, True, True),
        ([FINE], 200_000, "市容", Limit.PERSON, True, True),
        ([FINE, PenaltyKind.GOODS.value], 100, "市容", Limit.PERSON, True, False),
        ([PenaltyKind.STOP.value], None, "市容", Limit.PERSON, True, True),
        ([PenaltyKind.SUSPEND_PERMIT.value], None, "市容", Limit.PERSON, True, True),
        ([WARNING], None, "市容", Limit.ORGANISATION, False, True),
        ([PenaltyKind.CRITICISM.value, WARNING], None, None, Limit.PERSON, False, True),
        ([], None, "市容", Limit.PERSON, True, False),
    ],
    ids=[
        "63-no-number-in-doubt", "63-below", "63-at-the-number", "63-number-of-the-field", "63-goods-in-doubt", "63-stop",
        "63-suspended-permit", "63-warning", "63-criticism", "nothing-yet-in-doubt",
    ],
)  # fmt: skip
def test_when_a_hearing_is_offered(
    kinds: list[str], fine: int | None, field: str | None, who: Limit, due: bool, sure: bool
) -> None:
    seen = hearing_due(kinds, fine, None, field, who, TABLE)
    assert (seen.due, seen.sure) == (due, sure)
    assert seen.why


def test_the_shipped_table_has_no_number_so_every_fine_is_offered_one_open() -> None:
    assert amounts() == ()
    assert hearing_due([FINE], 1, None, "市容", Limit.PERSON).due
