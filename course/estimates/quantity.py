"""A number that knows its unit: it prints as an engineer says it, and refuses to be mixed up."""

import math
from dataclasses import dataclass, field
from typing import Union

from course.errors import CourseError
from course.estimates.unit_names import (
    NO_THINGS,
    PERIODS,
    Dimensions,
    plural,
    read_unit,
    singular,
    sorted_dimensions,
)
from course.units import UNITS_WITH_PREFIX, si

Number = Union["Quantity", float]
TOLD_IN = (("year", 2 * PERIODS["year"]), ("day", 2 * PERIODS["day"]), ("h", 2 * PERIODS["h"]), ("min", PERIODS["min"]))


def quantity(value: float, unit: str = "") -> "Quantity":
    """Make one: ``quantity(100e6, "links/day")``, ``quantity(500, "B/link")``, ``quantity(5, "years")``.

    Bytes (kB, MB, GiB …), bits, times, USD and % are known; any other word counts things of that name.

    Raises:
        CourseError: the unit is unclear (Mb, m, RPS) or is not made of words and slashes, or the value is not finite.
    """
    if not math.isfinite(value):
        raise CourseError(f"A quantity is a finite number of something; you gave {value}. What did you divide by?")
    size, dimensions, shown = read_unit(unit)
    return Quantity(value * size, dimensions, shown)


@dataclass(frozen=True, slots=True, repr=False)
class Quantity:
    """A value in base units (seconds, bytes, bits, dollars, things) and its dimensions.

    ``+ - < >`` need one unit on both sides; ``* /`` combine units, and a day meets a year correctly. Cost: about 2 µs.

    Raises:
        CourseError: the units do not fit; it names both and says what to do.
    """

    value: float
    dimensions: Dimensions = ()
    shown: str = field(default="s", compare=False)  # the period it is told in, or "%"

    def to(self, unit: str) -> "Quantity":
        """The same amount in a unit of its kind: ``to("B/year")``. Only here do bytes become bits, and bits bytes."""
        _, wanted, shown = read_unit(unit)
        own, value = dict(self.dimensions), self.value
        for mine, other, factor in (("B", "bit", 8.0), ("bit", "B", 1 / 8)):
            if mine in own and other in dict(wanted):
                value *= factor ** own[mine]
                own[other] = own.pop(mine)
        if sorted_dimensions(own) != wanted:
            raise CourseError(f"{self} is counted in {self.unit}, which is no kind of {unit}. Choose another unit.")
        return Quantity(value, wanted, shown)

    def per(self, period: str) -> "Quantity":
        """Tell a rate per s, min, h, day, week, month (30 days) or year (365 days)."""
        if period not in PERIODS or dict(self.dimensions).get("s") != -1:
            raise CourseError(f"{self} cannot be told per {period!r}. A rate is told per one of: {', '.join(PERIODS)}.")
        return Quantity(self.value, self.dimensions, period)

    def called(self, things: str) -> "Quantity":
        """Count under another name, where two kinds are one to you: ``redirects.called("requests")``."""
        counted = [name for name, power in self.dimensions if power == 1 and name not in NO_THINGS]
        if len(counted) != 1:
            raise CourseError(f"{self} does not count one kind of thing, so it cannot be called {things!r}.")
        powers = {name: power for name, power in self.dimensions if name != counted[0]} | {singular(things): 1}
        return Quantity(self.value, sorted_dimensions(powers), self.shown)

    def number(self, unit: str) -> float:
        """The bare number in this unit: ``quantity(91.25, "TB").number("GB")`` is 91250."""
        return self.to(unit).value / read_unit(unit)[0]

    def rounded_up(self) -> "Quantity":
        """The next whole number: nobody buys 20.9 servers. A hair (10⁻⁹) above a whole number is that number."""
        return Quantity(float(math.ceil(self.value * (1 - 1e-9))), self.dimensions, self.shown)

    @property
    def unit(self) -> str:
        """Its unit in words: ``links/day``, ``B/link``, or ``plain number``."""
        head, tail = self._words(2)
        return (head or "1") + tail if self.dimensions else "plain number"

    def __add__(self, other: Number) -> "Quantity":
        return Quantity(self.value + self._same_kind(other, "add"), self.dimensions, self.shown)

    def __radd__(self, other: float) -> "Quantity":
        return self if other == 0 else Quantity(other) + self  # sum() starts at 0

    def __sub__(self, other: Number) -> "Quantity":
        return Quantity(self.value - self._same_kind(other, "subtract"), self.dimensions, self.shown)

    def __rsub__(self, other: float) -> "Quantity":
        return Quantity(other) - self

    def __mul__(self, other: Number) -> "Quantity":
        return self._combined(other if isinstance(other, Quantity) else Quantity(other), 1)

    __rmul__ = __mul__

    def __truediv__(self, other: Number) -> "Quantity":
        return self._combined(other if isinstance(other, Quantity) else Quantity(other), -1)

    def __rtruediv__(self, other: float) -> "Quantity":
        return Quantity(other) / self

    def __lt__(self, other: Number) -> bool:
        return self.value < self._same_kind(other, "compare")

    def __le__(self, other: Number) -> bool:
        return self.value <= self._same_kind(other, "compare")

    def __gt__(self, other: Number) -> bool:
        return self.value > self._same_kind(other, "compare")

    def __ge__(self, other: Number) -> bool:
        return self.value >= self._same_kind(other, "compare")

    def __float__(self) -> float:
        if self.dimensions:
            raise CourseError(f"{self} is no plain number. Say in which unit you want it: .number({self.unit!r}).")
        return self.value

    def __str__(self) -> str:
        return format(self, "")

    __repr__ = __str__

    def __format__(self, digits: str) -> str:
        """``f"{rate:5}"`` prints five significant digits instead of three."""
        value, precision, powers = self.value, int(digits or 3), dict(self.dimensions)
        if not powers:
            return si(100 * value, "%", precision) if self.shown == "%" else si(value, "", precision)
        for name, least_s in TOLD_IN if powers == {"s": 1} else ():
            if abs(value) >= least_s:
                return f"{si(value / PERIODS[name], '', precision)} {plural(name) if name in ('day', 'year') else name}"
        if powers.get("s", 0) < 0 and self.shown in PERIODS:
            value *= PERIODS[self.shown] ** -powers["s"]
        head, tail = self._words(abs(value))
        if powers.get("B") == -1 and abs(value) < 1e-3:
            value, tail = 1e9 * value, tail.replace("/B", "/GB")  # prices are told per GB
        joined = head in UNITS_WITH_PREFIX or not head
        return si(value, head, precision) + tail if joined else si(value, head + tail, precision)

    def _words(self, count: float) -> tuple[str, str]:
        """Its unit in two parts, before and after the first slash."""
        above = [plural(name) if count != 1 else name for name, power in self.dimensions for _ in range(power)]
        below = [name for name, power in self.dimensions if name != "s" for _ in range(-power)]
        below += [self.shown if self.shown in PERIODS else "s"] * -dict(self.dimensions).get("s", 0)
        return "·".join(above), "".join(f"/{name}" for name in below)

    def _same_kind(self, other: Number, verb: str) -> float:
        right = other if isinstance(other, Quantity) else Quantity(other)
        if right.dimensions == self.dimensions:
            return right.value
        mine, theirs = dict(self.dimensions), dict(right.dimensions)
        hint = "Bring both to one unit first: multiply a rate by a time, or a count by a size."
        if not mine or not theirs:
            hint = "Give the plain number a unit: quantity(5, 'links/s')."
        elif {"B", "bit"} <= {*mine, *theirs}:
            hint = "A byte is 8 bits: change one of them first, with .to('bit') or .to('bit/s')."
        elif mine.get("s") == theirs.get("s"):
            hint = "If both are one kind to you, say so: .called('requests')."
        raise CourseError(f"You {verb} {self.unit} and {right.unit}: {self} and {right}. {hint}")

    def _combined(self, other: "Quantity", sign: int) -> "Quantity":
        powers = dict(self.dimensions)
        for name, power in other.dimensions:
            powers[name] = powers.get(name, 0) + sign * power
        dimensions = sorted_dimensions(powers)
        if {"B", "bit"} <= {name for name, _ in dimensions}:
            raise CourseError(
                f"You {'multiply' if sign > 0 else 'divide'} {self.unit} and {other.unit}: {self} and {other}. Bytes "
                "and bits meet there, and a byte is 8 bits. Change one of them first, with .to('bit') or .to('B/s')."
            )
        if sign < 0 and other.value == 0:
            raise CourseError(f"You divide {self} by {other}. How many of them are there really?")
        value = self.value * other.value if sign > 0 else self.value / other.value
        told_by = self if dict(self.dimensions).get("s", 0) < 0 else other  # 100 links/day give 50 kB/day, not per s
        return Quantity(value, dimensions, told_by.shown if dimensions else "s")
