"""A real Redis server: take one database of it, and only if it is free or already ours."""

import re

import redis

from course.clock import Clock, ManualClock
from course.errors import CourseError

MARKER = "system-design-workbook"
"""The key that says "this database is ours"; its value is the clock's time in ms, by which all TTLs stand."""

SHORTEN_TTLS = """
local marked_ms = redis.call('GET', KEYS[1])
local passed_ms = marked_ms and ARGV[1] - marked_ms or tonumber(ARGV[2])
for _, key in ipairs(redis.call('KEYS', '*')) do
    local left_ms = redis.call('PTTL', key)
    if left_ms >= 0 and left_ms <= passed_ms then
        redis.call('DEL', key)
    elseif left_ms >= 0 and passed_ms > 0 then
        redis.call('PEXPIRE', key, left_ms - passed_ms)
    end
end
redis.call('SET', KEYS[1], ARGV[1])
"""


def claim_database(url: str, clock: Clock | None) -> redis.Redis:
    """Empty the database that ``url`` names, mark it as ours, and let its keys expire by ``clock`` if that is manual.

    A server cannot follow another clock. So each advance of a ``ManualClock`` lowers every remaining TTL, in one script
    (O(keys)). Between two advances TTLs also run down in real time, as they always do on a server.

    Leaves out: the times inside stream ids, idle times, and the TTLs of a hash's fields.

    Raises:
        CourseError: nobody answers, the URL is wrong, or the database holds keys and none of them is our marker.
    """
    place = _without_password(url)
    try:
        client = redis.Redis.from_url(url, decode_responses=True)
        if client.dbsize() and not client.exists(MARKER):
            raise CourseError(
                f"The Redis database at {place} holds keys that are not ours, and opening a lesson would delete them."
                " Name an empty database at the end of COURSE_REDIS_URL, such as /9."
            )
        with client.pipeline() as pipeline:
            pipeline.flushdb()
            pipeline.set(MARKER, _milliseconds(clock))
            pipeline.execute()
    except ValueError as error:
        raise CourseError(f"COURSE_REDIS_URL cannot be read: {error} Write redis://127.0.0.1:6379/9.") from error
    except redis.RedisError as error:
        raise CourseError(
            f"The Redis server at {place} cannot be used ({error}). Start it, or correct or unset COURSE_REDIS_URL."
        ) from error
    if isinstance(clock, ManualClock):
        shorten_ttls = client.register_script(SHORTEN_TTLS)
        clock.on_advance(
            lambda seconds: shorten_ttls(keys=[MARKER], args=[_milliseconds(clock), round(1000 * seconds)])
        )
    return client


def _milliseconds(clock: Clock | None) -> int:
    return 0 if clock is None else round(1000 * clock.now_s())


def _without_password(url: str) -> str:
    return re.sub(r"//[^/]*@", "//", url)
