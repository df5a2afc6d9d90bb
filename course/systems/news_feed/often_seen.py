"""Designs often seen, each with the weakness that a lesson shows. Nothing else in the course uses them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import redis

from course.systems.news_feed.edges import Edges
from course.systems.news_feed.id_lists import IdLists
from course.systems.news_feed.model import Post, id_text
from course.systems.news_feed.post_cache import to_json
from course.systems.news_feed.reads import merge


def page_by_offset(newest_first: Sequence[int], offset: int, limit: int) -> list[int]:
    """The ``limit`` ids from rank ``offset`` on: what is at which rank changes with every new post (BUG-057)."""
    return list(newest_first[offset : offset + limit])


def page_by_offset_twice(newest_first: Sequence[int], offset: int, limit: int) -> list[int]:
    """Fetch from rank ``offset``, 50 more than needed; then cut from ``offset`` again (BUG-034)."""
    fetched = newest_first[offset : offset + limit + 50]
    return list(fetched[offset : offset + limit])


def page_with_rank_stop(store: redis.Redis, key: str, cursor: int | None, limit: int) -> list[str]:
    """ZREVRANGE from the rank after the cursor to ``limit``: the stop is a rank, not a count (BUG-035, BUG-036)."""
    start = 0 if cursor is None else cursor + 1
    return [str(member) for member in store.zrevrange(key, start, limit)]


def page_with_celebrities_first(
    ordinary: Sequence[int], celebrities: Sequence[Sequence[int]], page: int, size: int
) -> list[int]:
    """Take page number ``page`` of the ordinary posts, add the newest ten of every celebrity, sort, cut (BUG-032)."""
    mixed = [*ordinary[page * size : (page + 1) * size], *(post for posts in celebrities for post in posts[:10])]
    return sorted(mixed, reverse=True)[:size]


def followers_inclusive(edges: Edges, author: int, batch: int, most_batches: int) -> Iterator[Sequence[int]]:
    """Walk the followers with a cursor that includes its own row, until a batch is empty: never (BUG-037)."""

    def batches() -> Iterator[Sequence[int]]:
        cursor = -1
        while found := edges.followers_after(author, cursor, batch):
            yield found
            cursor = found[-1] - 1

    return islice(batches(), most_batches)


def push_copies(store: redis.Redis, owners: Sequence[int], post: Post, *, cap: int = 1_000) -> None:
    """Put the whole post into every follower's list: a kilobyte each, and twice when delivered twice (BUG-031)."""
    with store.pipeline() as batch:
        for owner in owners:
            batch.lpush(f"timeline:{owner}", to_json(post))
            batch.ltrim(f"timeline:{owner}", 0, cap - 1)
        batch.execute()


def push_at_worker_time(lists: IdLists, owner: int, post_id: int, now_ms: float) -> None:
    """Score by the worker's clock: a delivery that is late or repeated moves an old post to the top (BUG-043)."""
    lists.store.zadd(lists.key(owner), {id_text(post_id): now_ms})


@dataclass(slots=True)
class TwoRules:
    """A hybrid that asks twice who is a celebrity: push by the live count, pull by a flag that somebody set (BUG-042).

    An author with exactly ``threshold`` followers is neither; one whose flag is old loses what he posts.
    """

    edges: Edges
    threshold: int
    flags: dict[int, bool] = field(default_factory=dict)
    timelines: dict[int, list[int]] = field(default_factory=dict)
    posts: dict[int, list[int]] = field(default_factory=dict)

    def set_flags(self) -> None:
        """What a nightly job does: mark those above the threshold."""
        authors = {author for reader in list(self.timelines) for author in self.edges.followees(reader)} | set(
            self.posts
        )
        self.flags = {author: self.edges.follower_count(author) > self.threshold for author in authors}

    def publish(self, post: Post) -> None:
        """Push if the author has fewer followers than the threshold at this moment."""
        self.posts.setdefault(post.author, []).append(post.id)
        count = self.edges.follower_count(post.author)
        if count < self.threshold:
            for follower in self.edges.followers_after(post.author, -1, count):
                self.timelines.setdefault(follower, []).append(post.id)

    def page_ids(self, reader: int, limit: int) -> list[int]:
        """Pull those whose flag is set."""
        pulled = [self.posts.get(author, []) for author in self.edges.followees(reader) if self.flags.get(author)]
        lists = [sorted(ids, reverse=True) for ids in [self.timelines.get(reader, []), *pulled]]
        return merge(lists, limit)
