"""What was written long ago: the messages of each conversation in buckets, and pages from the newest to the oldest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

import duckdb

from course.units import SECONDS_PER_DAY

DAY_S = float(SECONDS_PER_DAY)

BucketOf = Callable[[int, float], int]
"""Which bucket of its conversation takes message number n, written at that moment."""

PageCursor = tuple[int, int]
"""The bucket and the number of the last message that a reader has seen."""


def by_days(days: float) -> BucketOf:
    """A bucket holds what is written in so many days, counted since 1970."""
    return lambda _, at_s: int(at_s // (days * DAY_S))


def by_numbers(size: int) -> BucketOf:
    """A bucket holds so many numbers of its conversation."""
    return lambda number, _: (number - 1) // size


class Shelf(Protocol):
    """The buckets of one conversation. Some may be empty, and numbers of deleted messages are missing."""

    @property
    def newest(self) -> int:
        """The bucket that is written to now."""
        ...

    @property
    def first(self) -> int:
        """The oldest bucket."""
        ...

    def read(self, bucket: int, before: int | None, n: int) -> list[tuple[int, str]]:
        """Up to ``n`` messages of a bucket with numbers below ``before`` (None: any): (number, text), newest first."""
        ...


class MemoryShelf:
    """A conversation in a dictionary: the numbers of each bucket, rising. ``reads`` counts the trips."""

    def __init__(self, buckets: Mapping[int, Sequence[int]]) -> None:
        self.buckets = {bucket: list(numbers) for bucket, numbers in buckets.items()}
        self.reads = 0

    @property
    def newest(self) -> int:
        """See :class:`Shelf`."""
        return max(self.buckets, default=0)

    @property
    def first(self) -> int:
        """See :class:`Shelf`."""
        return min(self.buckets, default=0)

    def read(self, bucket: int, before: int | None, n: int) -> list[tuple[int, str]]:
        """See :class:`Shelf`."""
        self.reads += 1
        found = [number for number in reversed(self.buckets.get(bucket, ())) if before is None or number < before]
        return [(number, f"text {number}") for number in found[:n]]


def older_page(shelf: Shelf, cursor: PageCursor | None, n: int) -> tuple[list[tuple[int, str]], PageCursor | None]:
    """The next ``n`` messages behind the cursor (None: the newest), newest first, and the next cursor.

    The cursor is None once nothing older can come. Cost: a read for each bucket that the page touches.
    """
    bucket, before = cursor or (shelf.newest, None)
    found: list[tuple[int, str]] = []
    while shelf.first <= bucket:
        found += shelf.read(bucket, before, n - len(found))
        if len(found) == n:
            return found, (bucket, found[-1][0])
        bucket -= 1
    return found, None


@dataclass(frozen=True, slots=True)
class Row:
    """A message to be kept."""

    at_s: float
    sender: str
    text: str
    kind: str = "text"
    attachment: str = ""


class History:
    """The messages of all conversations, in DuckDB; conversation and bucket are the key of a partition.

    DuckDB itself has one table. What a store on many machines does with such a key is played here: each read sees one
    partition, and ``reads`` counts them. A bucket never goes back, even if a clock does: numbers rise from bucket to
    bucket. No number is given out twice, whatever is deleted. Cost: one statement a read.
    Leaves out: several writers; each conversation's numbers are given out in one place.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection, bucket_of: BucketOf) -> None:
        self.database = database
        self.reads = 0
        self._bucket_of = bucket_of
        database.execute(
            "CREATE TABLE IF NOT EXISTS history (conversation VARCHAR, bucket INTEGER, number INTEGER, at_s DOUBLE,"
            " sender VARCHAR, kind VARCHAR, text VARCHAR, attachment VARCHAR,"
            " PRIMARY KEY (conversation, bucket, number))"
        )
        database.execute(
            "CREATE TABLE IF NOT EXISTS heads (conversation VARCHAR PRIMARY KEY, number INTEGER, first INTEGER,"
            " newest INTEGER)"
        )
        rows = database.execute("SELECT conversation, number, first, newest FROM heads").fetchall()
        self._heads = {conversation: Head(*head) for conversation, *head in rows}

    def add(self, conversation: str, rows: Sequence[Row]) -> list[int]:
        """Keep messages behind the last one of their conversation; returns their numbers."""
        if not rows:
            return []
        head = self.head(conversation)
        numbers = list(range(head.number + 1, head.number + 1 + len(rows)))
        at_least = head.newest if head.number else -(1 << 31)
        buckets = [self._bucket_of(number, row.at_s) for number, row in zip(numbers, rows, strict=True)]
        buckets = list(accumulate(buckets, max, initial=at_least))[1:]
        columns = [
            [conversation] * len(rows),
            buckets,
            numbers,
            [row.at_s for row in rows],
            [row.sender for row in rows],
            [row.kind for row in rows],
            [row.text for row in rows],
            [row.attachment for row in rows],
        ]
        unnested = ", ".join(["unnest(?)"] * len(columns))
        self.database.execute(f"INSERT INTO history SELECT {unnested}", columns)
        first = head.first if head.number else buckets[0]
        self._set_head(conversation, Head(numbers[-1], first, buckets[-1]))
        return numbers

    def remove(self, conversation: str, number: int) -> None:
        """Delete a message."""
        self.database.execute("DELETE FROM history WHERE conversation = ? AND number = ?", [conversation, number])

    def forget(self, conversation: str, before_bucket: int) -> int:
        """Drop the partitions that are older than a bucket, each as a whole; returns how many there were."""
        head = self.head(conversation)
        gone = max(0, min(before_bucket, head.newest + 1) - head.first)
        self.database.execute(
            "DELETE FROM history WHERE conversation = ? AND bucket < ?", [conversation, before_bucket]
        )
        self._set_head(conversation, Head(head.number, head.first + gone, max(head.newest, head.first + gone)))
        return gone

    def shelf(self, conversation: str) -> "DuckShelf":
        """The buckets of one conversation."""
        return DuckShelf(self, conversation)

    def read(self, conversation: str, bucket: int, before: int | None, n: int) -> list[tuple[int, str]]:
        """See :class:`Shelf`."""
        self.reads += 1
        return self.database.execute(
            "SELECT number, text FROM history WHERE conversation = ? AND bucket = ?"
            " AND (number < ? OR ? IS NULL) ORDER BY number DESC LIMIT ?",
            [conversation, bucket, before, before, n],
        ).fetchall()

    def head(self, conversation: str) -> "Head":
        """How many numbers the conversation gave out, and its oldest and newest bucket."""
        return self._heads.get(conversation, Head(0, 0, 0))

    def _set_head(self, conversation: str, head: "Head") -> None:
        self.database.execute(
            "INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?)", [conversation, head.number, head.first, head.newest]
        )
        self._heads[conversation] = head


@dataclass(frozen=True, slots=True)
class Head:
    """Where a conversation ends. A person has read up to number ``r``: then ``number - r`` are unread."""

    number: int
    first: int
    newest: int


class DuckShelf:
    """One conversation of a :class:`History`."""

    def __init__(self, history: History, conversation: str) -> None:
        self._history = history
        self._conversation = conversation

    @property
    def newest(self) -> int:
        """See :class:`Shelf`."""
        return self._history.head(self._conversation).newest

    @property
    def first(self) -> int:
        """See :class:`Shelf`."""
        return self._history.head(self._conversation).first

    def read(self, bucket: int, before: int | None, n: int) -> list[tuple[int, str]]:
        """See :class:`Shelf`."""
        return self._history.read(self._conversation, bucket, before, n)
