"""Drivers on the roads of the city, second by second, on its flat map in kilometres."""

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import cos, radians

from course.parts.earth import KM_PER_DEGREE, distance_km
from course.parts.quadtree import Area, Point
from course.simulation.city import load_city

MAP_KM = Area(-10.0, -10.0, 10.0, 10.0)
"""The flat map: kilometres east and north of the city's middle."""
MIDDLE = (0.0, 55.5)  # longitude and latitude

Move = tuple[str, float, float]


def on_the_map(place: Point) -> Point:
    """Longitude and latitude as kilometres east and north of the middle.

    The map is flat: it takes the width of a degree from the middle. In this city that is off by at most 0.2 %.
    """
    longitude, latitude = place
    east_km = (longitude - MIDDLE[0]) * KM_PER_DEGREE * cos(radians(MIDDLE[1]))
    return east_km, (latitude - MIDDLE[1]) * KM_PER_DEGREE


def on_earth(place_km: Point) -> Point:
    """The way back: kilometres as longitude and latitude."""
    x, y = place_km
    return MIDDLE[0] + x / (KM_PER_DEGREE * cos(radians(MIDDLE[1]))), MIDDLE[1] + y / KM_PER_DEGREE


@cache
def gate() -> Point:
    """The gate of the stadium, on the map."""
    city = load_city()
    return on_the_map(city.positions[city.place("stadium").junction])


@dataclass(slots=True)
class _Car:
    """On which road, in the direction in which the data tell it or not, and how far along."""

    road: int
    forward: bool
    gone_m: float


class Fleet:
    """Drivers who cruise along roads and turn at random at each junction; never back, unless the road ends.

    ``places`` tells where each of them is. Drivers stand on a road with a chance in proportion to its length.
    """

    def __init__(self, drivers: int, rng: random.Random) -> None:
        city = load_city()
        self._rng = rng
        self._junctions = [on_the_map(position) for position in city.positions]
        self._roads = city.roads
        self._at: dict[int, list[int]] = defaultdict(list)
        for number, road in enumerate(city.roads):
            self._at[road.start].append(number)
            self._at[road.end].append(number)
        roads = rng.choices(range(len(city.roads)), [road.length_m for road in city.roads], k=drivers)
        self._cars = {
            f"d{number}": _Car(road, rng.random() < 0.5, rng.random() * city.roads[road].length_m)
            for number, road in enumerate(roads)
        }
        self.places: dict[str, Point] = {driver: self._place(car) for driver, car in self._cars.items()}

    def drive(self, seconds: float) -> list[Move]:
        """Let everybody drive on; returns each driver's new place."""
        moves = []
        for driver, car in self._cars.items():
            self._drive_on(car, seconds)
            place = self.places[driver] = self._place(car)
            moves.append((driver, *place))
        return moves

    def _drive_on(self, car: _Car, seconds: float) -> None:
        road = self._roads[car.road]
        car.gone_m += road.speed_kmh / 3.6 * seconds
        while car.gone_m > road.length_m:
            car.gone_m -= road.length_m
            here = road.end if car.forward else road.start
            others = [other for other in self._at[here] if other != car.road] or [car.road]
            car.road = self._rng.choice(others)
            road = self._roads[car.road]
            car.forward = road.start == here

    def _place(self, car: _Car) -> Point:
        """On the straight line between the two junctions; a road that winds is longer than it looks."""
        road = self._roads[car.road]
        start, end = self._junctions[road.start], self._junctions[road.end]
        part = car.gone_m / road.length_m if car.forward else 1 - car.gone_m / road.length_m
        return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


def after_the_match(drivers: int, waiting: int, rng: random.Random) -> dict[str, Point]:
    """A fleet of which so many wait at the stadium's gate, most within 150 metres; the others are anywhere."""
    places = Fleet(drivers, rng).places
    x, y = gate()
    for driver in list(places)[:waiting]:
        places[driver] = (rng.gauss(x, 0.06), rng.gauss(y, 0.06))
    return places


def around(centre: Point, radius_km: float, count: int, rng: random.Random) -> list[Point]:
    """So many places within the radius, evenly spread, in degrees; beyond 180° the longitudes begin again at -180°."""
    found: list[Point] = []
    longitude, latitude = centre
    wide = radius_km / KM_PER_DEGREE / cos(radians(latitude))
    high = radius_km / KM_PER_DEGREE
    while len(found) < count:
        east, north = longitude + rng.uniform(-wide, wide), latitude + rng.uniform(-high, high)
        place = (east + 180) % 360 - 180, north
        if distance_km(centre, place) <= radius_km:
            found.append(place)
    return found
