"""How large the service becomes: what arrives in a second at the evening's peak."""

from dataclasses import dataclass
from math import ceil

from course.units import SECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class RidePlan:
    """What the customer promises, and what follows from it.

    ``drivers`` are on the road at the busiest moment: that number is a peak already. Rides are an average day's.
    """

    drivers: float = 100_000
    ping_every_s: float = 1
    rides_per_day: float = 1e6
    looks_per_ride: float = 20
    """How often an app asks "who is near?" until one ride is booked."""
    peak: float = 3
    ride_s: float = 1_200

    @property
    def pings_per_s(self) -> float:
        """Places that drivers report; whether anybody rides does not matter."""
        return self.drivers / self.ping_every_s

    @property
    def rides_per_s(self) -> float:
        """Rides that begin, at peak."""
        return self.peak * self.rides_per_day / SECONDS_PER_DAY

    @property
    def looks_per_s(self) -> float:
        """Searches, at peak."""
        return self.rides_per_s * self.looks_per_ride

    @property
    def tracked_per_s(self) -> float:
        """Places sent on to riders who sit in a car, or wait for it, and watch it drive."""
        return self.rides_per_s * self.ride_s / self.ping_every_s


def processors(work_s: dict[str, tuple[float, float]], busy: float) -> int:
    """Processors that carry ``{"moves": (a second, seconds each)}``, each busy at most that part of the time."""
    return ceil(sum(rate * each_s for rate, each_s in work_s.values()) / busy)
