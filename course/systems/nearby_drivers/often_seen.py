"""The quadtree of a design often seen, and its service, kept here to be measured. Their mistakes are their own."""

import redis

from course.parts.earth import boxes_around, distance_km
from course.parts.quadtree import WORLD, Area, Point

CAPACITY = 50


class OftenSeenTree:
    """Cells of at most 50 drivers, cut into four. It knows where each cell is, but not in which cell a driver is.

    So :meth:`remove` asks every cell of the tree, and says yes whether or not anybody was there. Cells are cut without
    end, both ends of a border belong to both cells, and four empty cells stay four empty cells.
    """

    def __init__(self, area: Area = WORLD) -> None:
        self.area = area
        self.drivers: list[tuple[str, Point]] = []
        self.quarters: list[OftenSeenTree] = []

    def insert(self, driver: str, x: float, y: float) -> bool:
        """Add a driver; False where the place lies outside."""
        if not self.area.holds(x, y):
            return False
        if self.quarters:
            return any(quarter.insert(driver, x, y) for quarter in self.quarters)
        self.drivers.append((driver, (x, y)))
        if len(self.drivers) > CAPACITY:
            self.cut()
        return True

    def cut(self) -> None:
        """Become four cells, and hand every driver down."""
        west, south, east, north = self.area
        x, y = (west + east) / 2, (south + north) / 2
        corners = ((west, south, x, y), (west, y, x, north), (x, south, east, y), (x, y, east, north))
        self.quarters = [type(self)(Area(*corner)) for corner in corners]
        for driver, place in self.drivers:
            any(quarter.insert(driver, *place) for quarter in self.quarters)
        self.drivers = []

    def remove(self, driver: str) -> bool:
        """Take a driver out, wherever that is."""
        self.drivers = [(other, place) for other, place in self.drivers if other != driver]
        for quarter in self.quarters:
            quarter.remove(driver)
        return True

    def move(self, driver: str, x: float, y: float) -> None:
        """Take the driver out, and put them in again."""
        self.remove(driver)
        self.insert(driver, x, y)

    def in_area(self, area: Area) -> list[str]:
        """The drivers in a box."""
        mine = self.area
        if mine.west > area.east or mine.east < area.west or mine.south > area.north or mine.north < area.south:
            return []
        found = [driver for driver, place in self.drivers if area.holds(*place)]
        for quarter in self.quarters:
            found += quarter.in_area(area)
        return found

    def cells(self) -> int:
        """How many cells there are."""
        return 1 + sum(quarter.cells() for quarter in self.quarters)

    def levels(self) -> int:
        """How many cells lie one in the other, at most."""
        return 1 + max((quarter.levels() for quarter in self.quarters), default=0)


class OftenSeenServer:
    """One server of several: a tree of its own, and every report goes to a Redis that all of them share.

    BUG-107: the tree is changed before anybody looks whether the place exists. BUG-110: what is written never ends,
    and ``updated_at`` is never read. BUG-112: searches ask the tree, so a server knows only those who report to it.
    """

    def __init__(self, store: redis.Redis) -> None:
        self.store = store
        self.tree = OftenSeenTree()

    def update(self, driver: str, longitude: float, latitude: float, now_s: float) -> None:
        """The driver reports a place."""
        self.tree.remove(driver)
        self.tree.insert(driver, longitude, latitude)
        self.store.geoadd("driver_locations", (longitude, latitude, driver))
        self.store.hset(
            f"driver:{driver}", mapping={"lat": latitude, "lng": longitude, "available": 1, "updated_at": now_s}
        )

    def nearby(self, place: Point, radius_km: float) -> list[str]:
        """Everybody of this server's tree within the radius, nearest first."""
        boxes, places = boxes_around(place, radius_km), self.places()
        inside = {driver for box in boxes for driver in self.tree.in_area(box)}
        near = sorted((distance_km(place, places[driver]), driver) for driver in inside)
        return [driver for km, driver in near if km <= radius_km]

    def places(self) -> dict[str, Point]:
        """What the tree holds."""
        cells, found = [self.tree], dict[str, Point]()
        while cells:
            cell = cells.pop()
            cells += cell.quarters
            found.update(cell.drivers)
        return found
