"""One map for all servers, in Redis: who is where, what is known of them, and when they were heard last."""

from typing import cast

import redis

from course.clock import Clock
from course.parts.quadtree import Area, Point
from course.systems.nearby_drivers.heard import MOST_AT_ONCE
from course.systems.nearby_drivers.model import Driver
from course.systems.nearby_drivers.service import BadPlace

PLACES, HEARD = "driver_locations", "driver_heard"
REDIS_KNOWS = Area(-180.0, -85.05112878, 180.0, 85.05112878)
"""Redis cuts the poles off, as the web's maps do."""

DROP_IF_SILENT = """
local heard_s = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not heard_s or tonumber(heard_s) >= tonumber(ARGV[2]) then return 0 end
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[3])
return 1
"""


class RedisMap:
    """Any number of servers may hold one of these on the same Redis; none of them knows anything by itself.

    A report checks the place first. Then it changes three entries in one transaction: the place, the record, and the
    moment at which *this server* heard it. The phone's own clock is not asked.
    Leaves out: more drivers than one Redis carries (``shards``).
    """

    def __init__(self, store: redis.Redis, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._drop_if_silent = store.register_script(DROP_IF_SILENT)

    def report(self, driver: Driver) -> None:
        """The driver is here now.

        Raises:
            BadPlace: Redis cannot keep that place. Nothing has changed.
        """
        longitude, latitude = driver.place
        if not REDIS_KNOWS.holds(longitude, latitude):
            raise BadPlace(f"{driver.name} reports from {driver.place}: longitude to ±180, latitude to ±85.05.")
        now_s = self._clock.now_s()
        with self._store.pipeline(transaction=True) as both:
            both.geoadd(PLACES, (longitude, latitude, driver.name))
            both.hset(
                f"driver:{driver.name}",
                mapping={
                    "lat": latitude,
                    "lng": longitude,
                    "available": int(driver.available),
                    "updated_at": now_s,
                },
            )
            both.zadd(HEARD, {driver.name: now_s})
            both.execute()

    def near(self, place: Point, radius_km: float, limit: int | None = None) -> list[str]:
        """Who is within the radius, nearest first."""
        longitude, latitude = place
        found = self._store.geosearch(
            PLACES, longitude=longitude, latitude=latitude, radius=radius_km, unit="km", sort="ASC", count=limit
        )
        return cast("list[str]", found)

    def silent(self, before_s: float, n: int) -> list[str]:
        """See ``Heard``."""
        names = self._store.zrange(HEARD, "-inf", f"({before_s}", byscore=True, offset=0, num=min(n, MOST_AT_ONCE))
        return cast("list[str]", names)

    def drop(self, name: str) -> bool:
        """See ``Heard``: the driver logs off, and nothing happens if nobody of that name is there."""
        with self._store.pipeline(transaction=True) as both:
            both.zrem(PLACES, name)
            both.delete(f"driver:{name}")
            both.zrem(HEARD, name)
            return bool(both.execute()[0])

    def drop_if_silent(self, name: str, before_s: float) -> bool:
        """See ``Heard``: a script looks and drops in one step."""
        return bool(self._drop_if_silent(keys=[PLACES, HEARD, f"driver:{name}"], args=[name, before_s]))
