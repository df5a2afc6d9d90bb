"""The links where they live: one DuckDB table, the single truth about who owns a code."""

import threading
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from course.systems.url_shortener.model import Link, Unavailable

COLUMNS = "code, url, created_s, expires_s, owner"


class LinkTable:
    """A table keyed by code. ``reads`` counts the queries that looked one up: the load a cache should take away.

    A second table, keyed by owner and address, finds the link that a customer has already made of an address. With many
    shards it lies on the shard of *its* key, so that a question goes to one shard and not to all.

    Every method raises :class:`Unavailable` when the database does not answer.

    Leaves out: replicas and shards. DuckDB is one process and one file; it stands here for the database of record.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._writing = threading.Lock()  # DuckDB refuses two writers of one key at once; ours take turns
        self.reads = 0
        database.execute(
            "CREATE TABLE IF NOT EXISTS links"
            " (code VARCHAR PRIMARY KEY, url VARCHAR NOT NULL, created_s DOUBLE NOT NULL, expires_s DOUBLE,"
            " owner VARCHAR)"
        )
        database.execute(
            "CREATE TABLE IF NOT EXISTS own_links"
            " (owner VARCHAR, url VARCHAR, code VARCHAR NOT NULL, PRIMARY KEY (owner, url))"
        )

    def insert_if_absent(self, link: Link) -> bool:
        """Keep the link unless its code is taken; True if it was kept. One statement, so nobody comes between."""
        row = [link.code, link.url, link.created_s, link.expires_s, link.owner]
        insert = "INSERT INTO links VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING code"
        with self._writing:
            return bool(self._rows(insert, row))

    def insert_many(self, links: Iterable[Link]) -> None:
        """Keep many links at once, hundreds of times faster than one by one. Raises on a code that is taken."""
        rows = [(link.code, link.url, link.created_s, link.expires_s, link.owner) for link in links]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], [], []]
        insert = "INSERT INTO links SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)"
        with self._writing:
            self._rows(insert, columns)

    def find(self, code: str) -> Link | None:
        """The link of this code, dead or alive; None if the code was never given."""
        self.reads += 1
        rows = self._rows(f"SELECT {COLUMNS} FROM links WHERE code = ?", [code])  # noqa: S608 - names of our own
        return Link(*rows[0]) if rows else None

    def find_own(self, owner: str, url: str) -> Link | None:
        """The link that :meth:`remember_own` kept for this owner and address, if there is one."""
        rows = self._rows("SELECT code FROM own_links WHERE owner = ? AND url = ?", [owner, url])
        return self.find(rows[0][0]) if rows else None

    def remember_own(self, link: Link) -> None:
        """Let :meth:`find_own` find this link, unless the owner has another one of the same address."""
        with self._writing:
            self._rows(
                "INSERT INTO own_links VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [link.owner, link.url, link.code]
            )

    def _rows(self, query: str, values: Sequence[object]) -> list[Any]:
        try:
            return self._database.cursor().execute(query, values).fetchall()
        except duckdb.OperationalError as error:
            raise Unavailable("The table of links does not answer. Try again soon.") from error
