"""Redis and DuckDB: embedded by default, a Redis server where ``COURSE_REDIS_URL`` names one."""

from course.stores.duckdb_store import open_duckdb
from course.stores.redis_store import open_async_redis, open_redis, redis_is_real

__all__ = ["open_async_redis", "open_duckdb", "open_redis", "redis_is_real"]
