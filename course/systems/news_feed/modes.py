"""Push or pull? One function decides, one log remembers, and readers believe the log."""

from collections.abc import Sequence

import redis

from course.clock import Clock
from course.errors import CourseError
from course.units import SECONDS_PER_DAY

PULL_FROM = 10_000
"""The threshold, defined here and nowhere else. An author with exactly so many followers is pulled."""

PUSH_BELOW_SHARE = 0.8  # a pulled author is pushed again below 8,000, so that nobody flips at every follower
HORIZON_S = 7 * SECONDS_PER_DAY
PULLED, PULLING = "authors:pulled", "authors:pulling"


class Modes:
    """Which authors are pulled, and which were within the horizon.

    ``authors:pulled`` holds, for each author, the moment of the newest post that was not pushed.
    Leaves out: pages that reach back further than the horizon; a former celebrity's posts end there.

    Raises:
        CourseError: the threshold is below 1.
    """

    def __init__(
        self,
        store: redis.Redis,
        clock: Clock,
        *,
        pull_from: float = PULL_FROM,
        push_below: float | None = None,
        horizon_s: float = HORIZON_S,
    ) -> None:
        if not pull_from >= 1:
            raise CourseError(f"The threshold is a number of followers, 1 or more; you gave {pull_from}.")
        self.pull_from = pull_from
        self._push_below = PUSH_BELOW_SHARE * pull_from if push_below is None else push_below
        self._store = store
        self._clock = clock
        self._horizon_s = horizon_s

    def pulls(self, author: int, followers: int, at_ms: int) -> bool:
        """Decide for one post, and write it into the log before anybody acts on it."""
        pulling = self._store.sismember(PULLING, str(author))
        pull = followers >= (self._push_below if pulling else self.pull_from)
        with self._store.pipeline() as log:
            if pull:
                log.sadd(PULLING, str(author))
                log.zadd(PULLED, {str(author): at_ms}, gt=True)
            elif pulling:
                log.srem(PULLING, str(author))
            if len(log):
                log.execute()
        return pull

    def pulled_among(self, authors: Sequence[int]) -> list[int]:
        """Those who posted something within the horizon that was not pushed, by one command for all (BUG-033)."""
        if not authors:
            return []
        since_ms = 1000 * (self._clock.now_s() - self._horizon_s)
        moments = self._store.zmscore(PULLED, list(map(str, authors)))
        return [
            author for author, at_ms in zip(authors, moments, strict=True) if at_ms is not None and at_ms >= since_ms
        ]

    def forget(self) -> int:
        """Delete from the log what lies beyond the horizon; returns how many authors that were."""
        beyond_ms = 1000 * (self._clock.now_s() - self._horizon_s)
        return int(self._store.zremrangebyscore(PULLED, "-inf", f"({beyond_ms}"))
