"""Who was heard when, in memory: where a sweeper is tried out while phones ping."""

from collections.abc import Callable, Mapping

from course.systems.nearby_drivers.redis_map import MOST_AT_ONCE


class HeardList:
    """A :class:`~course.systems.nearby_drivers.redis_map.Heard` that lets others act before a chosen call.

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
        names = sorted((heard_s, name) for name, heard_s in self.last_s.items() if heard_s < before_s)
        return [name for _, name in names[: max(0, min(n, MOST_AT_ONCE))]]

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
