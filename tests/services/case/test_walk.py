"""Random acts through many cases: eighty in the short form, ten thousand in the long one (`dev.py torture`)."""

import sys
from typing import cast

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.services.case.offices import Bench
from tests.services.case.walking import Walk

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def walked(bench: Bench, cases: int, steps: int, *, derandomize: bool) -> dict[str, int]:
    """Walk `cases` cases by up to `steps` rules each; how often each act was taken and how often one was refused."""
    tally: dict[str, int] = {}
    machine = cast("type[RuleBasedStateMachine]", lambda: Walk(bench, tally))  # anything that makes one will do
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=cases, stateful_step_count=steps, deadline=None, database=None, derandomize=derandomize,
            suppress_health_check=SLOW,
        ),
    )  # fmt: skip
    sys.stdout.write(f"{tally}\n")
    return tally


def test_no_random_walk_breaks_a_case(bench: Bench) -> None:
    tally = walked(bench, 80, 24, derandomize=True)
    assert tally["cases"] >= 80
    assert tally["refused"] > 100
    assert {"assign", "file", "prove", "notify", "decide", "serve"} <= tally.keys()


@pytest.mark.torture
@pytest.mark.timeout(0)
def test_ten_thousand_cases(bench: Bench) -> None:
    tally = walked(bench, 10_000, 30, derandomize=False)
    assert tally["cases"] >= 10_000
    assert {
        "decide",
        "serve",
        "perform",
        "close",
        "archive",
        "apply_court",
        "hold_hearing",
        "spot_decide",
    } <= tally.keys()
