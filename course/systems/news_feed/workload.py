"""Seeded traffic for the feed: who posts and who reads, and when, on a simulated day; and that day, counted."""

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from course.simulation.arrivals import day_curve, varying_arrivals
from course.systems.news_feed.graph import SocialGraph
from course.units import SECONDS_PER_DAY

PEAK_FACTOR, PEAK_HOUR = 3.0, 20.0  # an assumption: the evening is three times as busy as the day
Moment = tuple[float, int]
"""Seconds since midnight, and a user."""


def posts_of_day(graph: SocialGraph, rng: random.Random) -> list[Moment]:
    """Who posts, and when: some 10,000 posts on the lesson's graph."""
    return _moments(graph.posts_per_day, rng)


def reads_of_day(graph: SocialGraph, rng: random.Random) -> list[Moment]:
    """Who looks at the feed, and when: some 100,000 reads on the lesson's graph, in 0.2 s."""
    return _moments(graph.reads_per_day, rng)


def _moments(rates_per_day: Sequence[float], rng: random.Random) -> list[Moment]:
    """Independent users, each at a rate of his own, more of them in the evening."""
    mean_per_s = sum(rates_per_day) / SECONDS_PER_DAY
    ladder = list(accumulate(rates_per_day))
    curve = day_curve(mean_per_s, PEAK_FACTOR, PEAK_HOUR)
    moments_s = varying_arrivals(curve, mean_per_s * PEAK_FACTOR, SECONDS_PER_DAY, rng)
    return [(at_s, bisect(ladder, rng.random() * ladder[-1], 0, len(ladder) - 1)) for at_s in moments_s]


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What a day took: counts, the same on every machine."""

    posts: int
    reads: int
    deliveries: int
    lists_asked: int
    lists_fetched: int

    @property
    def writes_per_read(self) -> float:
        """Copies written for each page read."""
        return self.deliveries / self.reads


def play_day(
    graph: SocialGraph, threshold: float, rng: random.Random, *, cache_s: float = 10.0, processes: int = 4
) -> DayCounts:
    """Play a day post by post and read by read, and count what a hybrid with this threshold does.

    ``threshold`` infinity is pure push, 0 (with ``cache_s`` 0) pure pull. Each read comes to a random process, and each
    process keeps a celebrity's list for ``cache_s``. Cost: under 1 s on the lesson's graph.
    """
    counts = graph.follower_counts
    active = [graph.is_active(user) for user in range(graph.users)]
    posts, reads = posts_of_day(graph, rng), reads_of_day(graph, rng)
    reached = {
        author: sum(active[follower] for follower in graph.followers[author])
        for author in {author for _, author in posts}
        if counts[author] < threshold
    }
    pulled = [[author for author in follows if counts[author] >= threshold] for follows in graph.follows]
    kept_until_s: dict[tuple[int, int], float] = {}
    asked = fetched = 0
    for at_s, reader in reads:
        process = rng.randrange(processes)
        asked += len(pulled[reader])
        for author in pulled[reader]:
            if at_s >= kept_until_s.get((process, author), 0.0):
                kept_until_s[process, author] = at_s + cache_s
                fetched += 1
    return DayCounts(
        posts=len(posts),
        reads=len(reads),
        deliveries=sum(reached.get(author, 0) for _, author in posts),
        lists_asked=asked,
        lists_fetched=fetched,
    )


def waits_behind(jobs: Sequence[tuple[float, int]], capacity_per_s: float) -> list[float]:
    """For each job (moment in s, copies), in order: how long until its last copy is written, with one queue.

    Cost: O(jobs): a job begins when it comes and the one before it is done.
    """
    free_s, waits_s = 0.0, []
    for at_s, copies in jobs:
        free_s = max(free_s, at_s) + copies / capacity_per_s
        waits_s.append(free_s - at_s)
    return waits_s
