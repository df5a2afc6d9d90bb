"""An evening of people who come and go, some of them without a word, and a gateway that dies: who is shown wrongly?"""

import random
from collections.abc import Callable
from dataclasses import dataclass

import redis

from course.clock import Clock, ManualClock
from course.stores import open_redis
from course.systems.chat.hub import LEASE_S
from course.systems.chat.presence import PING_EVERY_S, RENEW_EVERY_S, Presence

SESSION_S, AWAY_S = 1_200, 300
"""Assumptions: twenty minutes with the phone in the hand, then five without."""

SILENT_END, PING_LOST = 0.2, 0.05
"""Assumptions: the share of sessions that end without a word (a battery, a tunnel), and of pings that are lost."""

MakePresence = Callable[[redis.Redis, Clock], Presence]


@dataclass(frozen=True, slots=True)
class Sample:
    """One moment: how many are connected, how many of them are hidden, and who is shown and is not there."""

    at_s: int
    connected: int
    hidden: int
    ghosts: int


@dataclass(slots=True)
class Person:
    """Somebody with a phone. ``until_s`` is when the state that holds now ends."""

    name: str
    device: str
    home: int
    until_s: int
    connection: str = ""
    gateway: str = ""
    since_s: int = 0


class Evening:
    """Plays second by second. The first twenty minutes fill the room; they are not sampled."""

    def __init__(
        self,
        make: MakePresence,
        rng: random.Random,
        *,
        people: int = 100,
        gateways: int = 4,
        crash_s: int = 1_500,
        down_s: int = 240,
    ) -> None:
        self._clock = ManualClock()
        self._start_s = self._clock.now_s()
        self._rng = rng
        self._crash_s, self._down_s = crash_s, down_s
        self._starts = [1] * gateways
        self._up = [True] * gateways
        self._connections = 0
        self._presence = make(open_redis(self._clock), self._clock)
        cycle_s = SESSION_S + AWAY_S
        self._people = [Person(f"p{n}", f"p{n}/phone", n % gateways, rng.randrange(cycle_s)) for n in range(people)]

    def play(self, until_s: int) -> list[Sample]:
        """Everything up to ``until_s``; a sample each ten seconds from minute 20 on."""
        samples = []
        for second in range(until_s + 1):
            if second:
                self._clock.advance(1)
            self._fail(second)
            if second % RENEW_EVERY_S == 0 and second >= SESSION_S - LEASE_S:
                for number, up in enumerate(self._up):
                    if up:
                        self._presence.renewed(self._name(number))
            for person in self._people:
                self._live(person, second)
            if second % 10 == 0 and second >= SESSION_S:
                samples.append(self._sample(second))
        return samples

    def _name(self, number: int) -> str:
        return f"g{number + 1}#{self._starts[number]}"

    def _fail(self, second: int) -> None:
        if second == self._crash_s:
            self._up[0] = False
            for person in self._people:
                if person.gateway == self._name(0):
                    person.connection = person.gateway = ""
                    person.until_s = second + self._down_s + self._rng.randrange(1, 11)
        elif second == self._crash_s + self._down_s:
            self._up[0] = True
            self._starts[0] += 1

    def _live(self, person: Person, second: int) -> None:
        if second == person.until_s:
            if person.connection:
                if self._rng.random() >= SILENT_END:
                    self._presence.closed(person.device, person.connection)
                person.connection = person.gateway = ""
                person.until_s = second + AWAY_S
            elif self._up[person.home]:
                self._connections += 1
                person.connection, person.gateway = f"c{self._connections}", self._name(person.home)
                person.since_s, person.until_s = second, second + SESSION_S
                self._presence.connected(person.device, person.connection, person.gateway)
            else:
                person.until_s += 1
        elif person.connection and (second - person.since_s) % PING_EVERY_S == 0 and self._rng.random() >= PING_LOST:
            self._presence.pinged(person.device, person.connection, person.gateway)

    def _sample(self, second: int) -> Sample:
        there = {person.name for person in self._people if person.connection}
        shown = self._presence.online([person.name for person in self._people])
        return Sample(second, len(there), len(there - shown), len(shown - there))


def evening(make: MakePresence, seed: int = 23, *, until_s: int = 1_620) -> list[Sample]:
    """One evening of 100 people and four gateways, the first of which dies in minute 25 for four minutes."""
    return Evening(make, random.Random(seed)).play(until_s)


def moment(samples: list[Sample], at_s: int) -> Sample:
    """The sample of this second.

    Raises:
        ValueError: there is none; samples are taken each ten seconds, from minute 20 on.
    """
    for sample in samples:
        if sample.at_s == at_s:
            return sample
    raise ValueError(f"There is no sample at {at_s} s: they are taken each ten seconds, from {samples[0].at_s} s on.")
