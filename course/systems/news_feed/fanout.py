"""The fan-out worker: takes a post from a stream and delivers its id to every follower, however often it is killed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import redis

from course.clock import Clock
from course.systems.news_feed.edges import Edges
from course.systems.news_feed.id_lists import IdLists
from course.units import SECONDS_PER_DAY

STREAM, GROUP = "fanout-events", "fanout"
BATCH = 1_000
PROGRESS_KEPT_S = SECONDS_PER_DAY
ACTIVE = "readers:active"
ACTIVE_FOR_S = 7 * SECONDS_PER_DAY
FIRST = -1  # before the first follower


class ActiveReaders:
    """When did each reader last look? Who has not for a week gets nothing delivered.

    One sorted set: reader and moment. Whoever comes back has his timeline built anew.
    """

    def __init__(self, store: redis.Redis, clock: Clock, active_for_s: float = ACTIVE_FOR_S) -> None:
        self.store = store
        self._clock = clock
        self._active_for_s = active_for_s

    @property
    def since_s(self) -> float:
        """Who looked at this moment or later is active."""
        return self._clock.now_s() - self._active_for_s

    def seen(self, *readers: int) -> None:
        """These readers look now."""
        if readers:
            self.store.zadd(ACTIVE, {str(reader): self._clock.now_s() for reader in readers})

    def among(self, readers: Sequence[int]) -> list[int]:
        """Those who are active, by one command."""
        if not readers:
            return []
        moments = self.store.zmscore(ACTIVE, list(map(str, readers)))
        since_s = self.since_s
        return [reader for reader, at_s in zip(readers, moments, strict=True) if at_s is not None and at_s >= since_s]


@dataclass(frozen=True, slots=True)
class Event:
    """A post to deliver, under the name that the stream gave to the entry."""

    entry: str
    post_id: int
    author: int


class FanOut:
    """Sends events into a stream, and delivers them as one of its workers.

    A worker that dies leaves its event unacknowledged; after ``takeover_s`` another one takes it over and goes on where
    the last batch ended. Delivering twice changes nothing: an id is in a set or not, and its score is the moment of the
    post, not of the delivery (BUG-043).

    Leaves out: lanes, so that a small author need not wait behind a large one (``faults`` measures that).
    """

    def __init__(
        self,
        timelines: IdLists,
        edges: Edges,
        active: ActiveReaders,
        *,
        worker: str = "worker-1",
        batch: int = BATCH,
        takeover_s: float = 30,
    ) -> None:
        self.worker = worker
        self._timelines = timelines
        self._store = timelines.store
        self._edges = edges
        self._active = active
        self._batch = batch
        self._takeover_ms = round(1000 * takeover_s)
        if GROUP not in self._groups():
            self._store.xgroup_create(STREAM, GROUP, id="0", mkstream=True)

    def send(self, post_id: int, author: int) -> None:
        """Ask for a delivery. Sent twice, it is done twice, to no harm."""
        self._store.xadd(STREAM, {"post_id": str(post_id), "author": str(author)})

    def waiting(self) -> int:
        """How many events are not done: new ones, and those in some worker's hands."""
        return int(self._store.xlen(STREAM))

    def take(self) -> Event | None:
        """An event that its worker left lying for too long, or else a new one; None: there is none."""
        _, claimed, *_ = self._store.xautoclaim(STREAM, GROUP, self.worker, self._takeover_ms, "0-0", count=1)
        if not claimed:
            new = self._store.xreadgroup(GROUP, self.worker, {STREAM: ">"}, count=1)
            claimed = new[0][1] if isinstance(new, list) and new else _entries(new)
        for entry, fields in claimed:
            return Event(entry, int(fields["post_id"]), int(fields["author"]))
        return None

    def deliver(self, event: Event) -> Iterator[str]:
        """Deliver one event, batch by batch, and say after each lasting step what was done.

        Whoever stops asking has killed the worker at that very moment: what was said is done, and nothing after it.
        """
        progress = f"fanout:progress:{event.post_id}"
        after = int(self._store.get(progress) or FIRST)
        while True:
            followers = self._edges.followers_after(event.author, after, self._batch)
            if followers:
                after = followers[-1]
                self._timelines.push(
                    self._active.among(followers), event.post_id, also=(progress, str(after), PROGRESS_KEPT_S)
                )
                yield f"delivered up to follower {after}"
            if len(followers) < self._batch:
                break
        with self._store.pipeline() as done:
            done.xack(STREAM, GROUP, event.entry)
            done.xdel(STREAM, event.entry)
            done.delete(progress)
            done.execute()
        yield "acknowledged"

    def work(self) -> bool:
        """Deliver one event to the end; False if there is none to take."""
        event = self.take()
        if event is None:
            return False
        for _ in self.deliver(event):
            pass
        return True

    def _groups(self) -> set[str]:
        if not self._store.exists(STREAM):
            return set()
        return {group["name"] for group in self._store.xinfo_groups(STREAM)}


def _entries(answer: object) -> list[tuple[str, dict[str, str]]]:
    """The entries of the one stream, in the shape that RESP3 gives: {stream: [[entry, …]]}."""
    if not isinstance(answer, dict) or not answer:
        return []
    (batches,) = answer.values()
    return [entry for batch in batches for entry in (batch if isinstance(batch, list) else [batch])]
