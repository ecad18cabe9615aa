"""How a user's arrangement of a table is kept and read again."""

import pytest

from app.views.register.rows import Arrangement, ShownColumn, arrangement_from

COLUMNS = (ShownColumn("name", "姓名"), ShownColumn("phone", "手机"), ShownColumn("note", "备注", sortable=False))


def test_what_was_stored_is_read_again() -> None:
    kept = Arrangement({"phone": 88}, ("note", "name", "phone"), frozenset({"note"}), "-phone")
    assert arrangement_from(kept.stored(), COLUMNS) == kept


@pytest.mark.parametrize(
    ("stored", "order", "hidden", "sort"),
    [
        (None, ("name", "phone", "note"), set(), ""),
        ("nonsense", ("name", "phone", "note"), set(), ""),
        ({"order": ["phone", "gone"], "hidden": ["gone"]}, ("phone", "name", "note"), set(), ""),
        ({"hidden": ["name", "phone", "note"]}, ("name", "phone", "note"), set(), ""),
        ({"sort": "-note"}, ("name", "phone", "note"), set(), ""),
        ({"sort": "-gone"}, ("name", "phone", "note"), set(), ""),
        ({"sort": "phone", "hidden": ["note"]}, ("name", "phone", "note"), {"note"}, "phone"),
    ],
    ids=["new user", "damaged", "column gone", "all hidden", "cannot sort", "sort gone", "fits"],
)
def test_an_arrangement_of_other_columns_still_gives_a_table(
    stored: object, order: tuple[str, ...], hidden: set[str], sort: str
) -> None:
    read = arrangement_from(stored, COLUMNS)
    assert (read.order, set(read.hidden), read.sort) == (order, hidden, sort)


def test_a_width_is_never_too_small_to_grip() -> None:
    assert arrangement_from({"widths": {"name": 3}}, COLUMNS).widths == {"name": 40}
