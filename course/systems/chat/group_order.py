"""In which order the members of a group see their messages, by the key that a queue's partitions are chosen with.

A partition keeps the order in which records came to it. Records reach it some milliseconds after they left.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

Key = Literal["no key", "recipient", "conversation"]
PARTITIONS = 4
WIRE_S, LAG_S = 0.01, 0.1
"""Assumptions: the mean way of a record, and how far the slowest partition's consumer is behind."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message on its way: when it was written, and by whom."""

    at_s: float
    sender: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What each member saw, as places in ``written``."""

    written: tuple[Written, ...]
    screens: tuple[tuple[int, ...], ...]

    @property
    def pairs_that_differ(self) -> int:
        """Pairs of members with different orders on their screens."""
        return sum(one != other for one, other in combinations(self.screens, 2))

    def pairs_apart(self, gap_s: float) -> int:
        """Pairs of members with different orders of two messages that were written less than this apart."""
        return sum(
            any(self.written[later].at_s - self.written[earlier].at_s < gap_s for earlier, later in swapped(*screens))
            for screens in combinations(self.screens, 2)
        )

    @property
    def crossed(self) -> int:
        """Neighbours on the first screen, of one sender, that stand in the wrong order."""
        screen = self.screens[0]
        return sum(
            later < earlier
            for sender in {message.sender for message in self.written}
            for own in [[place for place in screen if self.written[place].sender == sender]]
            for earlier, later in pairwise(own)
        )


def swapped(one: Sequence[int], other: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of messages, the earlier one first, whose order differs on two screens."""
    return [
        (earlier, later)
        for earlier, later in combinations(sorted(one), 2)
        if (one.index(earlier) < one.index(later)) != (other.index(earlier) < other.index(later))
    ]


def chatter(rng: random.Random, members: int = 5, messages: int = 10, over_s: float = 1.0) -> tuple[Written, ...]:
    """Everybody writes at once; nobody answers within less than a breath."""
    moments = sorted(rng.uniform(0, over_s) for _ in range(messages))
    return tuple(Written(at_s, rng.randrange(members)) for at_s in moments)


def seen(key: Key, rng: random.Random, members: int = 5, messages: int = 10) -> Seen:
    """One talk, through a queue with such a key. One sender's records to one partition keep their order."""
    written = chatter(rng, members, messages)
    if key == "recipient":
        screens = [_through(written, rng) for _ in range(members)]
    elif key == "conversation":
        screens = [_through(written, rng)] * members
    else:
        lags = [LAG_S * number / (PARTITIONS - 1) for number in range(PARTITIONS)]
        moments = [message.at_s + rng.expovariate(1 / WIRE_S) + rng.choice(lags) for message in written]
        screens = [_sorted(moments)] * members
    return Seen(written, tuple(screens))


def _through(written: tuple[Written, ...], rng: random.Random) -> tuple[int, ...]:
    """The order in one partition: each sender has a connection of its own, and no record overtakes on it."""
    last_s: dict[int, float] = {}
    moments = []
    for message in written:
        came_s = max(message.at_s + rng.expovariate(1 / WIRE_S), last_s.get(message.sender, 0.0))
        last_s[message.sender] = came_s
        moments.append(came_s)
    return _sorted(moments)


def _sorted(moments: list[float]) -> tuple[int, ...]:
    return tuple(sorted(range(len(moments)), key=lambda place: (moments[place], place)))
