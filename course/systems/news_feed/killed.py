"""A store whose worker may be killed after any call, for the exercise on deliveries: small, and played in every way."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from course.simulation.power import PowerCut


@dataclass(slots=True)
class DeliveryStore:
    """Feeds, notes and the queue of one post's delivery. ``calls_left`` is how long the present worker still lives.

    ``add`` is ZADD: an id that is there already stays as it is. ``append`` is LPUSH: one more entry every time.
    """

    calls_left: float = float("inf")
    feeds: dict[int, list[int]] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    finished: list[int] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def add(self, follower: int, post: int) -> None:
        """Put the id into the follower's feed, a set."""
        self._call(f"add({follower})")
        feed = self.feeds.setdefault(follower, [])
        if post not in feed:
            feed.append(post)

    def append(self, follower: int, post: int) -> None:
        """Put one more entry into the follower's feed, a list."""
        self._call(f"append({follower})")
        self.feeds.setdefault(follower, []).append(post)

    def place(self, post: int) -> int:
        """The number that was noted for this post; 0 if none was."""
        self._call("place")
        return self.places.get(post, 0)

    def set_place(self, post: int, number: int) -> None:
        """Note a number for this post. It outlives the worker."""
        self._call(f"set_place({number})")
        self.places[post] = number

    def done(self, post: int) -> None:
        """Take the post out of the queue: no worker gets it again."""
        self._call("done")
        self.finished.append(post)

    def _call(self, words: str) -> None:
        if self.calls_left <= 0:
            raise PowerCut  # and so does every later call
        self.calls_left -= 1
        self.calls.append(words)


Deliver = Callable[[DeliveryStore, int, Sequence[int]], object]


def run_workers(
    deliver: Deliver, store: DeliveryStore, post: int, followers: Sequence[int], lives: Iterable[float]
) -> int:
    """Let one worker after the other try, each for so many calls, until the post is done; returns how many it took."""
    workers = 0
    for life in lives:
        if post in store.finished:
            break
        workers += 1
        store.calls_left = life
        try:
            deliver(store, post, followers)
        except PowerCut:
            continue
    store.calls_left = float("inf")
    return workers


def deliver_resumably(store: DeliveryStore, post: int, followers: Sequence[int]) -> None:
    """Copy, then note, follower by follower; the post is done when the last one has it."""
    for number in range(store.place(post), len(followers)):
        store.add(followers[number], post)
        store.set_place(post, number + 1)
    store.done(post)
