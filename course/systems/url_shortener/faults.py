"""Faults that the lessons cause: copies that outlive links, lost hot keys, crowds, and stores that do not answer."""

import random
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, cast

import duckdb
import redis

from course.clock import Clock, ManualClock
from course.parts.single_flight import SingleFlight
from course.simulation.arrivals import even_arrivals
from course.simulation.timeline import Timeline
from course.stores import open_duckdb, open_redis
from course.systems.url_shortener.designs import CacheTtl, CounterCodes, ShuffledCodes
from course.systems.url_shortener.links import LinkTable
from course.systems.url_shortener.model import ExpiredLink, Link, Unavailable, UnknownCode
from course.systems.url_shortener.service import UrlShortener


def readers_let_through(cache_ttl: CacheTtl, *, lifetime_s: float, later_s: float, readers: int) -> int:
    """Make a link that lives for ``lifetime_s``; how many readers still follow it ``later_s`` after it was made?"""
    clock = ManualClock()
    table = LinkTable(open_duckdb())
    shortener = UrlShortener(CounterCodes(count()), table, open_redis(clock), clock, cache_ttl=cache_ttl)
    sale = shortener.create("https://example.org/sale", lifetime_s=lifetime_s)
    clock.advance(later_s)
    through = 0
    for _ in range(readers):
        with suppress(ExpiredLink):
            shortener.resolve(sale.code)
            through += 1
    return through


def table_reads(codes: Iterable[str], *, remember_unknown: bool) -> int:
    """Ask an empty shortener for these codes; how many of the look-ups reach its table?"""
    clock = ManualClock()
    table = LinkTable(open_duckdb())
    shortener = UrlShortener(CounterCodes(count()), table, open_redis(clock), clock, remember_unknown=remember_unknown)
    for code in codes:
        with suppress(UnknownCode):
            shortener.resolve(code)
    return table.reads


@dataclass(frozen=True, slots=True)
class Stampede:
    """What happened after a hot link fell out of the cache."""

    readers: int
    queries: int
    most_at_once: int
    longest_wait_s: float


def stampede(
    rng: random.Random,
    *,
    reads_per_s: int = 10_000,
    query_s: float = 0.020,
    watch_s: float = 0.1,
    single_flight: bool,
) -> Stampede:
    """Empty the cache of one hot link and watch its readers, in virtual time.

    Readers come evenly, each at a random moment of its own share of a second. Whoever misses the cache asks the
    database (``query_s`` an answer, however many ask), unless ``single_flight`` lets one ask for all. Cost:
    O(readers log readers).
    """
    clock = ManualClock(0.0)
    timeline = Timeline(clock)
    flights: SingleFlight[str, str] = SingleFlight()
    cached: list[str] = []
    running = queries = most = 0
    longest = 0.0

    def reader() -> None:
        nonlocal running, queries, most
        if cached:
            return
        arrived_s = clock.now_s()
        if single_flight:
            leader, answer = flights.join("hot")
            answer.add_done_callback(lambda _: waited(arrived_s))
            if not leader:
                return
        queries += 1
        running += 1
        most = max(most, running)
        timeline.after(query_s, lambda: answered(arrived_s))

    def answered(arrived_s: float) -> None:
        nonlocal running
        running -= 1
        cached[:] = ["the address"]
        if single_flight:
            flights.land("hot", cached[0])
        else:
            waited(arrived_s)

    def waited(arrived_s: float) -> None:
        nonlocal longest
        longest = max(longest, clock.now_s() - arrived_s)

    moments = even_arrivals(reads_per_s, watch_s, rng)
    for moment_s in moments:
        timeline.at(moment_s, reader)
    timeline.run()
    return Stampede(len(moments), queries, most, longest)


class FailingTable(LinkTable):
    """A table of links that one can switch off: ``connected = False``, as fakeredis calls it.

    ``answers_lost`` plays the nastier failure: the row is written, and the answer never comes back.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        super().__init__(database)
        self.connected = True
        self.answers_lost = False

    def find(self, code: str) -> Link | None:
        """As in :class:`LinkTable`, if the table is connected."""
        self._refuse()
        return super().find(code)

    def insert_if_absent(self, link: Link) -> bool:
        """As in :class:`LinkTable`, if the table is connected and its answer arrives."""
        self._refuse()
        kept = super().insert_if_absent(link)
        if self.answers_lost:
            raise Unavailable("The table took the link, and its answer was lost.")
        return kept

    def _refuse(self) -> None:
        if not self.connected:
            raise Unavailable("The table of links does not answer. Try again soon.")


class FailingRedis:
    """A Redis that one can switch off: ``connected = False``. Then each call raises what a client of Redis raises."""

    def __init__(self, store: redis.Redis) -> None:
        self._store = store
        self.connected = True

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the client has
        if not self.connected:
            raise redis.ConnectionError("Redis does not answer.")
        return getattr(self._store, name)


def failing_service(clock: Clock) -> tuple[UrlShortener, FailingTable, FailingRedis]:
    """An unused shortener, and its two stores to switch off."""
    table, cache = FailingTable(open_duckdb()), FailingRedis(open_redis(clock))
    return UrlShortener(ShuffledCodes(count(1)), table, cast("redis.Redis", cache), clock), table, cache


@dataclass(frozen=True, slots=True)
class WrongAnswers:
    """What readers of one live link heard: how many a wrong answer, and for how long after the failure began."""

    readers: int
    seconds: float


def wrong_answers(
    rng: random.Random, *, kept_s: float, readers_per_s: float = 5.0, outage_s: float = 2.0, watch_s: float = 400.0
) -> WrongAnswers:
    """Let the table fail for ``outage_s``; how many readers of one link are not sent on, and until when?

    Readers come at random (exponential gaps) and ask a cache in front of us. It passes redirects on, and keeps the
    answer that stands for the failure for ``kept_s`` seconds: 0 for a 503. Cost: O(readers).
    """
    now_s = rng.expovariate(readers_per_s)
    copy_until_s = last_s = 0.0
    wrong = 0
    while now_s < watch_s:
        if now_s < outage_s and now_s >= copy_until_s:
            copy_until_s = now_s + kept_s
        if now_s < outage_s or now_s < copy_until_s:
            wrong, last_s = wrong + 1, now_s
        now_s += rng.expovariate(readers_per_s)
    return WrongAnswers(wrong, last_s)
