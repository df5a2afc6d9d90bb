"""In which order? A published formula, a product of five signals, and pages of a list that stands."""

import json
import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import redis

from course.errors import CourseError
from course.systems.news_feed.model import Counts, Post

HALF_LIFE_H = 6.0
SNAPSHOT_TTL_S = 600
CANDIDATES = 500
MS_PER_H = 3_600_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may stand on the page. ``at_ms`` is a number: a date as a text from a cache would rank nothing."""

    post: Post
    counts: Counts
    shares: int = 0

    def age_h(self, now_ms: float) -> float:
        """Hours since it was posted, never below 0: clocks differ."""
        return max(0.0, (now_ms - self.post.at_ms) / MS_PER_H)


def published_score(candidate: Candidate, now_ms: float) -> float:
    """The formula of a design often seen (FEED-40): points for freshness plus points for engagement.

    100 points for a new post, two less each hour, never below 0; plus 10 ln(likes + 1), 15 ln(comments + 1) and
    20 ln(shares + 1), which stay for ever (BUG-039).
    """
    return max(0.0, 100 - 2 * candidate.age_h(now_ms)) + engagement(candidate)


def engagement(candidate: Candidate) -> float:
    """The points for likes, comments and shares."""
    counts = candidate.counts
    likes, comments, shares = counts.likes, counts.comments, candidate.shares
    return 10 * math.log(likes + 1) + 15 * math.log(comments + 1) + 20 * math.log(shares + 1)


@dataclass(frozen=True, slots=True)
class Signals:
    """Five signals, each from 0 to 1 (FEED-42). A real service learns them from what people do; here they are given."""

    engagement: float
    relationship: float
    content: float
    freshness: float
    quality: float

    def score(self) -> float:
        """Their product: one signal of 0 hides the post, whatever the others say.

        Raises:
            CourseError: a signal is not between 0 and 1.
        """
        signals: tuple[float, ...] = astuple(self)
        if not all(0 <= signal <= 1 for signal in signals):
            raise CourseError(f"A signal lies between 0 and 1; you gave {self}.")
        return math.prod(signals)


class RankedPages:
    """Rank all candidates once, keep the order, and page inside it: else every page is ranked by itself (BUG-039).

    Leaves out: posts that arrive meanwhile; they stand in the next ranking.
    """

    def __init__(self, store: redis.Redis, *, keep_s: int = SNAPSHOT_TTL_S) -> None:
        self._store = store
        self._keep_s = keep_s

    def rank(self, reader: int, scores: dict[int, float]) -> str:
        """Keep the candidates' order under a name, the best first, newer ones first among equals; return the name."""
        order = sorted(scores, key=lambda post_id: (-scores[post_id], -post_id))[:CANDIDATES]
        name = f"{reader}-{self._store.incr('ranked:number')}"
        self._store.set(f"ranked:{name}", json.dumps([str(post_id) for post_id in order]), ex=self._keep_s)
        return name

    def page(self, name: str, offset: int, limit: int) -> Sequence[int]:
        """Ids ``offset`` to ``offset + limit`` of that order: here an offset is right, for the list does not move.

        Raises:
            CourseError: the ranking is too old.
        """
        kept = self._store.get(f"ranked:{name}")
        if kept is None:
            raise CourseError("This ranking has expired. Load the feed from the top.")
        return [int(post_id) for post_id in json.loads(kept)[offset : offset + limit]]
