"""Where is it dear, and how dear? Cells of a map, and a multiplier for each that follows riders and free cars.

Surge is counted in whole per cent: 100 is the plain price. Leaves out: prices that look ahead.
"""

import math
from collections import Counter, deque
from collections.abc import Callable, Iterable
from functools import cache
from typing import cast

import h3
import redis

from course.parts.earth import KM_PER_DEGREE
from course.systems.ride_matching.fares import PLAIN_PERCENT

MOST_PERCENT, STEP_PERCENT = 250, 20
LOOKS_S = 300.0
"""A rider who asked for a price counts as demand for five minutes, whatever they did then."""
TICK_S = 60.0
KM_PER_ZONE = KM_PER_DEGREE / 100
"""A hundredth of a degree, from south to north."""
H3_LEVEL, RINGS = 8, 2
"""Cells of about 0.7 km²; a cell counts the riders and cars of itself and two rings of neighbours, 19 cells."""
KEPT_S = 180

NextSurge = Callable[[int, int, int], int]
"""(per cent until now, riders, free cars) → per cent from now on."""


def often_seen_zone(lat: float, lon: float) -> tuple[int, int]:
    """Squares of a hundredth of a degree, cut toward zero."""
    return int(lat * 100), int(lon * 100)


def zone_of(lat: float, lon: float) -> tuple[int, int]:
    """Squares of a hundredth of a degree, all of one size in degrees; positions in whole millionths."""
    return round(lat * 1_000_000) // 10_000, round(lon * 1_000_000) // 10_000


def cell_of(lat: float, lon: float) -> str:
    """The H3 cell: nearly a regular hexagon; over the whole Earth areas differ by a factor of about two."""
    return str(h3.latlng_to_cell(lat, lon, H3_LEVEL))


def areas_km2(lat: float) -> tuple[float, float, float]:
    """At this latitude: a zone, and the smallest and the largest H3 cell around the Earth, one look a degree."""
    around = [h3.cell_area(cell_of(lat, lon), unit="km^2") for lon in range(-180, 180)]
    return KM_PER_ZONE**2 * math.cos(math.radians(lat)), min(around), max(around)


def next_surge(before: int, riders: int, cars: int) -> int:
    """Move toward 100 · riders / cars, in small steps, between the plain price and the cap."""
    wanted = PLAIN_PERCENT * riders // cars if cars else MOST_PERCENT * min(riders, 1)
    wanted = min(max(wanted, PLAIN_PERCENT), MOST_PERCENT)
    return min(max(wanted, before - STEP_PERCENT), before + STEP_PERCENT)


def never(before: int, riders: int, cars: int) -> int:  # noqa: ARG001 - nothing writes a surge here
    """Nobody writes a multiplier, so everybody reads the default."""
    return PLAIN_PERCENT


class Surge:
    """The multiplier of each cell, made anew each minute from who asked and who is free."""

    def __init__(self, rule: NextSurge) -> None:
        self._rule = rule
        self._asked: deque[tuple[float, str]] = deque()
        self._percent: dict[str, int] = {}

    def asked(self, at_s: float, cell: str) -> None:
        """A rider asks for a price here; they count even if they then go away, or prices would chase themselves."""
        self._asked.append((at_s, cell))

    def at(self, cell: str) -> int:
        """The multiplier now; the plain price where nothing is known."""
        return self._percent.get(cell, PLAIN_PERCENT)

    def dear(self) -> dict[str, int]:
        """The cells above the plain price now, in the order of their names."""
        return dict(sorted(self._percent.items()))

    def tick(self, now_s: float, free: Iterable[str]) -> None:
        """A minute is over; ``free``: the cell of each free car. Cost: O(cells that are known)."""
        while self._asked and self._asked[0][0] <= now_s - LOOKS_S:
            self._asked.popleft()
        riders, cars = _spread(cell for _, cell in self._asked), _spread(free)
        moved = {cell: self._rule(self.at(cell), riders[cell], cars[cell]) for cell in {*self._percent, *riders}}
        self._percent = {cell: percent for cell, percent in moved.items() if percent != PLAIN_PERCENT}


def _spread(cells: Iterable[str]) -> Counter[str]:
    """How many stand in each cell or in the rings around it."""
    found: Counter[str] = Counter()
    for cell, count in Counter(cells).items():
        for near in _around(cell):
            found[near] += count
    return found


@cache
def _around(cell: str) -> tuple[str, ...]:
    return tuple(h3.grid_disk(cell, RINGS))


def publish(store: redis.Redis, cell: str, percent: int) -> None:
    """Write it for all servers. It ends by itself: if the job that writes dies, prices fall back to plain."""
    store.set(f"surge:{cell}", percent, ex=KEPT_S)


def published(store: redis.Redis, cell: str) -> int:
    """What a server reads: the plain price where nothing stands."""
    return int(cast("str | None", store.get(f"surge:{cell}")) or PLAIN_PERCENT)
