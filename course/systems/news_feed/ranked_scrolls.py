"""Somebody scrolls through a ranked feed while others like its posts: three ways to make the pages."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from statistics import median_high

from course.clock import ManualClock
from course.parts.snowflake import IdParts, join
from course.stores import open_redis
from course.systems.news_feed.model import Counts, Post
from course.systems.news_feed.ranking import (
    HALF_LIFE_H,
    MS_PER_H,
    Candidate,
    RankedPages,
    engagement,
    published_score,
)

NOW_MS = 1_800_000_000_000
POSTS, PAGE = 100, 20
LIKED, MOST_TIMES = 10, 20
"""Between two pages so many posts get more likes: up to so many times what they had, and one."""

Key = Callable[[float, int, float], float]
"""(points, at_ms, half_life_h) to a number by which posts are sorted."""
Place = tuple[float, int]
Ranked = dict[int, Candidate]


def hot(points: float, at_ms: int, half_life_h: float) -> float:
    """log₂ of the points, plus one for each half-life that the post is newer: the order of decayed scores.

    points · ½^(age / half-life) changes with the clock, but its logarithm does so by the same amount for every post.
    """
    return log2(points) + at_ms / (half_life_h * MS_PER_H)


def points(candidate: Candidate) -> float:
    """What the likes, comments and shares are worth, before the post ages."""
    return 100 + engagement(candidate)


def published_points(age_h: float, likes: int = 0) -> float:
    """What a post of this age has by the design often seen that adds its points (BUG-039)."""
    post = Post(join(IdParts(NOW_MS - round(age_h * MS_PER_H), 1, 0)), 1, "")
    return published_score(Candidate(post, Counts(likes)), NOW_MS)


@dataclass(frozen=True, slots=True)
class RankedScroll:
    """What came of one scroll through all candidates."""

    best_first: int
    """How many of the best twenty, ranked at the start, stood on the first page."""
    twice: int
    never: int


def candidates(rng: random.Random) -> Ranked:
    """A hundred posts of one day, most with few likes, a few with thousands."""
    found = {}
    for sequence in range(POSTS):
        at_ms = NOW_MS - rng.randrange(24 * MS_PER_H)
        post_id = join(IdParts(at_ms, 1, sequence))
        found[post_id] = _liked(Post(post_id, 1, ""), int(10 ** rng.uniform(0, 4)))
    return found


def more_likes(rng: random.Random, posts: Ranked) -> Ranked:
    """The same posts; some were liked meanwhile."""
    chosen = [posts[post_id] for post_id in rng.sample(sorted(posts), LIKED)]
    return posts | {one.post.id: _liked(one.post, one.counts.likes * rng.randint(1, MOST_TIMES) + 1) for one in chosen}


def _liked(post: Post, likes: int) -> Candidate:
    """Of ten who like a post one comments on it, of twenty one shares it."""
    return Candidate(post, Counts(likes, likes // 10), shares=likes // 20)


def order(posts: Ranked, key: Key) -> list[Place]:
    """(key, id) of every post, the best first."""
    places = ((key(points(each), each.post.at_ms, HALF_LIFE_H), post_id) for post_id, each in posts.items())
    return sorted(places, reverse=True)


def each_page_alone(moments: Iterator[Ranked], key: Key) -> Iterator[list[int]]:
    """Take the pages by time, then sort each one by itself."""
    before = None
    for posts in moments:
        rest = [post_id for post_id in sorted(posts, reverse=True) if before is None or post_id < before]
        taken = {post_id: posts[post_id] for post_id in rest[:PAGE]}
        before = rest[PAGE - 1]
        yield [post_id for _, post_id in order(taken, key)]


def all_anew(moments: Iterator[Ranked], key: Key) -> Iterator[list[int]]:
    """Rank everything again for each page, and cut from an offset."""
    for number, posts in enumerate(moments):
        yield [post_id for _, post_id in order(posts, key)][number * PAGE : (number + 1) * PAGE]


def once_and_kept(moments: Iterator[Ranked], key: Key) -> Iterator[list[int]]:
    """Rank once, keep the order in Redis, and page inside it."""
    kept = RankedPages(open_redis(ManualClock()))
    name = None
    for number, posts in enumerate(moments):
        name = name or kept.rank(1, {post_id: score for score, post_id in order(posts, key)})
        yield list(kept.page(name, number * PAGE, PAGE))


WAYS = {
    "A: each page by itself": each_page_alone,
    "B: all anew, by offset": all_anew,
    "C: once, and kept": once_and_kept,
}


def ranked_scroll(rng: random.Random, way: str, key: Key = hot) -> RankedScroll:
    """Read all five pages; before each but the first, others like some of the posts."""
    posts = candidates(rng)

    def moments() -> Iterator[Ranked]:
        now = posts
        for _ in range(POSTS // PAGE):
            yield now
            now = more_likes(rng, now)

    pages = list(WAYS[way](moments(), key))
    shown = Counter(post_id for page in pages for post_id in page)
    best = {post_id for _, post_id in order(posts, key)[:PAGE]}
    return RankedScroll(len(best & set(pages[0])), sum(shown.values()) - len(shown), len(posts.keys() - shown.keys()))


def totals(scrolls: Sequence[RankedScroll]) -> RankedScroll:
    """The middle of the first, and the sums of the others."""
    middle = median_high(each.best_first for each in scrolls)
    return RankedScroll(middle, sum(each.twice for each in scrolls), sum(each.never for each in scrolls))
