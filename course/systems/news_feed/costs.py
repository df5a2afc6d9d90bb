"""What push, pull and the hybrid cost, as the threshold moves: the arithmetic of one day, on any graph.

Nothing is drawn by chance here: every figure is an expected value, from the rates of the graph. ``day`` plays the same
day post by post, and a test holds the two together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from course.errors import CourseError
from course.estimates import sourced
from course.systems.news_feed.id_lists import FEED_CAP
from course.systems.news_feed.profile import Profile, Readers, profile_of
from course.units import SECONDS_PER_DAY

THRESHOLDS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
SEVEN_DAYS = 7
PEAK_FACTOR = 3.0
UTILISATION = 0.7
CACHE_S = 10.0  # how long a process keeps a celebrity's list
READS_PER_PROCESS_S = 500  # an assumption: how many pages a process serves in a second of the peak
FEWEST_PROCESSES = 4
ROUND_TRIP_S = 1e-9 * sourced("latency-round-trip-data-centre").value
ANSWER_S = 0.001  # an assumption: the mean wait for one list on a busy shard; the waits are exponential
FEED_BYTES = {size: sourced(f"redis-feed-of-{size}").value for size in (1, 127, 128, 800)}
ROUNDS = {"push": 1, "pull": 1, "hybrid": 3}  # round trips one after the other, as the designs make them


@dataclass(frozen=True, slots=True)
class Prices:
    """What work and memory cost: processor time for each kind of work, as measured, and a server a day.

    ``entry_bytes`` takes a published figure in place of the measured memory.
    """

    delivery_s: float = 1e-6 * sourced("redis-delivery").value
    list_read_s: float = 1e-6 * sourced("redis-list-read").value
    merge_s: float = 1e-6 * sourced("list-merged-in-python").value
    server_usd_per_day: float = sourced("price-server").value / 30
    server_bytes: float = 64e9
    entry_bytes: float | None = None

    def feed_bytes(self, entries: float) -> float:
        """Memory of one timeline: as measured, or so many bytes an entry."""
        return feed_bytes(entries) if self.entry_bytes is None else self.entry_bytes * entries


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
    return FEED_BYTES[low] + (entries - low) * (FEED_BYTES[high] - FEED_BYTES[low]) / (high - low)


def simulate(
    threshold: float,
    celebrity_share: float | None = None,
    reads_per_post: float | None = None,
    *,
    design: str = "hybrid",
    profile: Profile | None = None,
    cache_s: float = CACHE_S,
    goal_s: float | None = None,
    prices: Prices | None = None,
) -> Load:
    """One design for a day: authors with ``threshold`` followers or more are pulled, all others pushed.

    ``celebrity_share`` and ``reads_per_post`` are those of the graph, if left out. With ``goal_s`` there are at least
    as many workers as bring the largest pushed author's post to all followers in that time. Cost: some 3 ms.

    It assumes: workers are bought for the peak hour at 70 %; every list lies on a shard of its own; whoever asks
    works as long as whoever answers.
    Leaves out: the posts, their look-up and the authors' own lists, which cost all designs alike.

    Raises:
        CourseError: an unknown design, or a share that is not between 0 and 1.
    """
    if design not in ROUNDS or (celebrity_share is not None and not 0 <= celebrity_share < 1):
        raise CourseError(f"Choose one of {', '.join(ROUNDS)}, and a share from 0 to below 1; you gave {design!r}.")
    profile, prices = profile or profile_of(), prices or Prices()
    bound = {"push": math.inf, "pull": 0.0}.get(design, threshold)
    keep_s = cache_s if design == "hybrid" else 0.0
    scales = _post_scales(profile, celebrity_share)
    per_read = 1.0 if reads_per_post is None else reads_per_post * profile.posts / profile.reads
    reads = profile.reads * per_read
    day = _day(profile, bound, scales, per_read, keep_s)
    capacity_per_s = max(
        day.copies * PEAK_FACTOR / UTILISATION / SECONDS_PER_DAY, day.largest / goal_s if goal_s is not None else 0.0
    )
    wait_s = queue_wait_s(day.jobs, day.copies, day.squares, capacity_per_s)
    late = day.copies * wait_s + day.squares / (2 * capacity_per_s) if day.copies else 0.0
    memory, waits = 0.0, []
    for reader in profile.readers:
        entries, lists = _entries_and_lists(reader, bound, scales)
        memory += reader.count * prices.feed_bytes(entries)
        waits.append((lists * day.misses + (bound > 0), reader.count * reader.reads))
    own_range = reads if bound > 0 else 0.0
    read_work_s = 2 * (day.fetches + own_range) * prices.list_read_s + day.views * prices.merge_s
    work = 2 * capacity_per_s * UTILISATION * prices.delivery_s + read_work_s * PEAK_FACTOR / SECONDS_PER_DAY
    per_million = prices.server_usd_per_day / UTILISATION * 1e6 / profile.users
    rounds_s = ROUNDS[design] * ROUND_TRIP_S
    return Load(
        design=design,
        threshold=threshold,
        deliveries_per_s=day.copies / SECONDS_PER_DAY,
        list_reads_per_s=day.fetches / SECONDS_PER_DAY,
        lists_per_read=day.views / reads,
        reads_per_s=reads / SECONDS_PER_DAY,
        p50_s=rounds_s + slowest_of(waits, 0.5),
        p99_s=rounds_s + slowest_of(waits, 0.99),
        staleness_s=(late + day.pulled_copies * keep_s / 2) / ((day.copies + day.pulled_copies) or 1),
        worst_staleness_s=max(
            wait_s + day.largest / capacity_per_s if day.copies else 0.0, keep_s if day.views else 0.0
        ),
        memory_bytes=memory,
        work_usd_per_day=work * per_million,
        memory_usd_per_day=memory / prices.server_bytes * per_million,
    )


@dataclass(slots=True)
class _Day:
    """What pushed authors (the first four) and pulled ones (the others) bring in a day."""

    copies: float = 0.0
    jobs: float = 0.0
    squares: float = 0.0
    largest: float = 0.0
    pulled_copies: float = 0.0
    views: float = 0.0
    fetches: float = 0.0

    @property
    def misses(self) -> float:
        """The share of the lists that no process has kept."""
        return self.fetches / self.views if self.views else 0.0


def _day(profile: Profile, bound: float, scales: tuple[float, float], per_read: float, keep_s: float) -> _Day:
    day, (famous, others) = _Day(), scales
    reads_per_s = profile.reads * per_read / SECONDS_PER_DAY
    processes = max(FEWEST_PROCESSES, reads_per_s * PEAK_FACTOR / READS_PER_PROCESS_S)
    for each in profile.authors:
        scale = famous if each.celebrity else others
        if each.followers < bound:
            day.copies += scale * each.copies
            day.jobs += scale * each.posts
            day.squares += scale * each.squares
            day.largest = max(day.largest, each.copies / each.posts if each.posts else 0.0)
        else:
            seen = each.views * per_read
            day.pulled_copies += scale * each.copies
            day.views += seen
            day.fetches += each.count * _fetched(seen / each.count, keep_s, processes)
    return day


def _entries_and_lists(reader: Readers, bound: float, scales: tuple[float, float]) -> tuple[float, float]:
    """How many entries the timeline of such a reader holds, and how many lists a page asks besides."""
    famous, others = scales
    below, posts, of_celebrities = reader.below(bound)
    pushed = others * (posts - of_celebrities) + famous * of_celebrities
    lists = (reader.followed[-1] if reader.followed else 0.0) - below
    return min(float(FEED_CAP), SEVEN_DAYS * pushed), lists


def curve(
    celebrity_share: float | None = None,
    reads_per_post: float | None = None,
    *,
    thresholds: Sequence[float] = THRESHOLDS,
    profile: Profile | None = None,
    prices: Prices | None = None,
) -> tuple[Load, ...]:
    """The hybrid at every threshold: money against followers, the U."""
    return tuple(simulate(each, celebrity_share, reads_per_post, profile=profile, prices=prices) for each in thresholds)


def author_bills(profile: Profile | None = None, prices: Prices | None = None) -> list[tuple[float, float, float]]:
    """(followers, USD a day if pushed, USD a day if pulled) for each number of followers, for a million users.

    Each author is billed alone. ``simulate`` also knows that short feeds are packed and that long ones are cut.
    """
    profile, prices = profile or profile_of(), prices or Prices()
    per_million = prices.server_usd_per_day / UTILISATION * 1e6 / profile.users
    processes = max(FEWEST_PROCESSES, profile.reads * PEAK_FACTOR / SECONDS_PER_DAY / READS_PER_PROCESS_S)
    bills = []
    for each in profile.authors:
        fetches = each.count * _fetched(each.views / each.count, CACHE_S, processes)
        push_work_s = 2 * each.copies * prices.delivery_s
        pull_work_s = 2 * fetches * prices.list_read_s + each.views * prices.merge_s
        push, pull = (work_s * PEAK_FACTOR / SECONDS_PER_DAY for work_s in (push_work_s, pull_work_s))
        kept = SEVEN_DAYS * each.copies * sourced("redis-feed-entry").value / prices.server_bytes
        bills.append((each.followers, (push + kept) * per_million, pull * per_million))
    return bills


def cheapest_threshold(bills: Sequence[tuple[float, float, float]], thresholds: Sequence[int]) -> int:
    """The threshold with the smallest sum of bills, authors on it pulled; of equals the smallest."""
    return min(
        sorted(thresholds),
        key=lambda bound: sum(push if followers < bound else pull for followers, push, pull in bills),
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


def queue_wait_s(jobs: float, copies: float, squares: float, capacity_per_s: float) -> float:
    """How long a post waits for the workers, at the peak: one queue, jobs as long as their authors have followers.

    ``jobs`` posts a day bring ``copies`` copies; ``squares`` is the sum of the squared lengths of the jobs, in copies.
    Source: the formula of Pollaczek and Khinchine (1930, 1932) for one server and any spread of job lengths.
    """
    if not copies:
        return 0.0
    busy = copies * PEAK_FACTOR / SECONDS_PER_DAY / capacity_per_s
    jobs_per_s = jobs * PEAK_FACTOR / SECONDS_PER_DAY
    return jobs_per_s * squares / jobs / capacity_per_s**2 / (2 * (1 - busy))
