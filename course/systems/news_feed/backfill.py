"""A reader follows an author while the author posts: what must be asked in which order, and what a retry needs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress

from course.errors import CourseError
from course.simulation.power import Fuse, PowerCut

NEWEST = 20


class World:
    """Edges, what each author posted, and everybody's feed. All of it outlives the caller."""

    def __init__(self) -> None:
        self.edges: set[tuple[int, int]] = set()
        self.posts: dict[int, list[int]] = defaultdict(list)
        self.feeds: dict[int, set[int]] = defaultdict(set)

    def post(self, author: int, post_id: int) -> None:
        """The author's list first, then the worker: to whoever follows at this moment."""
        self.posts[author].append(post_id)
        for reader, followee in self.edges:
            if followee == author:
                self.feeds[reader].add(post_id)

    def ask(self, program: "Program", reader: int, author: int, fuse: Fuse | None = None) -> bool:
        """Somebody taps "follow"; False if the power failed before the answer."""
        fuse = fuse or Fuse()
        with suppress(PowerCut):
            program(reader, author, EdgeTable(self.edges, fuse), AuthorPosts(self.posts, fuse), Feeds(self.feeds, fuse))
            return True
        return False


class EdgeTable:
    """Who follows whom."""

    def __init__(self, edges: set[tuple[int, int]], fuse: Fuse) -> None:
        self._edges = edges
        self._fuse = fuse

    def add(self, reader: int, author: int) -> bool:
        """The reader follows the author from now on; False if that was so before."""
        self._fuse.burn("edges.add")
        new = (reader, author) not in self._edges
        self._edges.add((reader, author))
        return new


class AuthorPosts:
    """What each author posted."""

    def __init__(self, posts: dict[int, list[int]], fuse: Fuse) -> None:
        self._posts = posts
        self._fuse = fuse

    def newest(self, author: int, count: int) -> list[int]:
        """The newest ``count`` ids, newest first.

        Raises:
            CourseError: more than 20 were asked for, or fewer than 1.
        """
        if not 1 <= count <= NEWEST:
            raise CourseError(f"Ask for 1 to {NEWEST} posts; you asked for {count}.")
        self._fuse.burn("posts.newest")
        return self._posts[author][::-1][:count]


class Feeds:
    """Everybody's feed."""

    def __init__(self, feeds: dict[int, set[int]], fuse: Fuse) -> None:
        self._feeds = feeds
        self._fuse = fuse

    def add(self, reader: int, ids: Iterable[int]) -> None:
        """Write these ids into the reader's feed. Where one stands already, nothing changes."""
        given = list(ids)
        self._fuse.burn("feeds.add")
        self._feeds[reader].update(given)


Program = Callable[[int, int, EdgeTable, AuthorPosts, Feeds], object]


def follow_then_fill(reader: int, author: int, edges: EdgeTable, posts: AuthorPosts, feeds: Feeds) -> None:
    """The edge first: what is posted from now on comes by itself. Then, new or not, what was posted before."""
    edges.add(reader, author)
    feeds.add(reader, posts.newest(author, NEWEST))
