"""Keys made in advance: a table of them, and a buffer in each server that is filled by one caller for all."""

import threading
from collections import deque
from collections.abc import Callable, Iterable

import duckdb

from course.errors import CourseError
from course.parts.single_flight import SingleFlight


class PoolEmpty(CourseError):
    """Every key of the pool has been given away."""


class KeyPool:
    """A table ``keys(id, key, used)`` that hands out each key once.

    The key is unique by the table's own rule, so a batch generator may draw at random and offer what it likes.

    Leaves out: row locks. DuckDB refuses two writers of one row at once, so ours take turns; in PostgreSQL the inner
    ``SELECT`` needs ``FOR UPDATE SKIP LOCKED`` (``course.simulation.row_locks`` plays why).
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._writing = threading.Lock()
        database.execute("CREATE SEQUENCE IF NOT EXISTS key_ids")
        database.execute(
            "CREATE TABLE IF NOT EXISTS keys (id BIGINT DEFAULT nextval('key_ids'), key VARCHAR PRIMARY KEY,"
            " used BOOLEAN NOT NULL DEFAULT false)"
        )

    def add(self, keys: Iterable[str]) -> int:
        """Offer keys; return how many were new. One that is known already is passed over, used or not."""
        offered = list(dict.fromkeys(keys))
        insert = "INSERT INTO keys (key) SELECT unnest(?) ON CONFLICT DO NOTHING RETURNING key"
        with self._writing:
            return len(self._database.cursor().execute(insert, [offered]).fetchall())

    def take(self, count: int) -> list[str]:
        """Mark up to ``count`` free keys as used, and return them: fewer when the pool runs out."""
        update = (
            "UPDATE keys SET used = true WHERE id IN (SELECT id FROM keys WHERE NOT used ORDER BY id LIMIT ?)"
            " RETURNING key"
        )
        with self._writing:
            return [key for (key,) in self._database.cursor().execute(update, [count]).fetchall()]

    def free(self) -> int:
        """How many keys are left."""
        row = self._database.cursor().execute("SELECT count(*) FROM keys WHERE NOT used").fetchone()
        assert row is not None  # count(*) always answers
        return int(row[0])


class KeyBuffer:
    """Keys in this server's memory, ``batch`` at a time. Callers who find it empty share one refill.

    Leaves out: to refill before it is empty (see ``number_lease``); a crash loses what is in it.
    """

    def __init__(self, take: Callable[[int], list[str]], batch: int = 1_000) -> None:
        self._take, self._batch = take, batch
        self._keys: deque[str] = deque()
        self._flights: SingleFlight[str, None] = SingleFlight()

    @property
    def refills(self) -> int:
        """How often the pool was asked."""
        return self._flights.loads

    def next_key(self) -> str:
        """Give a key that nobody else gets. Raises :class:`PoolEmpty`."""
        while True:
            try:
                return self._keys.popleft()  # one step: no two callers get the same
            except IndexError:
                self._flights.do("refill", self._refill)

    def _refill(self) -> None:
        if self._keys:  # somebody filled it between our look and our flight
            return
        keys = self._take(self._batch)
        if not keys:
            raise PoolEmpty("The pool has no keys left. Let the generator make more of them.")
        self._keys.extend(keys)  # add to it, never replace it
