"""The service that we would ship: who is free near this rider, on a round Earth."""

from math import pi

from course.errors import CourseError
from course.parts.earth import EARTH_RADIUS_KM, boxes_around, distance_km
from course.parts.quadtree import WORLD, Point, QuadTree
from course.systems.nearby_drivers.model import Driver

FIRST_RADIUS_KM, FARTHEST_KM = 0.5, pi * EARTH_RADIUS_KM


class BadPlace(CourseError):
    """A report from a place that is not on Earth; the driver stays where the last good report was."""


class NearbyDrivers:
    """Takes every driver's reports, and answers who is near.

    The tree holds places only; what else a driver says is kept beside it, and both change together or not at all.
    Cost: a report as :meth:`QuadTree.move`; a search as the boxes around its circle.

    Leaves out: drivers who fall silent, several servers, and what is left after a crash (dive 25b).
    """

    def __init__(self, capacity: int = 50) -> None:
        self._tree: QuadTree[str] = QuadTree(WORLD, capacity)
        self._drivers: dict[str, Driver] = {}

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
        """The nearest free drivers within the radius, with their distances in kilometres, nearest first."""
        found = self._within(place, radius_km, vehicle)
        return found[:limit]

    def nearest(self, place: Point, count: int = 1, vehicle: str | None = None) -> list[tuple[Driver, float]]:
        """The nearest free drivers anywhere. Circles grow until one holds enough: whoever is outside is farther."""
        radius_km = FIRST_RADIUS_KM
        while True:
            found = self._within(place, radius_km, vehicle)
            if len(found) >= count or radius_km > FARTHEST_KM:
                return found[:count]
            radius_km *= 2

    def _within(self, place: Point, radius_km: float, vehicle: str | None) -> list[tuple[Driver, float]]:
        boxes = boxes_around(place, radius_km)
        candidates = (self._drivers[name] for box in boxes for name in self._tree.in_area(box))
        free = (driver for driver in candidates if driver.available and vehicle in (None, driver.vehicle))
        far = ((driver, distance_km(place, driver.place)) for driver in free)
        return sorted((pair for pair in far if pair[1] <= radius_km), key=lambda pair: (pair[1], pair[0].name))
