"""Ranges in, ranges out: against what theory says of products, and against the corners."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.estimates import Between, quantity, spread, tornado

USERS = Between(quantity(1e6, "users"), quantity(9e6, "users"))
EACH = Between(quantity(2, "reads/user/day"), quantity(8, "reads/user/day"))


def reads(users, each):
    return users * each


def test_the_middle_of_a_range_is_as_far_from_both_ends():
    assert USERS.middle.number("users") == pytest.approx(3e6)
    assert Between(1, 100).middle == pytest.approx(10)


@given(st.floats(1e-6, 1e6), st.floats(1.01, 1e4))
def test_nine_of_ten_draws_lie_inside(low, ratio):
    between, rng = Between(low, low * ratio), random.Random(1)
    inside = sum(between.low <= between.at(rng.gauss(0, 1)) <= between.high for _ in range(2_000))
    assert inside / 2_000 == pytest.approx(0.9, abs=0.025)


@pytest.mark.parametrize("inputs", [1, 2, 4])
def test_factors_of_three_grow_as_the_root_of_their_number(inputs):
    """The sum of normal logarithms: four unsure factors of 3 make one of 9, not of 81."""
    ranges = {f"input{n}": Between(1, 9) for n in range(inputs)}
    result = spread(lambda **values: math.prod(values.values()), ranges, random.Random(2), runs=20_000)
    factor = (result.high / result.low) ** 0.5
    assert factor == pytest.approx(3 ** math.sqrt(inputs), rel=0.06)
    assert result.middle == pytest.approx(3**inputs, rel=0.06)


def test_units_come_out_and_the_same_seed_gives_the_same():
    results = [spread(reads, {"users": USERS, "each": EACH}, random.Random(5)) for _ in range(2)]
    assert results[0] == results[1]
    assert str(results[0]).count("M reads/day") == 3
    assert results[0].low < results[0].middle < results[0].high


def test_an_input_that_is_known_stays_as_it_is():
    result = spread(reads, {"users": USERS, "each": quantity(4, "reads/user/day")}, random.Random(1))
    assert result.low.number("reads/day") == pytest.approx(4e6, rel=0.1)


def test_the_longest_bar_stands_first_and_tells_both_ends():
    first, second = tornado(reads, {"each": EACH, "users": USERS})
    assert (first.name, second.name) == ("users", "each")
    assert first.factor == pytest.approx(9)
    assert str(first.at_low) == "4 M reads/day"
    assert second.factor == pytest.approx(4)


def test_an_input_that_divides_turns_its_bar_around():
    (bar,) = tornado(lambda seconds: 1 / seconds, {"seconds": Between(2, 8)})
    assert (bar.at_low, bar.at_high, bar.factor) == pytest.approx((0.5, 0.125, 4))


@given(st.lists(st.tuples(st.floats(0.1, 10), st.floats(1, 100)), min_size=1, max_size=5))
def test_bars_of_a_product_are_as_long_as_their_ranges(ranges):
    inputs = {f"input{n}": Between(low, low * ratio) for n, (low, ratio) in enumerate(ranges)}
    bars = tornado(lambda **values: math.prod(values.values()), inputs)
    assert [bar.factor for bar in bars] == sorted((bar.factor for bar in bars), reverse=True)
    assert {bar.name: pytest.approx(bar.factor) for bar in bars} == {
        name: between.high / between.low for name, between in inputs.items()
    }


def test_nonsense_is_refused():
    for low, high in ((0, 5), (-1, 5), (5, 1)):
        with pytest.raises(CourseError, match="from a low above 0 to a high"):
            Between(low, high)
    with pytest.raises(CourseError, match="compare B and bit"):
        Between(quantity(1, "MB"), quantity(9, "Mbit"))
    with pytest.raises(CourseError, match="5 runs say nothing"):
        spread(reads, {"users": USERS, "each": EACH}, random.Random(1), runs=5)
