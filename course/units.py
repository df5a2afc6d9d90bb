"""Units: seconds and days, decimal and binary bytes, and numbers printed as an engineer says them."""

import math
from decimal import ROUND_HALF_UP, Context

SECONDS_PER_DAY = 86_400
DAYS_PER_YEAR = 365

KB = 10**3
MB = 10**6
GB = 10**9
TB = 10**12
KiB = 2**10
MiB = 2**20
GiB = 2**30

PREFIXES = ("n", "µ", "m", "", "k", "M", "G", "T", "P", "E")
UNITS_WITH_PREFIX = ("B", "B/s", "bit", "bit/s", "s")
"""A prefix joins these: 91.3 TB. It stands apart from all others: 116 k redirects/s."""


def si(value: float, unit: str, digits: int = 3) -> str:
    """Print ``value`` to ``digits`` significant digits and with a prefix, as an engineer says it.

    ``si(115_740.7, "redirects/s")`` is ``"116 k redirects/s"``, ``si(0.0012, "s")`` is ``"1.2 ms"``. Zeros at the end
    are left out. Only seconds go below 1 (ms, µs, ns), and they do not go above it: nobody says kiloseconds.

    Raises:
        ValueError: ``value`` is infinite or not a number.
    """
    if not math.isfinite(value):
        raise ValueError(f"si() prints finite numbers; you gave {value!r}.")
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(repr(float(value)))
    lowest, highest = (-3, 0) if unit == "s" else (0, 6)
    thousands = min(max(rounded.adjusted() // 3, lowest), highest) if rounded else 0
    number = f"{rounded.scaleb(-3 * thousands).normalize():,f}"
    prefix = PREFIXES[thousands + 3]
    space = " " if prefix and unit not in UNITS_WITH_PREFIX else ""
    return f"{number} {prefix}{space}{unit}".rstrip()
