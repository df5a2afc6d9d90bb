"""Who follows whom: the graph as a record, the committed one, and the seeded generator of any size."""

import csv
import random
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate

from course import datasets
from course.errors import CourseError
from course.estimates import sourced

DATA = "social_graph/social_graph.csv"
USERS, FOLLOWS_EACH, SEED = 10_000, 20, 22
ACTIVE_READS_PER_DAY = 1 / 7
"""Who reads less than once a week counts as inactive, and gets nothing delivered."""

INACTIVE_SHARE = 0.3  # an assumption; every service has its own
READS_SIGMA, POSTS_SIGMA, APPETITE_SIGMA = 0.6, 0.9, 0.6  # how unequal users are; assumptions
POSTS_GROW_WITH_FOLLOWERS = 0.5  # an assumption: who has 100 times the followers posts 10 times as often


@dataclass(frozen=True)
class SocialGraph:
    """``follows[u]`` are the users whom u follows, in rising order; the two rates tell how often each posts and reads.

    Users are the numbers from 0; user 0 has the most followers.
    """

    follows: tuple[tuple[int, ...], ...]
    posts_per_day: tuple[float, ...]
    reads_per_day: tuple[float, ...] = field(repr=False)

    @property
    def users(self) -> int:
        """How many there are."""
        return len(self.follows)

    @cached_property
    def edges(self) -> int:
        """How many pairs of follower and followee."""
        return sum(map(len, self.follows))

    @cached_property
    def followers(self) -> tuple[tuple[int, ...], ...]:
        """The same edges from the other end: who follows each author, in rising order. Cost: O(edges), once."""
        found: list[list[int]] = [[] for _ in self.follows]
        for follower, followees in enumerate(self.follows):
            for followee in followees:
                found[followee].append(follower)
        return tuple(map(tuple, found))

    @cached_property
    def follower_counts(self) -> tuple[int, ...]:
        """How many followers each author has."""
        return tuple(map(len, self.followers))

    def is_active(self, user: int) -> bool:
        """Whether the user reads at least once a week."""
        return self.reads_per_day[user] >= ACTIVE_READS_PER_DAY


def make_graph(users: int, follows_each: float, rng: random.Random) -> SocialGraph:
    """Draw a graph whose follower counts fall as a published power law; ``follows_each`` is their mean.

    The author of rank r has followers in proportion to r to the power of -1 / (exponent - 1), exactly; chance decides
    only who they are, and how much each user follows, posts and reads. Cost: O(edges), some 2 s for a million.

    Source: the exponent is that of H. Kwak et al. (2010), in the registry.
    Leaves out: groups of friends, follows that are returned, authors without any follower.

    Raises:
        CourseError: too few users for the follows.
    """
    if users < 2 or not 1 <= follows_each <= users / 4:
        raise CourseError(
            f"A graph needs users, and follows for at most a quarter of them; you gave {users:,} and {follows_each:g}."
        )
    slope = 1 / (sourced("follower-exponent").value - 1)
    weights = [rank**-slope for rank in range(1, users + 1)]
    scale = users * follows_each / sum(weights)
    appetites = [rng.lognormvariate(0.0, APPETITE_SIGMA) for _ in range(users)]
    ladder = list(accumulate(appetites))
    follows: list[list[int]] = [[] for _ in range(users)]
    for author, weight in enumerate(weights):
        count = min(users - 1, max(1, round(scale * weight)))
        for follower in _drawn_followers(author, count, appetites, ladder, rng):
            follows[follower].append(author)
    reads = [
        0.0 if rng.random() < INACTIVE_SHARE else rng.lognormvariate(0.0, READS_SIGMA) * appetite
        for appetite in appetites
    ]
    posts = [rng.lognormvariate(0.0, POSTS_SIGMA) * weight**POSTS_GROW_WITH_FOLLOWERS for weight in weights]
    return SocialGraph(
        tuple(map(tuple, follows)),
        _with_mean(posts, 1.0),
        _with_mean(reads, sourced("feed-reads-per-user").value),
    )


def _drawn_followers(
    author: int, count: int, appetites: list[float], ladder: list[float], rng: random.Random
) -> list[int]:
    """``count`` different users, drawn by appetite, and never the author."""
    users = len(appetites)
    if count * 20 > users:  # so many that drawing again and again would meet the same ones: race them all instead
        finish = sorted((rng.expovariate(appetite), user) for user, appetite in enumerate(appetites) if user != author)
        return [user for _, user in finish[:count]]
    found: set[int] = set()
    while len(found) < count:
        user = min(bisect_left(ladder, rng.random() * ladder[-1]), users - 1)
        if user != author:
            found.add(user)
    return sorted(found)


def _with_mean(rates: list[float], mean: float) -> tuple[float, ...]:
    scale = mean * len(rates) / sum(rates)
    return tuple(round(rate * scale, 2) for rate in rates)


@lru_cache(maxsize=1)
def read_graph() -> SocialGraph:
    """The committed graph: 10,000 users, 200,000 follows. Read once, in some 0.1 s."""
    with datasets.path(DATA).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return SocialGraph(
        tuple(tuple(map(int, row["follows"].split())) for row in rows),
        tuple(float(row["posts_per_day"]) for row in rows),
        tuple(float(row["reads_per_day"]) for row in rows),
    )
