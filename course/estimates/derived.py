"""Figures that published designs leave to their reader: what their inputs give, computed from a formula in a file."""

import csv
from dataclasses import dataclass
from functools import cache

from course import datasets
from course.estimates.formula import evaluate


@dataclass(frozen=True, slots=True)
class Derived:
    """One figure. ``value`` keeps the digits that we print for it; ``recomputed`` gives all of them."""

    id: str
    system: str
    quantity: str
    formula: str
    value: str
    unit: str
    remark: str

    def recomputed(self) -> float:
        """What its formula gives."""
        return evaluate(self.formula)


@cache
def derived_figures() -> tuple[Derived, ...]:
    """All 80, in the order of their ids."""
    with datasets.path("derived/derived.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Derived(**row) for row in csv.DictReader(file))
