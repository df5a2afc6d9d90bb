"""Numbers from outside: each once, each with whoever answers for it."""

from collections import Counter

import pytest

from course.errors import CourseError
from course.estimates import latency_numbers, quantity, sourced
from course.estimates.registry import NUMBERS


def test_each_name_stands_once():
    assert not {name for name, count in Counter(number.name for number in NUMBERS).items() if count > 1}


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.name)
def test_each_says_who_and_when_and_can_be_calculated_with(number):
    assert number.who
    assert 1961 <= number.year <= 2026
    assert number.quantity.value > 0
    assert str(number.year) in str(number)
    assert ("assumption" in str(number)) == number.assumption


def test_an_unknown_name_is_told_where_to_add_it():
    with pytest.raises(CourseError, match=r"'bitly'.*course/estimates/registry.py"):
        sourced("bitly")


def test_a_reported_number_carries_its_unit():
    assert str(sourced("bitly-clicks").quantity.per("s")) == "2.31 k clicks/s"
    assert str(sourced("bitly-clicks")) == "6,000,000,000 clicks/month (reported: Bitly, engineering talk, 2014)"


def test_reported_numbers_of_one_source_agree():
    tweets, deliveries = sourced("twitter-tweets").quantity, sourced("twitter-deliveries").quantity
    assert (deliveries / tweets).number("deliveries/tweet") == 75
    assert tweets.per("s") < sourced("twitter-writes").quantity
    budget = sourced("burn-rate").quantity * sourced("burn-window").quantity / quantity(1, "month")
    assert float(budget) == pytest.approx(float(sourced("burn-budget").quantity))


def test_hours_a_day_are_viewers_on_average():
    assert float(sourced("netflix-hours").quantity) == pytest.approx(125e6 / 24)


def test_latencies_go_from_fast_to_slow():
    times = [number.quantity for number in latency_numbers()]
    assert len(times) == 12
    assert times == sorted(times, key=lambda time: time.value)
    assert (str(times[0]), str(times[-1])) == ("0.5 ns", "150 ms")
