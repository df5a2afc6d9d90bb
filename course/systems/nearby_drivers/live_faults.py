"""What happens to a live map: cars cross borders, crowds gather, a node dies. All in virtual time."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import dist
from statistics import mean

from course.parts.hash_ring import HashRing
from course.parts.quadtree import Point, QuadTree
from course.systems.nearby_drivers.shards import Cutting, Ping, ShardedMap, newest_first
from course.systems.nearby_drivers.workload import MAP_KM, Fleet, Move

NODES = tuple("ABCDEFGH")
STEPS_A_SECOND = 4
WHOLE_CITY_KM = 15.0


class Traffic:
    """A fleet that pings once a second, a quarter of it in each quarter of a second."""

    def __init__(self, drivers: int, rng: random.Random, city: ShardedMap) -> None:
        self.fleet = Fleet(drivers, rng)
        self.city = city
        self.now_s = 0.0
        self._steps = 0
        self._moves: list[Move] = []

    def step(self) -> None:
        """A quarter of a second."""
        turn = self._steps % STEPS_A_SECOND
        if not turn:
            self._moves = self.fleet.drive(1)
        self.now_s += 1 / STEPS_A_SECOND
        self._steps += 1
        for driver, x, y in self._moves[turn::STEPS_A_SECOND]:
            self.city.report(Ping(driver, 1 + self._steps // STEPS_A_SECOND, (x, y)), self.now_s)
        self.city.forget_silent(self.now_s)

    def run(self, seconds: float) -> None:
        """Let them drive."""
        for _ in range(round(seconds * STEPS_A_SECOND)):
            self.step()

    def near(self, rider: Point, radius_km: float) -> set[str]:
        """Who really is within the radius."""
        return {driver for driver, place in self.fleet.places.items() if dist(rider, place) <= radius_km}

    def flaws(self, riders: Sequence[Point], radius_km: float, *, own_cell_only: bool = False) -> tuple[int, int]:
        """How many of these riders' looks miss somebody, and how many show somebody twice."""
        miss = twice = 0
        for rider in riders:
            answers = self.city.look(rider, radius_km, own_cell_only=own_cell_only).values()
            seen = [driver for sightings in answers for driver, _, _ in sightings]
            miss += not self.near(rider, radius_km) <= set(seen)
            twice += len(seen) > len(set(seen))
        return miss, twice

    def missing(self) -> int:
        """Drivers on the road whom a look at the whole city does not find."""
        found = newest_first(self.city.look((0.0, 0.0), WHOLE_CITY_KM).values())
        return len(self.fleet.places) - len(found)

    def on_two_nodes(self) -> int:
        """Drivers who stand on more than one node."""
        return sum(sum(driver in node for node in self.city.nodes.values()) > 1 for driver in self.fleet.places)


def node_dies(
    copies: int,
    rng: random.Random,
    *,
    drivers: int = 1_000,
    dies_s: float = 5,
    noticed_after_s: float = 5,
    until_s: float = 15,
) -> list[tuple[float, int]]:
    """(second, drivers whom nobody finds), quarter by quarter; node A dies, and is noticed some seconds later."""
    traffic = Traffic(drivers, rng, ShardedMap(NODES, Cutting(2.0), copies=copies))
    traffic.run(1)  # everybody has said where they are
    traffic.now_s, seen = 0.0, []
    while traffic.now_s < until_s:
        if traffic.now_s == dies_s:
            traffic.city.die("A")
        if traffic.now_s == dies_s + noticed_after_s:
            traffic.city.notice("A")
        seen.append((traffic.now_s, traffic.missing()))
        traffic.step()
    return seen


@dataclass(frozen=True, slots=True)
class Spread:
    """How even a placement is: the busiest node's drivers over the mean, and how many nodes a look asks on average."""

    busiest: float
    asked: float


def spread(places: Mapping[str, Point], cutting: Cutting | None, riders: Sequence[Point], wanted: int = 10) -> Spread:
    """Place the drivers on eight nodes by their cells, or by their names (None), and look for the nearest ones.

    A look first asks the owner of the rider's cell, then all whose cells the circle of the tenth nearest touches.
    """
    ring = HashRing(NODES)
    keys = {driver: str(cutting.cell(*place)) if cutting else driver for driver, place in places.items()}
    crowds = Counter(ring.owner(key) for key in keys.values())
    asked, tree = [], QuadTree.build(places, MAP_KM)
    for rider in riders:
        reach_km = tree.nearest(*rider, wanted)[-1][1]
        owners = {ring.owner(str(cell)) for cell in cutting.within(*rider, reach_km)} if cutting else set(NODES)
        asked.append(len(owners))
    return Spread(max(crowds.values()) / mean(crowds[node] for node in NODES), mean(asked))
