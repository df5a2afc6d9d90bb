"""Faults of counting: a row that everybody wants, a power cut between two lines, a worker that was only slow."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from course.clock import ManualClock
from course.simulation.arrivals import even_arrivals
from course.simulation.power import Fuse, PowerCut
from course.stores import open_redis
from course.systems.url_shortener.clicks import Click, ClickLog, Entry

MOST_ROUNDS = 100
"""A program that never acknowledges gets the same clicks again and again; after so many batches we stop asking."""


def hot_row(
    rng: random.Random, phases: Iterable[tuple[float, float]], *, update_s: float
) -> Iterator[tuple[float, float]]:
    """Each redirect's (moment, wait), both in seconds, if it first adds 1 to one row, which serves one at a time.

    ``phases``: (clicks per second, seconds), one after the other. In each, every click comes at a random moment of its
    own share of a second. In virtual time. Cost: O(clicks).
    """
    start_s, free_s = 0.0, 0.0
    for clicks_per_s, lasts_s in phases:
        for moment_s in even_arrivals(clicks_per_s, lasts_s, rng):
            came_s = start_s + moment_s
            free_s = max(came_s, free_s) + update_s
            yield came_s, free_s - came_s
        start_s += lasts_s


class Acknowledges(Protocol):
    """What can be told that a batch is done: the real log, and the one of an exercise."""

    def ack(self, batch: Sequence[Entry]) -> object:
        """These clicks are done; never hand them out again."""
        ...


class Bill:
    """What the advertiser pays for. Each call happens whole or not at all; ``entries`` survive a power cut."""

    def __init__(self, entries: list[Entry], fuse: Fuse) -> None:
        self._entries = entries
        self._fuse = fuse

    def ids(self) -> set[str]:
        """The ids of the clicks on the bill."""
        self._fuse.burn("ids")
        return {key for key, _ in self._entries}

    def add(self, batch: Sequence[Entry]) -> None:
        """Put all of them on the bill."""
        self._fuse.burn("add")
        self._entries.extend(pairs(batch))

    def add_new(self, batch: Sequence[Entry]) -> int:
        """Put those on the bill whose ids are not there yet, in one step; returns how many that were."""
        self._fuse.burn("add_new")
        known = {key for key, _ in self._entries}
        new = [entry for entry in dict(pairs(batch)).items() if entry[0] not in known]
        self._entries.extend(new)
        return len(new)


class FusedLog:
    """The log as a program sees it: it can say "done", as long as there is power."""

    def __init__(self, log: Acknowledges, fuse: Fuse) -> None:
        self._log = log
        self._fuse = fuse

    def ack(self, batch: Sequence[Entry]) -> None:
        """See :class:`Acknowledges`."""
        self._fuse.burn("ack")
        self._log.ack(pairs(batch))


def pairs(batch: Sequence[Entry]) -> list[Entry]:
    """The batch as a list.

    Raises:
        TypeError: it holds other things than (id, click).
    """
    entries = list(batch)
    if not all(isinstance(entry, tuple) and len(entry) == 2 for entry in entries):
        raise TypeError(f"it wants (id, click) pairs, as in the batch, and got {entries[:2]}")
    return entries


Program = Callable[[list[Entry], Bill, FusedLog], object]
"""What a worker does with one batch: two lines, in one order or the other."""


def bill_once(batch: list[Entry], bill: Bill, log: FusedLog) -> None:
    """The bill remembers the ids, so a second delivery changes nothing; only then the log may forget."""
    bill.add_new(batch)
    log.ack(batch)


@dataclass(frozen=True, slots=True)
class Day:
    """What the bill shows at the end: its clicks, how many are missing, and how many stand there once too often."""

    on_bill: int
    lost: int
    twice: int


def a_day(
    program: Program, *, clicks: int = 1_000, batch: int = 100, crash_after: int | None = None, then: int | None = None
) -> Day:
    """Bill a day's clicks. The power fails once, after so many calls of ``bill`` and ``log``, and comes back.

    ``then``: clicks in a batch after the restart; with more than before, old clicks and new ones come together.
    """
    log, kept = filled_log(clicks), list[Entry]()
    with suppress(PowerCut):
        carry(program, log, kept, batch, Fuse(crash_after))
    carry(program, log, kept, then or batch, Fuse())
    return outcome(kept, clicks)


def a_slow_day(program: Program, *, clicks: int = 1_000, batch: int = 100) -> Day:
    """Nobody crashes, but the first worker stops to think. A second one takes its batch over; both go on."""
    log, kept = filled_log(clicks), list[Entry]()
    held = log.read("slow", batch)
    carry(program, log, kept, batch, Fuse())
    program(held, Bill(kept, Fuse()), FusedLog(log, Fuse()))
    return outcome(kept, clicks)


def worst_day(program: Program, *, clicks: int = 300, batch: int = 100) -> Day:
    """Try a crash after every call of two a batch; the most that is lost, and the most that is there twice.

    After the restart batches are half as large again.
    """
    calls, then = 2 * -(-clicks // batch), batch + batch // 2
    days = [a_day(program, clicks=clicks, batch=batch, crash_after=number, then=then) for number in range(calls + 1)]
    return Day(clicks, max(day.lost for day in days), max(day.twice for day in days))


def filled_log(clicks: int) -> ClickLog:
    """A log of its own, with so many clicks in it."""
    log = ClickLog(open_redis(ManualClock()))
    log.start()
    for number in range(clicks):
        log.append(Click("sale", float(number)))
    return log


def carry(program: Program, log: ClickLog, kept: list[Entry], batch: int, fuse: Fuse) -> None:
    """Work until the log has nothing more: first what was left behind, then (in the same batch) what is new."""
    for _ in range(MOST_ROUNDS):
        entries = log.claim("worker", 0, batch)
        if room := batch - len(entries):
            entries += log.read("worker", room)
        if not entries:
            return
        program(entries, Bill(kept, fuse), FusedLog(log, fuse))


def outcome(kept: Sequence[Entry], clicks: int) -> Day:
    """Compare the bill with what happened."""
    counts = Counter(key for key, _ in kept)
    return Day(len(kept), clicks - len(counts), len(kept) - len(counts))
