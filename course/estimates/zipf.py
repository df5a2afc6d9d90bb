"""How much of the traffic do the most popular keys get? Zipf's law as sums, for billions of keys at once.

``course.simulation.popularity.ZipfKeys`` draws such traffic; here the same shares are computed without a table.
"""

import math
from functools import lru_cache
from itertools import accumulate

from course.errors import CourseError

EXACT_TERMS = 1000


def hit_ratio_of_top(cached: int, keys: int, exponent: float = 1.0) -> float:
    """Share of all requests that go to the ``cached`` most popular of ``keys`` keys.

    The key of rank r is asked for in proportion to r to the power of -``exponent``; 0 makes all keys equal. The first
    thousand terms are added, the rest follows from the Euler-Maclaurin formula, right to 10⁻⁹. Cost: O(1).

    Source: L. Breslau et al., "Web Caching and Zipf-like Distributions", INFOCOM 1999.

    Raises:
        CourseError: there are no keys, or more are cached than there are, or the exponent is negative.
    """
    if keys < 1 or not 0 <= cached <= keys:
        raise CourseError(f"A cache holds 0 to all of the keys; you gave {cached:,} of {keys:,}.")
    if exponent < 0:
        raise CourseError(f"The exponent is 0 or more; you gave {exponent:g}. Web traffic lies between 0.6 and 1.")
    return _sum(cached, exponent) / _sum(keys, exponent)


def keys_for_hit_ratio(hit_ratio: float, keys: int, exponent: float = 1.0) -> int:
    """The fewest most popular keys that get this share of all requests. Cost: O(log keys).

    Raises:
        CourseError: the hit ratio is not between 0 and 1.
    """
    if not 0 <= hit_ratio <= 1:
        raise CourseError(f"A hit ratio lies between 0 and 1; you gave {hit_ratio:g}. Say 0.8 for 80 %.")
    low, high = 0, keys
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if hit_ratio_of_top(middle, keys, exponent) >= hit_ratio else (middle + 1, high)
    return low


def _sum(terms: int, exponent: float) -> float:
    """1 + 2^-exponent + … + terms^-exponent."""
    first = min(terms, EXACT_TERMS)
    total = _first_sums(exponent)[first]
    if terms > first:
        total += _integral(first, terms, exponent)
        total += (terms**-exponent - first**-exponent) / 2
        total -= exponent * (terms ** (-exponent - 1) - first ** (-exponent - 1)) / 12
    return total


@lru_cache(maxsize=64)
def _first_sums(exponent: float) -> list[float]:
    return list(accumulate((rank**-exponent for rank in range(1, EXACT_TERMS + 1)), initial=0.0))


def _integral(low: int, high: int, exponent: float) -> float:
    """The area under x^-exponent from ``low`` to ``high``; expm1 keeps its digits where the exponent is nearly 1."""
    stretch, power = math.log(high / low), 1 - exponent
    return stretch if power == 0 else low**power * math.expm1(power * stretch) / power
