"""Everybody comes back at once: devices that lost their gateway knock at the others, which take one after the other.

All numbers are a 50th of a real gateway's (50,000 sockets, 1,000 handshakes a second, memory for 20,000 that wait).
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from course.clock import ManualClock
from course.simulation.timeline import Timeline

SOCKETS = 1_000
ACCEPTS_PER_S = 20.0
HOLDS = 400
TIMEOUT_S = 5.0
DOWN_S = 30.0
"""Assumptions: sockets of a gateway; handshakes a second; waiting sockets at which its memory is full and it dies; how
long a device waits for its handshake; how long a gateway needs to come up again."""

Wait = Callable[[int, random.Random], float]
"""Seconds to wait before the next attempt, after so many failed ones."""


@dataclass(frozen=True, slots=True)
class Storm:
    """What happened. ``knocks`` and ``connected`` are counted each second; ``back_s`` is None if not all came back.

    ``falls``: when gateways died, the first one at 0. ``gone_s``: how long each device was without a connection, where
    it came back.
    """

    knocks: tuple[int, ...]
    connected: tuple[int, ...]
    falls: tuple[float, ...]
    back_s: float | None
    gone_s: tuple[float, ...]

    @property
    def peak_per_s(self) -> int:
        """The most knocks in a second."""
        return max(self.knocks)

    @property
    def back(self) -> str:
        """When all were back, in words."""
        return f"not within {len(self.knocks)} s" if self.back_s is None else f"after about {self.back_s:.0f} s"

    def __str__(self) -> str:
        end = f"not all back within {len(self.knocks)} s" if self.back_s is None else f"all back {self.back}"
        return f"peak {self.peak_per_s:,} knocks a second · gateways die {len(self.falls) - 1} more times · {end}"


@dataclass(slots=True, eq=False)
class Door:
    """A gateway as those see it who knock: one handshake after the other, and only so much memory."""

    up: bool = True
    life: int = 0
    free_s: float = 0.0
    inside: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    left: int = 0
    """Handshakes in the queue whose device has given up; they are worked off all the same."""


class Reconnecting:
    """Three gateways, each with its devices; the first one dies at second 0."""

    def __init__(self, wait: Wait, rng: random.Random, *, gateways: int, sticky: bool) -> None:
        self._wait = wait
        self._rng = rng
        self._sticky = sticky
        self._clock = ManualClock(0.0)
        self._timeline = Timeline(self._clock)
        self._doors = [Door() for _ in range(gateways)]
        self._home = [device % gateways for device in range(SOCKETS * gateways)]
        self._failures = [0] * len(self._home)
        self._lost_s = [0.0] * len(self._home)
        self._attempts = [0] * len(self._home)
        self._knocks: Counter[int] = Counter()
        self._falls: list[float] = []
        self._gone_s: list[float] = []
        self._connected: list[int] = []
        for device, home in enumerate(self._home):
            self._doors[home].inside.add(device)

    def play(self, until_s: int) -> Storm:
        """Run for so long, or until everybody is back."""
        self._fall(self._doors[0])
        total = len(self._home)
        for second in range(1, until_s + 1):
            self._timeline.run(second)
            self._connected.append(sum(len(door.inside) for door in self._doors))
            if self._connected[-1] == total and all(door.up for door in self._doors):
                break
        missing = [second for second, here in enumerate(self._connected, 1) if here < total]
        back_s = None if self._connected[-1] < total else float(missing[-1] + 1 if missing else 0)
        knocks = tuple(self._knocks[second] for second in range(len(self._connected)))
        return Storm(knocks, tuple(self._connected), tuple(self._falls), back_s, tuple(self._gone_s))

    def _fall(self, door: Door) -> None:
        now_s = self._clock.now_s()
        self._falls.append(now_s)
        victims = sorted(door.inside), sorted(door.waiting)
        door.up, door.left = False, 0
        door.life += 1
        door.inside, door.waiting = set(), set()
        for device in victims[0]:
            self._failures[device], self._lost_s[device] = 0, now_s
            self._again(device)
        for device in victims[1]:
            self._failed(device)

        def rise() -> None:
            door.up, door.free_s = True, self._clock.now_s()

        self._timeline.after(DOWN_S, rise)

    def _failed(self, device: int) -> None:
        self._attempts[device] += 1
        self._failures[device] += 1
        self._again(device)

    def _again(self, device: int) -> None:
        self._timeline.after(max(0.05, self._wait(self._failures[device], self._rng)), lambda: self._knock(device))

    def _knock(self, device: int) -> None:
        now_s = self._clock.now_s()
        self._knocks[int(now_s)] += 1
        door = self._choose(device)
        if door is None:
            self._failed(device)
            return
        door.waiting.add(device)
        door.free_s = max(door.free_s, now_s) + 1 / ACCEPTS_PER_S
        life, attempt = door.life, self._attempts[device]

        def shaken() -> None:
            if door.life != life:
                return
            if self._attempts[device] == attempt and device in door.waiting:
                door.waiting.remove(device)
                door.inside.add(device)
                self._attempts[device] += 1
                self._gone_s.append(self._clock.now_s() - self._lost_s[device])
            else:
                door.left -= 1

        def given_up() -> None:
            if door.life == life and self._attempts[device] == attempt:
                door.waiting.discard(device)
                door.left += 1
                self._failed(device)

        self._timeline.at(door.free_s, shaken)
        if door.free_s > now_s + TIMEOUT_S:
            self._timeline.after(TIMEOUT_S, given_up)
        if len(door.waiting) + door.left > HOLDS:
            self._fall(door)

    def _choose(self, device: int) -> Door | None:
        """Any gateway that is up; a sticky balancer takes the device's own, or else the next one in the list."""
        up = [number for number, door in enumerate(self._doors) if door.up]
        if not up:
            return None
        if not self._sticky:
            return self._doors[self._rng.choice(up)]
        home = self._home[device]
        return self._doors[min(up, key=lambda number: (number - home) % len(self._doors))]


def reconnect(wait: Wait, seed: int = 23, *, gateways: int = 3, sticky: bool = False, until_s: int = 180) -> Storm:
    """Let the first of these gateways die, and see how its devices come back."""
    return Reconnecting(wait, random.Random(seed), gateways=gateways, sticky=sticky).play(until_s)
