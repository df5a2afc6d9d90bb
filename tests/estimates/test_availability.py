"""Availability: against published figures and against every pattern of failures."""

from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.estimates import at_least, downtime, in_parallel, in_series, quantity

shares = st.lists(st.floats(0, 1), min_size=1, max_size=5)


def chance(parts, is_up):
    """Over every pattern of parts up and down, the obvious way."""
    return sum(
        prod(share if up else 1 - share for share, up in zip(parts, pattern, strict=True))
        for pattern in product((False, True), repeat=len(parts))
        if is_up(pattern)
    )


@given(shares)
def test_a_row_is_up_when_all_are_and_copies_when_any_is(parts):
    assert in_series(*parts) == pytest.approx(chance(parts, all), abs=1e-12)
    assert in_parallel(*parts) == pytest.approx(chance(parts, any), abs=1e-12)


@given(st.floats(0, 1), st.integers(1, 7), st.data())
def test_a_quorum_is_up_when_enough_copies_are(each, copies, data):
    needed = data.draw(st.integers(1, copies))
    expected = chance([each] * copies, lambda pattern: sum(pattern) >= needed)
    assert at_least(needed, copies, each) == pytest.approx(expected, abs=1e-12)


def test_one_of_many_is_parallel_and_all_of_them_is_a_row():
    assert at_least(1, 3, 0.99) == pytest.approx(in_parallel(0.99, 0.99, 0.99))
    assert at_least(3, 3, 0.99) == pytest.approx(in_series(0.99, 0.99, 0.99))


def test_published_budgets():
    """DER-01, DER-02, and the month of the SRE books."""
    assert str(downtime(0.999)) == "8.76 h"
    assert str(downtime(0.9999)) == "52.6 min"
    assert str(downtime(quantity(99.9, "%"), quantity(1, "month"))) == "43.2 min"


def test_nonsense_is_refused():
    with pytest.raises(CourseError, match=r"lies between 0 and 1; you gave 99\.9"):
        downtime(99.9)
    with pytest.raises(CourseError, match="Between 1 and 3 of 3"):
        at_least(4, 3, 0.9)
