"""Lesson 01's figures say what they show."""

import random

from course.estimates import Between, spread, tornado
from course.widgets.capacity import day_of_waiting, outcomes, tornado_bars


def test_a_day_names_its_busiest_hour_and_its_longest_wait():
    arrivals_s = [3_600 * 5 + second for second in range(0, 3_600, 2)] + [3_600 * 7.5]
    waits_s = [10.0] * 1_800 + [7_200.0]
    shown = day_of_waiting(arrivals_s, waits_s, capacity_per_s=0.25, begins_at_hour=4)
    assert "in the hour from 9:00, 0.5 a second, where the machines can do 0.2" in shown.alt
    assert "2.0 hours, is met in the hour from 11:00" in shown.alt


def test_outcomes_name_the_range_and_the_single_number():
    result = spread(lambda a, b: a * b, {"a": Between(1, 100), "b": Between(1, 100)}, random.Random(1))
    shown = outcomes(result, guess=50, unit="machines")
    assert f"90 % end between {result.low:,.0f} and" in shown.alt
    assert "the single number was 50" in shown.alt
    assert f"the middle is {result.middle:,.0f}" in shown.alt


def test_a_tornado_names_its_bars_from_the_widest_and_keeps_small_factors_apart_from_1():
    bars = tornado(lambda a, b_c: a + b_c / 1e3, {"b_c": Between(1, 9), "a": Between(1, 4)})
    shown = tornado_bars(bars, "USD")
    assert "a: 3.99; b c: 1.004" in shown.alt
