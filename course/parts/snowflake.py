"""Ids made of time: one machine makes millions of them without asking anybody, and each is larger than the last."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from course.clock import Clock
from course.errors import CourseError

EPOCH_MS = 1_609_459_200_000
"""2021-01-01 00:00 UTC in milliseconds since 1970: where this course's ids begin to count."""

TIME_BITS, MACHINE_BITS, SEQUENCE_BITS = 41, 10, 12
MACHINES, IDS_PER_MS = 1 << MACHINE_BITS, 1 << SEQUENCE_BITS
LAST_MS = EPOCH_MS + (1 << TIME_BITS) - 1
"""The last millisecond that fits: in September 2090."""

_TIME_SHIFT = MACHINE_BITS + SEQUENCE_BITS
_LAST_SEQUENCE = IDS_PER_MS - 1
_MOST_WAITS = 1_000


class ClockWentBack(CourseError):
    """The clock shows a time at which ids may have been made already, and to wait for its end would take too long."""


@dataclass(frozen=True, slots=True)
class IdParts:
    """What an id says: when it was made (milliseconds since 1970), by which machine, as which of that millisecond."""

    at_ms: int
    machine: int
    sequence: int


def join(parts: IdParts) -> int:
    """Pack time, machine and sequence into one number of 63 bits."""
    return (parts.at_ms - EPOCH_MS) << _TIME_SHIFT | parts.machine << SEQUENCE_BITS | parts.sequence


def split(snowflake_id: int) -> IdParts:
    """Read an id; undoes :func:`join`."""
    machine = snowflake_id >> SEQUENCE_BITS & (MACHINES - 1)
    return IdParts((snowflake_id >> _TIME_SHIFT) + EPOCH_MS, machine, snowflake_id & _LAST_SEQUENCE)


class Snowflake:
    """Ids that are unique and rising, whatever the clock does. Safe between threads.

    A clock that stands still, or that shows a full millisecond, is waited for. A clock that steps back is waited for
    up to ``patience_s``; above that the id is refused. ``not_before_ms`` is the last millisecond in which this machine
    number may have made ids before (another process, or this one before its restart): none is made up to it.

    Args:
        machine: 0 to 1,023; no two servers may have the same at the same time (see ``machine_lease``).
        wait: called with seconds; a manual clock's ``advance`` lets virtual time pass.

    Cost: O(1) an id; 4,096 ids a millisecond at most.
    Source: Twitter's Snowflake (2010): 1 + 41 + 10 + 12 bits.
    Leaves out: to remember the last millisecond over a restart. A machine lease does that.

    Raises:
        ValueError: there is no such machine number.
    """

    def __init__(
        self,
        machine: int,
        clock: Clock,
        *,
        not_before_ms: int = 0,
        patience_s: float = 0.010,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        if not 0 <= machine < MACHINES:
            raise ValueError(f"Machine numbers go from 0 to {MACHINES - 1:,}; you gave {machine:,}.")
        self.machine = machine
        self._clock = clock
        self._patience_s = patience_s
        self._wait = wait
        self._lock = threading.Lock()
        self._ms = max(not_before_ms, EPOCH_MS - 1)  # the millisecond that ids are made in
        self._next = self._end = 0  # what is free in it: nothing

    def next_id(self) -> int:
        """Make the next id.

        Raises:
            ClockWentBack: the clock is behind by more than the patience.
            OverflowError: the 41 bits of time are used up.
        """
        with self._lock:
            ms = int(self._clock.now_s() * 1000)
            if ms != self._ms or self._next == self._end:
                self._begin(ms)
            self._next += 1
            return self._next - 1

    def batch(self, count: int) -> list[int]:
        """Make ``count`` ids at once, rising: many times as fast as one by one. Raises as :meth:`next_id` does."""
        ids: list[int] = []
        with self._lock:
            while (missing := count - len(ids)) > 0:
                ms = int(self._clock.now_s() * 1000)
                if ms != self._ms or self._next == self._end:
                    self._begin(ms)
                end = min(self._end, self._next + missing)
                ids.extend(range(self._next, end))
                self._next = end
        return ids

    def _begin(self, ms: int) -> None:
        """Go on to a millisecond with free ids: the one of the clock, or the next one that it will show."""
        if ms <= self._ms:
            ms = self._waited(ms)
        if ms > LAST_MS:
            raise OverflowError("41 bits of milliseconds ended in September 2090. Choose a later epoch.")
        self._ms = ms
        self._next = join(IdParts(ms, self.machine, 0))
        self._end = self._next + IDS_PER_MS

    def _waited(self, ms: int) -> int:
        """Wait until the clock shows a later millisecond than the last one used; return what it shows."""
        for _ in range(_MOST_WAITS):
            behind_s = (self._ms - ms) / 1000
            if behind_s > self._patience_s:
                raise ClockWentBack(
                    f"The clock is {behind_s:,.3f} s behind the last id; we wait {self._patience_s:g} s at most. "
                    "Set the clock right, or let another server make the id."
                )
            self._wait(behind_s + 0.001)
            ms = int(self._clock.now_s() * 1000)
            if ms > self._ms:
                return ms
        raise ClockWentBack("The clock stands still. With a manual clock, give wait=clock.advance.")
