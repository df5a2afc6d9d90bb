"""Cars of three kinds, and the search for one of a kind: before or after the list is cut short."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from course.simulation.city import City
from course.systems.ride_matching.eta import air_m

KINDS = ("economy", "comfort", "premium")
SHARES = (0.80, 0.15, 0.05)  # an assumption: of all cars


@dataclass(frozen=True, slots=True)
class Car:
    """A free car, and the junction where it stands."""

    driver: int
    junction: int
    kind: str


@dataclass(frozen=True, slots=True)
class Looked:
    """The nearest cars of the wanted kind, and at how many cars the search looked."""

    cars: tuple[Car, ...]
    looks: int


def draw_cars(city: City, rng: random.Random, cars: int) -> list[Car]:
    """Free cars anywhere, of all three kinds."""
    junctions = range(len(city.positions))
    return [Car(n, rng.choice(junctions), rng.choices(KINDS, SHARES)[0]) for n in range(cars)]


def all_economy(cars: Iterable[Car]) -> list[Car]:
    """What a design often seen keeps of the reports: whoever reports drives economy."""
    return [Car(car.driver, car.junction, "economy") for car in cars]


def cut_then_choose(city: City, cars: Iterable[Car], rider: int, kind: str, limit: int) -> Looked:
    """The often seen order: take the ``limit`` nearest cars, then drop those of another kind."""
    nearest = sorted(cars, key=lambda car: (air_m(city, car.junction, rider), car.driver))[:limit]
    return Looked(tuple(car for car in nearest if car.kind == kind), len(nearest))


class ByKind:
    """An index for each kind: the search never meets a car of another one."""

    def __init__(self, city: City, cars: Iterable[Car]) -> None:
        self._city = city
        self._cars: dict[str, list[Car]] = defaultdict(list)
        for car in cars:
            self._cars[car.kind].append(car)

    def nearest(self, rider: int, kind: str, limit: int) -> Looked:
        """The ``limit`` nearest cars of this kind."""
        return cut_then_choose(self._city, self._cars[kind], rider, kind, limit)
