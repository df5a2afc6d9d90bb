"""The figures of five published designs, as data: what each says, and what its own inputs give."""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache

from course import datasets
from course.errors import CourseError
from course.estimates.formula import evaluate

LARGEST_ROUNDING = 0.04
"""A published figure that is a rounding of the right one differs by 3.7 % at most; 20 for 21 is no rounding."""
NAMES = ("HTTP status", "id", "user id")  # 301 is not 302, however near


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure of one document. ``stated`` keeps the digits that it prints; they tell how it was rounded."""

    id: str
    system: str
    source: str
    section: str
    quantity: str
    given_inputs: str
    formula: str
    stated: str
    unit: str
    verdict: str
    note: str

    @property
    def derivable(self) -> bool:
        """Whether the document gives what is needed to compute it; an assumption or a target stands by itself."""
        return self.verdict not in ("assumption", "target")

    def recomputed(self) -> float:
        """What its formula gives.

        Raises:
            CourseError: it is an assumption or a target.
        """
        if not self.derivable:
            raise CourseError(f"{self.id} is set, not derived: an assumption or a target. Filter by claim.derivable.")
        return evaluate(self.formula)

    def agreement(self) -> str:
        """``exact``, ``rounded`` or ``off``: how the stated figure meets the recomputed one."""
        return agreement(self.stated, self.recomputed(), self.unit)


def claims(*, system: str | None = None, verdict: str | Iterable[str] | None = None) -> tuple[Claim, ...]:
    """All 463 figures, or those of a system, or with one of these verdicts, in the order of the documents.

    Raises:
        CourseError: no figure has this system or verdict.
    """
    found = list(_all_claims())
    wanted = {
        "system": {system} if system else set(),
        "verdict": {verdict} if isinstance(verdict, str) else set(verdict or ()),
    }
    for column, values in wanted.items():
        known = sorted({getattr(claim, column) for claim in found})
        if not values <= set(known):
            raise CourseError(f"No figure has the {column} {sorted(values)}. Choose from: {', '.join(known)}.")
        found = [claim for claim in found if not values or getattr(claim, column) in values]
    return tuple(found)


@cache
def _all_claims() -> tuple[Claim, ...]:
    with datasets.path("claims/claims.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Claim(**{name: row[name] for name in Claim.__slots__}) for row in csv.DictReader(file))


def find_claim(claim_id: str) -> Claim:
    """The figure with this id.

    Raises:
        CourseError: there is none.
    """
    for claim in _all_claims():
        if claim.id == claim_id:
            return claim
    raise CourseError(f"No figure has the id {claim_id!r}. See datasets/claims/claims.csv.")


def agreement(stated: str, value: float, unit: str = "") -> str:
    """``exact``; ``rounded``: up, down or to the nearest, at the digits that ``stated`` prints, within 4 %; or ``off``.

    Names such as status codes and ids are never rounded.
    """
    printed = Decimal(stated)
    if math.isclose(float(printed), value, rel_tol=1e-9, abs_tol=1e-12):
        return "exact"
    if unit in NAMES or value == 0 or abs(float(printed) / value - 1) > LARGEST_ROUNDING:
        return "off"
    step = Decimal(1).scaleb(int(printed.normalize().as_tuple().exponent))  # 1160 is told in steps of 10
    steps = Decimal(repr(value)) / step
    ways = (ROUND_HALF_UP, ROUND_FLOOR, ROUND_CEILING)
    return "rounded" if printed / step in {steps.to_integral_value(way) for way in ways} else "off"
