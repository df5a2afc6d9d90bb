"""The service that we would ship: who is free near this rider, on a round Earth."""

from math import inf

from course.errors import CourseError
from course.parts.earth import distance_km, km_to_area
from course.parts.quadtree import WORLD, Point, QuadTree
from course.systems.nearby_drivers.model import Driver

_A_HAIR_KM = 1e-6  # a millimetre: a leaf is not left out because its distance was rounded


class BadPlace(CourseError):
    """A report from a place that is not on Earth; the driver stays where the last good report was."""


class NearbyDrivers:
    """Takes every driver's reports, and answers who is near.

    The tree holds places only; what else a driver says is kept beside it, and both change together or not at all.
    Cost: a report as :meth:`QuadTree.move`; a search opens leaves nearest first, and
    computes kilometres only for those who are free and of the right kind.

    Leaves out: drivers who fall silent, several servers, and what is left after a crash (dive 25b).
    """

    def __init__(self, capacity: int = 50) -> None:
        self._tree: QuadTree[str] = QuadTree(WORLD, capacity)
        self._drivers: dict[str, Driver] = {}
        self.opened = 0  # leaves that searches have opened
        self.compared = 0  # drivers whose kilometres they have computed

    def __len__(self) -> int:
        return len(self._drivers)

    def report(self, driver: Driver) -> None:
        """The driver is here now, known before or not.

        Raises:
            BadPlace: that place does not exist. Nothing has changed.
        """
        if not WORLD.holds(*driver.place):
            raise BadPlace(f"{driver.name} reports from {driver.place}: longitude to ±180, latitude to ±90.")
        put = self._tree.move if driver.name in self._tree else self._tree.insert
        put(driver.name, *driver.place)
        self._drivers[driver.name] = driver

    def leave(self, name: str) -> None:
        """The driver goes home. Raises ``KeyError`` if nobody of that name was there."""
        self._tree.remove(name)
        del self._drivers[name]

    def within(
        self, place: Point, radius_km: float, vehicle: str | None = None, limit: int = 10
    ) -> list[tuple[Driver, float]]:
        """The nearest free drivers within the radius, with their distances in kilometres, nearest first.

        Leaf after leaf, nearest first; it ends where the next leaf is farther than the radius, or than the last of
        those that are enough.
        """
        found: list[tuple[Driver, float]] = []
        reach_km = radius_km
        for leaf_km, points in self._tree.leaves_from(lambda area: km_to_area(place, area)):
            if leaf_km > reach_km + _A_HAIR_KM:
                break
            self.opened += 1
            for name in points:
                driver = self._drivers[name]
                if not driver.available or vehicle not in (None, driver.vehicle):
                    continue
                self.compared += 1
                km = distance_km(place, driver.place)
                if km <= reach_km:
                    found.append((driver, km))
            found.sort(key=lambda pair: (pair[1], pair[0].name))
            del found[limit:]
            if len(found) == limit:
                reach_km = min(reach_km, found[-1][1]) if found else 0.0
        return found

    def nearest(self, place: Point, count: int = 1, vehicle: str | None = None) -> list[tuple[Driver, float]]:
        """The nearest free drivers anywhere."""
        return self.within(place, inf, vehicle, count)
