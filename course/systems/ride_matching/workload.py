"""A day of riders and drivers, drawn by a seed: the same day for every design."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from course.simulation.arrivals import varying_arrivals
from course.simulation.city import City, StartingPoints, demand_at
from course.systems.ride_matching.model import Answer, Reply, Request, Shift
from course.units import SECONDS_PER_DAY

HOUR_S = 3600
SHIFT_S = 8 * HOUR_S
RAIN_DEMAND, RAIN_SPEED, RAIN_DRIVERS = 1.3, 0.85, 0.9  # assumptions: more ask, all drive slower, fewer come out
PATIENCE_S = (360.0, 900.0)  # an assumption: riders leave after six to fifteen minutes without a car at the door
REPLY_S = (2.0, 9.0)

Answers = Callable[[int, int], Answer]
"""What the driver does with an offer of this trip: (trip, driver) → answer. The same for every design."""


@dataclass(frozen=True, slots=True)
class Day:
    """What comes from outside between two moments, in seconds since midnight. ``rain`` slows the roads."""

    requests: tuple[Request, ...]
    shifts: tuple[Shift, ...]
    from_s: float
    to_s: float
    rain: float


def make_day(
    city: City,
    rng: random.Random,
    *,
    requests: float,
    drivers: int,
    hours: tuple[float, float] = (0, 24),
    rainy: bool = False,
    shares: dict[str, float] | None = None,
) -> Day:
    """Draw a Friday: ``requests`` riders and ``drivers`` shifts on a dry one of 24 hours; only ``hours`` are played.

    Shifts last eight hours, and their middles follow the demand. Rides end anywhere.
    """
    from_s, to_s = hours[0] * HOUR_S, hours[1] * HOUR_S
    per_s = requests / SECONDS_PER_DAY * (RAIN_DEMAND if rainy else 1)
    moments = varying_arrivals(
        lambda time_s: per_s * demand_at(city, from_s + time_s), per_s * max(city.demand), to_s - from_s, rng
    )
    starts = StartingPoints(city, shares=shares)
    rides = []
    for number, moment_s in enumerate(moments):
        start = starts.draw(rng)
        end = start
        while end == start:
            end = rng.randrange(len(city.positions))
        rides.append(Request(number, from_s + moment_s, start, end, rng.uniform(*PATIENCE_S)))
    shifts = []
    for number in range(round(drivers * (RAIN_DRIVERS if rainy else 1))):
        middle_s = (rng.choices(range(24), city.demand)[0] + rng.random()) * HOUR_S
        for begin_s in (middle_s - SHIFT_S / 2 + day * SECONDS_PER_DAY for day in (-1, 0, 1)):
            if begin_s < to_s and begin_s + SHIFT_S > from_s:
                shifts.append(Shift(number, starts.draw(rng), max(from_s, begin_s), begin_s + SHIFT_S))
                break
    return Day(tuple(rides), tuple(shifts), from_s, to_s, RAIN_SPEED if rainy else 1.0)


def drawn_answers(seed: int, *, accept: float = 0.8, silent: float = 0.08) -> Answers:
    """Drivers who accept, decline or stay silent with these shares, after two to nine seconds.

    The answer depends on the trip and the driver alone, so that two designs meet the same people.

    Raises:
        ValueError: the shares are negative or add up to more than 1.
    """
    if min(accept, silent) < 0 or accept + silent > 1:
        raise ValueError(f"Shares are 0 or more and add up to at most 1; you gave {accept} and {silent}.")

    def answer(trip: int, driver: int) -> Answer:
        rng = random.Random(f"{seed} {trip} {driver}")
        luck = rng.random()
        reply = Reply.ACCEPT if luck < accept else Reply.SILENT if luck < accept + silent else Reply.DECLINE
        return Answer(reply, rng.uniform(*REPLY_S))

    return answer


def everybody_accepts(_trip: int, _driver: int) -> Answer:
    """Each driver says yes after three seconds."""
    return Answer(Reply.ACCEPT, 3.0)
