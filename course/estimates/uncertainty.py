"""Nobody knows the inputs of an estimate. Ranges in, a range out; and which input deserves the next question."""

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from course.errors import CourseError
from course.estimates.quantity import Quantity

SURE_OF_90_PERCENT = 1.6448536269514722  # a normal variable lies between minus and plus this in 90 % of all cases
Number = Quantity | float
Model = Callable[..., Number]  # an estimate as a function of its inputs, by name


@dataclass(frozen=True, slots=True)
class Between:
    """Between ``low`` and ``high``, 90 % sure: 5 % lie below, 5 % above, and half below their geometric mean.

    Chance is lognormal: ten times too much is as likely as ten times too little, and nothing is ever negative.

    Raises:
        CourseError: the ends are not above 0 and in order, or have different units.
    """

    low: Number
    high: Number

    def __post_init__(self) -> None:
        if not _bare(self.low) > 0 or not self.low <= self.high:
            raise CourseError(f"A range goes from a low above 0 to a high; you gave {self.low} and {self.high}.")

    @property
    def middle(self) -> Number:
        """The value that is as likely too high as too low: √(low · high)."""
        return self.at(0.0)

    def at(self, normal: float) -> Number:
        """The value at so many standard deviations from the middle."""
        ratio = _bare(self.high) / _bare(self.low)
        return self.low * math.exp(math.log(ratio) * (0.5 + normal / (2 * SURE_OF_90_PERCENT)))


Input = Between | Quantity | float


@dataclass(frozen=True, slots=True)
class Spread:
    """What came out, sorted. ``low`` and ``high`` enclose 90 % of the results."""

    results: tuple[Number, ...]

    def percentile(self, share: float) -> Number:
        """The result that this share of all results does not exceed."""
        return self.results[min(len(self.results) - 1, int(share * len(self.results)))]

    @property
    def low(self) -> Number:
        """5 % of the results lie below it."""
        return self.percentile(0.05)

    @property
    def middle(self) -> Number:
        """Half of the results lie below it."""
        return self.percentile(0.5)

    @property
    def high(self) -> Number:
        """5 % of the results lie above it."""
        return self.percentile(0.95)

    def __str__(self) -> str:
        return f"{self.low} to {self.high}, the middle at {self.middle}"


def spread(model: Model, inputs: Mapping[str, Input], rng: random.Random, runs: int = 2_000) -> Spread:
    """Draw each input from its range, independently, ``runs`` times, and collect what ``model`` makes of them.

    Ranges of factors do not multiply: four inputs, each unsure by a factor of 3 either way, leave the product unsure
    by a factor of 9, not of 81. Leaves out: inputs that move together.

    Raises:
        CourseError: fewer than 20 runs; their ends would say nothing.
    """
    if runs < 20:
        raise CourseError(f"{runs} runs say nothing about the ends of a range. Use at least 20, better 2,000.")
    results = [model(**{name: _drawn(value, rng) for name, value in inputs.items()}) for _ in range(runs)]
    return Spread(tuple(sorted(results, key=_bare)))


@dataclass(frozen=True, slots=True)
class Bar:
    """One input at both ends of its range, all others in the middle: how far the result moves."""

    name: str
    at_low: Number
    at_high: Number

    @property
    def factor(self) -> float:
        """How many times larger the result is at one end than at the other; 1 or more."""
        ends = sorted((_bare(self.at_low), _bare(self.at_high)))
        return ends[1] / ends[0] if ends[0] > 0 else math.inf


def tornado(model: Model, inputs: Mapping[str, Input]) -> tuple[Bar, ...]:
    """Which input matters: the one that moves the result most stands first. Inputs without a range have no bar."""
    middle = {name: value.middle if isinstance(value, Between) else value for name, value in inputs.items()}
    bars = [
        Bar(name, model(**(middle | {name: value.low})), model(**(middle | {name: value.high})))
        for name, value in inputs.items()
        if isinstance(value, Between)
    ]
    return tuple(sorted(bars, key=lambda bar: -bar.factor))


def _drawn(value: Input, rng: random.Random) -> Number:
    return value.at(rng.gauss(0.0, 1.0)) if isinstance(value, Between) else value


def _bare(number: Number) -> float:
    return number.value if isinstance(number, Quantity) else float(number)
