"""Rival designs of "who is nearest?" on the flat map of a city, in kilometres."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import nsmallest
from math import dist, floor, inf
from typing import Protocol

from course.parts.quadtree import WORLD, Area, Point, QuadTree
from course.systems.nearby_drivers.model import Found


class DriverIndex(Protocol):
    """Knows where every driver is."""

    def move(self, driver: str, x: float, y: float) -> None:
        """The driver is here now, known before or not."""

    def remove(self, driver: str) -> None:
        """The driver is gone. Raises ``KeyError`` if nobody of that name was there."""

    def nearest(self, x: float, y: float, k: int) -> Found:
        """The k nearest drivers; fewer if there are fewer."""


MayStop = Callable[[float, int, float | None], bool]


def rings_reach(cell_km: float, ring: int, best_km: float | None) -> bool:
    """Is nobody outside these rings nearer? They reach so many cells in every direction, wherever one stands."""
    return best_km is not None and best_km <= ring * cell_km


class AskEverybody:
    """A list of places; a search compares each of them. Moves cost nothing, searches everything."""

    def __init__(self) -> None:
        self._places: dict[str, Point] = {}

    def move(self, driver: str, x: float, y: float) -> None:
        """See :class:`DriverIndex`."""
        self._places[driver] = (x, y)

    def remove(self, driver: str) -> None:
        """See :class:`DriverIndex`."""
        del self._places[driver]

    def nearest(self, x: float, y: float, k: int) -> Found:
        """See :class:`DriverIndex`."""
        return Found(_best(self._places.items(), x, y, k), cells=1, compared=len(self._places))


class FixedGrid:
    """Square cells, all of one size. A search takes ring after ring around its own cell."""

    def __init__(self, cell_km: float, may_stop: MayStop = rings_reach) -> None:
        self.cell_km = cell_km
        self._may_stop = may_stop
        self._cells: dict[tuple[int, int], dict[str, Point]] = defaultdict(dict)
        self._cell_of: dict[str, tuple[int, int]] = {}

    def move(self, driver: str, x: float, y: float) -> None:
        """See :class:`DriverIndex`."""
        cell = self._cell(x, y)
        if self._cell_of.get(driver, cell) != cell:
            self.remove(driver)
        self._cell_of[driver] = cell
        self._cells[cell][driver] = (x, y)

    def remove(self, driver: str) -> None:
        """See :class:`DriverIndex`."""
        cell = self._cell_of.pop(driver)
        del self._cells[cell][driver]
        if not self._cells[cell]:
            del self._cells[cell]

    def nearest(self, x: float, y: float, k: int) -> Found:
        """Ring after ring, until the search may stop, or everybody was compared."""
        column, row = self._cell(x, y)
        best: tuple[tuple[str, float], ...] = ()
        ring, cells, compared = 0, 0, 0
        while True:
            for cell in ring_around(column, row, ring):
                cells += 1
                here = self._cells.get(cell, {})
                compared += len(here)
                best = tuple(sorted((*best, *_best(here.items(), x, y, k)), key=lambda pair: pair[1])[:k])
            reach_km = best[-1][1] if len(best) == k else None
            if compared == len(self._cell_of) or self._may_stop(self.cell_km, ring, reach_km):
                return Found(best, cells, compared)
            ring += 1

    def crowds(self) -> list[int]:
        """How many drivers each occupied cell holds, most first."""
        return sorted((len(here) for here in self._cells.values()), reverse=True)

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return floor(x / self.cell_km), floor(y / self.cell_km)


class RememberedLeaves:
    """The quadtree, which remembers in which leaf each driver sits."""

    def __init__(self, area: Area = WORLD, capacity: int = 50) -> None:
        self.tree: QuadTree[str] = QuadTree(area, capacity)

    def move(self, driver: str, x: float, y: float) -> None:
        """See :class:`DriverIndex`."""
        if driver in self.tree:
            self.tree.move(driver, x, y)
        else:
            self.tree.insert(driver, x, y)

    def remove(self, driver: str) -> None:
        """See :class:`DriverIndex`."""
        self.tree.remove(driver)

    def nearest(self, x: float, y: float, k: int) -> Found:
        """See :class:`DriverIndex`. What it cost is counted by a second search, of the circle that was needed."""
        best = tuple(self.tree.nearest(x, y, k))
        reach = best[-1][1] if len(best) == k else inf
        looks = self.tree.explain_circle(x, y, reach)
        compared = sum(look.points for look in looks if look.verdict in ("taken", "tested"))
        return Found(best, sum(look.verdict != "pruned" for look in looks), compared)


def ring_around(column: int, row: int, ring: int) -> list[tuple[int, int]]:
    """The cells of one ring: itself for 0, then 8, 16, 24 …"""
    if not ring:
        return [(column, row)]
    span = range(-ring, ring + 1)
    sides = [(step, side) for step in span for side in (-ring, ring)]
    sides += [(side, step) for step in span[1:-1] for side in (-ring, ring)]
    return [(column + east, row + north) for east, north in sides]


def _best(places: Iterable[tuple[str, Point]], x: float, y: float, k: int) -> tuple[tuple[str, float], ...]:
    far = ((driver, dist(place, (x, y))) for driver, place in places)
    return tuple(nsmallest(k, far, key=lambda pair: pair[1]))
