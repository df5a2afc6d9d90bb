"""Phones that fall silent: those that are dead, and those that only seem so."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from course.clock import ManualClock
from course.parts.quadtree import Point
from course.systems.nearby_drivers.workload import MIDDLE, around


def hour_of_shifts(
    report: Callable[[str, Point], object],
    clock: ManualClock,
    rng: random.Random,
    on_road: int = 500,
    ends_a_minute: int = 10,
) -> set[str]:
    """Play an hour in which phones die without a word while as many new drivers come; return who drives at its end.

    Whoever drives reports all the time. Of a driver's reports only the first and the last are played: the others would
    change nothing that stays.
    """
    driving = [f"d{number}" for number in range(on_road)]
    for name, place in zip(driving, around(MIDDLE, 5, on_road, rng), strict=True):
        report(name, place)
    for minute in range(60):
        clock.advance(60)
        for _ in range(ends_a_minute):
            driving.remove(rng.choice(driving))
        new = [f"d{on_road + minute * ends_a_minute + number}" for number in range(ends_a_minute)]
        for name, place in zip(new, around(MIDDLE, 5, ends_a_minute, rng), strict=True):
            report(name, place)
        driving += new
    for name, place in zip(driving, around(MIDDLE, 5, on_road, rng), strict=True):
        report(name, place)
    return set(driving)


def silences_s(
    drivers: int,
    rng: random.Random,
    ping_every_s: float = 1.0,
    lost: float = 0.1,
    in_tunnel: float = 0.0,
    tunnel_s: float = 20.0,
) -> list[float]:
    """For drivers who are all on the road: how long ago was each one heard, at one moment?

    Each ping is lost with chance ``lost``. A part of the drivers is in a tunnel at the moment, and entered it at any
    time within the last ``tunnel_s``; no ping comes out of there.
    """
    silences = []
    for _ in range(drivers):
        inside_s = rng.random() * tunnel_s if rng.random() < in_tunnel else 0.0
        ago_s = rng.random() * ping_every_s
        while ago_s < inside_s or rng.random() < lost:
            ago_s += ping_every_s
        silences.append(ago_s)
    return silences


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many living drivers a time-out hides, on many evenings."""

    fewest: int
    middle: int
    most: int

    def __str__(self) -> str:
        return f"{self.middle} hidden in the middle evening, {self.fewest} to {self.most} in all"


def hidden(timeout_s: float, in_tunnel: float, drivers: int = 10_000, evenings: int = 100) -> Hidden:
    """Play the evenings; of each, count the drivers on the road who were heard longer ago than the time-out."""
    counts = sorted(
        sum(silence > timeout_s for silence in silences_s(drivers, random.Random(seed), in_tunnel=in_tunnel))
        for seed in range(evenings)
    )
    return Hidden(counts[0], counts[evenings // 2], counts[-1])
