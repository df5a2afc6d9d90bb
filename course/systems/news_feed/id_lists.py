"""Sorted sets of post ids in Redis: timelines, and what each author posted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import redis

from course.parts.snowflake import split
from course.systems.news_feed.model import Cost, id_text

FEED_CAP = 800
BUILT = "built"
"""A member with the score +inf, above all posts: this set is complete down to its cap.

Without it nobody could tell a timeline from the rest of one: ZADD to an evicted set makes a new one of one post.
"""

PUSH = """
for _, key in ipairs(KEYS) do
    redis.call('ZADD', key, ARGV[1], ARGV[2])
    redis.call('ZREMRANGEBYRANK', key, 0, ARGV[3])
end
return #KEYS
"""


class IdLists:
    """One sorted set an owner. The score is the moment in ms, the member the id. Each set keeps its newest ``cap`` ids.

    A score is a double and holds 53 bits, an id has 63: as a score it would be rounded. Redis orders equal scores by
    member, as texts, so (score, member) is the order of the ids as long as ids of one millisecond have equally many
    digits (one millisecond in 2028 will not). Leading zeros would mend that, and cost: up to 128 entries, Redis packs
    members that are plain numbers, 20 bytes an entry instead of 32.
    """

    def __init__(self, store: redis.Redis, prefix: str, *, cap: int = FEED_CAP, cost: Cost | None = None) -> None:
        self.store = store
        self.cap = cap
        self.cost = cost or Cost()
        self._prefix = prefix
        self._push = store.register_script(PUSH)

    def key(self, owner: int) -> str:
        """The name of the owner's set."""
        return f"{self._prefix}:{owner}"

    def add(self, owner: int, post_ids: Iterable[int]) -> None:
        """Add ids to one set and trim it: one round trip. An id that is there already changes nothing."""
        self._add({owner: dict(map(entry, post_ids))})

    def fill(self, owned: Mapping[int, Iterable[int]]) -> None:
        """Add to each owner's set all ids that belong there, and say that it is complete; what came meanwhile stays."""
        self._add({owner: {**dict(map(entry, ids)), BUILT: float("inf")} for owner, ids in owned.items()})

    def remove(self, owner: int, post_ids: Iterable[int]) -> None:
        """Take ids out."""
        members = list(map(id_text, post_ids))
        if members:
            self.store.zrem(self.key(owner), *members)
            self.cost.trip(1)

    def forget(self, owner: int) -> None:
        """Say that the set is no longer complete."""
        self.store.zrem(self.key(owner), BUILT)
        self.cost.trip(1)

    def push_one_by_one(self, owners: Sequence[int], post_id: int) -> None:
        """Deliver one id to many owners: two round trips each, the slowest way."""
        member, score = entry(post_id)
        for owner in owners:
            self.store.zadd(self.key(owner), {member: score})
            self.cost.trip(1)
            self.store.zremrangebyrank(self.key(owner), 0, self._beyond_cap)
            self.cost.trip(1)
        self.cost.deliveries += len(owners)

    def push(self, owners: Sequence[int], post_id: int, *, also: tuple[str, str, int] | None = None) -> None:
        """Deliver one id to many owners in one round trip.

        ``also`` is (key, value, seconds) to set after all of them, such as how far a worker got. No transaction is
        needed: if the server dies in between, the note is missing, and to deliver again changes nothing.
        """
        member, score = (str(part).encode() for part in entry(post_id))
        first, last = b"0", str(self._beyond_cap).encode()
        with self.store.pipeline(transaction=False) as batch:
            # bare commands of bytes: here the client takes longer than Redis, and zadd() makes it a half longer still
            command: Callable[..., object] = batch.execute_command
            for owner in owners:
                key = self.key(owner).encode()
                command("ZADD", key, score, member)
                command("ZREMRANGEBYRANK", key, first, last)
            if also:
                batch.set(also[0], also[1], ex=also[2])
            self.cost.trip(len(batch))
            batch.execute()
        self.cost.deliveries += len(owners)

    def push_by_script(self, owners: Sequence[int], post_id: int) -> None:
        """Deliver one id to many owners with one command, a script that runs beside the data."""
        member, score = entry(post_id)
        self._push(keys=[self.key(owner) for owner in owners], args=[score, member, self._beyond_cap])
        self.cost.trip(1)
        self.cost.deliveries += len(owners)

    def read(self, owners: Sequence[int], before: int | None, limit: int) -> list[list[int] | None]:
        """For each owner the newest ``limit`` ids below ``before`` (None: from the top), in one round trip.

        None stands for a set that is not complete. Cost: O(log n + limit) each, not O(1) (BUG-054).
        """
        with self.store.pipeline(transaction=False) as batch:
            for owner in owners:
                self.ask(batch, owner, before, limit)
            answers = batch.execute() if owners else []
        width = asked(before)
        found = [
            self.answered(answers[place : place + width], before, limit) for place in range(0, len(answers), width)
        ]
        self.cost.trip(width * len(owners), sum(len(ids) for ids in found if ids))
        return found

    def ask(self, batch: Any, owner: int, before: int | None, limit: int) -> None:  # noqa: ANN401 - a pipeline
        """Put the commands of one reading into a pipeline: :func:`asked` of them."""
        key = self.key(owner)
        batch.zscore(key, BUILT)
        if before is None:
            batch.zrevrangebyscore(key, "(inf", "-inf", start=0, num=limit)
        else:
            at_ms = split(before).at_ms
            batch.zrevrangebyscore(key, at_ms, at_ms)  # the same millisecond as the cursor
            batch.zrevrangebyscore(key, f"({at_ms}", "-inf", start=0, num=limit)

    def answered(self, answers: Sequence[Any], before: int | None, limit: int) -> list[int] | None:
        """Read the answers to :meth:`ask`."""
        built, *ranges = answers
        if built is None:
            return None
        ids = [int(member) for members in ranges for member in members]
        return [post_id for post_id in ids if before is None or post_id < before][:limit]

    @property
    def _beyond_cap(self) -> int:
        return -self.cap - 2  # one more than the cap stays: the mark

    def _add(self, owned: Mapping[int, dict[str, float]]) -> None:
        with self.store.pipeline() as batch:
            for owner, entries in owned.items():
                if entries:
                    batch.zadd(self.key(owner), entries)
                    batch.zremrangebyrank(self.key(owner), 0, self._beyond_cap)
            self.cost.trip(len(batch))
            batch.execute()


def asked(before: int | None) -> int:
    """How many commands one reading takes: a later page also asks for the cursor's own millisecond."""
    return 2 if before is None else 3


def entry(post_id: int) -> tuple[str, int]:
    """Member and score of an id."""
    return id_text(post_id), split(post_id).at_ms
