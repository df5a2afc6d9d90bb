"""Clicks: appended to a log by the redirects, carried in batches into a table, counted there by SQL.

The log may hand a click out twice (a worker that died, a worker that was only slow). The table remembers the id of each
click that it has, in the same transaction as the click. So each click is counted once, wherever a worker stops.
"""

import hashlib
import hmac
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any, cast

import duckdb
import redis

from course.units import SECONDS_PER_DAY

CLICKS = "shortener:clicks"
BROKEN = "shortener:clicks:broken"
WORKERS = "billing"
BATCH_CLICKS = 1_000
IDLE_S = 60.0


@dataclass(frozen=True, slots=True)
class Click:
    """One redirect that was answered. ``at_s``: when (seconds since 1970); ``visitor``: see :func:`visitor_id`."""

    code: str
    at_s: float
    referrer: str = ""
    country: str = ""
    visitor: str = ""


Entry = tuple[str, Click]
"""The id that the log gave, which never changes, and the click."""

Raw = list[tuple[str, dict[str, str]]]


def visitor_id(key: bytes, ip: str, user_agent: str, at_s: float) -> str:
    """A name for a visitor that lasts one UTC day: a keyed hash, so the address is kept nowhere.

    Without the key anybody could hash all four billion addresses and look yours up. Throw the key away, and nobody can.
    """
    day = int(at_s // SECONDS_PER_DAY)
    return hmac.new(key, f"{day}|{ip}|{user_agent}".encode(), hashlib.sha256).hexdigest()[:16]


class ClickLog:
    """A Redis stream with one group of workers: it hands each click out until one of them acknowledges it.

    Leaves out: a second group (``trim`` minds only ours), and what a Redis that loses its memory takes with it.
    """

    def __init__(self, store: redis.Redis, stream: str = CLICKS) -> None:
        self._store = store
        self._stream = stream

    def __len__(self) -> int:
        return int(self._store.xlen(self._stream))

    def append(self, click: Click) -> str:
        """Add the click at the end, one command; returns its id."""
        return str(self._store.xadd(self._stream, asdict(click)))  # type: ignore[arg-type]  # texts and numbers

    def start(self) -> None:
        """Make the group, unless it is there; it begins with the oldest click."""
        with suppress(redis.ResponseError):  # BUSYGROUP: another worker made it
            self._store.xgroup_create(self._stream, WORKERS, id="0", mkstream=True)

    def read(self, worker: str, count: int = BATCH_CLICKS) -> list[Entry]:
        """Up to ``count`` clicks that no worker was given yet; from now on they are pending for this one."""
        while answer := self._store.xreadgroup(WORKERS, worker, {self._stream: ">"}, count=count):
            ((_, entries),) = cast("list[tuple[str, Raw]]", answer)
            if sound := self._sound(entries):
                return sound
        return []

    def claim(self, worker: str, idle_s: float = IDLE_S, count: int = BATCH_CLICKS) -> list[Entry]:
        """Take over up to ``count`` clicks that some worker was given ``idle_s`` ago and has not acknowledged."""
        _, entries, *_ = self._store.xautoclaim(
            self._stream, WORKERS, worker, min_idle_time=round(idle_s * 1_000), count=count
        )
        return self._sound(entries)

    def ack(self, batch: Iterable[Entry]) -> int:
        """Say that these are done; returns how many of them were pending."""
        done = [key for key, _ in batch]
        return int(self._store.xack(self._stream, WORKERS, *done)) if done else 0

    def pending(self) -> int:
        """How many clicks were given to a worker and not acknowledged: the first number to watch."""
        return int(self._store.xpending(self._stream, WORKERS)["pending"])

    def trim(self) -> int:
        """Drop what every worker is done with, and nothing else; returns how many clicks were dropped."""
        oldest = self._store.xpending(self._stream, WORKERS)["min"]
        if oldest is None:
            (group,) = (each for each in self._store.xinfo_groups(self._stream) if each["name"] == WORKERS)
            milliseconds, number = group["last-delivered-id"].split("-")
            oldest = f"{milliseconds}-{int(number) + 1}"
        return int(self._store.xtrim(self._stream, minid=oldest, approximate=False))

    def _sound(self, entries: Raw) -> list[Entry]:
        """The entries that are clicks. A broken one would stop every worker: it is set aside, and acknowledged."""
        sound = []
        for entry_id, fields in entries:
            try:
                sound.append((entry_id, Click(**{**fields, "at_s": float(fields["at_s"])})))  # type: ignore[arg-type]
            except (KeyError, TypeError, ValueError):
                self._store.xadd(BROKEN, {"id": entry_id, "fields": repr(fields)})
                self._store.xack(self._stream, WORKERS, entry_id)
        return sound


@dataclass(frozen=True, slots=True)
class ClickSummary:
    """What the owner of a link sees. ``hours``: hour of the UTC day in which people clicked, 0 to 23, to clicks.

    ``visitors`` counts the different ones; a click without a visitor adds none.
    """

    clicks: int = 0
    visitors: int = 0
    countries: dict[str, int] = field(default_factory=dict)
    referrers: dict[str, int] = field(default_factory=dict)
    hours: dict[int, int] = field(default_factory=dict)


class ClickTable:
    """The clicks in DuckDB, keyed by the id that the log gave them.

    Leaves out: when to forget. The ids must be kept for as long as the log may hand a click out again.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._writing = threading.Lock()  # DuckDB refuses two writers of one key at once; ours take turns
        database.execute(
            "CREATE TABLE IF NOT EXISTS clicks (id VARCHAR PRIMARY KEY, code VARCHAR NOT NULL, at_s DOUBLE NOT NULL,"
            " referrer VARCHAR, country VARCHAR, visitor VARCHAR)"
        )

    def __len__(self) -> int:
        return int(self._rows("SELECT count(*) FROM clicks")[0][0])

    def add(self, entries: Sequence[Entry]) -> int:
        """Keep the clicks whose ids are new, all of them or (after an error) none; returns how many were new."""
        rows = [(key, each.code, each.at_s, each.referrer, each.country, each.visitor) for key, each in entries]
        if not rows:
            return 0
        columns = [list(column) for column in zip(*rows, strict=True)]
        insert = f"INSERT INTO clicks SELECT {', '.join(['unnest(?)'] * 6)} ON CONFLICT DO NOTHING RETURNING id"
        with self._writing:
            return len(self._database.cursor().execute(insert, columns).fetchall())

    def summary(self, code: str) -> ClickSummary:
        """Everything about one link; a code that nobody clicked has zeros. Cost: one scan of the table a part."""
        query = "SELECT count(*), count(DISTINCT nullif(visitor, '')) FROM clicks WHERE code = ?"
        ((clicks, visitors),) = self._rows(query, code)
        return ClickSummary(
            clicks, visitors, self._by("country", code), self._by("referrer", code), dict(sorted(self._hours(code)))
        )

    def _by(self, column: str, code: str) -> dict[str, int]:
        query = f"SELECT {column}, count(*) AS clicks FROM clicks WHERE code = ? GROUP BY ALL ORDER BY clicks DESC, 1"  # noqa: S608 - two names of our own
        return dict(self._rows(query, code))

    def _hours(self, code: str) -> list[tuple[int, int]]:
        query = "SELECT floor(at_s / 3600)::BIGINT % 24 AS hour, count(*) FROM clicks WHERE code = ? GROUP BY hour"
        return [(int(hour), clicks) for hour, clicks in self._rows(query, code)]

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._database.cursor().execute(query, values).fetchall()


class ClickWorker:
    """Carries clicks from the log into the table: keep first, acknowledge afterwards.

    ``idle_s``: how long another worker may hold a click before this one takes it over.
    """

    def __init__(self, log: ClickLog, table: ClickTable, name: str, *, idle_s: float = IDLE_S) -> None:
        self._log = log
        self._table = table
        self._name = name
        self._idle_s = idle_s
        log.start()

    def turn(self, count: int = BATCH_CLICKS) -> int:
        """Carry one batch: what others left behind, or else what is new. Returns how many clicks it held."""
        batch = self._log.claim(self._name, self._idle_s, count) or self._log.read(self._name, count)
        self._table.add(batch)
        self._log.ack(batch)
        return len(batch)

    def run(self) -> int:
        """Carry until nothing is left; returns how many clicks that were."""
        carried = 0
        while count := self.turn():
            carried += count
        return carried
