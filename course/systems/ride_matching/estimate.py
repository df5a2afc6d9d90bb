"""How much work matching is: few claims, few offers, and very many distances."""

from dataclasses import dataclass

from course.units import SECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class Load:
    """The work of one city in its busiest hour, in each second. ``pairs_per_s``: distances from a rider to a car."""

    rides_per_s: float
    offers_per_s: float
    store_calls_per_s: float
    riders_in_batch: float
    pairs_per_s: float


def load(
    rides_per_day: float,
    *,
    peak_factor: float,
    accept: float,
    idle_cars: float,
    batch_s: float = 10,
    calls_per_ride: float = 8,
) -> Load:
    """Estimate it. ``accept``: the share of offers that drivers accept; ``peak_factor``: busiest hour against mean.

    A ride asks 1 / ``accept`` drivers on average. A batch compares each of its riders with each of the ``idle_cars``.

    Raises:
        ValueError: ``accept`` is not a share above 0, or ``batch_s`` is not above 0.
    """
    if not 0 < accept <= 1 or not batch_s > 0:
        raise ValueError(f"accept is a share above 0, batch_s is above 0; you gave {accept} and {batch_s}.")
    rides_per_s = rides_per_day / SECONDS_PER_DAY * peak_factor
    offers_per_s = rides_per_s / accept
    riders = rides_per_s * batch_s
    return Load(rides_per_s, offers_per_s, rides_per_s * calls_per_ride, riders, riders * idle_cars / batch_s)
