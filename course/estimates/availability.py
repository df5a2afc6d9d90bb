"""What is up how often: parts in a row, parts beside each other, and the minutes that are left for being down.

Every formula takes failures as independent. They are not: a bad release, a power cut or a full disk takes copies down
together, so the real availability of copies is lower.
"""

import math

from course.errors import CourseError
from course.estimates.quantity import Quantity, quantity


def in_series(*parts: float | Quantity) -> float:
    """Share of the time when all ``parts`` are up: a request that needs each of them. Three of 99.9 % give 99.7 %."""
    return math.prod(_share(part) for part in parts)


def in_parallel(*parts: float | Quantity) -> float:
    """Share of the time when at least one of ``parts`` is up. Two of 99 % give 99.99 %, if they fail independently."""
    return 1 - math.prod(1 - _share(part) for part in parts)


def at_least(needed: int, copies: int, each: float | Quantity) -> float:
    """Share of the time when ``needed`` or more of ``copies`` are up: a quorum, or the servers that a load needs.

    Raises:
        CourseError: more are needed than there are, or none.
    """
    if not 1 <= needed <= copies:
        raise CourseError(f"Between 1 and {copies} of {copies} copies can be needed; you gave {needed}.")
    up = _share(each)
    return sum(math.comb(copies, n) * up**n * (1 - up) ** (copies - n) for n in range(needed, copies + 1))


def downtime(availability: float | Quantity, period: Quantity | None = None) -> Quantity:
    """How long one may be down in ``period`` (default: a year): 99.9 % leaves 8.76 h a year and 43.2 min a month."""
    return (period or quantity(1, "year")) * (1 - _share(availability))


def _share(availability: float | Quantity) -> float:
    share = float(availability)
    if not 0 <= share <= 1:
        raise CourseError(
            f"An availability lies between 0 and 1; you gave {share:g}. Say 0.999, or quantity(99.9, '%')."
        )
    return share
