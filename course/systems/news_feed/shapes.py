"""In which shape Redis holds a feed, and how many machines half a billion feeds of that shape take.

All bytes were recorded on a real server, after one delivery: add the newest post, then trim the oldest.
"""

import math
from dataclasses import dataclass

from course.errors import CourseError
from course.recordings import recorded_values
from course.systems.news_feed.estimate import USERS

LIMITS = (128, 256, 512)
"""Redis packs a sorted set of at most so many members (``zset-max-listpack-entries``)."""

CAPS = (60, 126, 127, 200, 254, 255, 400, 510, 511, 800)
PACKED_CAPS = (60, 126, 127, 200, 254, 255, 400, 510, 800)
UNPACKED_CAPS = (127, 200, 254, 255, 400, 510, 511, 800)
WORK_CAPS = (126, 510, 800)
MACHINE_BYTES = 64e9
BYTES, WORK = "22c.redis-shapes", "22c.redis-work"


def is_packed(limit: int, cap: int) -> bool:
    """Whether a feed stays packed. The mark is a member too, and between ZADD and the trim there is one line more.

    Redis unpacks a set that is over the limit for a moment, and never packs it again.
    """
    return cap + 2 <= limit


def bytes_label(packed: bool, cap: int) -> str:
    """The name of a recorded figure: bytes of one feed."""
    return f"{'packed' if packed else 'unpacked'}, {cap} lines"


def work_label(packed: bool, cap: int) -> str:
    """The name of a recorded figure: processor time of one delivery."""
    return f"a delivery, {bytes_label(packed, cap)}"


@dataclass(frozen=True, slots=True)
class Shape:
    """One feed, and half a billion of them."""

    limit: int
    cap: int
    packed: bool
    feed_bytes: float

    @property
    def line_bytes(self) -> float:
        """What one line costs."""
        return self.feed_bytes / self.cap

    @property
    def total_bytes(self) -> float:
        """All readers together."""
        return USERS * self.feed_bytes

    @property
    def machines(self) -> int:
        """How many machines hold all feeds once."""
        return math.ceil(self.total_bytes / MACHINE_BYTES)


def shape(limit: int, cap: int) -> Shape:
    """A feed of ``cap`` lines on a Redis with this limit.

    Raises:
        CourseError: nobody measured that limit or cap.
    """
    if limit not in LIMITS or cap not in CAPS:
        raise CourseError(f"Measured were the limits {LIMITS} and the caps {CAPS}; you gave {limit} and {cap}.")
    packed = is_packed(limit, cap)
    return Shape(limit, cap, packed, recorded_values(BYTES)[bytes_label(packed, cap)])


def times_as_long(cap: int) -> float:
    """How many times as long a delivery takes when the feed is packed: Redis walks along it."""
    work = recorded_values(WORK)
    return work[work_label(True, cap)] / work[work_label(False, cap)]
