"""Names for messages that are made of a clock: the time UUID, and an id often seen that forgot to count."""

import math
from uuid import UUID

from course.clock import Clock

TICKS_PER_S = 10_000_000
"""A time UUID counts steps of 100 ns since 15 October 1582."""

TICKS_BEFORE_1970 = 0x01B21DD213814000
LOW_TICKS = 1 << 32
"""So many different values has the part of the time that stands first in the text."""

NEVER_SET = math.nan
"""What a JavaScript field holds that nobody has set, once 1 was added to it. It stays so however often one adds."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def time_uuid(ticks: int, node: int, clock_seq: int) -> UUID:
    """A UUID of version 1: 60 bits of time, a clock's number of 14 bits, a machine's of 48.

    Source: RFC 9562, section 5.1. The lowest 32 bits of the time stand first, the highest 12 last.
    """
    low, middle, high = ticks & (LOW_TICKS - 1), ticks >> 32 & 0xFFFF, ticks >> 48 & 0x0FFF
    return UUID(fields=(low, middle, high | 1 << 12, clock_seq >> 8 & 0x3F | 0x80, clock_seq & 0xFF, node))


class TimeUuids:
    """Time UUIDs of one machine. Two within 100 ns get neighbouring times.

    Leaves out: what ``clock_seq`` is for; a clock that was set back needs another one.
    """

    def __init__(self, clock: Clock, *, node: int, clock_seq: int = 1) -> None:
        self._clock = clock
        self._node = node
        self._clock_seq = clock_seq
        self._last = 0

    def next_id(self) -> UUID:
        """The id of a message that is written now."""
        self._last = max(self._last + 1, int(self._clock.now_s() * TICKS_PER_S) + TICKS_BEFORE_1970)
        return time_uuid(self._last, self._node, self._clock_seq)


class Base36Ids:
    """A design often seen: milliseconds in base 36, the server's name, three digits of a count that nobody began.

    It is JavaScript, played in Python. With ``count=0`` the count begins, and after 1,000 it begins anew, without a
    look at the clock.
    """

    def __init__(self, clock: Clock, server: str, *, count: float = NEVER_SET) -> None:
        self._clock = clock
        self._server = server.rjust(4, "0")
        self._count = count

    def next_id(self) -> str:
        """The id of a message that is written now."""
        count, self._count = self._count % 1_000, self._count + 1
        digits = "NaN" if math.isnan(count) else f"{int(count):03}"
        return f"{base36(int(self._clock.now_s() * 1_000))}{self._server}{digits}"


def base36(number: int) -> str:
    """A number from 0 on in digits and letters."""
    text = _DIGITS[number % 36]
    while number := number // 36:
        text = _DIGITS[number % 36] + text
    return text
