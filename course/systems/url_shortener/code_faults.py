"""Faults of the ways to make a code: two data centres cut apart, a counter set back, a buffer that all find empty."""

import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from course.clock import ManualClock
from course.parts import base62
from course.parts.number_lease import LeasedNumbers, TableCounter
from course.parts.single_flight import SingleFlight
from course.simulation.arrivals import poisson_arrivals
from course.simulation.timeline import Timeline
from course.stores import open_duckdb, open_redis
from course.systems.url_shortener.designs import CODES, CodeMaker, CounterCodes
from course.systems.url_shortener.links import LinkTable
from course.systems.url_shortener.model import Link, Unavailable
from course.systems.url_shortener.service import UrlShortener

PAGE = "https://example.org/invoice"


def new_in_a_second_lived_twice(next_id: Callable[[int], int], rng: random.Random, *, links_per_s: float) -> float:
    """Make links for a second, set the clock back by it, go on: which share of the second ids is new?

    Links come at random moments (Poisson). ``next_id`` is given the clock's milliseconds.
    """
    begin_ms = 1_795_219_200_000  # 2026-11-21
    first, again = (
        [next_id(begin_ms + int(1000 * moment_s)) for moment_s in poisson_arrivals(links_per_s, 1.0, rng)]
        for _ in range(2)
    )
    return len(set(again) - set(first)) / len(again)


def given_twice_in_a_cut(rng: random.Random, *, hours: float, links_per_s: float, scale: int = 100) -> int:
    """Cut the line between two data centres that each make half of the links from hashes; how many codes do both give?

    A hundredth of the links is drawn from a ten-thousandth of the codes (``scale`` and its square): the number of
    pairs for each code stays the same, and with it the number of codes that are given twice.
    """
    links = round(links_per_s / 2 * 3_600 * hours / scale)
    codes = range(CODES // scale**2)
    east, west = (set(rng.choices(codes, k=links)) for _ in range(2))
    return len(east & west)


@dataclass(frozen=True, slots=True)
class Refills:
    """What a crowd did to a pool of keys. ``lost`` were marked as used, and no link has them."""

    refills: int
    taken: int
    given: int
    left: int

    @property
    def lost(self) -> int:
        """Keys that nobody has and nobody will get."""
        return self.taken - self.given - self.left


def empty_buffer(callers: int, *, batch: int = 1_000, query_s: float = 0.005, single_flight: bool) -> Refills:
    """Let callers find an empty buffer at the same moment, in virtual time.

    In the design often seen each of them fetches ``batch`` keys and puts them in the buffer's place; with
    ``single_flight`` one of them fetches for all, and adds them.
    """
    timeline = Timeline(ManualClock(0.0))
    flights: SingleFlight[str, None] = SingleFlight()
    buffer: deque[int] = deque()
    refills = given = 0

    def use_one(_: object = None) -> None:
        nonlocal given
        buffer.popleft()
        given += 1

    def replaced() -> None:
        buffer.clear()
        buffer.extend(range(batch))
        use_one()

    def added() -> None:
        buffer.extend(range(batch))
        flights.land("refill", None)

    def caller() -> None:
        nonlocal refills
        if single_flight:
            leader, flight = flights.join("refill")
            flight.add_done_callback(use_one)
            if not leader:
                return
        refills += 1
        timeline.after(query_s, added if single_flight else replaced)

    for _ in range(callers):
        timeline.at(0.0, caller)
    timeline.run()
    return Refills(refills, refills * batch, given, len(buffer))


def errors_after_fail_over(numbers: Iterator[int], *, made: int, customers: int) -> int:
    """``made`` links exist, numbered from 0; then a server goes on with ``numbers``. How many customers see an error?

    The service tries five codes before it gives up.
    """
    table = LinkTable(open_duckdb())
    _insert(table, CounterCodes(iter(range(made))), made)
    return customers - len(_served(table, CounterCodes(numbers), customers))


def table_fail_over(*, made: int, copied: int, customers: int, block: int = 1_000) -> tuple[int, int]:
    """Links and their counter stand in one database; a copy that knows only the first ``copied`` links takes over.

    Returns how many of the next customers see an error, and how many get the code of a link that the copy never heard
    of. The copy is the database as it was after so many links, counter and all.
    """

    def leased(database: DuckDBPyConnection) -> CounterCodes:
        return CounterCodes(LeasedNumbers(TableCounter(database).reserve, block, low_water=0))

    original, copy = open_duckdb(), open_duckdb()
    given = _insert(LinkTable(original), leased(original), made)
    known = _insert(LinkTable(copy), leased(copy), copied)
    served = _served(LinkTable(copy), leased(copy), customers)
    return customers - len(served), len((given - known) & served)


def _insert(table: LinkTable, maker: CodeMaker, links: int) -> set[str]:
    codes = [maker.new_code(PAGE) for _ in range(links)]
    table.insert_many(Link(code, PAGE, 0.0) for code in codes)
    return set(codes)


def _served(table: LinkTable, maker: CodeMaker, customers: int) -> set[str]:
    clock = ManualClock()
    shortener = UrlShortener(maker, table, open_redis(clock), clock)
    codes = set[str]()
    for _ in range(customers):
        with suppress(Unavailable):
            codes.add(shortener.create(PAGE).code)
    return codes


def opened_by_stranger(codes: Sequence[str], *, requests: int = 100) -> int:
    """A stranger owns two links made one after the other, and walks on by the step between them.

    How many of their requests open somebody's link? ``codes``: all links, in the order in which they were made.
    """
    live = set(codes)
    middle = len(codes) // 2
    one, two = (base62.decode(code) for code in codes[middle : middle + 2])
    space = 62 ** len(codes[middle])
    guesses = ((two + step * (two - one)) % space for step in range(1, requests + 1))
    return sum(base62.encode(guess).rjust(len(codes[middle]), "0") in live for guess in guesses)
