"""The map in Redis, for all servers: ``GEOADD`` writes a place, ``GEOSEARCH`` finds who is near."""

from collections.abc import Iterable
from typing import Any

import redis

from course.systems.nearby_drivers.rivals import Places
from course.systems.nearby_drivers.workload import Move, on_earth

BATCH = 1_000


class RedisGeo:
    """One sorted set, in which a driver's score is the geohash of the place: 52 bits, as one number.

    See :class:`~course.systems.nearby_drivers.rivals.Rival`. Redis forgets an empty set by itself.
    Leaves out: drivers who fall silent stay (dive 25b); latitudes beyond 85.05, which Redis refuses.
    """

    moves_at_once = True

    def __init__(self, store: redis.Redis, key: str = "drivers") -> None:
        self._store = store
        self._key = key

    def build(self, places: Places) -> None:
        """See ``Rival``."""
        self._store.delete(self._key)
        self.move_many((driver, *place) for driver, place in places.items())

    def move(self, driver: str, x: float, y: float) -> None:
        """See ``Rival``. One round trip."""
        self._store.geoadd(self._key, [*on_earth((x, y)), driver])

    def move_many(self, moves: Iterable[Move]) -> None:
        """Many moves, a thousand a round trip."""
        waiting: list[float | str] = []
        for driver, x, y in moves:
            waiting += (*on_earth((x, y)), driver)
            if len(waiting) == 3 * BATCH:
                self._store.geoadd(self._key, waiting)
                waiting.clear()
        if waiting:
            self._store.geoadd(self._key, waiting)

    def within(self, x: float, y: float, radius_km: float) -> list[str]:
        """See ``Rival``. By Redis's own kilometres, on a ball."""
        lon, lat = on_earth((x, y))
        found: Any = self._store.geosearch(self._key, longitude=lon, latitude=lat, radius=radius_km, unit="km")
        return list(found)

    def nearest(self, x: float, y: float, k: int) -> list[tuple[str, float]]:
        """See ``Rival``. Redis wants a radius; it is doubled until enough are found, or the whole city was searched."""
        lon, lat = on_earth((x, y))
        radius_km, widest_km = 0.25, 40.0
        while True:
            found: Any = self._store.geosearch(
                self._key,
                longitude=lon,
                latitude=lat,
                radius=radius_km,
                unit="km",
                sort="ASC",
                count=k,
                withdist=True,
            )
            if len(found) == k or radius_km >= widest_km:
                return [(name, float(km)) for name, km in found]
            radius_km *= 2
