"""Two rival ways to choose: each rider at once the nearest, or all riders of some seconds together."""

from collections.abc import Callable, Sequence
from heapq import nsmallest
from typing import Protocol

import numpy as np

from course.systems.ride_matching.eta import TravelTimes, air_m
from course.systems.ride_matching.model import Idle, Proposal, Waiting

Distance = Callable[[int, int], float]
"""From where a car stands to where a rider stands: in metres by air, or in seconds over the roads."""

NEVER = 1e9


class Design(Protocol):
    """Chooses whom to ask. It changes nothing; it may be asked as often as one likes."""

    every_s: float
    """How long the dispatcher waits between two choices."""

    def choose(self, waiting: Sequence[Waiting], idle: Sequence[Idle], now_s: float) -> list[Proposal]:
        """Whom to ask for which trip. No driver stands in two proposals. The longest waiting trip comes first."""
        ...


class NearestFirst:
    """Greedy: one rider after the other gets the nearest ``offers`` cars that are left.

    ``metric``: ``air`` (a straight line) or ``road`` (seconds of driving).

    Raises:
        ValueError: there is no such metric, or no offer.
    """

    def __init__(self, times: TravelTimes, *, metric: str = "road", offers: int = 1, every_s: float = 1.0) -> None:
        if metric not in {"air", "road"} or offers < 1:
            raise ValueError(f"Choose air or road, and 1 offer or more; you gave {metric!r} and {offers}.")
        self.every_s = every_s
        self.offers = offers
        self._distance: Distance = (
            (lambda car, rider: air_m(times.city, car, rider))
            if metric == "air"
            else (lambda car, rider: float(times.free_s[car, rider]))
        )

    def choose(self, waiting: Sequence[Waiting], idle: Sequence[Idle], now_s: float) -> list[Proposal]:  # noqa: ARG002 - the order of cars is the same at every hour
        """See :class:`Design`. Cost: O(waiting · idle)."""
        left = {car.driver: car.junction for car in idle}
        proposals = []
        for rider in sorted(waiting, key=lambda rider: (rider.since_s, rider.trip)):
            able = [driver for driver in left if driver not in rider.asked]
            far = {driver: (self._distance(left[driver], rider.start), driver) for driver in able}
            chosen = tuple(nsmallest(self.offers, able, key=far.__getitem__))
            if chosen:
                proposals.append(Proposal(rider.trip, chosen))
                for driver in chosen:
                    del left[driver]
        return proposals


class Batched:
    """Collects riders and cars for some seconds, then takes the pairs with the smallest sum of driving times.

    ``wait_weight``: each second that a rider has waited counts as so many seconds of driving less, so that nobody far
    out waits for ever. At most as many pairs as there are riders or cars, whichever is less. ``compared`` counts the
    driving times that it looked at.

    Source: H. Kuhn, "The Hungarian Method for the assignment problem", 1955; SciPy uses Crouse's variant of Jonker-
    Volgenant. Cost: O(n³) at worst.
    """

    def __init__(self, times: TravelTimes, *, every_s: float = 10.0, wait_weight: float = 0.0) -> None:
        self.every_s = every_s
        self.compared = 0
        self._times = times
        self._wait_weight = wait_weight

    def choose(self, waiting: Sequence[Waiting], idle: Sequence[Idle], now_s: float) -> list[Proposal]:
        """See :class:`Design`."""
        if not waiting or not idle:
            return []
        from scipy.optimize import linear_sum_assignment

        riders = sorted(waiting, key=lambda rider: (rider.since_s, rider.trip))
        cost = self._times.matrix_s([rider.start for rider in riders], [car.junction for car in idle], now_s)
        self.compared += cost.size
        waited = np.array([now_s - rider.since_s for rider in riders])
        cost = cost - self._wait_weight * waited[:, np.newaxis]
        for row, rider in enumerate(riders):
            if rider.asked:
                cost[row, [column for column, car in enumerate(idle) if car.driver in rider.asked]] = NEVER
        pairs = zip(*linear_sum_assignment(cost), strict=True)
        return [
            Proposal(riders[row].trip, (idle[column].driver,)) for row, column in pairs if cost[row, column] < NEVER
        ]
