"""Numbers by the block: one round trip buys many, a crash loses what was not used."""

import threading
from collections import deque
from collections.abc import Callable, Iterator

import duckdb
import redis

from course.errors import CourseError

Reserve = Callable[[int], int]
"""Takes how many numbers are wanted, and returns the first of as many that nobody else will get."""


class CounterUnreachable(CourseError):
    """The counter cannot be asked now."""


class OutOfNumbers(CourseError):
    """Our block is used up, and the counter cannot be asked for another one."""


class LeasedNumbers(Iterator[int]):
    """Numbers from blocks of ``block``, each reserved in one round trip. Safe between threads.

    The next block is asked for when at most ``low_water`` of one is left, so that a counter out of reach is survived
    for as long as that lasts. ``trips`` counts how often the counter answered, ``left`` what a crash now would lose.

    Leaves out: to ask in the background (here one caller in each block waits), and to pause between vain attempts.

    Raises:
        ValueError: ``block`` is below 1, or ``low_water`` is not between 0 and 1.
    """

    def __init__(self, reserve: Reserve, block: int, *, low_water: float = 0.5) -> None:
        if block < 1:
            raise ValueError(f"A block has 1 number or more; you gave {block:,}.")
        if not 0 <= low_water <= 1:
            raise ValueError(f"low_water is a share of a block, from 0 to 1; you gave {low_water:g}.")
        self.trips = self.left = 0
        self._reserve, self._block, self._low = reserve, block, low_water * block
        self._ranges: deque[Iterator[int]] = deque()
        self._lock = threading.Lock()

    def __next__(self) -> int:
        """Give the next number. Raises :class:`OutOfNumbers`."""
        with self._lock:
            if self.left <= self._low:
                self._ask()
            number = next(self._ranges[0], None)
            if number is None:
                self._ranges.popleft()
                number = next(self._ranges[0])
            self.left -= 1
            return number

    def _ask(self) -> None:
        try:
            first = self._reserve(self._block)
        except CounterUnreachable as error:
            if not self.left:
                raise OutOfNumbers("No number is left, and the counter cannot be asked for more.") from error
            return
        self.trips += 1
        self.left += self._block
        self._ranges.append(iter(range(first, first + self._block)))


def redis_counter(store: redis.Redis, key: str = "shortener:numbers") -> Reserve:
    """Reserve by ``INCRBY``. Fast, and as forgetful as the Redis behind it: a fail-over may set it back."""

    def reserve(count: int) -> int:
        try:
            return int(store.incrby(key, count)) - count
        except redis.ConnectionError as error:
            raise CounterUnreachable(f"Redis does not answer: {error}.") from error

    return reserve


class TableCounter:
    """A counter in a table of the database of record: what it gave away is as durable as the links themselves.

    DuckDB refuses two writers of one row at once, so ours take turns; a row lock does that in PostgreSQL. A counter
    that is new begins at ``first``.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection, name: str = "links", first: int = 0) -> None:
        self._database, self._name = database, name
        self._writing = threading.Lock()
        database.execute("CREATE TABLE IF NOT EXISTS counters (name VARCHAR PRIMARY KEY, free BIGINT NOT NULL)")
        database.execute("INSERT INTO counters VALUES (?, ?) ON CONFLICT DO NOTHING", [name, first])

    def reserve(self, count: int) -> int:
        """Reserve ``count`` numbers in one statement; return the first."""
        update = "UPDATE counters SET free = free + ? WHERE name = ? RETURNING free"
        with self._writing:
            row = self._database.cursor().execute(update, [count, self._name]).fetchone()
        assert row is not None  # it was inserted when we began, and nobody deletes it
        return int(row[0]) - count
