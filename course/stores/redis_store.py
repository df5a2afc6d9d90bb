"""Redis for a lesson: the same calls, whether Redis is embedded in this process or a server of its own."""

import os

import redis
import redis.asyncio
from fakeredis import FakeAsyncRedis

from course.clock import Clock
from course.stores.embedded_redis import embedded_client, embedded_server
from course.stores.redis_server import claim_database

REDIS_URL = "COURSE_REDIS_URL"
"""The environment variable that names a real server, as ``redis://127.0.0.1:6379/3`` (3 is the database)."""


def redis_is_real() -> bool:
    """Whether lessons run on a real Redis server. Only then may one speak of Redis's speed."""
    return bool(os.environ.get(REDIS_URL))


def open_redis(clock: Clock | None = None) -> redis.Redis:
    """Open an empty Redis that answers with ``str``.

    Embedded, each call opens a store of its own. On a real server each call empties the one database that the URL
    names: a lesson opens one store and passes it on. There the database also holds one key of ours, the marker.

    Args:
        clock: when keys expire; the machine's clock if left out. A real server follows a ``ManualClock`` only.

    Raises:
        CourseError: the server does not answer, or its database holds somebody else's keys.
    """
    url = os.environ.get(REDIS_URL)
    if url:
        return claim_database(url, clock)
    return embedded_client(embedded_server(clock))


def open_async_redis(clock: Clock | None = None) -> redis.asyncio.Redis:
    """Open an empty Redis for asyncio; all else as :func:`open_redis` does."""
    url = os.environ.get(REDIS_URL)
    if url:
        claim_database(url, clock)
        return redis.asyncio.Redis.from_url(url, decode_responses=True)
    return FakeAsyncRedis(server=embedded_server(clock), decode_responses=True)
