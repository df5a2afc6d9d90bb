"""One map on several nodes: square cells of the city, each with an owner, and crowded ones cut smaller."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import dist, floor, hypot

from course.parts.hash_ring import HashRing
from course.parts.quadtree import Point
from course.systems.nearby_drivers.heard import SILENT_S

Sighting = tuple[str, int, float]
"""A driver, the number of the ping, and the kilometres from the rider."""
Cell = tuple[int, int, int]
"""How often it was cut, column, row."""


@dataclass(frozen=True, slots=True)
class Ping:
    """A phone says where it is. It counts its pings: 1, 2, 3 …, so that an older one is known as older."""

    driver: str
    number: int
    place: Point


@dataclass(frozen=True, slots=True)
class Cutting:
    """Square cells of one side; those in ``cut`` are cut into four, and so are their quarters that are in it."""

    side_km: float
    cut: frozenset[Cell] = frozenset()

    @classmethod
    def where_crowded(cls, places: Iterable[Point], side_km: float, most: int, deepest: int = 6) -> "Cutting":
        """Cut every cell that holds more than ``most`` of these places, but none smaller than ``deepest`` cuts."""
        places, cut = list(places), set[Cell]()
        for depth in range(deepest):
            level = Cutting(side_km, frozenset(cut))
            crowds = Counter(level.cell(*place) for place in places)
            cut |= {cell for cell, crowd in crowds.items() if crowd > most and cell[0] == depth}
        return cls(side_km, frozenset(cut))

    def cell(self, x: float, y: float) -> Cell:
        """The cell that owns the place: its western and southern sides belong to it."""
        depth, side_km = 0, self.side_km
        cell = (0, floor(x / side_km), floor(y / side_km))
        while cell in self.cut:
            depth, side_km = depth + 1, side_km / 2
            cell = (depth, floor(x / side_km), floor(y / side_km))
        return cell

    def side_of(self, cell: Cell) -> float:
        """How wide the cell is, in kilometres."""
        return float(self.side_km / 2 ** cell[0])

    def within(self, x: float, y: float, radius_km: float) -> list[Cell]:
        """Every cell that the circle touches."""
        low, high = self._whole(x - radius_km, y - radius_km), self._whole(x + radius_km, y + radius_km)
        columns, rows = range(low[0], high[0] + 1), range(low[1], high[1] + 1)
        cells: list[Cell] = [(0, column, row) for column in columns for row in rows]
        found = []
        while cells:
            cell = cells.pop()
            depth, column, row = cell
            side_km = self.side_of(cell)
            dx = max(column * side_km - x, x - (column + 1) * side_km, 0.0)
            dy = max(row * side_km - y, y - (row + 1) * side_km, 0.0)
            if hypot(dx, dy) > radius_km:
                continue
            if cell in self.cut:
                cells += [(depth + 1, 2 * column + east, 2 * row + north) for east in (0, 1) for north in (0, 1)]
            else:
                found.append(cell)
        return found

    def _whole(self, x: float, y: float) -> tuple[int, int]:
        return floor(x / self.side_km), floor(y / self.side_km)


class Node:
    """One process with a part of the map, in memory only."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Ping, float]] = {}  # who was heard longest ago stands first

    def __len__(self) -> int:
        return len(self._last)

    def __contains__(self, driver: str) -> bool:
        return driver in self._last

    def take(self, ping: Ping, now_s: float) -> None:
        """Keep the ping, unless a newer one of this driver is known."""
        known = self._last.get(ping.driver)
        if known is None or known[0].number < ping.number:
            self._last.pop(ping.driver, None)
            self._last[ping.driver] = (ping, now_s)

    def drop(self, driver: str, number: int) -> None:
        """Another node has ping ``number`` of this driver: forget whatever is older."""
        known = self._last.get(driver)
        if known is not None and known[0].number < number:
            del self._last[driver]

    def forget(self, before_s: float) -> None:
        """Forget whoever was last heard before this moment."""
        while self._last:
            driver = next(iter(self._last))
            if self._last[driver][1] >= before_s:
                return
            del self._last[driver]

    def near(self, place: Point, radius_km: float) -> list[Sighting]:
        """Who is within the radius; a production node keeps a tree for this (lesson 25)."""
        far = ((ping.driver, ping.number, dist(place, ping.place)) for ping, _ in self._last.values())
        return [sighting for sighting in far if sighting[2] <= radius_km]


class ShardedMap:
    """Nodes that share the cells of a city by a ring. ``copies``: each ping goes to so many nodes.

    The second owner of a cell is the one that would own it if the first were gone. Every phone remembers in which cell
    its last ping was, and sends that along; here the map keeps it for them. ``tells_old``: who drives into a cell of
    another node is dropped by the old one at once, and otherwise after ``SILENT_S``.
    Leaves out: the network, and agreement between several routers on who is dead.
    """

    def __init__(self, nodes: Sequence[str], cutting: Cutting, *, copies: int = 1, tells_old: bool = True) -> None:
        self.nodes = {name: Node() for name in nodes}
        self.cutting = cutting
        self.down: set[str] = set()
        self.pings_taken: Counter[str] = Counter()
        self._copies = copies
        self._tells_old = tells_old
        self._ring = HashRing(nodes)
        self._owners: dict[Cell, tuple[str, ...]] = {}
        self._cell_of: dict[str, Cell] = {}

    def owners(self, cell: Cell) -> tuple[str, ...]:
        """Who keeps this cell, first owner first."""
        if cell not in self._owners:
            ring, found = self._ring, list[str]()
            for _ in range(self._copies):
                found.append(ring.owner(f"{cell}"))
                ring = ring.without_node(found[-1])
            self._owners[cell] = tuple(found)
        return self._owners[cell]

    def report(self, ping: Ping, now_s: float) -> None:
        """A ping arrives. Nodes that are down hear nothing."""
        cell = self.cutting.cell(*ping.place)
        owners = self.owners(cell)
        for name in owners:
            if name not in self.down:
                self.nodes[name].take(ping, now_s)
                self.pings_taken[name] += 1
        before = self._cell_of.get(ping.driver, cell)
        self._cell_of[ping.driver] = cell
        if self._tells_old and before != cell:
            for name in self.owners(before):
                if name not in owners and name not in self.down:
                    self.nodes[name].drop(ping.driver, ping.number)

    def look(self, place: Point, radius_km: float, *, own_cell_only: bool = False) -> dict[str, list[Sighting]]:
        """What each node answers that has to be asked; a cell whose owners are all down is missing."""
        cells = [self.cutting.cell(*place)] if own_cell_only else self.cutting.within(*place, radius_km)
        alive = ((name for name in self.owners(cell) if name not in self.down) for cell in cells)
        asked = dict.fromkeys(name for names in alive if (name := next(names, None)))
        return {name: self.nodes[name].near(place, radius_km) for name in sorted(asked)}

    def forget_silent(self, now_s: float, silent_s: float = SILENT_S) -> None:
        """Every node forgets whom it has not heard for so long."""
        for node in self.nodes.values():
            node.forget(now_s - silent_s)

    def die(self, name: str) -> None:
        """A node stops; nobody knows yet, and what it knew is lost."""
        self.down.add(name)
        self.nodes[name] = Node()

    def notice(self, name: str) -> None:
        """The dead node's cells go to others."""
        self._ring = self._ring.without_node(name)
        self._owners.clear()


def newest_first(answers: Iterable[Sequence[Sighting]], limit: int | None = None) -> list[tuple[str, float]]:
    """One list from what several nodes answered: each driver once, where the newest ping saw them, nearest first."""
    newest: dict[str, Sighting] = {}
    for sighting in (sighting for answer in answers for sighting in answer):
        driver, number, _ = sighting
        if driver not in newest or newest[driver][1] < number:
            newest[driver] = sighting
    return sorted(((driver, km) for driver, _, km in newest.values()), key=lambda pair: (pair[1], pair[0]))[:limit]
