"""The register of goods: its lights (mission 10)."""

from datetime import UTC, date, datetime

import pytest

from app.registers.goods import signs
from app.rules.vocabulary import Light
from app.rules.vocabulary_case import GoodsMeasure, GoodsOutcome

TAKEN = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "light", "words"),
    [
        (date(2026, 3, 10), Light.NORMAL, "剩 21 天"),
        (date(2026, 3, 29), Light.SOON, "剩 2 天"),
        (date(2026, 3, 31), Light.SOON, "今天到期"),
        (date(2026, 4, 1), Light.OVERDUE, "超期 1 天"),
    ],
    ids=["25-normal", "25-alert-before-day-30", "25-last-day", "25-over"],
)
def test_seized_goods_alert_before_day_thirty(today: date, light: Light, words: str) -> None:
    seen = signs({"measure": GoodsMeasure.SEIZED, "taken_at": TAKEN}, today)["taken_at"]
    assert (seen.light, seen.words) == (light, words)


def test_what_is_let_go_or_older_than_the_law_has_no_light() -> None:
    seized = {"measure": GoodsMeasure.SEIZED, "taken_at": TAKEN}
    assert signs(seized | {"outcome": GoodsOutcome.RETURNED}, date(2026, 4, 1)) == {}
    assert signs(seized | {"measure": GoodsMeasure.SAMPLED}, date(2026, 4, 1)) == {}
    assert signs(seized | {"taken_at": datetime(2011, 3, 2, tzinfo=UTC)}, date(2026, 4, 1)) == {}
