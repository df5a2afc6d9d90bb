"""What the words of a unit mean: ``links/day``, ``B/link``, ``USD/server/month``, ``Gbit/s``."""

import re

from course.errors import CourseError
from course.units import DAYS_PER_YEAR, SECONDS_PER_DAY

PERIODS = {"s": 1.0, "min": 60.0, "h": 3600.0, "day": float(SECONDS_PER_DAY), "week": 7.0 * SECONDS_PER_DAY}
PERIODS |= {"month": 30.0 * SECONDS_PER_DAY, "year": float(DAYS_PER_YEAR * SECONDS_PER_DAY)}
NO_THINGS = ("s", "B", "bit", "USD")
KNOWN: dict[str, tuple[str, float]] = {name: ("s", length_s) for name, length_s in PERIODS.items()}
KNOWN |= {"second": ("s", 1), "minute": ("s", 60), "hour": ("s", 3600), "ms": ("s", 1e-3), "µs": ("s", 1e-6)}
KNOWN |= {
    "ns": ("s", 1e-9),
    "byte": ("B", 1),
    "USD": ("USD", 1),
    "": ("", 1),
    "1": ("", 1),
    "x": ("", 1),
    "%": ("", 0.01),
}
for power, prefix in enumerate(("", "k", "M", "G", "T", "P", "E")):
    KNOWN |= {f"{prefix}B": ("B", 10.0 ** (3 * power)), f"{prefix}bit": ("bit", 10.0 ** (3 * power))}
for power, prefix in enumerate("KMGTP", start=1):
    KNOWN |= {f"{prefix}iB": ("B", 2.0 ** (10 * power))}
KNOWN |= {"KB": ("B", 1e3)}
UNCLEAR = {"m": "min or month", "sec": "s", "hr": "h", "yr": "year", "d": "day", "b": "B (bytes) or bit", "$": "USD"}
UNCLEAR |= {f"{prefix}b": f"{prefix.upper()}B (bytes) or {prefix.upper()}bit" for prefix in "kKMGTmgt"}
UNCLEAR |= {f"{prefix}bps": f"{prefix}bit/s" for prefix in "kMGT"} | {"bps": "bit/s"}
UNCLEAR |= dict.fromkeys(("rps", "RPS", "qps", "QPS"), "requests/s")
Dimensions = tuple[tuple[str, int], ...]
"""Base unit and power, sorted, no power of 0: ``(("link", 1), ("s", -1))``."""


def read_unit(unit: str) -> tuple[float, Dimensions, str]:
    """Its size in base units, its dimensions, and the period that it names (``s`` without one, ``%`` for percent).

    Raises:
        CourseError: a word is unclear (Mb, m, RPS), or the unit is not made of words and slashes.
    """
    powers: dict[str, int] = {}
    size, shown = 1.0, "%" if unit == "%" else "s"
    for place, word in enumerate(unit.split("/")):
        name, sign = word.strip(), -1 if place else 1
        if name in UNCLEAR:
            raise CourseError(f"The {name!r} in the unit {unit!r} is unclear. Write {UNCLEAR[name]}.")
        if not re.fullmatch(r"[^\W\d_]*|[%1]|[^\W\d_]+[- ][^\W\d_]+", name):
            raise CourseError(f"{unit!r} is no unit. Write words and slashes, such as 'links/day' or 'B/user/day'.")
        base, factor = KNOWN.get(name) or KNOWN.get(singular(name)) or (singular(name), 1.0)
        size *= factor**sign
        powers[base] = powers.get(base, 0) + sign
        if place and base == "s":
            shown = next((period for period, length_s in PERIODS.items() if length_s == factor), "s")
    powers.pop("", None)
    return size, sorted_dimensions(powers), shown


def sorted_dimensions(powers: dict[str, int]) -> Dimensions:
    """The dimensions of these powers."""
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def singular(word: str) -> str:
    """``queries`` becomes ``query``, so that bytes a query and queries a day meet."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(ss|x|ch|sh)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us")) else word


def plural(word: str) -> str:
    """``query`` becomes ``queries``; symbols stay as they are."""
    if word in NO_THINGS:
        return word
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|ch|sh)$", word) else "s")
