"""The one truth about who has whom: in Redis, which all dispatchers share, or in memory, for one process.

A driver is one key. Free: no key. Claimed: the key holds the claim's token, and expires. Booked: it holds the trip, and
does not expire. So a driver cannot be claimed and booked at once, and nobody has to keep two records in step.
"""

from typing import Protocol, cast

import redis

from course.clock import Clock
from course.systems.ride_matching.model import Outcome
from course.systems.ride_matching.trips import FREES_DRIVER, HAS_DRIVER, MATCHED, SEARCHING, UNKNOWN, steps_of

OPEN_TRIPS = "trips:searching"

CLAIM_IS_MINE = "redis.call('GET', KEYS[1]) == ARGV[1]"
RELEASE = f"if {CLAIM_IS_MINE} then return redis.call('DEL', KEYS[1]) end return 0"

CONFIRM = """
local booked = 'trip:' .. ARGV[2]
local state = redis.call('HGET', KEYS[2], 'state')
local driver = redis.call('GET', KEYS[1])
if driver == booked and redis.call('HGET', KEYS[2], 'driver') == ARGV[3] then return 'again' end
if state ~= 'searching' or driver ~= ARGV[1] then return 'refused' end
redis.call('SET', KEYS[1], booked)
redis.call('HSET', KEYS[2], 'state', 'matched', 'driver', ARGV[3])
redis.call('SREM', KEYS[3], ARGV[2])
return 'done'
"""

MOVE = """
local state = redis.call('HGET', KEYS[1], 'state')
local driver = redis.call('HGET', KEYS[1], 'driver') or ''
if ARGV[2] ~= '' and ARGV[2] ~= driver then return 'refused' end
for place = 4, #ARGV, 2 do
  if state == ARGV[place] then
    local now = ARGV[place + 1]
    redis.call('HSET', KEYS[1], 'state', now)
    redis.call('SREM', KEYS[2], ARGV[1])
    if ARGV[3] == '1' and driver ~= '' then
      local key = 'driver:' .. driver
      if redis.call('GET', key) == 'trip:' .. ARGV[1] then redis.call('DEL', key) end
      if now == 'searching' then redis.call('HDEL', KEYS[1], 'driver') end
    end
    if now == 'searching' then redis.call('SADD', KEYS[2], ARGV[1]) end
    return 'done'
  end
end
for place = 5, #ARGV, 2 do if state == ARGV[place] then return 'again' end end
return 'refused'
"""


class Board(Protocol):
    """Trips and drivers. Every call is atomic; ``token`` names one claim, and must be new for each."""

    def open(self, trip: int) -> bool:
        """A trip begins to search; False if it is known already."""
        ...

    def claim(self, driver: int, token: str, for_s: float) -> bool:
        """Reserve a driver who is neither claimed nor booked; the claim ends by itself after ``for_s``."""
        ...

    def release(self, driver: int, token: str) -> bool:
        """End a claim early; only the one with this token."""
        ...

    def confirm(self, trip: int, driver: int, token: str) -> Outcome:
        """Book the driver, if the trip still searches and the claim with this token still holds."""
        ...

    def move(self, trip: int, event: str, driver: int | None = None) -> Outcome:
        """Let the event happen, if the trip's state allows it; and, with ``driver``, if the trip is his."""
        ...

    def trip(self, trip: int) -> tuple[str, int | None]:
        """The trip's state and its driver; ``unknown`` for a trip that was never opened."""
        ...

    def holder(self, driver: int) -> str | None:
        """What the driver's key holds: a token, ``trip:7``, or nothing."""
        ...

    def searching(self) -> list[int]:
        """The trips that search, in order of their numbers: what a dispatcher reads after a restart."""
        ...

    def restore(self, trip: int, driver: int, state: str) -> None:
        """Believe a driver's phone about his own trip, after the board has lost its newest writes."""
        ...


class MemoryBoard:
    """A board for one process: a day of thousands of trips is played on it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._trips: dict[int, tuple[str, int | None]] = {}
        self._drivers: dict[int, tuple[str, float]] = {}  # what the key holds, and until when

    def open(self, trip: int) -> bool:
        """See :class:`Board`."""
        if trip in self._trips:
            return False
        self._trips[trip] = (SEARCHING, None)
        return True

    def claim(self, driver: int, token: str, for_s: float) -> bool:
        """See :class:`Board`."""
        if self.holder(driver) is not None:
            return False
        self._drivers[driver] = (token, self._clock.now_s() + for_s)
        return True

    def release(self, driver: int, token: str) -> bool:
        """See :class:`Board`."""
        if self.holder(driver) != token:
            return False
        del self._drivers[driver]
        return True

    def confirm(self, trip: int, driver: int, token: str) -> Outcome:
        """See :class:`Board`."""
        state, booked = self.trip(trip)
        holder = self.holder(driver)
        if booked == driver and holder == f"trip:{trip}":
            return Outcome.AGAIN
        if state != SEARCHING or holder != token:
            return Outcome.REFUSED
        self._drivers[driver] = (f"trip:{trip}", float("inf"))
        self._trips[trip] = (MATCHED, driver)
        return Outcome.DONE

    def move(self, trip: int, event: str, driver: int | None = None) -> Outcome:
        """See :class:`Board`."""
        state, booked = self.trip(trip)
        steps = steps_of(event)
        if driver is not None and driver != booked:
            return Outcome.REFUSED
        if state not in steps:
            return Outcome.AGAIN if state in steps.values() else Outcome.REFUSED
        if event in FREES_DRIVER and booked is not None and self.holder(booked) == f"trip:{trip}":
            del self._drivers[booked]
        self._trips[trip] = (steps[state], None if steps[state] == SEARCHING else booked)
        return Outcome.DONE

    def trip(self, trip: int) -> tuple[str, int | None]:
        """See :class:`Board`."""
        return self._trips.get(trip, (UNKNOWN, None))

    def holder(self, driver: int) -> str | None:
        """See :class:`Board`."""
        held, until_s = self._drivers.get(driver, (None, 0.0))
        return held if self._clock.now_s() < until_s else None

    def searching(self) -> list[int]:
        """See :class:`Board`."""
        return sorted(trip for trip, (state, _) in self._trips.items() if state == SEARCHING)

    def restore(self, trip: int, driver: int, state: str) -> None:
        """See :class:`Board`."""
        self._trips[trip] = (state, driver)
        if state in HAS_DRIVER:
            self._drivers[driver] = (f"trip:{trip}", float("inf"))
        elif self.holder(driver) == f"trip:{trip}":
            del self._drivers[driver]


class RedisBoard:
    """A board that every dispatcher sees. Keys: ``driver:7``, ``trip:12`` (a hash), and the set of open trips."""

    def __init__(self, store: redis.Redis) -> None:
        self.store = store
        self._release = store.register_script(RELEASE)
        self._confirm = store.register_script(CONFIRM)
        self._move = store.register_script(MOVE)

    def open(self, trip: int) -> bool:
        """See :class:`Board`. The state first: a crash between the two is mended by the rider's next try."""
        is_new = bool(self.store.hsetnx(f"trip:{trip}", "state", SEARCHING))
        if self.store.hget(f"trip:{trip}", "state") == SEARCHING:
            self.store.sadd(OPEN_TRIPS, trip)
        return is_new

    def claim(self, driver: int, token: str, for_s: float) -> bool:
        """See :class:`Board`."""
        return bool(self.store.set(f"driver:{driver}", token, nx=True, px=round(for_s * 1000)))

    def release(self, driver: int, token: str) -> bool:
        """See :class:`Board`."""
        return bool(self._release(keys=[f"driver:{driver}"], args=[token]))

    def confirm(self, trip: int, driver: int, token: str) -> Outcome:
        """See :class:`Board`."""
        keys = [f"driver:{driver}", f"trip:{trip}", OPEN_TRIPS]
        return Outcome(self._confirm(keys=keys, args=[token, trip, driver]))

    def move(self, trip: int, event: str, driver: int | None = None) -> Outcome:
        """See :class:`Board`."""
        steps = [state for pair in steps_of(event).items() for state in pair]
        frees = "1" if event in FREES_DRIVER else "0"
        args = [trip, "" if driver is None else driver, frees, *steps]
        return Outcome(self._move(keys=[f"trip:{trip}", OPEN_TRIPS], args=args))

    def trip(self, trip: int) -> tuple[str, int | None]:
        """See :class:`Board`."""
        state, driver = cast("list[str | None]", self.store.hmget(f"trip:{trip}", ["state", "driver"]))
        return state or UNKNOWN, None if driver is None else int(driver)

    def holder(self, driver: int) -> str | None:
        """See :class:`Board`."""
        return cast("str | None", self.store.get(f"driver:{driver}"))

    def searching(self) -> list[int]:
        """See :class:`Board`."""
        return sorted(int(trip) for trip in cast("set[str]", self.store.smembers(OPEN_TRIPS)))

    def restore(self, trip: int, driver: int, state: str) -> None:
        """See :class:`Board`."""
        with self.store.pipeline() as batch:
            batch.hset(f"trip:{trip}", mapping={"state": state, "driver": driver})
            batch.srem(OPEN_TRIPS, trip)
            if state in HAS_DRIVER:
                batch.set(f"driver:{driver}", f"trip:{trip}")
            batch.execute()
        if state not in HAS_DRIVER:
            self.release(driver, f"trip:{trip}")
