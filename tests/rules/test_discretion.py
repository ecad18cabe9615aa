"""Tiers, age, and the grounds for no penalty (行政处罚法 30–34)."""

from datetime import date

import pytest

from app.rules.discretion import (
    Earlier,
    Tier,
    age_on,
    age_problems,
    first_offence_list,
    is_young,
    list_note,
    no_penalty_problems,
    tier_problems,
)
from app.rules.vocabulary_case import NoPenaltyGround

LIGHT, HEAVY = Tier("从轻", 10_000, 30_000), Tier("从重", 70_000, None)
TIERS = (LIGHT, HEAVY)


@pytest.mark.parametrize(
    ("fine", "chosen", "reason", "field"),
    [
        (20_000, LIGHT, None, None),
        (10_000, LIGHT, None, None),
        (30_000, LIGHT, None, None),
        (30_001, LIGHT, " ", "tier_reason"),
        (9_999, LIGHT, None, "tier_reason"),
        (30_001, LIGHT, "集体讨论决定减轻", None),
        (900_000, HEAVY, None, None),
        (20_000, None, None, "tier_id"),
        (None, None, None, None),
    ],
    ids=["34-within", "34-bottom", "34-top", "34-above", "34-below", "34-reason", "34-open-top", "34-none", "no-fine"],
)
def test_a_fine_lies_in_its_tier_or_has_a_reason(
    fine: int | None, chosen: Tier | None, reason: str | None, field: str | None
) -> None:
    assert [one.field for one in tier_problems(fine, TIERS, chosen, reason)] == ([field] if field else [])


def test_an_item_without_tiers_asks_for_none() -> None:
    assert tier_problems(20_000, (), None, None) == []


def test_fourteen_to_eighteen_is_never_above_the_bottom_apl_30() -> None:
    assert tier_problems(10_000, TIERS, LIGHT, None, young=True) == []
    assert tier_problems(5_000, TIERS, LIGHT, None, young=True) == []
    (found,) = tier_problems(20_000, TIERS, LIGHT, "理由", young=True)
    assert "第三十条" in found.why


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2012, 5, 6), date(2026, 5, 6), 13),
        (date(2012, 5, 6), date(2026, 5, 7), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2011, 12, 31), date(2026, 1, 1), 14),
    ],
    ids=["30-birthday-itself", "30-day-after", "30-leap-before", "30-leap-after", "30-new-year"],
)
def test_an_age_is_reached_the_day_after_the_birthday(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age
    assert bool(age_problems(birth, day)) is (age < 14)
    assert is_young(birth, day) is (age >= 14)


def test_without_a_birth_date_nothing_is_said_of_age() -> None:
    assert age_problems(None, date(2026, 5, 6)) == []
    assert not is_young(None, date(2026, 5, 6))


EARLIER = (Earlier("示例罚决〔2025〕3号", date(2025, 5, 6), "处罚"),)


@pytest.mark.parametrize(
    ("ground", "change", "field"),
    [
        (NoPenaltyGround.FIRST, {}, None),
        (NoPenaltyGround.FIRST, {"earlier": EARLIER}, "no_penalty_ground"),
        (NoPenaltyGround.FIRST, {"identified": False}, "no_penalty_ground"),
        (NoPenaltyGround.FIRST, {"corrected": False}, "no_penalty_ground"),
        (NoPenaltyGround.SLIGHT, {"corrected": False}, "no_penalty_ground"),
        (NoPenaltyGround.SLIGHT, {"earlier": EARLIER}, None),
        (NoPenaltyGround.NO_FACT, {"corrected": False}, None),
        (NoPenaltyGround.NO_FAULT, {"reason": " "}, "reason"),
        (NoPenaltyGround.MINOR_CHILD, {"birth": date(2013, 1, 1)}, None),
        (NoPenaltyGround.MINOR_CHILD, {"birth": date(2012, 5, 5)}, "no_penalty_ground"),
        (NoPenaltyGround.MINOR_CHILD, {}, "no_penalty_ground"),
    ],
    ids=[
        "33-first", "33-not-first", "33-unknown-party", "33-first-not-corrected", "33-slight-not-corrected", "33-slight-again",
        "57-no-fact", "33-no-fault-reason", "30-child", "30-fourteen", "30-age-unknown",
    ],
)  # fmt: skip
def test_a_ground_for_no_penalty_is_checked_against_the_record(
    ground: NoPenaltyGround, change: dict[str, object], field: str | None
) -> None:
    known: dict[str, object] = {
        "corrected": True, "earlier": (), "identified": True, "birth": None, "happened_on": date(2026, 5, 6),
    }  # fmt: skip
    given = {"reason": "当场改正，没有危害后果"} | known | change
    found = no_penalty_problems(ground, **given)  # type: ignore[arg-type]
    assert [one.field for one in found] == ([field] if field else [])


def test_the_local_list_is_empty_and_says_so_open() -> None:
    assert first_offence_list() == {}
    note = list_note("330217001000", NoPenaltyGround.FIRST)
    assert note is not None
    assert "本地没有登记" in note.why
    assert list_note("330217001000", NoPenaltyGround.SLIGHT) is None
