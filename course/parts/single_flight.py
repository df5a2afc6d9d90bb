"""Many ask for the same thing at the same time: let one fetch it, and all share the answer."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class SingleFlight(Generic[K, V]):
    """At any moment at most one load of a key is under way. Safe between threads.

    ``loads`` counts the loads that were begun, ``waits`` the callers that shared somebody else's.

    Source: Go's ``golang.org/x/sync/singleflight``.
    Leaves out: time-outs (a slow load keeps all its callers waiting), other processes, a load within itself.
    """

    def __init__(self) -> None:
        self.loads = 0
        self.waits = 0
        self._flights: dict[K, Future[V]] = {}
        self._lock = threading.Lock()

    def do(self, key: K, load: Callable[[], V]) -> V:
        """Return what ``load()`` gives; call it only if nobody is loading ``key`` already. Its error is shared too."""
        leader, flight = self.join(key)
        if not leader:
            return flight.result()
        try:
            value = load()
        except BaseException as error:
            self.fail(key, error)
            raise
        self.land(key, value)
        return value

    def join(self, key: K) -> tuple[bool, Future[V]]:
        """Board the flight for ``key``. Whoever gets True must load, and then call :meth:`land` or :meth:`fail`."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                self.waits += 1
                return False, flight
            self.loads += 1
            flight = self._flights[key] = Future()
            return True, flight

    def land(self, key: K, value: V) -> None:
        """Give ``value`` to everyone on the flight, and end it: the next caller loads anew."""
        self._ended(key).set_result(value)

    def fail(self, key: K, error: BaseException) -> None:
        """Give ``error`` to everyone on the flight, and end it."""
        self._ended(key).set_exception(error)

    def _ended(self, key: K) -> Future[V]:
        with self._lock:
            if key not in self._flights:
                raise ValueError(f"No load of {key!r} is under way.")
            return self._flights.pop(key)
