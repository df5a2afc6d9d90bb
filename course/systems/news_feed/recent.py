"""The newest posts of celebrities, kept for seconds inside the process: thousands of readers ask for the same lists."""

from collections.abc import Sequence
from typing import Protocol

from course.clock import Clock

DEPTH = 100
"""How many ids of each celebrity are kept; a page that needs older ones asks Redis."""


class Lists(Protocol):
    """Where the lists come from."""

    def read(self, authors: Sequence[int], before: int | None, limit: int) -> list[list[int]]:
        """For each author the newest ``limit`` ids below ``before``."""
        ...


class RecentLists:
    """A cache of lists before ``lists``. A post may be ``keep_s`` late; no page is ever wrong in another way.

    ``hits`` and ``misses`` count lists. ``keep_s`` 0 keeps nothing. Cost: O(limit) a list.
    Leaves out: a bound on how many authors are kept (there are few celebrities), and locks between threads.
    """

    def __init__(self, lists: Lists, clock: Clock, *, keep_s: float = 10, depth: int = DEPTH) -> None:
        self.hits = 0
        self.misses = 0
        self._lists = lists
        self._clock = clock
        self._keep_s = keep_s
        self._depth = depth
        self._kept: dict[int, tuple[float, list[int]]] = {}

    def read(self, authors: Sequence[int], before: int | None, limit: int) -> list[list[int]]:
        """For each author the newest ``limit`` ids below ``before``, from here where that is possible."""
        now_s = self._clock.now_s()
        stale = [author for author in authors if not self._fresh(author, now_s)]
        if stale:
            for author, ids in zip(stale, self._lists.read(stale, None, self._depth), strict=True):
                self._kept[author] = (now_s, ids)
        self.misses += len(stale)
        found: dict[int, list[int]] = {}
        for author in authors:
            kept = self._kept[author][1]
            ids = [post_id for post_id in kept if before is None or post_id < before][:limit]
            if len(ids) == limit or len(kept) < self._depth:  # enough of them, or all that there are
                found[author] = ids
        deeper = [author for author in authors if author not in found]
        self.hits += len(authors) - len(stale) - len(set(deeper) - set(stale))
        self.misses += len(set(deeper) - set(stale))
        found |= dict(zip(deeper, self._lists.read(deeper, before, limit) if deeper else [], strict=True))
        return [found[author] for author in authors]

    def _fresh(self, author: int, now_s: float) -> bool:
        return author in self._kept and now_s < self._kept[author][0] + self._keep_s
