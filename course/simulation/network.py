"""Wires between machines, in virtual time: they delay, and where told to, lose, repeat and reorder."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from course.simulation.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a wire behaves. Chances are for each frame.

    A frame needs ``delay_s``, and at most ``jitter_s`` more. With ``in_order`` (TCP) none overtakes the one before it.
    """

    delay_s: float = 0.020
    jitter_s: float = 0.010
    lost: float = 0.0
    repeated: float = 0.0
    in_order: bool = True


class Wire:
    """One direction of a connection. Once cut, nothing arrives any more, not even what is under way.

    Cost: O(log events) a frame.
    """

    def __init__(self, timeline: Timeline, rng: random.Random, conditions: Conditions) -> None:
        self._timeline = timeline
        self._rng = rng
        self._conditions = conditions
        self._last_s = 0.0
        self._whole = True
        self.under_way = 0

    def carry(self, arrive: Callable[[], object]) -> None:
        """Call ``arrive`` when the frame is there: never, once, or twice."""
        if self._conditions.lost and self._rng.random() < self._conditions.lost:
            return
        self._send(arrive)
        if self._conditions.repeated and self._rng.random() < self._conditions.repeated:
            self._send(arrive)

    def cut(self) -> None:
        """From now on nothing arrives."""
        self._whole = False

    def _send(self, arrive: Callable[[], object]) -> None:
        delay_s = self._conditions.delay_s + self._rng.random() * self._conditions.jitter_s
        at_s = self._timeline.clock.now_s() + delay_s
        if self._conditions.in_order:
            at_s = self._last_s = max(at_s, self._last_s)
        self.under_way += 1

        def arrived() -> None:
            self.under_way -= 1
            if self._whole:
                arrive()

        self._timeline.at(at_s, arrived)
