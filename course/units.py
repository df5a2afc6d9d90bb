"""Units: seconds and days, decimal and binary bytes, and numbers printed as an engineer says them."""

import math

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
PREFIXED_UNITS = ("B", "s", "bit/s", "B/s", "Hz")
"""Units that join their prefix: 91.3 TB. All others stand apart: 116 k redirects/s."""


def si(value: float, unit: str, digits: int = 3) -> str:
    """Print ``value`` with ``digits`` significant digits and an SI prefix.

    ``si(115_740.7, "redirects/s")`` is ``"116 k redirects/s"``, ``si(0.0012, "s")`` is ``"1.2 ms"``. Zeros at the end
    are left out. Below 1, only the units of ``PREFIXED_UNITS`` get a prefix. Seconds get none above 1.

    Raises:
        ValueError: ``value`` is not a finite number.
    """
    if not math.isfinite(value):
        raise ValueError(f"si() prints finite numbers; you gave {value!r}.")
    thousands = 0
    if value:
        exponent = int(f"{value:.{digits - 1}e}".partition("e")[2])  # after rounding: 999.9 is 1.00 k
        lowest, highest = (-3 if unit in PREFIXED_UNITS else 0), (0 if unit == "s" else 6)
        thousands = min(max(exponent // 3, lowest), highest)
    prefix = PREFIXES[thousands + 3]
    scaled = value / 1000.0**thousands
    decimals = max(0, digits - 1 - _exponent(scaled, digits))
    number = f"{scaled:,.{decimals}f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    return f"{number} {prefix}{unit}" if unit in PREFIXED_UNITS or not prefix else f"{number} {prefix} {unit}"
