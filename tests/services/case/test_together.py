"""One act on several cases: all of them or none."""

from datetime import timedelta

import pytest

from app.errors import Refused
from app.services.case.together import act_on_all
from tests.services.case.offices import DAY, Bench

ONE = timedelta(days=1)


def two_cases(bench: Bench) -> list[str]:
    found = []
    for party in ("firm", "citizen"):
        found.append(bench.open(party=party))
        bench.to_investigation()
    return found


def co_of(bench: Bench, case_id: str) -> set[str]:
    bench.case_id = case_id
    return {one.person_id for one in bench.seen().people if one.until is None}


def test_an_officer_is_replaced_in_all_cases_at_once(bench: Bench) -> None:
    cases = two_cases(bench)
    given = {"assistants": [bench.people["third"]], "reason": "调离"}
    with bench.at(DAY + ONE), bench.store.write("x") as session:
        saved = act_on_all(session, bench.actors["head"], cases, "reassign", DAY + ONE, given)
    assert [one.id for one in saved] == cases
    assert all(bench.people["third"] in co_of(bench, case) for case in cases)


def test_when_one_case_is_not_ready_none_is_changed(bench: Bench) -> None:
    cases = two_cases(bench)
    bench.take("prove", DAY + 2 * ONE)  # later than the day of the batch
    given = {"assistants": [bench.people["third"]], "reason": "调离"}
    with (
        bench.at(DAY + 2 * ONE),
        pytest.raises(Refused, match=r"示例当事人.*早于上一步"),
        bench.store.write("x") as session,
    ):
        act_on_all(session, bench.actors["head"], cases, "reassign", DAY + ONE, given)
    assert all(bench.people["third"] not in co_of(bench, case) for case in cases)


def test_what_differs_from_case_to_case_is_not_done_together(bench: Bench) -> None:
    with pytest.raises(Refused, match="逐件办理"), bench.store.write("x") as session:
        act_on_all(session, bench.actors["chief"], [], "decide", DAY, {})
