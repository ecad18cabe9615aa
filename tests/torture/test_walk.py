"""Ten thousand cases walked at random: no act in any order leaves a case where it may not stand.

The rules and what must hold are in `tests/services/case/walking.py`; the short form runs beside the other tests of cases.
"""

import gc

import pytest

from app.store.unit import Store
from tests.services.case.offices import Bench, account_in, bench_in
from tests.services.case.walking import walked
from tests.torture.proof import seed

CASES, STEPS = 10_000, 30
SEEN_BY_THEN = {
    "decide", "serve", "perform", "close", "archive", "urge", "apply_court", "court_ends", "surcharge", "hold_hearing",
    "spot_decide", "spot_record", "secure_goods", "secure_urgently", "approve_urgent", "remedy_opened", "defer", "revoke",
    "report_crime", "clear_crime", "withdraw", "transfer", "decline",
}  # fmt: skip


@pytest.fixture
def bench(store: Store) -> Bench:
    """An office with everything a case needs, and an account for each role. Nothing is pulled out from under it here, so that a
    commit need not wait for the disk: what a power cut leaves is tried elsewhere."""
    raw = store._writer.raw_connection()
    raw.cursor().execute("PRAGMA synchronous=OFF")
    raw.close()
    return bench_in(store, account_in(store))


@pytest.mark.torture
@pytest.mark.timeout(0)
def test_ten_thousand_cases_never_stand_where_they_may_not(bench: Bench) -> None:
    gc.freeze()  # what is loaded by now is not looked through again and again
    tally = walked(bench, CASES, STEPS, seed=seed())
    print(f"{tally['cases']} cases, {sum(tally.values()) - tally['cases']} acts taken or refused: {tally}", flush=True)
    assert tally["cases"] >= CASES
    assert tally.keys() >= SEEN_BY_THEN
