"""The ways to make a code, side by side on the same links."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from course.clock import ManualClock
from course.parts.key_pool import KeyBuffer, KeyPool
from course.parts.machine_lease import MachineLease
from course.parts.number_lease import LeasedNumbers, TableCounter, redis_counter
from course.parts.snowflake import Snowflake
from course.stores import open_duckdb, open_redis
from course.systems.url_shortener.code_faults import opened_by_stranger
from course.systems.url_shortener.designs import (
    CODES,
    CodeMaker,
    CounterCodes,
    FoldedHash,
    KeyedCodes,
    PooledCodes,
    SaltedHash,
    SnowflakeCodes,
    padded,
)

KEYS = 1_000  # drawn from the pool at a time
FIRST = 62**6  # from here on, a number has seven characters
COUNTER = "shortener:numbers"

Way = tuple[CodeMaker, Callable[[], int]]
"""Who makes the codes, and how many round trips that took so far."""
KEY = bytes(range(16))  # everybody can read it here; a real one comes from a vault of secrets


@dataclass(frozen=True, slots=True)
class Made:
    """What one way did: characters a code, codes given twice, links a stranger with two codes opened, round trips."""

    name: str
    characters: int
    twice: int
    opened: int
    trips: int


def compare(links: int, rng: random.Random, *, block: int = 1_000, ask_at: float = 0.0) -> list[Made]:
    """Make so many links in each way, one a millisecond, and count.

    Numbers come in blocks of ``block``, the next asked for when this share of one is left; keys come 1,000 at a time.
    """
    clock = ManualClock()
    store = open_redis(clock)
    lease = MachineLease(store, clock, ttl_s=links / 1_000 + 1)
    store.set(COUNTER, FIRST)
    one = LeasedNumbers(redis_counter(store, COUNTER), 1, low_water=0)
    counters = (TableCounter(open_duckdb(), first=FIRST) for _ in "12")
    plain, keyed = (LeasedNumbers(counter.reserve, block, low_water=ask_at) for counter in counters)
    pool = KeyPool(open_duckdb())
    pool.add(padded(number) for number in rng.sample(range(CODES), 2 * links))
    buffer = KeyBuffer(pool.take, KEYS)
    ways: dict[str, Way] = {
        "clock": (SnowflakeCodes(Snowflake(lease.machine, clock), lease), lambda: 1),
        "hash and salt": (SaltedHash(map(str, count())), lambda: links),
        "folded hash": (FoldedHash(), lambda: 0),
        "one counter": (CounterCodes(one), lambda: one.trips),
        "numbers by the block": (CounterCodes(plain), lambda: plain.trips),
        "key pool": (PooledCodes(buffer), lambda: buffer.refills),
        "blocks and a key": (KeyedCodes(keyed, KEY), lambda: keyed.trips),
    }
    made = []
    for name, (maker, trips) in ways.items():
        codes = []
        for number in range(links):
            clock.advance(0.001)
            codes.append(maker.new_code(f"https://example.org/{number}"))
        opened = opened_by_stranger(codes)
        made.append(Made(name, len(codes[-1]), links - len(set(codes)), opened, trips()))
    return made
