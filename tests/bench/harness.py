"""Timing of ours against a peer: same machine, same run, turn and turn about, medians.

A figure is a ratio, ours ÷ peer, because a second on one machine says nothing about another. A bench module has a
`FIGURES` tuple; each figure prepares its data once and gives back the two works to be timed.
"""

import gc
import json
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each run, ours and the peer's, in the order in which they were taken."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]

    @property
    def ours_median(self) -> float:
        """Seconds."""
        return statistics.median(self.ours)

    @property
    def peer_median(self) -> float:
        """Seconds."""
        return statistics.median(self.peer)

    @property
    def ratio(self) -> float:
        """Ours ÷ peer, below 1 when we are faster."""
        return self.ours_median / self.peer_median


@dataclass(frozen=True, slots=True)
class Bound:
    """What is promised: at most `ratio` times the peer, or, where the peer is too quick for a ratio, `seconds` more."""

    ratio: float
    seconds: float = 0.0

    def holds(self, timing: Timing) -> bool:
        """Whether either promise is kept."""
        within = self.seconds > 0 and timing.ours_median - timing.peer_median <= self.seconds
        return timing.ratio <= self.ratio or within

    def __str__(self) -> str:
        return f"≤ {self.ratio} ×" + (f" or + {self.seconds * 1000:g} ms" if self.seconds else "")


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table."""

    key: str
    title: str
    timing: Timing
    bound: Bound
    facts: dict[str, object] = field(default_factory=dict)
    unit: str = "s"  # of what is measured; anything but seconds is shown as it is

    @property
    def kept(self) -> bool:
        """Whether the promise holds in this run."""
        return self.bound.holds(self.timing)


def timed(work: Work) -> float:
    """Seconds one call takes, without the garbage of the one before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(
    ours: Work, peer: Work, runs: int = 7, warmup: int = 2, per: int = 1, clock: Callable[[Work], float] = timed
) -> Timing:
    """Time both `runs` times after `warmup` untimed rounds. Who goes first alternates, so none always finds warm caches.

    `per`: how many times a call does its work; the seconds are for one. `clock` gives the seconds of one call.
    """
    for _ in range(warmup):
        ours()
        peer()
    mine: list[float] = []
    theirs: list[float] = []
    pair = [(ours, mine), (peer, theirs)]
    for _ in range(runs):
        for work, seconds in pair:
            seconds.append(clock(work) / per)
        pair.reverse()
    return Timing(tuple(mine), tuple(theirs))


def table(results: Iterable[Result]) -> str:
    """The results as people read them."""
    head = f"{'':4} {'figure':48} {'ours':>10} {'peer':>10} {'ratio':>6}  promise"
    lines = [
        f"{result.key:4} {_padded(result.title, 48)} {_amount(result.timing.ours_median, result.unit)} "
        f"{_amount(result.timing.peer_median, result.unit)} {result.timing.ratio:6.2f}  {result.bound} "
        f"{'kept' if result.kept else 'NOT KEPT'}"
        for result in results
    ]
    return "\n".join([head, *lines])


def _padded(text: str, width: int) -> str:
    """Chinese characters are two columns wide."""
    return text + " " * (width - sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text))


def _amount(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:10,.0f} {unit}"
    return f"{value:8.2f} s" if value >= 1 else f"{value * 1000:7.2f} ms"


def write_json(results: Iterable[Result], path: Path) -> None:
    """The results with every single run, for comparing one day with another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [asdict(result) | {"ratio": result.timing.ratio, "kept": result.kept} for result in results]
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
