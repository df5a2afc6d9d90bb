"""When do requests come? At random moments, and more of them in the evening."""

import math
import random
from collections.abc import Callable

from course.units import SECONDS_PER_DAY

MINUTES_PER_DAY = 1440
HIGHEST_PEAK_FACTOR = 24


def poisson_arrivals(rate_per_s: float, duration_s: float, rng: random.Random) -> list[float]:
    """Draw the moments in [0, ``duration_s``) at which independent users arrive, ``rate_per_s`` of them on average.

    Raises:
        ValueError: the rate is negative.
    """
    if rate_per_s < 0:
        raise ValueError(f"A rate is 0 or more; you gave {rate_per_s}.")
    moments: list[float] = []
    if rate_per_s == 0:
        return moments
    now_s = rng.expovariate(rate_per_s)
    while now_s < duration_s:
        moments.append(now_s)
        now_s += rng.expovariate(rate_per_s)
    return moments


def even_arrivals(rate_per_s: float, duration_s: float, rng: random.Random) -> list[float]:
    """As many moments as the rate asks for, each drawn within its own share of the time: no more chance than needed."""
    return [(number + rng.random()) / rate_per_s for number in range(round(rate_per_s * duration_s))]


def day_curve(mean_per_s: float, peak_factor: float, peak_hour: float) -> Callable[[float], float]:
    """Make a smooth day: a function from seconds since midnight to the rate at that moment.

    Its mean over a day is ``mean_per_s``; its peak, ``peak_factor`` times as high, stands at ``peak_hour``. The shape
    is the bell curve of a circle (von Mises): a sine would fall below zero for a factor over 2.

    Raises:
        ValueError: ``peak_factor`` is not between 1 and 24.
    """
    if not 1 <= peak_factor <= HIGHEST_PEAK_FACTOR:
        raise ValueError(f"A peak is 1 to {HIGHEST_PEAK_FACTOR} times as high as the mean; you gave {peak_factor}.")
    sharpness = _sharpness(peak_factor)
    peak_per_s = mean_per_s * peak_factor

    def rate_per_s(time_s: float) -> float:
        angle = 2 * math.pi * (time_s / SECONDS_PER_DAY - peak_hour / 24)
        return peak_per_s * math.exp(sharpness * (math.cos(angle) - 1))

    return rate_per_s


def varying_arrivals(
    rate_at: Callable[[float], float], most_per_s: float, duration_s: float, rng: random.Random
) -> list[float]:
    """Draw arrivals whose rate changes with time: draw at the highest rate, keep each with the chance that fits.

    Source: P. Lewis and G. Shedler, "Simulation of nonhomogeneous Poisson processes by thinning", 1979.

    Raises:
        ValueError: the rate goes above ``most_per_s`` or below 0.
    """
    moments = []
    for moment_s in poisson_arrivals(most_per_s, duration_s, rng):
        rate_per_s = rate_at(moment_s)
        if not 0 <= rate_per_s <= most_per_s * (1 + 1e-9):
            raise ValueError(f"At {moment_s:.0f} s the rate is {rate_per_s}; it must lie between 0 and {most_per_s}.")
        if rng.random() * most_per_s < rate_per_s:
            moments.append(moment_s)
    return moments


def _sharpness(peak_factor: float) -> float:
    """Find by halving the sharpness at which the curve, 1 at its peak, has the mean 1 / ``peak_factor``."""
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        mean = sum(
            math.exp(middle * (math.cos(2 * math.pi * minute / MINUTES_PER_DAY) - 1))
            for minute in range(MINUTES_PER_DAY)
        )
        low, high = (middle, high) if mean * peak_factor > MINUTES_PER_DAY else (low, middle)
    return low
