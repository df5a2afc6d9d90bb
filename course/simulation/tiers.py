"""One moment after another of a busy second: requests call tier after tier, and each tier does only so much."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.simulation.arrivals import poisson_arrivals

MOMENT_S = 0.001
Chain = Sequence[tuple[str, float, float]]


@dataclass(frozen=True, slots=True)
class BusySecond:
    """What became of the requests. ``refused``: tier → requests that ended there, because it had no room left."""

    asked: int
    answered: int
    calls: dict[str, int]
    refused: dict[str, int]

    @property
    def share(self) -> float:
        """Which share was answered; 1 where nobody asked."""
        return self.answered / self.asked if self.asked else 1.0


def play(
    per_s: float,
    path: Sequence[tuple[str, float]],
    capacity_per_s: Mapping[str, float],
    rng: random.Random,
    *,
    duration_s: float = 0.02,
) -> BusySecond:
    """Send requests that arrive at random moments, ``per_s`` of them on average, along the path.

    ``path``: which tier is called, and by which share of the requests. One draw for each request decides all its
    calls: who makes a call with share 0.2 makes every call with a larger share too. In a thousandth of a second a tier
    takes a thousandth of its capacity; the request that finds no room ends there. Cost: about 1 µs a call.

    Leaves out: queues, and callers who ask again. Both make an overload worse.

    Raises:
        ValueError: the path calls a tier without a capacity.
    """
    if unknown := {tier for tier, _ in path} - set(capacity_per_s):
        raise ValueError(f"No capacity is given for {', '.join(sorted(unknown))}.")
    moments = Counter(int(moment_s / MOMENT_S) for moment_s in poisson_arrivals(per_s, duration_s, rng))
    calls, refused, answered = Counter[str](), Counter[str](), 0
    for _, asking in sorted(moments.items()):
        room = {tier: capacity * MOMENT_S for tier, capacity in capacity_per_s.items()}
        for _ in range(asking):
            luck = rng.random()
            for tier, share in path:
                if luck >= share:
                    continue
                if room[tier] < 1:
                    refused[tier] += 1
                    break
                room[tier] -= 1
                calls[tier] += 1
            else:
                answered += 1
    return BusySecond(sum(moments.values()), answered, dict(calls), dict(refused))


def furthest_over(per_s: float, chain: Chain) -> str | None:
    """Name the tier whose calls are the largest multiple of its capacity; None if every tier keeps up.

    ``chain``: (name, capacity in calls/s, share of these calls that goes on to the next step), from the first step on.
    A tier that is called twice stands there twice, and its calls add up. Of two that are equally far over, the earlier
    one. Cost: O(steps).

    Raises:
        ValueError: a capacity is not above 0.
    """
    loads: dict[str, float] = {}
    for name, capacity_per_s, hands_on in chain:
        if not capacity_per_s > 0:
            raise ValueError(f"The capacity of {name} is above 0; you gave {capacity_per_s}.")
        loads[name] = loads.get(name, 0.0) + per_s / capacity_per_s
        per_s *= hands_on
    worst = max(loads, key=lambda name: loads[name], default=None)
    return worst if worst is not None and loads[worst] > 1 else None
