"""A made-up city for everything that drives: roads, a river with few bridges, busy places, and the hours of a Friday.

Positions are longitude and latitude in degrees (WGS84), in this order, as in GeoJSON and in Redis. Times are seconds
since midnight.
"""

import csv
import math
import random
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from course import datasets
from course.units import SECONDS_PER_DAY

EARTH_RADIUS_M = 6_371_000.0
HOURS = 24
KMH = 1 / 3.6  # metres per second


@dataclass(frozen=True, slots=True)
class Road:
    """A road between two junctions; it may be used both ways. ``kind``: motorway, avenue, bridge, street or lane."""

    start: int
    end: int
    length_m: float
    kind: str
    speed_kmh: float

    @property
    def free_flow_s(self) -> float:
        """How long it takes when nobody else is on it."""
        return self.length_m / (self.speed_kmh * KMH)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere busy. ``share`` of all requests begin at one of the junctions within ``radius_m``."""

    name: str
    junction: int
    radius_m: float
    share: float


@dataclass(frozen=True, slots=True)
class City:
    """The city as it lies on the disk. Junction ``n`` stands at ``positions[n]``.

    ``demand[h]``: requests in hour ``h`` of a Friday, in multiples of the day's mean. ``speed_factor[h]``: the speed as
    a share of the free road's. The values stand for the middle of the hour. ``border`` and ``river`` are closed lines.
    """

    positions: tuple[tuple[float, float], ...]
    roads: tuple[Road, ...]
    places: tuple[Place, ...]
    demand: tuple[float, ...]
    speed_factor: tuple[float, ...]
    border: tuple[tuple[float, float], ...]
    river: tuple[tuple[float, float], ...]

    @property
    def bridges(self) -> tuple[Road, ...]:
        """The only roads over the river."""
        return tuple(road for road in self.roads if road.kind == "bridge")

    def place(self, name: str) -> Place:
        """The place with this name.

        Raises:
            ValueError: there is none.
        """
        for place in self.places:
            if place.name == name:
                return place
        known = ", ".join(place.name for place in self.places)
        raise ValueError(f"There is no place {name!r}. Choose one of: {known}.")


@cache
def load_city() -> City:
    """Read ``datasets/city``. Cost: about 15 ms, once."""
    hours = _rows("hours")
    shapes: dict[str, list[tuple[float, float]]] = {"border": [], "river": []}
    for row in _rows("shapes"):
        shapes[row["shape"]].append((float(row["lon"]), float(row["lat"])))
    return City(
        positions=tuple((float(row["lon"]), float(row["lat"])) for row in _rows("junctions")),
        roads=tuple(
            Road(int(row["start"]), int(row["end"]), float(row["length_m"]), row["kind"], float(row["speed_kmh"]))
            for row in _rows("roads")
        ),
        places=tuple(
            Place(row["place"], int(row["junction"]), float(row["radius_m"]), float(row["share"]))
            for row in _rows("places")
        ),
        demand=tuple(float(row["demand"]) for row in hours),
        speed_factor=tuple(float(row["speed_factor"]) for row in hours),
        border=tuple(shapes["border"]),
        river=tuple(shapes["river"]),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with datasets.path(f"city/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def air_distance_m(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """The way of a bird between two positions in degrees, on a ball (haversine; up to 0.6 % off the real Earth)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_lat, half_lon = (phi_b - phi_a) / 2, math.radians(lon_b - lon_a) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord)))


def demand_at(city: City, time_s: float) -> float:
    """Requests at this moment, in multiples of the day's mean; between the middles of two hours a straight line."""
    return _between(city.demand, time_s)


def speed_factor_at(city: City, time_s: float) -> float:
    """The speed at this moment, as a share of the free road's."""
    return _between(city.speed_factor, time_s)


def _between(values: tuple[float, ...], time_s: float) -> float:
    hour = (time_s % SECONDS_PER_DAY) / (SECONDS_PER_DAY / HOURS) - 0.5
    before = math.floor(hour)
    share = hour - before
    return (1 - share) * values[before % HOURS] + share * values[(before + 1) % HOURS]


def junctions_within(city: City, centre: int, radius_m: float) -> list[int]:
    """The junctions whose way by air to ``centre`` is at most ``radius_m``, in rising order. Cost: O(junctions)."""
    lon, lat = city.positions[centre]
    return [n for n, there in enumerate(city.positions) if air_distance_m(lon, lat, *there) <= radius_m]


class StartingPoints:
    """Draws the junctions at which requests begin: at a busy place with its share, otherwise anywhere, evenly."""

    def __init__(self, city: City, *, shares: dict[str, float] | None = None) -> None:
        """``shares`` replaces those of the city: ``{"stadium": 0.3}`` when a match has just ended.

        Raises:
            ValueError: a place is unknown, or the shares are negative or add up to more than 1.
        """
        wanted = {place.name: place.share for place in city.places}
        for name, share in (shares or {}).items():
            wanted[city.place(name).name] = share
        if min(wanted.values()) < 0 or sum(wanted.values()) > 1 + 1e-9:
            raise ValueError(f"Shares are 0 or more and add up to at most 1; you gave {wanted}.")
        self._sums = list(accumulate(wanted.values()))
        self._around = [junctions_within(city, place.junction, place.radius_m) for place in city.places]
        self._anywhere = range(len(city.positions))

    def draw(self, rng: random.Random) -> int:
        """One junction."""
        place = bisect(self._sums, rng.random())
        return rng.choice(self._around[place] if place < len(self._around) else self._anywhere)
