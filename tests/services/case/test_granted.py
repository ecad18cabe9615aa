"""From which day and for which township an item may be used (mission 33, 39)."""

from datetime import timedelta

import pytest

from app.errors import Refused
from app.models import PowerItem
from tests.services.case.offices import DAY, Bench


@pytest.mark.parametrize(
    ("days", "taken"), [(10, False), (0, True)], ids=["takes effect later", "takes effect that day"]
)
def test_row_39_nothing_is_filed_before_the_grant_takes_effect(bench: Bench, days: int, *, taken: bool) -> None:
    with bench.store.write("x") as session:
        session.get_one(PowerItem, bench.items["plain"]).valid_from = DAY + timedelta(days=days)
    bench.open(item="plain")
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    if taken:
        bench.take("file", DAY)
        assert bench.case().filed_on == DAY
        return
    with pytest.raises(Refused, match="没有赋权给本乡镇"):
        bench.take("file", DAY)
    assert bench.case().filed_on is None


def test_row_33_an_item_of_another_township_leads_to_its_department(bench: Bench) -> None:
    bench.open(item="elsewhere")
    bench.take("assign", DAY, lead=bench.people["lead"], assistants=[bench.people["co"]])
    with pytest.raises(Refused, match="应当移送主管部门"):
        bench.take("file", DAY)
