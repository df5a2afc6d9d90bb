"""Driving times with traffic that differs by road and by hour: what a maps service answers, worked out by ourselves."""

import random
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from course.parts.quickest_way import Way, quickest_way
from course.simulation.city import KMH, City, speed_factor_at
from course.systems.ride_matching.eta import air_m

FEELS_TRAFFIC = {"bridge": 1.7, "avenue": 1.35, "motorway": 1.2, "street": 1.0, "lane": 0.5}
"""An assumption: how much of the hour's loss of speed a road takes. Bridges fill up first, lanes last."""
SLOWEST = 0.1


class Traffic:
    """Roads that are slow at different hours, and not all alike. Each may be used both ways.

    Leaves out: one-way roads and turns; accidents, which no hour foretells; cars that choose a way because we say so.
    """

    def __init__(self, city: City) -> None:
        self.city = city
        self.neighbours: dict[int, list[int]] = {junction: [] for junction in range(len(city.positions))}
        self._roads: dict[tuple[int, int], tuple[float, float]] = {}  # free seconds, and how it feels traffic
        for road in city.roads:
            for here, there in ((road.start, road.end), (road.end, road.start)):
                self._roads[here, there] = road.free_flow_s, FEELS_TRAFFIC[road.kind]
                self.neighbours[here].append(there)
        self.fastest_kmh = max(road.speed_kmh for road in city.roads)

    def drive_s(self, here: int, there: int, at_s: float) -> float:
        """How long the road between two neighbours takes whoever enters it at this moment."""
        free_s, feels = self._roads[here, there]
        return free_s / self._share(feels, at_s)

    def speeds_kmh(self, at_s: float) -> dict[str, float]:
        """How fast each kind of road is driven at this moment."""
        free_kmh = {road.kind: road.speed_kmh for road in self.city.roads}
        return {kind: free_kmh[kind] * self._share(feels, at_s) for kind, feels in FEELS_TRAFFIC.items()}

    def _share(self, feels: float, at_s: float) -> float:
        """The speed as a share of the free road's."""
        return max(SLOWEST, 1 - feels * (1 - speed_factor_at(self.city, at_s)))

    def arrival_s(self, path: Iterable[int], leave_s: float) -> float:
        """When a car that leaves at this moment has driven along these junctions."""
        now_s = leave_s
        for here, there in pairwise(path):
            now_s += self.drive_s(here, there, now_s)
        return now_s

    def way(self, start: int, end: int, leave_s: float) -> Way[int]:
        """Dijkstra's search: the junctions that are reached earliest come first."""
        return quickest_way(self.neighbours, self.drive_s, start, end, leave_s)

    def way_ahead(self, start: int, end: int, leave_s: float, *, guess_kmh: float | None = None) -> Way[int]:
        """A*: what is left is guessed by air, at the speed of the fastest road, or at ``guess_kmh``."""
        m_per_s = (self.fastest_kmh if guess_kmh is None else guess_kmh) * KMH

        @cache
        def left_s(junction: int) -> float:
            return air_m(self.city, junction, end) / m_per_s

        return quickest_way(self.neighbours, self.drive_s, start, end, leave_s, guess_s=left_s)


def draw_rides(city: City, rng: random.Random, rides: int) -> list[tuple[int, int]]:
    """Where each ride begins and ends: two different junctions anywhere."""
    junctions = range(len(city.positions))
    return [(start, end) for start, end in (rng.sample(junctions, 2) for _ in range(rides))]
