"""Rival indexes of one city: cells with names, the tree, and what is built once. All on its flat map, in kilometres.

Names of the globe (geohash, H3) are made of degrees: whoever needs them pays for the conversion.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from math import dist, inf, sqrt
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from course.parts import geohash
from course.parts.earth import KM_PER_DEGREE
from course.parts.quadtree import Area, Point, QuadTree
from course.systems.nearby_drivers.designs import ring_around
from course.systems.nearby_drivers.often_seen import OftenSeenTree
from course.systems.nearby_drivers.workload import MAP_KM, on_earth

Cell = TypeVar("Cell", bound=Hashable)
Places = Mapping[str, Point]


class Rival(Protocol):
    """Knows where every driver is, or was when it was built."""

    moves_at_once: bool
    """Whether a move is seen by the next search; if not, by the next build."""

    def build(self, places: Places) -> None:
        """Begin anew with these drivers."""

    def move(self, driver: str, x: float, y: float) -> None:
        """A driver of whom it knows is here now."""

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """All drivers within the radius, in no order."""

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """The k nearest with their kilometres, nearest first; fewer if there are fewer."""


class NamedCells(Generic[Cell]):
    """A dictionary from a cell's name to who is in it. Searches take ring after ring around their own cell.

    ``reach_km`` is how far one surely sees with each ring, wherever one stands in one's own cell.
    """

    moves_at_once = True

    def __init__(
        self, name_of: Callable[[float, float], Cell], ring: Callable[[Cell, int], Iterable[Cell]], reach_km: float
    ) -> None:
        self._name_of = name_of
        self._ring = ring
        self._reach_km = reach_km
        self._cells: dict[Cell, dict[str, Point]] = defaultdict(dict)
        self._cell_of: dict[str, Cell] = {}

    def build(self, places: Places) -> None:
        """See :class:`Rival`."""
        self._cells.clear()
        self._cell_of.clear()
        for driver, place in places.items():
            cell = self._cell_of[driver] = self._name_of(*place)
            self._cells[cell][driver] = place

    def move(self, driver: str, x: float, y: float) -> None:
        """See :class:`Rival`. A cell that nobody is in any more is forgotten: cities have many, oceans more."""
        cell, old = self._name_of(x, y), self._cell_of[driver]
        if cell != old:
            here = self._cells[old]
            del here[driver]
            if not here:
                del self._cells[old]
            self._cell_of[driver] = cell
        self._cells[cell][driver] = (x, y)

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """See :class:`Rival`."""
        own, found, ring = self._name_of(x, y), list[str](), 0
        while True:
            for cell in self._ring(own, ring):
                if cell in self._cells:
                    found += [name for name, place in self._cells[cell].items() if dist(place, (x, y)) <= radius_km]
            if ring * self._reach_km >= radius_km:
                return found
            ring += 1

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """See :class:`Rival`."""
        own, found, ring, seen = self._name_of(x, y), list[tuple[float, str]](), 0, 0
        while True:
            for cell in self._ring(own, ring):
                if cell in self._cells:
                    here = self._cells[cell]
                    seen += len(here)
                    found += [(dist(place, (x, y)), name) for name, place in here.items()]
            found.sort()
            del found[k:]
            surely_km = ring * self._reach_km
            if seen == len(self._cell_of) or (len(found) == k and found[-1][0] <= surely_km):
                return [(name, km) for km, name in found]
            ring += 1

    def cells(self) -> int:
        """How many cells it keeps."""
        return len(self._cells)


def grid(cell_km: float) -> NamedCells[tuple[int, int]]:
    """Square cells; a name is a column and a row."""
    return NamedCells(
        lambda x, y: (int(x // cell_km), int(y // cell_km)), lambda cell, ring: ring_around(*cell, ring), cell_km
    )


def geohashes(length: int) -> NamedCells[str]:
    """Cells named by geohash. In the city's north a cell is narrowest: that is how far a ring reaches."""
    _, north = on_earth((MAP_KM.east, MAP_KM.north))
    wide, high = _size_km(geohash.box(geohash.encode(0.0, north, length)))
    return NamedCells(lambda x, y: geohash.encode(*on_earth((x, y)), length), geohash.ring, min(wide, high))


def hexagons(resolution: int) -> NamedCells[str]:
    """Cells named by H3. From a corner of one's own hexagon, a ring reaches as far as one edge is long."""
    import h3

    lon, lat = on_earth((0.0, 0.0))
    edges_km = h3.edge_length(h3.origin_to_directed_edges(h3.latlng_to_cell(lat, lon, resolution))[0], "km")

    def name_of(x: float, y: float) -> str:
        lon, lat = on_earth((x, y))
        name: str = h3.latlng_to_cell(lat, lon, resolution)
        return name

    return NamedCells(name_of, h3.grid_ring, 0.9 * edges_km)  # six edges differ a little


def _size_km(cell: Area) -> tuple[float, float]:
    """How wide a cell of degrees is at its northern line, and how high."""
    high = (cell.north - cell.south) * KM_PER_DEGREE
    return (cell.east - cell.west) * KM_PER_DEGREE * float(np.cos(np.radians(cell.north))), high


class Rows:
    """A row of a NumPy array for each driver, in any order."""

    def build(self, places: Places) -> None:
        """See :class:`Rival`."""
        self._names = list(places)
        self._row_of = {name: row for row, name in enumerate(self._names)}
        self._rows = np.array(list(places.values()))

    def move(self, driver: str, x: float, y: float) -> None:
        """See :class:`Rival`."""
        self._rows[self._row_of[driver]] = x, y


class Everybody(Rows):
    """A search compares all rows."""

    moves_at_once = True

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """See :class:`Rival`."""
        (found,) = np.nonzero(self._squares(x, y) <= radius_km * radius_km)
        return [self._names[row] for row in found.tolist()]

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """See :class:`Rival`."""
        squares = self._squares(x, y)
        best = np.argpartition(squares, k)[:k] if k < len(squares) else np.arange(len(squares))
        best = best[np.argsort(squares[best])]
        return [(self._names[row], sqrt(squares[row])) for row in best.tolist()]

    def _squares(self, x: float, y: float) -> Any:  # noqa: ANN401 - an array
        away = self._rows - (x, y)
        return np.einsum("ij,ij->i", away, away)


class BuiltOnce(Rows):
    """A move writes the row, and the next build sees it."""

    moves_at_once = False

    def build(self, places: Places) -> None:
        """See :class:`Rival`."""
        super().build(places)
        self.rebuild()

    def rebuild(self) -> None:
        """Let searches see the rows as they are now."""
        raise NotImplementedError


class SortedRows(BuiltOnce):
    """Rows sorted from west to east. A search takes the strip between two longitudes, and compares who is in it."""

    def rebuild(self) -> None:
        """See :class:`Rival`. Cost: O(n log n) in NumPy."""
        self._order = np.argsort(self._rows[:, 0])
        self._sorted = self._rows[self._order]
        self._xs = self._sorted[:, 0].copy()

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """See :class:`Rival`."""
        first, squares = self._strip(x, y, radius_km)
        (found,) = np.nonzero(squares <= radius_km * radius_km)
        return [self._names[row] for row in self._order[first + found].tolist()]

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """See :class:`Rival`. The strip is doubled until the k-th is nearer than its edges."""
        half_km = (MAP_KM.east - MAP_KM.west) * sqrt(k / max(1, len(self._xs))) / 2
        while True:
            first, squares = self._strip(x, y, half_km)
            best = np.argsort(squares)[:k]
            whole = len(squares) == len(self._xs)
            if whole or (len(best) == k and squares[best[-1]] <= half_km * half_km):
                rows = self._order[first + best].tolist()
                return [(self._names[row], sqrt(squares[at])) for row, at in zip(rows, best.tolist(), strict=True)]
            half_km *= 2

    def _strip(self, x: float, y: float, half_km: float) -> tuple[int, Any]:
        first, end = np.searchsorted(self._xs, (x - half_km, np.nextafter(x + half_km, inf))).tolist()
        away = self._sorted[first:end] - (x, y)
        return first, np.einsum("ij,ij->i", away, away)


class KdTree(BuiltOnce):
    """SciPy's k-d tree: the rows halved by turns, by longitude and by latitude, at the row in the middle."""

    def rebuild(self) -> None:
        """See :class:`Rival`."""
        from scipy.spatial import cKDTree

        self._tree = cKDTree(self._rows.copy())

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """See :class:`Rival`."""
        return [self._names[row] for row in self._tree.query_ball_point((x, y), radius_km)]

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """See :class:`Rival`."""
        kms, rows = self._tree.query((x, y), list(range(1, min(k, len(self._names)) + 1)))
        return [(self._names[row], km) for row, km in zip(rows.tolist(), kms.tolist(), strict=True)]


class Tree:
    """The quadtree of lesson 25, which remembers the leaf of each driver."""

    moves_at_once = True

    def build(self, places: Places) -> None:
        """See :class:`Rival`."""
        self._tree = QuadTree.build(places, MAP_KM)

    def move(self, driver: str, x: float, y: float) -> None:
        """See :class:`Rival`."""
        self._tree.move(driver, x, y)

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """See :class:`Rival`."""
        return self._tree.in_circle(x, y, radius_km)

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """See :class:`Rival`."""
        return self._tree.nearest(x, y, k)


class OftenSeen:
    """The tree of a design often seen. It has no search for the nearest, so a box is doubled until it holds enough."""

    moves_at_once = True

    def build(self, places: Places) -> None:
        """See :class:`Rival`."""
        self._tree = OftenSeenTree(MAP_KM)
        self._places = dict(places)
        for driver, place in places.items():
            self._tree.insert(driver, *place)

    def move(self, driver: str, x: float, y: float) -> None:
        """See :class:`Rival`."""
        self._tree.move(driver, x, y)
        self._places[driver] = (x, y)

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """See :class:`Rival`."""
        box = Area(x - radius_km, y - radius_km, x + radius_km, y + radius_km)
        return [name for name in self._tree.in_area(box) if dist(self._places[name], (x, y)) <= radius_km]

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """See :class:`Rival`."""
        radius_km = 0.25
        while len(found := self.within(x, y, radius_km)) < min(k, len(self._places)):
            radius_km *= 2
        return sorted(((name, dist(self._places[name], (x, y))) for name in found), key=lambda pair: pair[1])[:k]


RIVALS: dict[str, Callable[[], Rival]] = {
    "compare all": Everybody,
    "grid of 500 m": lambda: grid(0.5),
    "geohash, 6 letters": lambda: geohashes(6),
    "H3, resolution 8": lambda: hexagons(8),
    "tree often seen": OftenSeen,
    "tree, leaf known": Tree,
    "sorted rows": SortedRows,
    "k-d tree": KdTree,
}
"""By the names under which they stand in the table; all that this process can build."""


def asked(places: Sequence[Point], rival: Rival, radius_km: float, k: int) -> tuple[int, int]:
    """Ask both questions at each of these places; returns how many drivers were found."""
    within = sum(len(rival.within(x, y, radius_km)) for x, y in places)
    return within, sum(len(rival.nearest(x, y, k)) for x, y in places)
