"""Virtual time: events in order, and a clock that jumps from one to the next."""

import heapq
from collections.abc import Callable, Iterator
from itertools import count

from course.clock import ManualClock


class Timeline:
    """Runs actions at their times, moving ``clock`` there first. Equal times run in the order in which they were set.

    Cost: O(log events) an event. Leaves out: taking an event back.
    """

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self._events: list[tuple[float, int, Callable[[], object]]] = []
        self._order = count()

    def at(self, time_s: float, action: Callable[[], object]) -> None:
        """Run ``action`` when the clock shows ``time_s``.

        Raises:
            ValueError: that moment is over.
        """
        if not time_s >= self.clock.now_s():
            raise ValueError(f"It is {self.clock.now_s()} s already; nothing can happen at {time_s} s.")
        heapq.heappush(self._events, (time_s, next(self._order), action))

    def after(self, delay_s: float, action: Callable[[], object]) -> None:
        """Run ``action`` ``delay_s`` seconds from now."""
        self.at(self.clock.now_s() + delay_s, action)

    def start(self, program: Iterator[float]) -> None:
        """Run a program up to its end, from now on: each ``yield`` says for how many seconds it sleeps."""
        sleep_s = next(program, None)
        if sleep_s is not None:
            self.after(sleep_s, lambda: self.start(program))

    def run(self, until_s: float | None = None) -> None:
        """Run every event up to ``until_s``, that moment included, and leave the clock there; without it, run them all.

        Actions may set further events. Those that set one for ever need ``until_s``.
        """
        while self._events and (until_s is None or self._events[0][0] <= until_s):
            time_s, _, action = heapq.heappop(self._events)
            self._move_to(time_s)
            action()
        if until_s is not None:
            self._move_to(until_s)

    def _move_to(self, time_s: float) -> None:
        # an action may have moved the clock itself, and a sum of floats may lie a hair beyond its target
        wait_s = time_s - self.clock.now_s()
        if wait_s > 0:
            self.clock.advance(wait_s)
