"""The pairs of course/parts; goals and peers are those of the references."""

import random
from functools import partial

import base62 as pybase62
import cachetools
import uhashring
from snowflake import SnowflakeGenerator

from course.clock import SystemClock
from course.parts import base62
from course.parts.hash_ring import HashRing
from course.parts.lru_cache import LruCache
from course.parts.snowflake import Snowflake
from course.simulation.popularity import ZipfKeys
from tests.benchmarks.pairs import Pair

CODES = 50_000
LOOKUPS = 200_000
LINKS = 100_000
CACHED_LINKS = 1_000
NODES = [f"shard{number}" for number in range(10)]
IDS = 200_000


def part_pairs() -> list[Pair]:
    """Make the work, seeded, and pair the two sides."""
    rng = random.Random(1)
    numbers = [rng.randrange(62**7) for _ in range(CODES)]
    codes = [pybase62.encode(number) for number in numbers]
    keys = ZipfKeys(LINKS).sample(LOOKUPS, rng)
    return [
        Pair(
            "base62 encode",
            "pybase62",
            partial(last_of, base62.encode, numbers),
            partial(last_of, pybase62.encode, numbers),
            1.6,
        ),
        Pair(
            "base62 decode",
            "pybase62",
            partial(last_of, base62.decode, codes),
            partial(last_of, pybase62.decode, codes),
            3.0,
        ),
        Pair(
            "LRU get, put on a miss", "cachetools", partial(our_misses, keys), partial(misses_by_exception, keys), 4.0
        ),
        Pair(
            "LRU get, put on a miss", "cachetools .get()", partial(our_misses, keys), partial(misses_by_get, keys), None
        ),
        Pair(
            "hash ring look-up",
            "uhashring",
            partial(last_of, HashRing(NODES).owner, codes),
            partial(last_of, uhashring.HashRing(NODES, hash_fn="ketama").get_node, codes),
            1.2,
        ),
        Pair("Snowflake ids, with a lock", "snowflake-id, without", our_ids, their_ids, 0.6),
        Pair("Snowflake ids, a batch", "snowflake-id", our_batch, their_ids, 7.0),
    ]


def our_ids():
    ids = Snowflake(1, SystemClock(), patience_s=1)
    for _ in range(IDS):
        made = ids.next_id()
    return made > 0


def our_batch():
    return Snowflake(1, SystemClock(), patience_s=1).batch(IDS)[-1] > 0


def their_ids():
    """It gives None where a millisecond is full; then one asks again."""
    ids = SnowflakeGenerator(1)
    made = 0
    while made < IDS:
        made += next(ids) is not None
    return made > 0


def last_of(function, arguments):
    """Only the last result is kept: a list of all would be timed too, and property tests compare them anyway."""
    result = None
    for argument in arguments:
        result = function(argument)
    return result


def our_misses(keys):
    cache: LruCache[int, str] = LruCache(CACHED_LINKS)
    misses = 0
    for key in keys:
        if cache.get(key) is None:
            misses += 1
            cache.put(key, "link")
    return misses


def misses_by_exception(keys):
    """As cachetools' own decorator asks its caches."""
    cache: cachetools.LRUCache[int, str] = cachetools.LRUCache(CACHED_LINKS)
    misses = 0
    for key in keys:
        try:
            cache[key]
        except KeyError:
            misses += 1
            cache[key] = "link"
    return misses


def misses_by_get(keys):
    """The way without exceptions, which cachetools answers faster when half of the look-ups miss."""
    cache: cachetools.LRUCache[int, str] = cachetools.LRUCache(CACHED_LINKS)
    misses = 0
    for key in keys:
        if cache.get(key) is None:
            misses += 1
            cache[key] = "link"
    return misses
