"""Three rivals behind one question: which ids stand on a reader's page?

All store the post first, in the table and in the author's own list. They differ in who does the copying: the author's
post (fan-out on write), the reader's page (fan-out on read), or the one that is cheaper for this author (hybrid).
"""

from collections.abc import Sequence
from typing import Protocol

from course.systems.news_feed.edges import Edges
from course.systems.news_feed.fanout import ACTIVE, ActiveReaders, FanOut
from course.systems.news_feed.id_lists import IdLists, asked
from course.systems.news_feed.model import Post
from course.systems.news_feed.modes import Modes
from course.systems.news_feed.posts import PostTable
from course.systems.news_feed.reads import merge
from course.systems.news_feed.recent import RecentLists


class FeedDesign(Protocol):
    """Brings posts to readers. The post is in the table before ``publish`` is called."""

    def publish(self, post: Post) -> None:
        """Let the followers see it: now, or after some ``work``."""
        ...

    def page_ids(self, reader: int, before: int | None, limit: int) -> list[int]:
        """The newest ``limit`` ids below ``before`` (None: from the top) by those whom the reader follows."""
        ...

    def followed(self, reader: int, author: int) -> None:
        """The reader follows the author from now on: the edge is there already."""
        ...

    def work(self) -> bool:
        """Do one piece of what waits in the background; False if nothing waits."""
        ...


class AuthorLists:
    """What each author posted, newest first, in Redis; a list that is missing is loaded from the table.

    All missing lists of one reading are loaded by one query.
    """

    def __init__(self, lists: IdLists, table: PostTable) -> None:
        self.lists = lists
        self._table = table

    def add(self, post: Post) -> None:
        """The author has one more post."""
        self.lists.add(post.author, [post.id])

    def read(self, authors: Sequence[int], before: int | None, limit: int) -> list[list[int]]:
        """For each author the newest ``limit`` ids below ``before``."""
        found = self.lists.read(authors, before, limit)
        missing = [author for author, ids in zip(authors, found, strict=True) if ids is None]
        if missing:
            self.lists.fill(self._table.newest(missing, self.lists.cap))
            found = self.lists.read(authors, before, limit)
        return [ids or [] for ids in found]


class FanOutOnRead:
    """Pull: a post is written once, and every page asks all the authors whom its reader follows."""

    def __init__(self, authors: AuthorLists, edges: Edges) -> None:
        self._authors = authors
        self._edges = edges

    def publish(self, post: Post) -> None:
        """One write, seen by everybody at once."""
        self._authors.add(post)

    def page_ids(self, reader: int, before: int | None, limit: int) -> list[int]:
        """One list for each followee, and a merge."""
        return merge(self._authors.read(self._edges.followees(reader), before, limit), limit)

    def followed(self, reader: int, author: int) -> None:
        """Nothing to do: the next page asks the author."""

    def work(self) -> bool:
        """Nothing waits."""
        return False


class FanOutOnWrite:
    """Push: a post is copied into the timeline of every active follower, and a page is one range of one set.

    A timeline is built by a pull when it is missing: a new reader, an eviction, a reader back after weeks.
    """

    def __init__(
        self, authors: AuthorLists, edges: Edges, timelines: IdLists, fan_out: FanOut, active: ActiveReaders
    ) -> None:
        self.timelines = timelines
        self.fan_out = fan_out
        self.rebuilds = 0
        self._authors = authors
        self._edges = edges
        self._active = active

    def publish(self, post: Post) -> None:
        """The author's list first, then the event: whoever builds a timeline now finds the post there."""
        self._authors.add(post)
        self.fan_out.send(post.id, post.author)

    def page_ids(self, reader: int, before: int | None, limit: int) -> list[int]:
        """One round trip, unless the timeline must be built."""
        with self.timelines.store.pipeline(transaction=False) as batch:
            batch.zscore(ACTIVE, str(reader))
            self.timelines.ask(batch, reader, before, limit)
            last_seen_s, *answers = batch.execute()
        ids = self.timelines.answered(answers, before, limit)
        self.timelines.cost.trip(1 + asked(before), len(ids or []))
        away = last_seen_s is None or last_seen_s < self._active.since_s  # posts passed this reader by
        if ids is None or away:
            return self._rebuilt(reader, before, limit)
        self._active.seen(reader)
        return ids

    def followed(self, reader: int, author: int, backfill: int = 20) -> None:
        """Bring the author's newest posts into the timeline."""
        (ids,) = self._authors.read([author], None, backfill)
        self.timelines.add(reader, ids)

    def work(self) -> bool:
        """Deliver one post."""
        return self.fan_out.work()

    def _rebuilt(self, reader: int, before: int | None, limit: int) -> list[int]:
        """Build the timeline: "not complete" first, then "active", so that a crash leaves it to be built again.

        A post that is published meanwhile is either in its author's list by now, or its worker finds the reader active.
        """
        self.rebuilds += 1
        self.timelines.forget(reader)
        self._active.seen(reader)
        cap = self.timelines.cap
        self.timelines.fill({reader: merge(self._authors.read(self._edges.followees(reader), None, cap), cap)})
        return self.timelines.read([reader], before, limit)[0] or []


class Hybrid:
    """Push for most authors, pull for those whose followers are too many; ``modes`` decides, once for each post.

    A reader asks the lists of all authors whom he follows and who were pulled at any time in the horizon. So an author
    may cross the threshold up or down, and no post of his is lost (BUG-042); a post that is found twice counts once.
    """

    def __init__(
        self, push: FanOutOnWrite, recent: RecentLists, authors: AuthorLists, edges: Edges, modes: Modes
    ) -> None:
        self.push = push
        self._recent = recent
        self._authors = authors
        self._edges = edges
        self._modes = modes

    def publish(self, post: Post) -> None:
        """Decide, remember the decision, and only then let the post be seen."""
        if self._modes.pulls(post.author, self._edges.follower_count(post.author), post.at_ms):
            self._authors.add(post)
        else:
            self.push.publish(post)

    def page_ids(self, reader: int, before: int | None, limit: int) -> list[int]:
        """The timeline, and one list for each pulled author whom the reader follows."""
        pulled = self._modes.pulled_among(self._edges.followees(reader))
        timeline = self.push.page_ids(reader, before, limit)
        return merge([timeline, *self._recent.read(pulled, before, limit)], limit)

    def followed(self, reader: int, author: int) -> None:
        """A pushed author's posts come into the timeline; a pulled one's are found by the next page, or twice."""
        self.push.followed(reader, author)

    def work(self) -> bool:
        """Deliver one post."""
        return self.push.work()


def settle(design: FeedDesign) -> int:
    """Work until nothing waits; returns how many pieces that were."""
    pieces = 0
    while design.work():
        pieces += 1
    return pieces
