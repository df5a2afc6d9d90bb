"""The feed that we would ship: posts stored first, ids as hints, and every page checked against the truth."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import redis

from course.clock import Clock, ManualClock
from course.parts.snowflake import Snowflake
from course.stores import open_duckdb, open_redis
from course.systems.news_feed.designs import AuthorLists, FanOutOnRead, FanOutOnWrite, FeedDesign, Hybrid
from course.systems.news_feed.edges import Edges
from course.systems.news_feed.fanout import ActiveReaders, FanOut
from course.systems.news_feed.graph import SocialGraph
from course.systems.news_feed.id_lists import FEED_CAP, IdLists
from course.systems.news_feed.model import Cost, NotAllowed, Page, Post, Shown, UnknownPost, id_text, read_cursor
from course.systems.news_feed.modes import PULL_FROM, Modes
from course.systems.news_feed.post_cache import PostCache
from course.systems.news_feed.posts import PostTable
from course.systems.news_feed.reactions import Reactions
from course.systems.news_feed.recent import RecentLists

PAGE_POSTS, MOST_PAGE_POSTS = 20, 100
MAX_TEXT_CHARACTERS = 280


@dataclass(slots=True)
class Ground:
    """What every design stands on: the stores, the graph, and one counter of costs for all."""

    clock: Clock
    redis: redis.Redis
    table: PostTable
    edges: Edges
    cost: Cost
    authors: AuthorLists
    timelines: IdLists
    active: ActiveReaders
    fan_out: FanOut
    batch: int


def new_ground(
    clock: Clock,
    graph: SocialGraph | None = None,
    *,
    cap: int = FEED_CAP,
    batch: int = 1_000,
    store: redis.Redis | None = None,
    database: duckdb.DuckDBPyConnection | None = None,
) -> Ground:
    """Empty stores, and the edges of ``graph``; ``cap`` is how many ids a timeline or an author's list keeps."""
    store, cost, edges = store or open_redis(clock), Cost(), Edges(graph)
    table = PostTable(database or open_duckdb())
    timelines, active = IdLists(store, "feed", cap=cap, cost=cost), ActiveReaders(store, clock)
    return Ground(
        clock=clock,
        redis=store,
        table=table,
        edges=edges,
        cost=cost,
        authors=AuthorLists(IdLists(store, "posts", cap=cap, cost=cost), table),
        timelines=timelines,
        active=active,
        fan_out=FanOut(timelines, edges, active, batch=batch),
        batch=batch,
    )


def on_read(ground: Ground) -> FanOutOnRead:
    """Pull on this ground."""
    return FanOutOnRead(ground.authors, ground.edges)


def on_write(ground: Ground) -> FanOutOnWrite:
    """Push on this ground."""
    return FanOutOnWrite(ground.authors, ground.edges, ground.timelines, ground.fan_out, ground.active)


def hybrid(ground: Ground, *, pull_from: float = PULL_FROM, keep_s: float = 10) -> Hybrid:
    """Push below ``pull_from`` followers, pull from there on; celebrities' lists are kept ``keep_s`` in the process."""
    recent = RecentLists(ground.authors, ground.clock, keep_s=keep_s)
    modes = Modes(ground.redis, ground.clock, pull_from=pull_from)
    return Hybrid(on_write(ground), recent, ground.authors, ground.edges, modes)


class NewsFeed:
    """Posts, follows, reactions and pages.

    A page's ids are hints: a post stands on it only if it exists and its author is followed at this moment. So deletes,
    unfollows and blocks hold at once, and the timelines are cleaned as they are read (BUG-048).

    Leaves out: the author's own posts on the page, media, search, notifications (their own lessons).
    """

    def __init__(self, ground: Ground, design: FeedDesign, *, machine: int = 1, local_s: float = 10) -> None:
        wait = ground.clock.advance if isinstance(ground.clock, ManualClock) else time.sleep
        self.ground = ground
        self.design = design
        self.cache = PostCache(ground.redis, ground.table, ground.clock, local_s=local_s)
        self.reactions = Reactions(ground.redis)
        self._ids = Snowflake(machine, ground.clock, wait=wait)

    def post(self, author: int, text: str, *, request: str | None = None) -> Post:
        """Store a post, then let it be delivered. ``request`` names the try: a client that asks again gets the same.

        The answer does not wait for the deliveries (FEED-31).

        Raises:
            NotAllowed: the text is empty or too long.
        """
        if not 1 <= len(text) <= MAX_TEXT_CHARACTERS:
            raise NotAllowed(f"A post has 1 to {MAX_TEXT_CHARACTERS} characters; you gave {len(text)}.")
        wanted = Post(self._ids.next_id(), author, text)
        stored = self.ground.table.store(wanted, request=request)
        self.announce()
        return stored

    def announce(self) -> int:
        """Publish what the outbox holds, in order; returns how many. After a crash this finishes what was begun."""
        waiting = [post_id for post_id, _ in self.ground.table.unsent()]
        posts = self.ground.table.find(waiting)
        for post_id in waiting:
            if post_id in posts:
                self.cache.put(posts[post_id])
                self.design.publish(posts[post_id])
            self.ground.table.sent(post_id)
        return len(posts)

    def delete(self, post_id: int, user: int) -> None:
        """Delete one's own post: the table first, then the caches. Timelines keep the id until somebody reads it.

        Raises:
            UnknownPost: there is no such post.
            NotAllowed: somebody else wrote it.
        """
        if self._existing(post_id).author != user:
            raise NotAllowed("Only its author deletes a post.")
        self.ground.table.delete(post_id)
        self.cache.drop(post_id)
        self.reactions.forget(post_id)

    def follow(self, reader: int, author: int) -> bool:
        """Follow, and see the author's newest posts at once; False if nothing changed.

        Asked again, it fills the timeline again: the first try may have died after the edge.
        """
        added = self.ground.edges.follow(reader, author)
        if self.ground.edges.follows(reader, author):
            self.design.followed(reader, author)
        return added

    def unfollow(self, reader: int, author: int) -> bool:
        """Stop following; holds from the next page on."""
        return self.ground.edges.unfollow(reader, author)

    def block(self, user: int, other: int) -> None:
        """Neither sees or follows the other any more."""
        self.ground.edges.block(user, other)

    def like(self, post_id: int, user: int) -> bool:
        """Like a post; False if this user did before. Raises ``UnknownPost`` or, when one blocks, ``NotAllowed``."""
        self._may_react(post_id, user)
        return self.reactions.like(post_id, user)

    def comment(self, post_id: int, user: int) -> int:
        """Comment on a post; returns the comment's id. Raises as :meth:`like` does. Leaves out: the text."""
        self._may_react(post_id, user)
        comment_id = self._ids.next_id()
        self.reactions.comment(post_id, comment_id)
        return comment_id

    def page(self, reader: int, cursor: str | None = None, limit: int = PAGE_POSTS) -> Page:
        """The next posts, newest first. Every post that was there when the scrolling began stands on one page only.

        The cursor is the id down to which the reader has seen: posts that arrive on top do not move it (BUG-057).

        Raises:
            BadCursor: the cursor was not given out by a page.
            NotAllowed: ``limit`` is not between 1 and 100.
        """
        if not 1 <= limit <= MOST_PAGE_POSTS:
            raise NotAllowed(f"A page has 1 to {MOST_PAGE_POSTS} posts; you asked for {limit}.")
        before, shown, ended = read_cursor(cursor), list[Post](), False
        while len(shown) <= limit and not ended:
            ids = self.design.page_ids(reader, before, limit + 1)
            ended = len(ids) <= limit
            if ids:
                before = ids[-1]
                shown += self._visible(reader, ids)
        more, shown = len(shown) > limit, shown[:limit]
        counts = self.reactions.counts([post.id for post in shown])
        return Page(tuple(Shown(post, counts[post.id]) for post in shown), id_text(shown[-1].id) if more else None)

    def work(self) -> bool:
        """Do one piece of what waits in the background; False if nothing waits."""
        return self.design.work()

    def _visible(self, reader: int, ids: list[int]) -> list[Post]:
        posts = self.cache.get_many(ids)
        follows = self.ground.edges.follows
        visible = [posts[post_id] for post_id in ids if post_id in posts and follows(reader, posts[post_id].author)]
        if len(visible) < len(ids):
            self.ground.timelines.remove(reader, set(ids) - {post.id for post in visible})
        return visible

    def _existing(self, post_id: int) -> Post:
        posts = self.ground.table.find([post_id])
        if post_id not in posts:
            raise UnknownPost(f"There is no post {post_id}, or no longer.")
        return posts[post_id]

    def _may_react(self, post_id: int, user: int) -> None:
        if self.ground.edges.blocked(user, self._existing(post_id).author):
            raise NotAllowed("One of you blocks the other.")


def new_feed(
    clock: Clock, graph: SocialGraph | None = None, design: Callable[[Ground], FeedDesign] = hybrid
) -> NewsFeed:
    """A feed that nobody has used, with the edges of ``graph``: hybrid, unless you pass ``on_read`` or ``on_write``."""
    ground = new_ground(clock, graph)
    return NewsFeed(ground, design(ground))
