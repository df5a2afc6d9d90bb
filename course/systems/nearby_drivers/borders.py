"""Two mistakes of the tree often seen: two rules for one line, and cells that nobody takes away."""

import random
from collections import defaultdict
from collections.abc import Callable
from itertools import zip_longest

from course.parts.geohash import BITS_A_LETTER, LETTERS
from course.parts.quadtree import Area, Point, QuadTree
from course.systems.nearby_drivers.often_seen import OftenSeenTree
from course.systems.nearby_drivers.rivals import Places
from course.systems.nearby_drivers.workload import MAP_KM

Halves = Callable[[float, float, float, int], str]
DEEP = 6  # halvings each way; 64 by 64 cells


def quarter_of(cell: OftenSeenTree, x: float, y: float) -> OftenSeenTree:
    """Where somebody at this place is looked for."""
    middle_x, middle_y = (cell.area.west + cell.area.east) / 2, (cell.area.south + cell.area.north) / 2
    south_west, north_west, south_east, north_east = cell.quarters
    west, east = (south_west, south_east) if y < middle_y else (north_west, north_east)
    return west if x < middle_x else east


class RemoveByPlace(OftenSeenTree):
    """A mend that one would write: ``remove`` goes down to the quarter that owns the place, and asks no other."""

    def remove_at(self, driver: str, x: float, y: float) -> bool:
        """Take the driver out; False if nobody of that name is in the leaf of that place."""
        cell: OftenSeenTree = self
        while cell.quarters:
            cell = quarter_of(cell, x, y)
        left = [(other, place) for other, place in cell.drivers if other != driver]
        found = len(left) < len(cell.drivers)
        cell.drivers = left
        return found


def rounded(places: Places, digits: int) -> dict[str, tuple[float, float]]:
    """The places as phones report them: with so many digits."""
    return {driver: (round(x, digits), round(y, digits)) for driver, (x, y) in places.items()}


def all_go_home(places: Places) -> int:
    """Put everybody into the tree, then take each one out by their place; how many are not found."""
    tree = RemoveByPlace(MAP_KM)
    for driver, (x, y) in places.items():
        tree.insert(driver, x, y)
    return sum(not tree.remove_at(driver, x, y) for driver, (x, y) in places.items())


def all_go_home_by_name(places: Places, halves: Halves, area: Area = MAP_KM) -> int:
    """The same with cells that have names, made by one function for both; how many are not found."""
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)

    def cell(x: float, y: float) -> set[str]:
        return cells[halves(x, area.west, area.east, DEEP), halves(y, area.south, area.north, DEEP)]

    for driver, (x, y) in places.items():
        cell(x, y).add(driver)
    lost = 0
    for driver, (x, y) in places.items():
        here = cell(x, y)
        lost += driver not in here
        here.discard(driver)
    return lost


def name_by(halves: Halves, lon: float, lat: float, letters: int) -> str:
    """The geohash of a place from its halvings, longitude and latitude in turn, five to a letter."""
    up = halves(lat, -90, 90, BITS_A_LETTER * letters // 2)
    across = halves(lon, -180, 180, BITS_A_LETTER * letters - len(up))
    bits = "".join(a + b for a, b in zip_longest(across, up, fillvalue=""))
    return "".join(LETTERS[int("".join(five), 2)] for five in zip(*[iter(bits)] * BITS_A_LETTER, strict=True))


FESTIVALS: tuple[Point, ...] = ((-6.0, -6.0), (6.0, -6.0), (-6.0, 6.0), (6.0, 6.0), (0.0, 6.0), (-6.0, 0.0))
"""Where they are, on the flat map."""


def festivals(tree: OftenSeenTree | QuadTree[str], places: Places, rng: random.Random) -> list[int]:
    """How many cells the tree has: when everybody came, at each of six festivals, and after all went home."""
    for driver, (x, y) in places.items():
        tree.insert(driver, x, y)
    kept = [tree.cells()]
    for east, north in FESTIVALS:
        for driver in places:
            tree.move(driver, rng.gauss(east, 0.5), rng.gauss(north, 0.5))
        kept.append(tree.cells())
    for driver in places:
        tree.remove(driver)
    return [*kept, tree.cells()]
