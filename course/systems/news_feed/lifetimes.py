"""When does the feed of a reader who left go away? Four designs, played day by day on a manual clock."""

from dataclasses import dataclass

from course.clock import ManualClock
from course.errors import CourseError
from course.parts.snowflake import EPOCH_MS, IdParts, join
from course.stores import open_redis
from course.systems.news_feed.fanout import ActiveReaders
from course.systems.news_feed.id_lists import BUILT, IdLists
from course.units import SECONDS_PER_DAY

READER = 7
ACTIVE_DAYS = 7
DESIGNS = {
    "7 days from each delivery": 7,
    "7 days from each read": 7,
    "... and delivered to active readers only": 7,
    "... and 8 days instead of 7": 8,
}
"""Name → days for which a feed lives after its lifetime was set.

The last two deliver to readers of the last seven days. With equally many days for both, the feed dies just before the
last delivery: ZADD makes a new one, which has no lifetime.
"""

RENEWED_BY_DELIVERY, *_ = DESIGNS
TO_ACTIVE_ONLY = tuple(DESIGNS)[2:]


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What Redis holds for the reader in the end. ``ttl_s`` is -1 for a key without lifetime, -2 for no key."""

    lines: int
    ttl_s: int


def after_the_last_read(design: str, days: int = 30) -> LeftBehind:
    """A reader opens the feed once more and never comes back; a post is delivered to it every day.

    Raises:
        CourseError: there is no such design.
    """
    if design not in DESIGNS:
        raise CourseError(f"The designs are: {', '.join(DESIGNS)}. You gave {design!r}.")
    lifetime_s = DESIGNS[design] * SECONDS_PER_DAY
    clock = ManualClock(EPOCH_MS / 1_000)
    redis = open_redis(clock)
    lists, active = IdLists(redis, "feed"), ActiveReaders(redis, clock, ACTIVE_DAYS * SECONDS_PER_DAY)
    key = lists.key(READER)

    def post() -> int:
        return join(IdParts(round(1_000 * clock.now_s()), 1, 0))

    lists.fill({READER: [post()]})
    redis.expire(key, lifetime_s)
    active.seen(READER)
    for _ in range(days):
        clock.advance(SECONDS_PER_DAY)
        if design in TO_ACTIVE_ONLY and not active.among([READER]):
            continue
        lists.push([READER], post())
        if design == RENEWED_BY_DELIVERY:
            redis.expire(key, lifetime_s)
    complete = redis.zscore(key, BUILT) is not None
    return LeftBehind(redis.zcard(key) - complete, redis.ttl(key))
