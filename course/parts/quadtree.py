"""Where is everybody, and who is in this box? A map that cuts itself finer where more points are."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf, sqrt
from typing import Generic, Literal, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
Point = tuple[float, float]
"""East and north, in any unit that both share: degrees of longitude and latitude, or metres."""


class Area(NamedTuple):
    """A flat box: what lies on its border belongs to it."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, x: float, y: float) -> bool:
        """Is the point inside, or on the border?"""
        return self.west <= x <= self.east and self.south <= y <= self.north


WORLD = Area(-180.0, -90.0, 180.0, 90.0)
Verdict = Literal["pruned", "opened", "taken", "tested"]


class Look(NamedTuple):
    """What a search did with one cell.

    ``pruned``: it is empty or lies outside, nothing below it was touched. ``opened``: its four quarters were looked at.
    ``taken``: it lies inside, all its points are found without a test. ``tested``: a leaf on the border, each point was
    compared.
    """

    area: Area
    verdict: Verdict
    points: int


@dataclass(eq=False, slots=True)
class _Cell(Generic[K]):
    """A leaf has points; any other cell has four quarters, and ``count`` is the number of points below it."""

    west: float
    south: float
    east: float
    north: float
    depth: int
    parent: "_Cell[K] | None"
    points: dict[K, Point] = field(default_factory=dict)
    quarters: "tuple[_Cell[K], _Cell[K], _Cell[K], _Cell[K]] | None" = None
    count: int = 0
    middle_x: float = 0.0
    middle_y: float = 0.0

    def cut(self) -> None:
        """Become a cell with four empty quarters: south-west, south-east, north-west, north-east."""
        self.middle_x = x = (self.west + self.east) / 2
        self.middle_y = y = (self.south + self.north) / 2
        deeper = self.depth + 1
        self.quarters = (
            _Cell(self.west, self.south, x, y, deeper, self),
            _Cell(x, self.south, self.east, y, deeper, self),
            _Cell(self.west, y, x, self.north, deeper, self),
            _Cell(x, y, self.east, self.north, deeper, self),
        )


class QuadTree(Generic[K]):
    """Points with names, found by where they are. It remembers in which leaf each one sits, so that a move is cheap.

    A leaf with more than ``capacity`` points is cut into four, down to ``max_depth``; there it takes any number, so
    that a crowd at one point is a long list and no endless recursion. Cells are half-open: a point on a line that two
    cells share belongs to the eastern, the northern one. Four quarters that hold half of ``capacity`` together become
    one leaf again (half, so that a point that goes and comes does not cut and join all day).

    Cost, with n points: a move inside its leaf O(1), any other O(log n) up to the lowest cell that holds both places
    and down again; a search visits the cells that the border crosses, and the leaves inside.

    Source: R. Finkel, J. Bentley, "Quad Trees: A Data Structure for Retrieval on Composite Keys", Acta Informatica
    1974; H. Samet, "The Design and Analysis of Spatial Data Structures", 1990 (the PR quadtree with buckets).
    Leaves out: shapes larger than a point, locks, the curvature of the earth (``course.parts.earth`` has that).

    Raises:
        ValueError: the area is empty, ``capacity`` is below 1, or ``max_depth`` below 0.
    """

    __slots__ = ("_leaf_of", "_root", "area", "capacity", "max_depth")

    def __init__(self, area: Area = WORLD, capacity: int = 50, max_depth: int = 20) -> None:
        if not (area.west < area.east and area.south < area.north):
            raise ValueError(f"West must be below east and south below north; you gave {area}.")
        if capacity < 1 or max_depth < 0:
            raise ValueError(f"capacity is 1 or more, max_depth 0 or more; you gave {capacity} and {max_depth}.")
        self.area = area
        self.capacity = capacity
        self.max_depth = max_depth
        self._root: _Cell[K] = _Cell(*area, 0, None)
        self._leaf_of: dict[K, _Cell[K]] = {}

    @classmethod
    def build(
        cls, points: Mapping[K, Point], area: Area = WORLD, capacity: int = 50, max_depth: int = 20
    ) -> "QuadTree[K]":
        """A tree of many points at once, several times as fast as one insert after the other.

        Raises:
            ValueError: a point lies outside the area.
        """
        tree = cls(area, capacity, max_depth)
        west, south, east, north = area
        for key, (x, y) in points.items():
            if not (west <= x <= east and south <= y <= north):
                raise ValueError(_outside(key, x, y, area))
        tree._fill(tree._root, list(points.items()))
        return tree

    def __len__(self) -> int:
        return self._root.count

    def __contains__(self, key: K) -> bool:
        return key in self._leaf_of

    def position(self, key: K) -> Point:
        """Where the point is. Raises ``KeyError`` if there is none of that name."""
        return self._leaf_of[key].points[key]

    def insert(self, key: K, x: float, y: float) -> None:
        """Add a point.

        Raises:
            ValueError: it lies outside the area, or the name is taken.
        """
        if key in self._leaf_of:
            raise ValueError(f"{key!r} is in the tree already: move it.")
        if not self.area.holds(x, y):
            raise ValueError(_outside(key, x, y, self.area))
        self._root.count += 1
        self._put(self._root, key, x, y)

    def move(self, key: K, x: float, y: float) -> None:
        """Give a point its new place. Where that is refused, the point stays where it was.

        Raises:
            KeyError: there is no point of that name.
            ValueError: the new place lies outside the area.
        """
        leaf = self._leaf_of[key]
        if leaf.west <= x < leaf.east and leaf.south <= y < leaf.north:
            leaf.points[key] = (x, y)
            return
        if not self.area.holds(x, y):
            raise ValueError(_outside(key, x, y, self.area))
        del leaf.points[key]
        cell, thin = leaf, None
        while cell.parent and not (cell.west <= x < cell.east and cell.south <= y < cell.north):
            cell.count -= 1
            if cell.quarters and 2 * cell.count <= self.capacity:
                thin = cell
            cell = cell.parent
        if thin:
            self._join(thin)
        self._put(cell, key, x, y)

    def remove(self, key: K) -> None:
        """Take a point out. Raises ``KeyError`` if there is none of that name."""
        leaf = self._leaf_of.pop(key)
        del leaf.points[key]
        thin, cell = None, leaf
        while True:
            cell.count -= 1
            if cell.quarters and 2 * cell.count <= self.capacity:
                thin = cell
            if not cell.parent:
                break
            cell = cell.parent
        if thin:
            self._join(thin)

    def in_area(self, area: Area) -> list[K]:
        """The names of all points in the box, its border included; in no order."""
        west, south, east, north = area
        found: list[K] = []
        cells = [self._root]
        while cells:
            cell = cells.pop()
            if cell.west > east or cell.east < west or cell.south > north or cell.north < south or not cell.count:
                continue
            if west <= cell.west and cell.east <= east and south <= cell.south and cell.north <= north:
                _take(cell, found)
            elif cell.quarters:
                cells += cell.quarters
            else:
                found += [key for key, (x, y) in cell.points.items() if west <= x <= east and south <= y <= north]
        return found

    def count(self, area: Area) -> int:
        """How many points lie in the box. Cells inside it are counted without a look at their points."""
        found = 0
        for cell, look in self._looks(area):
            if look.verdict == "taken":
                found += look.points
            elif look.verdict == "tested":
                found += sum(area.holds(x, y) for x, y in cell.points.values())
        return found

    def in_circle(self, x: float, y: float, radius: float) -> list[K]:
        """The names of all points at most ``radius`` from (x, y) on the flat map; in no order."""
        limit = radius * radius
        found: list[K] = []
        cells = [self._root]
        while cells:
            cell = cells.pop()
            if not cell.count or _square_to(cell, x, y) > limit:
                continue
            if _square_to_far_corner(cell, x, y) < limit:
                _take(cell, found)
            elif cell.quarters:
                cells += cell.quarters
            else:
                found += [
                    key for key, (px, py) in cell.points.items() if (px - x) * (px - x) + (py - y) * (py - y) <= limit
                ]
        return found

    def nearest(self, x: float, y: float, k: int = 1) -> list[tuple[K, float]]:
        """The ``k`` nearest points with their distances on the flat map, nearest first; fewer if there are fewer.

        Cells wait in a queue, nearest first; the search ends where the next cell is farther than the k-th point.

        Raises:
            ValueError: ``k`` is below 1.
        """
        if k < 1:
            raise ValueError(f"Ask for one or more; you asked for {k}.")
        best: list[tuple[float, int, K]] = []
        waiting: list[tuple[float, int, _Cell[K]]] = [(0.0, 0, self._root)]
        limit, number = inf, 0  # the number decides between equals, so that names are never compared
        while waiting and waiting[0][0] <= limit:
            cell = heappop(waiting)[2]
            if cell.quarters:
                for quarter in cell.quarters:
                    number += 1
                    if quarter.count and (square := _square_to(quarter, x, y)) <= limit:
                        heappush(waiting, (square, number, quarter))
                continue
            for key, (px, py) in cell.points.items():
                square = (px - x) * (px - x) + (py - y) * (py - y)
                if square < limit or len(best) < k:
                    number += 1
                    best.append((square, number, key))
            best.sort()
            del best[k:]
            if len(best) == k:
                limit = best[-1][0]
        return [(key, sqrt(square)) for square, _, key in best]

    def leaves_from(self, at_least: Callable[[Area], float]) -> Iterator[tuple[float, Mapping[K, Point]]]:
        """Every leaf that holds points, nearest first, with what ``at_least`` says of it. Do not change the points.

        ``at_least(area)`` is how far anybody in that area is at least, in any unit and on any globe; of a part of an
        area it never says less than of the whole. The caller stops when the next leaf is farther than they need.
        """
        waiting: list[tuple[float, int, _Cell[K]]] = [(0.0, 0, self._root)]
        number = 0
        while waiting:
            bound, _, cell = heappop(waiting)
            for quarter in cell.quarters or ():
                if quarter.count:
                    number += 1
                    area = Area(quarter.west, quarter.south, quarter.east, quarter.north)
                    heappush(waiting, (at_least(area), number, quarter))
            if cell.points:
                yield bound, cell.points

    def explain(self, area: Area) -> list[Look]:
        """What :meth:`in_area` does with each cell that it comes across, in that order."""
        return [look for _, look in self._looks(area)]

    def explain_circle(self, x: float, y: float, radius: float) -> list[Look]:
        """What :meth:`in_circle` does with each cell that it comes across."""
        limit, looks, cells = radius * radius, list[Look](), [self._root]
        while cells:
            cell = cells.pop()
            verdict: Verdict = "tested"
            if not cell.count or _square_to(cell, x, y) > limit:
                verdict = "pruned"
            elif _square_to_far_corner(cell, x, y) < limit:
                verdict = "taken"
            elif cell.quarters:
                verdict = "opened"
                cells += cell.quarters
            looks.append(Look(Area(cell.west, cell.south, cell.east, cell.north), verdict, cell.count))
        return looks

    def leaves(self) -> Iterator[tuple[Area, dict[K, Point]]]:
        """Every leaf with its points."""
        cells = [self._root]
        while cells:
            cell = cells.pop()
            if cell.quarters:
                cells += cell.quarters
            else:
                yield Area(cell.west, cell.south, cell.east, cell.north), dict(cell.points)

    def cells(self) -> int:
        """How many cells there are, leaves and others."""
        leaves = sum(1 for _ in self.leaves())
        return leaves + (leaves - 1) // 3

    def _looks(self, area: Area) -> Iterator[tuple[_Cell[K], Look]]:
        west, south, east, north = area
        cells = [self._root]
        while cells:
            cell = cells.pop()
            place = Area(cell.west, cell.south, cell.east, cell.north)
            verdict: Verdict = "tested"
            if cell.west > east or cell.east < west or cell.south > north or cell.north < south or not cell.count:
                verdict = "pruned"
            elif west <= cell.west and cell.east <= east and south <= cell.south and cell.north <= north:
                verdict = "taken"
            elif cell.quarters:
                verdict = "opened"
                cells += cell.quarters
            yield cell, Look(place, verdict, cell.count)

    def _put(self, cell: _Cell[K], key: K, x: float, y: float) -> None:
        """Place the point below ``cell``, which has counted it already."""
        while cell.quarters:
            cell = cell.quarters[(x >= cell.middle_x) + 2 * (y >= cell.middle_y)]
            cell.count += 1
        cell.points[key] = (x, y)
        self._leaf_of[key] = cell
        if cell.count > self.capacity and cell.depth < self.max_depth:
            points = list(cell.points.items())
            cell.points.clear()
            self._fill(cell, points)

    def _fill(self, leaf: _Cell[K], points: list[tuple[K, Point]]) -> None:
        """Put these points into an empty leaf, and cut it as often as that takes."""
        work = [(leaf, points)]
        while work:
            cell, points = work.pop()
            cell.count = len(points)
            if len(points) <= self.capacity or cell.depth >= self.max_depth:
                cell.points.update(points)
                self._leaf_of.update(dict.fromkeys(cell.points, cell))
                continue
            cell.cut()
            assert cell.quarters
            middle_x, middle_y = cell.middle_x, cell.middle_y
            parts: tuple[list[tuple[K, Point]], ...] = ([], [], [], [])
            south_west, south_east, north_west, north_east = parts
            for item in points:  # one pass; four comprehensions would take six times as long
                x, y = item[1]
                if x < middle_x:
                    (south_west if y < middle_y else north_west).append(item)
                else:
                    (south_east if y < middle_y else north_east).append(item)
            work += zip(cell.quarters, parts, strict=True)

    def _join(self, cell: _Cell[K]) -> None:
        """Make one leaf of all that is below."""
        for quarter in cell.quarters or ():
            self._gather(quarter, cell)
        cell.quarters = None

    def _gather(self, cell: _Cell[K], into: _Cell[K]) -> None:
        if cell.quarters:
            for quarter in cell.quarters:
                self._gather(quarter, into)
        into.points |= cell.points
        self._leaf_of.update(dict.fromkeys(cell.points, into))


def _take(cell: _Cell[K], found: list[K]) -> None:
    """Add every name below the cell."""
    cells = [cell]
    while cells:
        cell = cells.pop()
        if cell.quarters:
            cells += cell.quarters
        else:
            found += cell.points


def _square_to(cell: _Cell[K], x: float, y: float) -> float:
    """The square of the distance from the point to the cell; 0 inside."""
    dx = cell.west - x if x < cell.west else x - cell.east if x > cell.east else 0.0
    dy = cell.south - y if y < cell.south else y - cell.north if y > cell.north else 0.0
    return dx * dx + dy * dy


def _square_to_far_corner(cell: _Cell[K], x: float, y: float) -> float:
    """The square of the distance from the point to the cell's farthest corner."""
    dx = max(x - cell.west, cell.east - x)
    dy = max(y - cell.south, cell.north - y)
    return dx * dx + dy * dy


def _outside(key: object, x: float, y: float, area: Area) -> str:
    return f"{key!r} at ({x}, {y}) lies outside {area}."
