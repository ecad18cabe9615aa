"""Days, names and codes as people write them."""

from datetime import date

import pytest

from app.rules import written


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)),
        ("2024/3/5", date(2024, 3, 5)),
        ("2024.3.5.", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)),
        ("２０２４－３－５", date(2024, 3, 5)),
        ("20240305", date(2024, 3, 5)),
        ("2024-03-05 08:30:00", date(2024, 3, 5)),
        ("2024-02-30", None),
        ("24.3.5", None),
        ("2024年3月", None),
        ("去年", None),
    ],
)
def test_days(raw: str, day: date | None) -> None:
    assert written.day(raw) == day


def test_serials_of_a_spreadsheet() -> None:
    assert written.day_of_serial(45356) == date(2024, 3, 5)
    assert written.day_of_serial(20240305) == date(2024, 3, 5)
    assert written.day_of_serial(-1) is None


@pytest.mark.parametrize(
    ("raw", "name"),
    [(" 张　三 ", "张三"), ("𠮷 田", "𠮷田"), ("A  B", "A B"), ("\u200b张\ufeff三", "张三"), ("Li 明", "Li明")],
)
def test_names(raw: str, name: str) -> None:
    assert written.name(raw) == name


@pytest.mark.parametrize(
    ("raw", "code"), [("'００７", "007"), ("ａｂ－１ ２", "AB-12"), ("`33\u00a0x", "33X"), ("", "")]
)
def test_codes(raw: str, code: str) -> None:
    assert written.code(raw) == code


def test_numbers() -> None:
    assert written.number("１，０００.5") == 1000.5
    assert written.number("十") is None
