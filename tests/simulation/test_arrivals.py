"""Arrivals against the theory of Poisson processes."""

import math
import random
import statistics
from itertools import pairwise

import pytest

from course.simulation.arrivals import day_curve, even_arrivals, poisson_arrivals, varying_arrivals
from course.units import SECONDS_PER_DAY


def test_a_second_sees_the_rate_on_average_and_varies_as_much():
    rate_per_s, seconds = 8.0, 4000
    counts = [0] * seconds
    for moment_s in poisson_arrivals(rate_per_s, seconds, random.Random(11)):
        counts[int(moment_s)] += 1
    assert statistics.mean(counts) == pytest.approx(rate_per_s, abs=4 * math.sqrt(rate_per_s / seconds))
    assert statistics.variance(counts) == pytest.approx(rate_per_s, rel=0.1)  # Poisson: variance = mean


def test_gaps_are_exponential():
    moments = poisson_arrivals(5.0, 4000, random.Random(12))
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert min(gaps) >= 0
    for gap_s in (0.1, 0.2, 0.5):
        longer = sum(gap > gap_s for gap in gaps) / len(gaps)
        assert longer == pytest.approx(math.exp(-5 * gap_s), abs=0.015)


def test_arrivals_are_ordered_within_the_time_and_repeat_with_the_seed():
    moments = poisson_arrivals(100, 3, random.Random(1))
    assert moments == sorted(moments)
    assert 0 < moments[0] <= moments[-1] < 3
    assert moments == poisson_arrivals(100, 3, random.Random(1))


def test_no_rate_or_no_time_means_no_arrivals():
    assert poisson_arrivals(0, 100, random.Random(1)) == []
    assert poisson_arrivals(100, 0, random.Random(1)) == []
    with pytest.raises(ValueError, match="0 or more"):
        poisson_arrivals(-1, 1, random.Random(1))


@pytest.mark.parametrize("peak_factor", [1, 1.5, 3, 10, 24])
def test_a_day_has_its_mean_and_its_peak(peak_factor):
    rate_at = day_curve(1000, peak_factor, peak_hour=20)
    rates = [rate_at(second) for second in range(0, SECONDS_PER_DAY, 60)]
    assert statistics.mean(rates) == pytest.approx(1000, rel=1e-6)
    assert max(rates) == pytest.approx(1000 * peak_factor, rel=1e-6)
    assert rate_at(20 * 3600) == pytest.approx(1000 * peak_factor)
    assert rate_at(20 * 3600) == pytest.approx(rate_at(20 * 3600 + SECONDS_PER_DAY))
    assert min(rates) > 0


@pytest.mark.parametrize("peak_factor", [0.9, 25, float("nan")])
def test_an_impossible_peak_is_refused(peak_factor):
    with pytest.raises(ValueError, match="1 to 24 times"):
        day_curve(1000, peak_factor, peak_hour=20)


def test_thinned_arrivals_follow_the_curve():
    rate_at = day_curve(0.5, 3, peak_hour=20)
    moments = varying_arrivals(rate_at, 1.5, SECONDS_PER_DAY, random.Random(4))
    assert len(moments) == pytest.approx(0.5 * SECONDS_PER_DAY, rel=0.02)
    for hour in range(24):
        expected = sum(rate_at(3600 * hour + second) for second in range(3600))
        arrived = sum(3600 * hour <= moment_s < 3600 * (hour + 1) for moment_s in moments)
        assert arrived == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_a_rate_above_the_announced_one_is_refused():
    with pytest.raises(ValueError, match="must lie between 0 and 2"):
        varying_arrivals(lambda _: 3.0, 2, 100, random.Random(1))


def test_even_arrivals_lie_one_in_each_share_of_the_time():
    moments = even_arrivals(4.0, 2.5, random.Random(1))
    assert [int(4 * moment_s) for moment_s in moments] == list(range(10))
    assert even_arrivals(4.0, 0.0, random.Random(1)) == []
