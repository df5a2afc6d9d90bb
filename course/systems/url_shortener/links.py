"""The links where they live: one DuckDB table, the single truth about who owns a code."""

import threading
from collections.abc import Iterable

import duckdb

from course.systems.url_shortener.model import Link


class LinkTable:
    """A table keyed by code. ``reads`` counts the queries that looked one up: the load a cache should take away.

    Leaves out: replicas and shards. DuckDB is one process and one file; it stands here for the database of record.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._writing = threading.Lock()  # DuckDB refuses two writers of one key at once; ours take turns
        self.reads = 0
        database.execute(
            "CREATE TABLE IF NOT EXISTS links"
            " (code VARCHAR PRIMARY KEY, url VARCHAR NOT NULL, created_s DOUBLE NOT NULL, expires_s DOUBLE)"
        )

    def insert_if_absent(self, link: Link) -> bool:
        """Keep the link unless its code is taken; True if it was kept. One statement, so nobody comes between."""
        row = [link.code, link.url, link.created_s, link.expires_s]
        insert = "INSERT INTO links VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING code"
        with self._writing:
            return self._database.cursor().execute(insert, row).fetchone() is not None

    def insert_many(self, links: Iterable[Link]) -> None:
        """Keep many links at once, hundreds of times faster than one by one. Raises on a code that is taken."""
        rows = [(link.code, link.url, link.created_s, link.expires_s) for link in links]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
        insert = "INSERT INTO links SELECT unnest(?), unnest(?), unnest(?), unnest(?)"
        with self._writing:
            self._database.cursor().execute(insert, columns)

    def find(self, code: str) -> Link | None:
        """The link of this code, dead or alive; None if the code was never given."""
        self.reads += 1
        query = "SELECT code, url, created_s, expires_s FROM links WHERE code = ?"
        row = self._database.cursor().execute(query, [code]).fetchone()
        return None if row is None else Link(*row)
