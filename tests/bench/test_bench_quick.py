"""The measuring itself, and the short forms of the figures: few records, bounds that only a blunder breaks.

Other tests run beside them on the same machine, so a short form compares with the peer less strictly than `dev.py bench`.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.unit import Store
from tests.bench import bench_case, bench_save, bench_search
from tests.bench.data import office, opened
from tests.bench.harness import Bound, Result, Timing, measure, table, write_json


def test_the_ratio_is_that_of_the_medians() -> None:
    timing = Timing(ours=(3.0, 1.0, 2.0), peer=(1.0, 0.5, 9.0))
    assert timing.ratio == 2.0


def test_who_goes_first_alternates_and_the_warm_up_is_not_counted() -> None:
    order: list[str] = []
    timing = measure(lambda: order.append("ours"), lambda: order.append("peer"), runs=4, warmup=1)
    assert order == ["ours", "peer"] + ["ours", "peer", "peer", "ours"] * 2
    assert len(timing.ours) == len(timing.peer) == 4


def test_twice_the_work_is_seen() -> None:
    timing = measure(lambda: time.sleep(0.02), lambda: time.sleep(0.01), runs=3, warmup=0)
    assert 1.5 < timing.ratio < 2.6
    assert not Bound(1.2).holds(timing)
    assert Bound(1.2, seconds=0.1).holds(timing)


@pytest.mark.parametrize(("bound", "word"), [(Bound(1.5), "NOT KEPT"), (Bound(2.5), "kept")])
def test_the_table_and_the_file_say_whether_the_promise_was_kept(tmp_path: Path, bound: Bound, word: str) -> None:
    result = Result("P0", "nothing at all", Timing((2.0,), (1.0,)), bound, {"rows": 3})
    assert table([result]).endswith(word)
    write_json([result], tmp_path / "bench.json")
    line = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))[0]
    assert (line["ratio"], line["kept"], line["facts"]) == (2.0, word == "kept", {"rows": 3})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small office for the short forms."""
    made = opened(office(tmp_path_factory.mktemp("bench"), 1_000))
    yield made
    made.close()


@pytest.mark.bench
def test_saving_a_form_is_about_as_quick_as_its_commit(store: Store, tmp_path: Path) -> None:
    result = bench_save.line(store, tmp_path, runs=3)
    assert Bound(20.0, seconds=0.020).holds(result.timing), table([result])


@pytest.mark.bench
def test_no_kind_of_query_needs_long(store: Store) -> None:
    results = bench_search.lines(store, runs=3)
    assert [result.facts["hits"] for result in results][:4] == [50, 50, 50, 50]
    assert results[-1].facts["hits"] == 0
    slow = [result for result in results if not Bound(20.0, seconds=0.050).holds(result.timing)]
    assert slow == [], table(slow)


@pytest.mark.bench
def test_a_large_case_opens_with_eight_queries(store: Store) -> None:
    result = bench_case.line(store, runs=3)
    assert (result.facts["papers"], result.facts["acts"]) == (308, 65)
    assert Bound(20.0, seconds=0.100).holds(result.timing), table([result])
