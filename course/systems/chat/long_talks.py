"""Long conversations, drawn by chance: a day of ids, and two friends who seldom write."""

import random
from collections.abc import Callable
from uuid import UUID

from course.clock import ManualClock
from course.systems.chat.history import DAY_S, BucketOf, MemoryShelf
from course.systems.chat.message_ids import TimeUuids

Page = Callable[[MemoryShelf, None, int], object]
"""Reads the first ``n`` messages of a conversation, from the newest."""

FIRST_DAY = 20_000
"""Days since 1970; any would do."""


def day_of_ids(rng: random.Random, messages: int = 400) -> list[UUID]:
    """The time UUIDs of one day's messages, in the order in which they were written."""
    clock = ManualClock((FIRST_DAY + rng.randrange(1_000)) * DAY_S)
    made, ids, at_s = TimeUuids(clock, node=rng.getrandbits(48)), list[UUID](), 0.0
    for moment_s in sorted(rng.uniform(0, DAY_S) for _ in range(messages)):
        clock.advance(moment_s - at_s)
        at_s = moment_s
        ids.append(made.next_id())
    return ids


def quiet_pair(rng: random.Random, bucket_of: BucketOf, *, messages: int = 400, every_days: float = 3.0) -> MemoryShelf:
    """Two friends who write once in so many days on average; the gaps are exponential."""
    buckets: dict[int, list[int]] = {}
    at_s = FIRST_DAY * DAY_S
    for number in range(1, messages + 1):
        at_s += rng.expovariate(1 / (every_days * DAY_S))
        buckets.setdefault(bucket_of(number, at_s), []).append(number)
    return MemoryShelf(buckets)


def reads_of_a_page(page_of: Page, bucket_of: BucketOf, seed: int = 1, n: int = 50) -> int:
    """How many buckets the newest page of two quiet friends needs."""
    pair = quiet_pair(random.Random(seed), bucket_of)
    page_of(pair, None, n)
    return pair.reads
