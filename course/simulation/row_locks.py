"""Row locks as PostgreSQL keeps them at READ COMMITTED, played step by step in Python.

Leaves out: everything else. DuckDB has no row locks: there the second writer of a row gets an error.
"""

from collections.abc import Iterable


class WouldWait(Exception):
    """Somebody else holds one of these rows until they commit."""


class LockedTable:
    """Rows 0 … ``rows`` - 1, each used or not. Writers lock what they write until :meth:`commit`."""

    def __init__(self, rows: int) -> None:
        self._used = [False] * rows  # what has been committed
        self._holder: dict[int, str] = {}  # rows written and not yet committed

    def select_unused(self, limit: int, *, skip_locked: bool = False) -> list[int]:
        """The first rows that are not used by what is committed so far; ``skip_locked`` passes over held ones."""
        free = (row for row, used in enumerate(self._used) if not used and not (skip_locked and row in self._holder))
        return [row for row, _ in zip(free, range(limit), strict=False)]

    def mark_used(self, worker: str, rows: Iterable[int], *, only_unused: bool = False) -> list[int]:
        """Mark rows as used and hold them; return those that were marked.

        A row that changed while we waited is read again, and only the update's own condition is tried on it. Rows were
        chosen by their number, and the number still fits; ``only_unused`` makes "not used" a part of the condition.

        Raises:
            WouldWait: somebody else holds one of them; try again after their commit.
        """
        wanted = list(rows)
        if any(self._holder.get(row, worker) != worker for row in wanted):
            raise WouldWait(f"{worker} waits: somebody else holds one of these rows.")
        marked = [row for row in wanted if not (only_unused and self._used[row])]
        self._holder |= dict.fromkeys(marked, worker)
        return marked

    def commit(self, worker: str) -> None:
        """Make a worker's rows used for everybody, and let go of them."""
        for row in [row for row, holder in self._holder.items() if holder == worker]:
            self._used[row] = True
            del self._holder[row]
