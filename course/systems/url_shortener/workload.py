"""Seeded traffic for the shortener: links, readers, a flushed hot key, and browsers that remember."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from course.clock import ManualClock
from course.parts.single_flight import SingleFlight
from course.simulation.popularity import ZipfKeys
from course.simulation.timeline import Timeline


def random_url(rng: random.Random) -> str:
    """An address that no other draw will give (one in 2**64)."""
    return f"https://example.org/{rng.getrandbits(64):x}"


def first_collision(short_code: Callable[[str], str], rng: random.Random) -> int:
    """Shorten random links until two different ones share a code; returns how many links that took."""
    seen: set[str] = set()
    while True:
        code = short_code(random_url(rng))
        if code in seen:
            return len(seen) + 1
        seen.add(code)


def redirects(links: int, count: int, rng: random.Random) -> list[int]:
    """Which link each of ``count`` readers follows: popularity falls as 1/rank (Zipf), rank 0 is the favourite."""
    return ZipfKeys(links).sample(count, rng)


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

    readers = round(reads_per_s * watch_s)
    for number in range(readers):
        timeline.at((number + rng.random()) / reads_per_s, reader)
    timeline.run()
    return Stampede(readers, queries, most, longest)


class Browser:
    """A reader's browser: it keeps a permanent redirect (301) and asks again after a temporary one (302)."""

    def __init__(self) -> None:
        self._kept: set[str] = set()

    def click(self, code: str, server: Callable[[str], int]) -> None:
        """Follow a short link; ``server(code)`` answers with a status."""
        if code not in self._kept and server(code) == 301:
            self._kept.add(code)
