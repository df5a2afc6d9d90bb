"""After the ride: money that is taken once, and a history in DuckDB that can be checked.

Each step may be repeated: a phone, a server or a bank that was not heard is asked again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from course.errors import CourseError

EndedRide = tuple[int, int, int, int, Decimal]
"""(trip, driver, hour, surge in per cent, total)"""

TABLES = """
CREATE TABLE rides (trip INTEGER PRIMARY KEY, driver INTEGER, hour INTEGER, surge INTEGER, total DECIMAL(10, 2));
CREATE TABLE payments (trip INTEGER PRIMARY KEY, total DECIMAL(10, 2));
"""


class History:
    """Rides and payments: one row a trip in each table, whoever writes it and how often."""

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self.database = database
        database.execute(TABLES)

    def ended(self, rides: Iterable[EndedRide]) -> None:
        """These rides are over; their prices are those of their quotes. The first report counts."""
        self._write("INSERT INTO rides SELECT {} ON CONFLICT DO NOTHING", rides)

    def paid(self, payments: Iterable[tuple[int, Decimal]]) -> None:
        """The bank has the money of these trips. The first report counts."""
        self._write("INSERT INTO payments SELECT {} ON CONFLICT DO NOTHING", payments)

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """All rows at once: one by one, DuckDB takes some 4 ms for each."""
        if columns := [list(column) for column in zip(*rows, strict=True)]:
            self.database.execute(statement.format(", ".join(["unnest(?)"] * len(columns))), columns)

    def unpaid(self) -> list[int]:
        """Trips that ended and whose money never came: what a job asks again, each minute."""
        rows = self.database.execute(
            "SELECT trip FROM rides WHERE trip NOT IN (SELECT trip FROM payments) ORDER BY trip"
        ).fetchall()
        return [trip for (trip,) in rows]


class BankSilent(CourseError):
    """No answer came. The bank may have done it, or not."""


class Bank:
    """Somebody else's machine: it takes money once for each key. ``lost(number)``: is the answer to this call lost?"""

    def __init__(self, lost: Callable[[int], bool] = lambda _number: False) -> None:
        self.taken: dict[str, Decimal] = {}
        self.calls = 0
        self._lost = lost

    def charge(self, key: str, total: Decimal) -> None:
        """Take the money, unless this key has taken it before.

        Raises:
            BankSilent: the answer was lost; the money may be taken.
            ValueError: the key has taken another amount before.
        """
        self.calls += 1
        if self.taken.setdefault(key, total) != total:
            raise ValueError(f"Key {key!r} stands for {self.taken[key]}, not for {total}.")
        if self._lost(self.calls):
            raise BankSilent(f"No answer to call {self.calls}.")


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of some rides at the bank: what was owed, what was taken, and how many trips paid twice."""

    owed: Decimal
    taken: Decimal
    twice: int
    unpaid: int


def settle(history: History, bank: Bank, key: Callable[[int, int], str], *, tries: int = 3) -> Settled:
    """Charge each ride that is unpaid; on silence, ask again. ``key(trip, attempt)`` names the charge.

    Payments are written down together at the end. If we die before, the same keys are charged once more, and with one
    key a trip that changes nothing.
    """
    rows = dict(history.database.execute("SELECT trip, total FROM rides").fetchall())
    keys: dict[int, set[str]] = {}
    heard: list[tuple[int, Decimal]] = []
    for trip in history.unpaid():
        for attempt in range(tries):
            keys.setdefault(trip, set()).add(key(trip, attempt))
            try:
                bank.charge(key(trip, attempt), rows[trip])
            except BankSilent:
                continue
            heard.append((trip, rows[trip]))
            break
    history.paid(heard)
    twice = sum(len(used & set(bank.taken)) > 1 for used in keys.values())
    return Settled(sum(rows.values(), Decimal(0)), sum(bank.taken.values(), Decimal(0)), twice, len(history.unpaid()))
