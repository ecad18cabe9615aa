"""The sealed page holds what is needed when nobody knows a password any more."""

from datetime import UTC, datetime

from app import clock
from app.services.recovery_page import recovery_page
from app.store.place import OfficeInfo
from tests.documents.samples import read_back


def test_the_page_names_office_device_code_and_day() -> None:
    info = OfficeInfo(township="演示街道", county="柯城区", city="衢州市", device="演示街道-01")
    with clock.frozen(datetime(2026, 11, 24, 3, 0, tzinfo=UTC)):
        (text,) = read_back(recovery_page(info, "K7QF2-M9DXR-T48WH-N3PCJ-6VGA2"))
    for words in ("演示街道办事处", "演示街道-01", "K7QF2-M9DXR-T48WH-N3PCJ-6VGA2", "2026年11月24日"):
        assert words in text
