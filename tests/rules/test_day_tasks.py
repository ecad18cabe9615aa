"""The list of a day: every visit is on it, nobody is in two places at one time, and who cannot be sent is told."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.rules.day_tasks import Assigned, Free, Visit, assign

NINE = datetime(2026, 11, 25, 1, tzinfo=UTC)
FIVE = NINE + timedelta(hours=8)


def people(count: int, certified: int) -> list[Free]:
    return [Free(f"p{number}", f"演示{number}", NINE, FIVE, number < certified) for number in range(count)]


def visits(count: int) -> list[Visit]:
    return [
        Visit(f"v{number}", f"复查{number}", f"街{number % 3}", NINE + timedelta(hours=number), 40)
        for number in range(count)
    ]


def overlapping(found: list[Assigned]) -> list[tuple[str, str]]:
    """Pairs of visits that share somebody at one moment."""
    went = [one for one in found if one.people]
    return [
        (one.visit.id, other.visit.id)
        for place, one in enumerate(went)
        for other in went[place + 1 :]
        if {each.person_id for each in one.people} & {each.person_id for each in other.people}
        and one.begins < other.ends  # type: ignore[operator]
        and other.begins < one.ends  # type: ignore[operator]
    ]


@given(st.integers(0, 30), st.integers(0, 8), st.integers(0, 8))
def test_every_visit_is_listed_once_and_nobody_is_twice_at_one_time(count: int, team: int, certified: int) -> None:
    found = assign(visits(count), people(team, min(team, certified)))
    assert sorted(one.visit.id for one in found) == sorted(one.id for one in visits(count))
    assert overlapping(found) == []
    for one in found:
        assert len(one.people) in {0, 2}
        assert not one.people or any(each.certified for each in one.people)
        assert not one.people or one.ends <= FIVE  # type: ignore[operator]


def test_without_a_certified_officer_nobody_is_sent_and_it_says_so() -> None:
    (one,) = assign(visits(1), people(4, 0))
    assert one.people == ()
    assert "没有两个人" in one.why


def test_two_pairs_work_side_by_side() -> None:
    found = assign(visits(2), people(4, 2))
    assert {each.person_id for one in found for each in one.people} == {"p0", "p1", "p2", "p3"}
    assert found[0].begins == found[1].begins == NINE
