"""Draft values survive JSON with their kinds."""

import json
from datetime import UTC, date, datetime

import pytest

from app.rules.vocabulary import Handling
from app.views.register.packing import pack, unpack
from app.views.widgets.picker import Picked

VALUES = {
    "day": date(2026, 11, 24),
    "at": datetime(2026, 11, 24, 3, 42, 19, 5000, UTC),
    "item": Picked("id-1", "占道经营", "F1"),
    "rows": [{"due": date(2026, 12, 1), "fine": 4000, "on": True, "none": None}],
    "text": "演示",
}


def test_values_come_back_as_they_were() -> None:
    assert unpack(json.loads(json.dumps(pack(VALUES)))) == VALUES


def test_a_word_of_a_vocabulary_comes_back_as_its_stored_text() -> None:
    packed = json.loads(json.dumps(pack(Handling.ORDERED)))
    assert Handling.from_label(unpack(packed)) is Handling.ORDERED


def test_what_no_form_holds_is_not_packed() -> None:
    with pytest.raises(TypeError, match="bytes"):
        pack(b"x")
