"""What time is it? Whoever needs to know takes a :class:`Clock` as an argument."""

import time
from collections.abc import Callable
from typing import Protocol


class Clock(Protocol):
    """Tells seconds since 1970."""

    def now_s(self) -> float:
        """Seconds since 1970-01-01 00:00 UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now_s(self) -> float:
        """Seconds since 1970-01-01 00:00 UTC."""
        return time.time()  # noqa: TID251 - this is the one place that asks the machine


class ManualClock:
    """A clock that moves only when told to, so that an hour passes in no time."""

    def __init__(self, start_s: float = 1_800_000_000.0) -> None:
        self._now_s = start_s
        self._listeners: list[Callable[[float], None]] = []

    def now_s(self) -> float:
        """Seconds since 1970-01-01 00:00 UTC."""
        return self._now_s

    def advance(self, seconds: float) -> None:
        """Move forward, and tell everyone who asked through :meth:`on_advance`.

        Raises:
            ValueError: ``seconds`` is negative.
        """
        if seconds < 0:
            raise ValueError(f"A ManualClock only moves forward; you asked for {seconds} s.")
        self._now_s += seconds
        for listener in self._listeners:
            listener(seconds)

    def on_advance(self, listener: Callable[[float], None]) -> None:
        """Call ``listener(seconds)`` at every advance: a store on a real server shortens its TTLs so."""
        self._listeners.append(listener)
