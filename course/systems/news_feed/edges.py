"""Who follows whom, while it changes: every edge is kept twice, once for each question."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence

from course.systems.news_feed.graph import SocialGraph


class Edges:
    """Answers "whom does u follow?" and "who follows a?" without asking every shard (BUG-051).

    Cost: O(list) to change one edge, O(log list + batch) to read a batch.
    Leaves out: the database behind it. There these are two tables, by follower and by followee, and a change writes
    both in one transaction or through a log; here one process holds both, and changes them together.
    """

    def __init__(self, graph: SocialGraph | None = None) -> None:
        self._followees: dict[int, list[int]] = defaultdict(list)
        self._followers: dict[int, list[int]] = defaultdict(list)
        self._pairs: set[tuple[int, int]] = set()
        self._blocks: set[tuple[int, int]] = set()
        if graph is not None:
            self._followees.update({user: list(follows) for user, follows in enumerate(graph.follows)})
            self._followers.update({user: list(followers) for user, followers in enumerate(graph.followers)})
            self._pairs.update((user, followee) for user, follows in enumerate(graph.follows) for followee in follows)

    def follow(self, follower: int, followee: int) -> bool:
        """Add the edge; False if it is there already, is a loop, or one of the two blocks the other."""
        pair = (follower, followee)
        if follower == followee or pair in self._pairs or self.blocked(follower, followee):
            return False
        self._pairs.add(pair)
        insort(self._followees[follower], followee)
        insort(self._followers[followee], follower)
        return True

    def unfollow(self, follower: int, followee: int) -> bool:
        """Take the edge away; False if it was not there."""
        if (follower, followee) not in self._pairs:
            return False
        self._pairs.remove((follower, followee))
        self._followees[follower].remove(followee)
        self._followers[followee].remove(follower)
        return True

    def block(self, user: int, other: int) -> None:
        """Cut the edges in both directions, and let neither follow the other again."""
        self._blocks.add((user, other))
        self.unfollow(user, other)
        self.unfollow(other, user)

    def blocked(self, user: int, other: int) -> bool:
        """Whether one of the two blocks the other."""
        return (user, other) in self._blocks or (other, user) in self._blocks

    def follows(self, follower: int, followee: int) -> bool:
        """Whether the edge is there."""
        return (follower, followee) in self._pairs

    def followees(self, follower: int) -> Sequence[int]:
        """Whom the user follows, in rising order."""
        return tuple(self._followees.get(follower, ()))

    def follower_count(self, author: int) -> int:
        """How many follow the author: the length of the list, so that it cannot differ from it."""
        return len(self._followers.get(author, ()))

    def followers_after(self, author: int, after: int, limit: int) -> Sequence[int]:
        """The next ``limit`` followers above ``after`` (-1: from the first). Fewer come back only at the end.

        The cursor is exclusive: an inclusive one gives the last follower again for ever (BUG-037).
        """
        followers = self._followers.get(author, [])
        first = bisect_right(followers, after)
        return followers[first : first + limit]
