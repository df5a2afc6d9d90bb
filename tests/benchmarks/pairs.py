"""Time two ways of doing the same work side by side."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """The same work done by us and by a peer; without a goal it is only shown.

    Where a server works for us, ``timer`` is the wall clock: our processor time would leave the server out.
    """

    name: str
    peer_name: str
    ours: Callable[[], object]
    peer: Callable[[], object]
    goal: float | None
    timer: Callable[[], float] = time.process_time


@dataclass(frozen=True, slots=True)
class Outcome:
    """The best time of each side."""

    pair: Pair
    ours_s: float
    peer_s: float

    @property
    def ratio(self) -> float:
        """How many times as fast as the peer we are."""
        return self.peer_s / self.ours_s

    @property
    def reached(self) -> bool:
        """Whether the goal is met; a pair without a goal never fails."""
        return self.pair.goal is None or self.ratio >= self.pair.goal


def measure(pair: Pair) -> Outcome:
    """Run both sides in turn, so that a busy moment of the machine hits both; keep the best of five of each."""
    if pair.ours() != pair.peer():
        raise AssertionError(f"{pair.name}: the two sides give different results")
    times = [(_seconds(pair.ours, pair.timer), _seconds(pair.peer, pair.timer)) for _ in range(ROUNDS)]
    return Outcome(pair, *map(min, zip(*times, strict=True)))


def _seconds(work: Callable[[], object], timer: Callable[[], float]) -> float:
    """Seconds by the timer; in processor time, what other programs take meanwhile is not counted."""
    gc.collect()
    gc.disable()
    try:
        start = timer()
        work()
        return timer() - start
    finally:
        gc.enable()
