"""How often one caller may ask: a counter in Redis for each caller and minute."""

import math

import redis

from course.clock import Clock
from course.systems.url_shortener.model import TooManyCalls

WINDOW_S = 60


class CallLimit:
    """At most ``anonymous`` calls a minute from one network address, ``registered`` from one customer.

    ``unlimited`` counts the calls that were let through because Redis was down: a limiter must not be what takes the
    service down. One pipeline of two commands a call.

    Leaves out: smooth limits. Around the turn of a minute a caller may have twice as many; lesson 21 goes deeper.
    """

    def __init__(self, store: redis.Redis, clock: Clock, *, anonymous: int = 60, registered: int = 600) -> None:
        self._store = store
        self._clock = clock
        self._anonymous = anonymous
        self._registered = registered
        self.unlimited = 0

    def admit(self, address: str, owner: str | None = None) -> None:
        """Count one call; by the customer who brought a key, or else by network address.

        Raises:
            TooManyCalls: this caller had enough in this minute; ``retry_s`` tells when the next one begins.
        """
        now_s = self._clock.now_s()
        caller, allowed = (f"ip:{address}", self._anonymous) if owner is None else (f"key:{owner}", self._registered)
        name = f"calls:{caller}:{int(now_s // WINDOW_S)}"
        try:
            with self._store.pipeline() as pipe:  # both or neither: a counter without an end would stay for ever
                pipe.incr(name)
                pipe.expire(name, WINDOW_S)
                calls, _ = pipe.execute()
        except redis.RedisError:
            self.unlimited += 1
            return
        if calls > allowed:
            wait_s = max(1, math.ceil(WINDOW_S - now_s % WINDOW_S))
            raise TooManyCalls(f"At most {allowed} calls a minute. Try again in {wait_s} s.", wait_s)
