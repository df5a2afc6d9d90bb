"""A cache of fixed size that gives up what was used least recently."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """Keeps at most ``capacity`` values. ``hits`` and ``misses`` count what :meth:`get` found and did not find.

    None always means "not there": it cannot be stored. To remember that something does not exist, store a word of your
    own for it. Cost: O(1) a call.

    Leaves out: expiry, locks (a lesson that shares a cache between threads guards it), sizes in bytes.

    Raises:
        ValueError: ``capacity`` is below 1.
    """

    __slots__ = ("_values", "capacity", "hits", "misses")

    def __init__(self, capacity: int) -> None:
        if capacity < 1:
            raise ValueError(f"An LruCache holds at least one value; you gave the capacity {capacity}.")
        self.capacity = capacity
        self.hits = 0
        self.misses = 0
        self._values: OrderedDict[K, V] = OrderedDict()  # least recently used first

    def get(self, key: K) -> V | None:
        """Return the value of ``key`` and count it as used, or return None when it is not there."""
        values = self._values
        if key in values:
            self.hits += 1
            values.move_to_end(key)
            return values[key]
        self.misses += 1
        return None

    def put(self, key: K, value: V) -> None:
        """Keep ``value`` as the one used last; drop the one used least recently if there are too many.

        Raises:
            ValueError: ``value`` is None.
        """
        if value is None:
            raise ValueError(
                "None means 'not there' in an LruCache. Store a word of your own for 'nothing', as \"unknown\"."
            )
        values = self._values
        if key in values:
            values.move_to_end(key)
        elif len(values) >= self.capacity:
            values.popitem(False)  # the oldest; by keyword this call would cost 5 % of the speed
        values[key] = value

    def __len__(self) -> int:
        return len(self._values)
