"""The few calls of Redis that a claim needs, by plain names. Each is atomic; two in a row are not."""

from typing import cast

import redis

from course.systems.ride_matching.board import RELEASE


class ClaimStore:
    """Names and values in Redis, some of which end by themselves."""

    def __init__(self, store: redis.Redis) -> None:
        self._store = store
        self._delete_if = store.register_script(RELEASE)

    def get(self, name: str) -> str | None:
        """The value, or None."""
        return cast("str | None", self._store.get(name))

    def set(self, name: str, value: str) -> None:
        """Write, whatever was there (``SET``)."""
        self._store.set(name, value)

    def set_if_absent(self, name: str, value: str, seconds: float | None = None) -> bool:
        """Write only if nothing is there, and tell whether we did (``SET … NX``); gone after ``seconds`` (``EX``)."""
        return bool(self._store.set(name, value, nx=True, px=None if seconds is None else round(seconds * 1000)))

    def expire(self, name: str, seconds: float) -> None:
        """Let a value that is there end after so many seconds (``EXPIRE``)."""
        self._store.pexpire(name, round(seconds * 1000))

    def delete(self, name: str) -> bool:
        """Delete; tell whether anything was there (``DEL``)."""
        return bool(self._store.delete(name))

    def delete_if(self, name: str, value: str) -> bool:
        """Delete only if this is the value, in one step (a Lua script); tell whether we did."""
        return bool(self._delete_if(keys=[name], args=[value]))
