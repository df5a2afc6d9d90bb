"""Who was heard when, and the sweeper that takes silent drivers off the map; in memory too, to try out a sweeper."""

from collections.abc import Callable, Mapping
from heapq import nsmallest
from typing import Protocol

SILENT_S = 30.0
MOST_AT_ONCE = 100


class Heard(Protocol):
    """Who was heard when, for a sweeper. Each call is one step; pings arrive between any two."""

    def silent(self, before_s: float, n: int) -> list[str]:
        """Up to ``n`` names, at most 100, last heard before this moment, longest silent first."""

    def drop(self, name: str) -> bool:
        """Take the driver off the map; tell whether they were on it."""

    def drop_if_silent(self, name: str, before_s: float) -> bool:
        """Take the driver off only if they were last heard before this moment; tell whether it did."""


def sweep_silent(heard: Heard, now_s: float) -> int:
    """Take off the map whoever was last heard more than 30 s ago; return how many."""
    limit_s, count = now_s - SILENT_S, 0
    while silent := heard.silent(limit_s, MOST_AT_ONCE):
        for name in silent:
            count += heard.drop_if_silent(name, limit_s)
    return count


class HeardList:
    """A :class:`Heard` that lets others act before a chosen call.

    ``calls`` notes every call. ``meanwhile`` is told the number of calls so far, before each call happens.
    """

    def __init__(
        self, last_s: Mapping[str, float], meanwhile: Callable[["HeardList", int], object] | None = None
    ) -> None:
        self.last_s = dict(last_s)
        self.calls: list[str] = []
        self._meanwhile = meanwhile or (lambda _heard, _calls: None)

    def ping(self, driver: str, now_s: float) -> None:
        """The driver says that they are there."""
        self.last_s[driver] = now_s

    def silent(self, before_s: float, n: int) -> list[str]:
        """See :class:`Heard`."""
        self._note("silent")
        names = ((heard_s, name) for name, heard_s in self.last_s.items() if heard_s < before_s)
        return [name for _, name in nsmallest(min(n, MOST_AT_ONCE), names)]

    def drop(self, name: str) -> bool:
        """See :class:`Heard`."""
        self._note(f"drop {name}")
        return self.last_s.pop(name, None) is not None

    def drop_if_silent(self, name: str, before_s: float) -> bool:
        """See :class:`Heard`."""
        self._note(f"drop_if_silent {name}")
        if self.last_s.get(name, before_s) >= before_s:
            return False
        del self.last_s[name]
        return True

    def _note(self, call: str) -> None:
        self._meanwhile(self, len(self.calls))
        self.calls.append(call)
