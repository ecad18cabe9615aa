"""Random acts through sixty cases; `tests/torture/test_walk.py` walks ten thousand."""

import pytest

from tests.services.case.offices import Bench
from tests.services.case.walking import walked


@pytest.mark.timeout(600)  # a busy machine takes its time
def test_no_random_walk_breaks_a_case(bench: Bench) -> None:
    tally = walked(bench, 60, 24)
    assert tally["cases"] >= 60
    assert tally["refused"] > 100
    assert {"assign", "file", "prove", "notify", "decide", "serve"} <= tally.keys()
