"""How long until the car is here? Over the roads, with the traffic of the hour; and as a bird would guess."""

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from course.simulation.city import KMH, City, air_distance_m, load_city, speed_factor_at
from course.systems.ride_matching.model import Leg

AIR_SPEED_KMH = 30.0  # an assumption often made: so fast through any city, at any hour, in a straight line


class TravelTimes:
    """The fastest way between every two junctions, found once: 1,287 junctions need about a second and 16 MB.

    Traffic slows all roads by the same factor here, so the fastest way is the same at every hour. ``rain`` slows them
    once more. Leaves out: traffic that differs between roads; then each hour needs ways of its own.
    """

    def __init__(self, city: City, *, rain: float = 1.0) -> None:
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import dijkstra

        ends = ([road.start for road in city.roads], [road.end for road in city.roads])
        seconds = [road.free_flow_s for road in city.roads]
        size = len(city.positions)
        roads = coo_array((seconds, ends), shape=(size, size))
        self.city = city
        self.rain = rain
        self.free_s: NDArray[np.float64]
        self.free_s, before = dijkstra(roads.tocsr(), directed=False, return_predecessors=True)
        self._before: NDArray[np.int16] = before.astype(np.int16)
        self._length_m = {(road.start, road.end): road.length_m for road in city.roads}

    def factor(self, at_s: float) -> float:
        """The speed at this moment, as a share of the free road's."""
        return speed_factor_at(self.city, at_s) * self.rain

    def seconds(self, start: int, end: int, at_s: float) -> float:
        """How long the way takes, for a car that leaves at this moment."""
        return float(self.free_s[start, end]) / self.factor(at_s)

    def matrix_s(self, starts: list[int], ends: list[int], at_s: float) -> NDArray[np.float64]:
        """The same for every start (a row) and every end (a column)."""
        return self.free_s[np.ix_(starts, ends)] / self.factor(at_s)

    def path(self, start: int, end: int) -> list[int]:
        """The junctions of the fastest way, both ends included."""
        path = [end]
        while path[-1] != start:
            path.append(int(self._before[start, path[-1]]))
        return path[::-1]

    def leg(self, driver: int, purpose: str, start: int, end: int, at_s: float) -> Leg:
        """The drive of a car that leaves at this moment."""
        path = self.path(start, end)
        factor = self.factor(at_s)
        times_s = tuple(at_s + float(self.free_s[start, junction]) / factor for junction in path)
        roads = pairwise(path)
        return Leg(driver, purpose, tuple(path), times_s, sum(self._length_m[min(a, b), max(a, b)] for a, b in roads))


@cache
def city_times(*, rain: float = 1.0) -> TravelTimes:
    """The ways through the city of ``datasets/city``."""
    return TravelTimes(load_city(), rain=rain)


def air_m(city: City, start: int, end: int) -> float:
    """The way of a bird between two junctions."""
    return air_distance_m(*city.positions[start], *city.positions[end])


def air_eta_s(city: City, start: int, end: int) -> float:
    """The guess of a design that knows no roads: a straight line at 30 km/h."""
    return air_m(city, start, end) / (AIR_SPEED_KMH * KMH)
