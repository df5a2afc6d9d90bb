"""The wrong and inconsistent ones of the published figures, and what each of five looks at them finds.

A look asks one question about a figure and gives two numbers: what the plan needs, and what one finds. Where the two
are far apart, the look has caught the slip.
"""

import csv
from dataclasses import dataclass
from functools import cache

from course import datasets
from course.errors import CourseError
from course.estimates.formula import evaluate

CALCULATOR = "sum"
TESTS = ("units", "other side", "one request", "extreme")
KINDS = {
    "sum": "the sum gives something else",
    "unit": "another period, alphabet, byte or clock",
    "path": "what a request touches was not followed",
    "edge": "the first, the last, none, or all",
    "reserve": "growth or a dead machine is forgotten",
    "two truths": "said twice, differently",
    "guess": "nobody derived or measured it",
}


@dataclass(frozen=True, slots=True)
class Look:
    """One question about one published figure. ``planned`` and ``found`` are formulas of plain numbers, in ``unit``."""

    claim: str
    kind: str
    test: str
    asks: str
    planned: str
    found: str
    unit: str

    @property
    def needs(self) -> float:
        """What must be true if the figure is right."""
        return evaluate(self.planned)

    @property
    def finds(self) -> float:
        """What one finds."""
        return evaluate(self.found)


def looks(test: str | None = None) -> tuple[Look, ...]:
    """All looks at the 57 slips, or those of one test, in the order of the documents.

    Raises:
        CourseError: there is no such test.
    """
    if test is not None and test not in (CALCULATOR, *TESTS):
        raise CourseError(f"There is no test {test!r}. Choose one of: {', '.join((CALCULATOR, *TESTS))}.")
    return tuple(look for look in _all_looks() if test in (None, look.test))


@cache
def _all_looks() -> tuple[Look, ...]:
    with datasets.path("slips/slips.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Look(**row) for row in csv.DictReader(file))


def far_apart(planned: float, found: float, tolerance: float = 0.05) -> bool:
    """Whether two figures differ by more than 5 % of the smaller one, whichever it is.

    Raises:
        ValueError: a figure or the tolerance is negative.
    """
    small, large = sorted((planned, found))
    if small < 0 or tolerance < 0:
        raise ValueError(f"Figures and tolerance are 0 or more; you gave {planned}, {found} and {tolerance}.")
    return large > (1 + tolerance) * small
