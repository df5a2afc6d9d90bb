"""What push, pull and the hybrid cost, as the threshold moves: the arithmetic of one day, on any graph.

Nothing is drawn by chance here: every figure is an expected value, from the rates of the graph. ``day`` plays the same
day post by post, and a test holds the two together.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from course.errors import CourseError
from course.estimates import sourced
from course.systems.news_feed.graph import SocialGraph, read_graph
from course.systems.news_feed.id_lists import FEED_CAP
from course.units import SECONDS_PER_DAY

THRESHOLDS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
CELEBRITIES = 0.01  # the 1 % of the authors with the most followers
SAMPLED_READERS = 700
SEVEN_DAYS = 7
PEAK_FACTOR = 3.0
UTILISATION = 0.7
CACHE_S = 10.0  # how long a process keeps a celebrity's list
READS_PER_PROCESS_S = 500  # an assumption: how many pages a process serves in a second of the peak
FEWEST_PROCESSES = 4
SERVER_BYTES = 64e9
SERVER_USD_PER_DAY = sourced("price-server").value / 30
DELIVERY_S, LIST_READ_S, MERGE_S = (
    1e-6 * sourced(name).value for name in ("redis-delivery", "redis-list-read", "list-merged-in-python")
)
ROUND_TRIP_S = 1e-9 * sourced("latency-round-trip-data-centre").value
ANSWER_S = 0.001  # an assumption: the mean wait for one list on a busy shard; the waits are exponential
ROUNDS = {"push": 1, "pull": 1, "hybrid": 3}  # round trips one after the other, as the designs make them


@dataclass(frozen=True, slots=True)
class Authors:
    """``count`` authors with equally many followers, and what all of them together do in a day.

    ``copies`` are posts times active followers: what push delivers. ``squares`` are copies times active followers: the
    length of a job, weighted by its length. ``views`` are reads by followers, one for each author: what pull asks for.
    """

    followers: float
    count: float
    posts: float
    copies: float
    squares: float
    views: float
    celebrity: bool


@dataclass(frozen=True, slots=True)
class Readers:
    """Readers who are alike. Below each entry of ``followers``: how many authors they follow, who post how often."""

    count: float
    reads: float
    followers: tuple[float, ...]
    followed: tuple[float, ...]
    posts: tuple[float, ...]
    celebrity_posts: tuple[float, ...]

    def below(self, threshold: float) -> tuple[float, float, float]:
        """Authors followed, their posts a day, and those of celebrities among these, below the threshold."""
        place = bisect_left(self.followers, threshold) - 1
        return (self.followed[place], self.posts[place], self.celebrity_posts[place]) if place >= 0 else (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Profile:
    """A network as this arithmetic sees it: its authors by followers, its readers by whom they follow."""

    users: float
    authors: tuple[Authors, ...]
    readers: tuple[Readers, ...]

    @property
    def posts(self) -> float:
        """Posts a day."""
        return sum(each.posts for each in self.authors)

    @property
    def reads(self) -> float:
        """Feed reads a day."""
        return sum(each.count * each.reads for each in self.readers)

    @property
    def celebrity_share(self) -> float:
        """The share of all posts that celebrities write."""
        return sum(each.posts for each in self.authors if each.celebrity) / self.posts


@dataclass(frozen=True, slots=True)
class Load:
    """One design at one threshold. Rates are averages over a day; money is for a million users."""

    design: str
    threshold: float
    deliveries_per_s: float
    list_reads_per_s: float
    lists_per_read: float
    reads_per_s: float
    p50_s: float
    p99_s: float
    staleness_s: float
    worst_staleness_s: float
    memory_bytes: float
    work_usd_per_day: float
    memory_usd_per_day: float

    @property
    def usd_per_day(self) -> float:
        """All of it, for a million users."""
        return self.work_usd_per_day + self.memory_usd_per_day

    @property
    def writes_per_read(self) -> float:
        """Inside the cache: copies written for each page read."""
        return self.deliveries_per_s / self.reads_per_s


def feed_bytes(entries: float) -> float:
    """Memory of one timeline on Redis, along straight lines between the sizes that were measured.

    Up to 127 entries (and the mark) Redis packs a sorted set; one more, and it takes seven times as much.
    """
    if entries <= 0:
        return 0.0
    low, high = (1, 127) if entries <= 127 else (128, 800)
    at_low, at_high = (sourced(f"redis-feed-of-{size}").value for size in (low, high))
    return at_low + (entries - low) * (at_high - at_low) / (high - low)


@lru_cache(maxsize=4)
def profile_of(graph: SocialGraph | None = None) -> Profile:
    """The profile of a graph (the committed one, if left out). About 700 readers, evenly chosen, stand for all."""
    graph = graph or read_graph()
    counts = graph.follower_counts
    famous = set(sorted(range(graph.users), key=lambda user: -counts[user])[: max(1, round(CELEBRITIES * graph.users))])
    active = [graph.is_active(user) for user in range(graph.users)]
    groups: dict[tuple[int, bool], list[float]] = {}
    for author in range(graph.users):
        reached = sum(active[follower] for follower in graph.followers[author])
        posts = graph.posts_per_day[author]
        views = sum(graph.reads_per_day[follower] for follower in graph.followers[author])
        sums = groups.setdefault((counts[author], author in famous), [0.0] * 5)
        for place, value in enumerate((1, posts, posts * reached, posts * reached**2, views)):
            sums[place] += value
    authors = tuple(Authors(followers, *sums, celebrity) for (followers, celebrity), sums in sorted(groups.items()))
    everybody = [user for user in range(graph.users) if active[user]]
    step = max(1, len(everybody) // SAMPLED_READERS)
    sample = everybody[::step]
    readers = [_reader(graph, user, famous, len(everybody) / len(sample)) for user in sample]
    total = sum(graph.reads_per_day)
    scale = total / sum(each.count * each.reads for each in readers)
    return Profile(graph.users, authors, tuple(replace(each, reads=each.reads * scale) for each in readers))


def _reader(graph: SocialGraph, user: int, famous: set[int], count: float) -> Readers:
    followees = sorted(graph.follows[user], key=lambda author: graph.follower_counts[author])
    ladder, posts, celebrity = [], 0.0, 0.0
    for place, author in enumerate(followees, start=1):
        posts += graph.posts_per_day[author]
        celebrity += graph.posts_per_day[author] if author in famous else 0.0
        ladder.append((float(graph.follower_counts[author]), float(place), posts, celebrity))
    columns = list(zip(*ladder, strict=True)) or [(), (), (), ()]
    return Readers(count, graph.reads_per_day[user], *columns)


def simulate(
    threshold: float,
    celebrity_share: float | None = None,
    reads_per_post: float | None = None,
    *,
    design: str = "hybrid",
    profile: Profile | None = None,
    cache_s: float = CACHE_S,
    entry_bytes: float | None = None,
) -> Load:
    """One design for a day: authors with ``threshold`` followers or more are pulled, all others pushed.

    ``celebrity_share`` and ``reads_per_post`` are those of the graph, if left out. ``entry_bytes`` takes a published
    figure in place of the measured memory. Cost: some 3 ms.

    It assumes: pushed workers are bought for the peak hour at 70 %; every list lies on a shard of its own; whoever asks
    works as long as whoever answers. Leaves out: the posts, their look-up and the authors' own lists, which cost all designs alike.

    Raises:
        CourseError: an unknown design, or a share that is not between 0 and 1.
    """
    if design not in ROUNDS or (celebrity_share is not None and not 0 <= celebrity_share < 1):
        raise CourseError(f"Choose one of {', '.join(ROUNDS)}, and a share from 0 to below 1; you gave {design!r}.")
    profile = profile or profile_of()
    bound = {"push": math.inf, "pull": 0.0}.get(design, threshold)
    keep_s = cache_s if design == "hybrid" else 0.0
    famous, others = _post_scales(profile, celebrity_share)
    per_read = 1.0 if reads_per_post is None else reads_per_post * profile.posts / profile.reads
    reads = profile.reads * per_read
    processes = max(FEWEST_PROCESSES, reads * PEAK_FACTOR / SECONDS_PER_DAY / READS_PER_PROCESS_S)
    copies = jobs = squares = pulled_copies = fetches = views = largest = 0.0
    for each in profile.authors:
        scale = famous if each.celebrity else others
        if each.followers < bound:
            copies += scale * each.copies
            jobs += scale * each.posts
            squares += scale * each.squares
            largest = max(largest, each.copies / each.posts if each.posts else 0.0)
        else:
            seen = each.views * per_read
            pulled_copies += scale * each.copies
            views += seen
            fetches += each.count * _fetched(seen / each.count, keep_s, processes)
    capacity_per_s = copies * PEAK_FACTOR / UTILISATION / SECONDS_PER_DAY
    wait_s = _queue_wait_s(jobs, copies, squares, capacity_per_s)
    late = copies * wait_s + squares / (2 * capacity_per_s) if copies else 0.0
    misses = fetches / views if views else 0.0
    memory, waits = 0.0, []
    for reader in profile.readers:
        below, posts, of_celebrities = reader.below(bound)
        pushed = others * (posts - of_celebrities) + famous * of_celebrities
        entries = min(float(FEED_CAP), SEVEN_DAYS * pushed)
        memory += reader.count * (feed_bytes(entries) if entry_bytes is None else entry_bytes * entries)
        lists = (reader.followed[-1] if reader.followed else 0.0) - below
        waits.append((lists * misses + (bound > 0), reader.count * reader.reads))
    own_range = reads if bound > 0 else 0.0
    work_s = 2 * (copies * DELIVERY_S + (fetches + own_range) * LIST_READ_S) + views * MERGE_S
    per_million = SERVER_USD_PER_DAY / UTILISATION * 1e6 / profile.users
    rounds_s = ROUNDS[design] * ROUND_TRIP_S
    return Load(
        design=design,
        threshold=threshold,
        deliveries_per_s=copies / SECONDS_PER_DAY,
        list_reads_per_s=fetches / SECONDS_PER_DAY,
        lists_per_read=views / reads,
        reads_per_s=reads / SECONDS_PER_DAY,
        p50_s=rounds_s + slowest_of(waits, 0.5),
        p99_s=rounds_s + slowest_of(waits, 0.99),
        staleness_s=(late + pulled_copies * keep_s / 2) / ((copies + pulled_copies) or 1),
        worst_staleness_s=max(wait_s + largest / capacity_per_s if copies else 0.0, keep_s if views else 0.0),
        memory_bytes=memory,
        work_usd_per_day=work_s * PEAK_FACTOR / SECONDS_PER_DAY * per_million,
        memory_usd_per_day=memory / SERVER_BYTES * per_million,
    )


def curve(
    celebrity_share: float | None = None,
    reads_per_post: float | None = None,
    *,
    thresholds: Sequence[float] = THRESHOLDS,
    profile: Profile | None = None,
    entry_bytes: float | None = None,
) -> tuple[Load, ...]:
    """The hybrid at every threshold: money against followers, the U."""
    return tuple(
        simulate(each, celebrity_share, reads_per_post, profile=profile, entry_bytes=entry_bytes)
        for each in thresholds
    )


def cheapest(loads: Sequence[Load]) -> Load:
    """The bottom of the U."""
    return min(loads, key=lambda load: load.usd_per_day)


def slowest_of(waits: Sequence[tuple[float, float]], share: float) -> float:
    """The wait that this share of all reads does not exceed, when each waits for the slowest of its lists.

    ``waits`` are pairs (lists, weight); the time of one list is exponential with the mean ``ANSWER_S``.
    Source: J. Dean and L. Barroso, "The Tail at Scale", 2013.
    """
    merged: dict[float, float] = {}
    for lists, weight in waits:
        merged[round(lists, 1)] = merged.get(round(lists, 1), 0.0) + weight
    total = sum(merged.values())
    low, high = 0.0, 50 * ANSWER_S
    for _ in range(30):
        middle = (low + high) / 2
        answered = 1 - math.exp(-middle / ANSWER_S)
        low, high = (
            (low, middle)
            if sum(weight * answered**lists for lists, weight in merged.items()) >= share * total
            else (middle, high)
        )
    return high


def _post_scales(profile: Profile, celebrity_share: float | None) -> tuple[float, float]:
    """By how much celebrities and all others post more than in the profile; the sum of all posts stays."""
    own = profile.celebrity_share
    if celebrity_share is None:
        return 1.0, 1.0
    return celebrity_share / own, (1 - celebrity_share) / (1 - own)


def _fetched(reads: float, keep_s: float, processes: float) -> float:
    """How often a list is fetched in a day when each process keeps it for ``keep_s`` after each fetch."""
    if not keep_s:
        return reads
    each_per_s = reads / processes / SECONDS_PER_DAY
    return reads / (1 + each_per_s * keep_s)


def _queue_wait_s(jobs: float, copies: float, squares: float, capacity_per_s: float) -> float:
    """How long a post waits for the workers, at the peak: one queue, jobs as long as their authors have followers.

    Source: the formula of Pollaczek and Khinchine (1930, 1932) for one server and any spread of job lengths.
    """
    if not copies:
        return 0.0
    jobs_per_s = jobs * PEAK_FACTOR / SECONDS_PER_DAY
    mean_square = squares / jobs / capacity_per_s**2
    return jobs_per_s * mean_square / (2 * (1 - UTILISATION))
