"""A network as the arithmetic of costs sees it: authors grouped by followers, readers by whom they follow."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import add

from course.systems.news_feed.graph import SocialGraph, read_graph

CELEBRITIES = 0.01  # the 1 % of the authors with the most followers
SAMPLED_READERS = 700


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
        one = (1.0, posts, posts * reached, posts * reached**2, views)
        group = (counts[author], author in famous)
        groups[group] = [*map(add, groups.get(group, [0.0] * 5), one)]
    authors = tuple(
        Authors(followers, count, posts, copies, squares, views, celebrity)
        for (followers, celebrity), (count, posts, copies, squares, views) in sorted(groups.items())
    )
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
