"""Faults of lesson 22: a worker killed half-way, a celebrity in a hurry, a cache that is gone."""

import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice

from course.clock import ManualClock
from course.parts.snowflake import Snowflake
from course.simulation.arrivals import even_arrivals
from course.simulation.power import PowerCut
from course.simulation.timeline import Timeline
from course.systems.news_feed.designs import FanOutOnWrite, settle
from course.systems.news_feed.fanout import FanOut
from course.systems.news_feed.graph import SocialGraph
from course.systems.news_feed.model import Post, id_text
from course.systems.news_feed.service import Ground, NewsFeed, new_ground, on_write
from course.systems.news_feed.workload import waits_behind

CAPACITY_PER_S = 100_000  # claim url-short.ru1.redis-node-ops: one store, one copy a command


@dataclass(frozen=True, slots=True)
class Killed:
    """What a worker left behind, and what the next one made of it."""

    steps_done: int
    reached_before: int
    reached_after: int
    missing: int
    delivered_twice: int  # copies written again: they change nothing
    shown_twice: int
    waiting: int


def kill_worker(ground: Ground, post: Post, *, after_steps: int) -> Killed:
    """Deliver a post with two workers: the first one is killed after so many lasting steps, the second one takes over.

    The ground's followers must be active. 0 steps: killed with the event in hand; as many as there are: not killed.
    """
    first = FanOut(ground.timelines, ground.edges, ground.active, worker="first", batch=ground.batch)
    second = FanOut(ground.timelines, ground.edges, ground.active, worker="second", batch=ground.batch, takeover_s=0)
    first.send(post.id, post.author)
    followers = ground.edges.followers_after(post.author, -1, ground.edges.follower_count(post.author))
    before = ground.cost.deliveries
    event = first.take()
    steps = [] if event is None else list(islice(first.deliver(event), after_steps))
    reached_before = _reached(ground, followers, post)
    while second.work():
        pass
    shown = Counter(
        follower
        for follower in followers
        for member in ground.redis.zrange(ground.timelines.key(follower), 0, -1)
        if member == id_text(post.id)
    )
    return Killed(
        steps_done=len(steps),
        reached_before=reached_before,
        reached_after=_reached(ground, followers, post),
        missing=len(followers) - len(shown),
        delivered_twice=ground.cost.deliveries - before - len(followers),
        shown_twice=sum(count > 1 for count in shown.values()),
        waiting=second.waiting(),
    )


def kill_at(moment: int, *, followers: int = 200, batch: int = 20) -> Killed:
    """Kill a worker after so many lasting steps, on stores of its own: one step a batch, and the last one says done."""
    clock = ManualClock()
    ground = new_ground(clock, batch=batch)
    for reader in range(1, followers + 1):
        ground.edges.follow(reader, 0)
    ground.active.seen(*range(1, followers + 1))
    post = Post(Snowflake(1, clock, wait=clock.advance).next_id(), 0, "hello")
    return kill_worker(ground, post, after_steps=moment)


def _reached(ground: Ground, followers: Sequence[int], post: Post) -> int:
    with ground.redis.pipeline(transaction=False) as batch:
        for follower in followers:
            batch.zscore(ground.timelines.key(follower), id_text(post.id))
        return sum(score is not None for score in batch.execute())


@dataclass(frozen=True, slots=True)
class Told:
    """What became of so many taps on "post": rows, texts that stand there twice, rows that nobody was told of."""

    taps: int
    stored: int
    twice: int
    never_told: int


@dataclass(slots=True)
class Unplugged:
    """A push design that hears of a post only while there is power."""

    design: FanOutOnWrite
    power: bool = True

    def publish(self, post: Post) -> None:
        """See :class:`FeedDesign`."""
        if not self.power:
            raise PowerCut
        self.design.publish(post)

    def page_ids(self, reader: int, before: int | None, limit: int) -> list[int]:
        """See :class:`FeedDesign`."""
        return self.design.page_ids(reader, before, limit)

    def followed(self, reader: int, author: int) -> None:
        """See :class:`FeedDesign`."""
        self.design.followed(reader, author)

    def work(self) -> bool:
        """See :class:`FeedDesign`."""
        return self.design.work()


def power_fails_between(*, outbox: bool, taps: int = 40, cut_every: int = 4, asks_again: bool = True) -> Told:
    """Let a phone post; each ``cut_every``-th time the power fails after the post is stored and before it is told.

    Without ``outbox``: a row, then an event, as often seen. ``asks_again``: a phone without an answer taps once more.
    """
    clock = ManualClock()
    ground = new_ground(clock)
    author, reader = 0, 1
    ground.edges.follow(reader, author)
    ground.active.seen(reader)
    design, ids = Unplugged(on_write(ground)), Snowflake(1, clock, wait=clock.advance)
    feed = NewsFeed(ground, design)
    for number in range(taps):
        for design.power in ([False] if number % cut_every == cut_every - 1 else []) + [True]:
            with suppress(PowerCut):
                if outbox:
                    feed.post(author, f"post {number}", request=f"tap {number}")
                else:
                    post = Post(ids.next_id(), author, f"post {number}")
                    ground.table.store_many([post])
                    design.publish(post)
            if not asks_again:
                break
    design.power = True
    feed.announce()
    settle(design)
    rows = ground.table.database.execute("SELECT id, body FROM posts").fetchall()
    told = set(ground.redis.zrange(ground.timelines.key(reader), 0, -1))
    return Told(
        taps=taps,
        stored=len(rows),
        twice=len(rows) - len({body for _, body in rows}),
        never_told=sum(id_text(post_id) not in told for post_id, _ in rows),
    )


@dataclass(frozen=True, slots=True)
class Behind:
    """How long ordinary posts took to reach their last follower, in virtual time; and the celebrity's own."""

    ordinary_s: tuple[float, ...]
    celebrity_s: tuple[float, ...]


def busy_celebrity(
    rng: random.Random,
    *,
    followers: int = 1_000_000,
    posts_per_minute: float = 10,
    minutes: float = 5,
    ordinary_per_s: float = 50,
    ordinary_followers: int = 200,
    capacity_per_s: float = CAPACITY_PER_S,
    design: str = "push",
) -> Behind:
    """Let a celebrity post ten times a minute while everybody else posts as always; staleness in virtual time.

    ``design``: ``push`` has one queue for all; ``lanes`` gives each kind of author half of the capacity; ``hybrid``
    does not deliver the celebrity's posts at all.

    Raises:
        ValueError: there is no such design.
    """
    if design not in {"push", "lanes", "hybrid"}:
        raise ValueError(f"The designs are push, lanes and hybrid; you gave {design!r}.")
    end_s = 60 * minutes
    ordinary = [(at_s, ordinary_followers) for at_s in even_arrivals(ordinary_per_s, end_s, rng)]
    famous = [(at_s, followers) for at_s in even_arrivals(posts_per_minute / 60, end_s, rng)]
    if design == "hybrid":
        return Behind(tuple(waits_behind(ordinary, capacity_per_s)), tuple(0.0 for _ in famous))
    if design == "lanes":
        half = capacity_per_s / 2
        return Behind(tuple(waits_behind(ordinary, half)), tuple(waits_behind(famous, half)))
    queue = sorted([(job, False) for job in ordinary] + [(job, True) for job in famous])
    waits_s = waits_behind([job for job, _ in queue], capacity_per_s)
    kinds = [celebrity for _, celebrity in queue]
    return Behind(
        tuple(wait for wait, celebrity in zip(waits_s, kinds, strict=True) if not celebrity),
        tuple(wait for wait, celebrity in zip(waits_s, kinds, strict=True) if celebrity),
    )


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What happened after all timelines and lists were lost. ``sent_away``: shown an older page for now."""

    readers: int
    sent_away: int
    list_loads: int
    most_at_once: int
    slowest_s: float


def flush_feeds(
    graph: SocialGraph,
    rng: random.Random,
    *,
    readers_per_s: float = 200,
    watch_s: float = 2.0,
    query_s: float = 0.020,
    connections: int = 20,
    single_flight: bool,
    most_rebuilds: int | None = None,
) -> Rebuilt:
    """Empty the cache and watch readers come back, in virtual time: each page needs the lists of all followees.

    A list is loaded by one query (``query_s``; the database serves ``connections`` at once, others wait). Without
    ``single_flight`` everybody who misses a list loads it; with it, one loads it for all. ``most_rebuilds`` is a gate:
    while so many pages are being built, further readers are sent away.
    """
    timeline = Timeline(ManualClock(0.0))
    ready_s: dict[int, float] = {}  # when a list that somebody loads, or has loaded, is in the cache
    free_s = [0.0] * connections
    ends_s: list[float] = []
    rebuilds_end_s: list[float] = []
    sent_away = most = 0
    slowest_s = 0.0

    def reader(user: int) -> None:
        nonlocal sent_away, most, slowest_s
        now_s = timeline.clock.now_s()
        missing = [author for author in graph.follows[user] if not ready_s.get(author, now_s + 1) <= now_s]
        rebuilds_end_s[:] = [end_s for end_s in rebuilds_end_s if end_s > now_s]
        if missing and most_rebuilds is not None and len(rebuilds_end_s) >= most_rebuilds:
            sent_away += 1
            return
        done_s = now_s
        for author in missing:
            if not (single_flight and author in ready_s):
                place = min(range(connections), key=free_s.__getitem__)
                free_s[place] = max(free_s[place], now_s) + query_s
                ends_s.append(free_s[place])
                ready_s[author] = min(ready_s.get(author, free_s[place]), free_s[place])
                done_s = max(done_s, free_s[place])
            done_s = max(done_s, ready_s[author])
        rebuilds_end_s.append(done_s)
        most = max(most, sum(end_s > now_s for end_s in ends_s))
        slowest_s = max(slowest_s, done_s - now_s)

    users = [user for user in range(graph.users) if graph.is_active(user)]
    readers = round(readers_per_s * watch_s)
    for number in range(readers):
        timeline.at((number + rng.random()) / readers_per_s, partial(reader, rng.choice(users)))
    timeline.run()
    return Rebuilt(readers, sent_away, len(ends_s), most, slowest_s)
