"""Erlang's formulas: against their definition, against published values, and against a queue that was played."""

import math
import random
from bisect import bisect
from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.estimates import inside, quantity
from course.estimates.waiting import (
    erlang_b,
    erlang_c,
    mean_wait_s,
    servers_for_wait,
    utilisation,
    wait_percentile_s,
)
from course.simulation.arrivals import poisson_arrivals
from course.simulation.servers import waits_in_queue

SERVICE_S, SERVERS = 0.1, 10


def by_definition(offered, servers):
    """Erlang C as the sum of factorials that textbooks print, in exact fractions."""
    a = Fraction(offered)
    terms = [a**n / math.factorial(n) for n in range(servers)]
    waiting = a**servers / math.factorial(servers) * servers / (servers - a)
    return float(waiting / (sum(terms) + waiting))


@given(st.integers(1, 40), st.floats(0.01, 0.99))
def test_it_is_the_textbook_sum(servers, load):
    assert erlang_c(servers * load, servers) == pytest.approx(by_definition(servers * load, servers), rel=1e-9)


@pytest.mark.parametrize(
    ("offered", "servers", "blocked"), [(1, 1, 0.5), (5, 10, 0.0184), (10, 10, 0.2146), (100, 100, 0.0757)]
)
def test_published_values_of_erlang_b(offered, servers, blocked):
    assert erlang_b(offered, servers) == pytest.approx(blocked, abs=5e-5)


@pytest.mark.parametrize(
    ("offered", "servers", "waiting"), [(2, 3, 4 / 9), (4, 5, 0.5541), (8, 10, 0.4092), (0.5, 1, 0.5), (1, 2, 1 / 3)]
)
def test_published_values_of_erlang_c(offered, servers, waiting):
    assert erlang_c(offered, servers) == pytest.approx(waiting, abs=5e-5)


def test_one_server_waits_as_m_m_1():
    for load in (0.1, 0.5, 0.9, 0.99):
        arrivals_per_s = load / SERVICE_S
        assert mean_wait_s(arrivals_per_s, SERVICE_S, 1) == pytest.approx(load * SERVICE_S / (1 - load))


def test_thousands_of_servers_are_no_overflow():
    assert 0 < erlang_c(9_900, 10_000) < 1
    assert erlang_c(0, 3) == 0
    assert mean_wait_s(0, 1, 3) == 0
    assert wait_percentile_s(0.99, 0, 1, 3) == 0


def test_at_full_load_the_queue_never_ends():
    assert erlang_c(10, 10) == erlang_c(11, 10) == 1
    assert mean_wait_s(100, 0.1, 10) == wait_percentile_s(0.5, 100, 0.1, 10) == math.inf
    assert utilisation(11, 10) == pytest.approx(1.1)


def test_at_70_percent_fine_at_95_percent_not():
    """Ten servers of 100 ms: the mean wait grows 22 times while the load grows by a third."""
    fine, late = (mean_wait_s(rate, SERVICE_S, SERVERS) for rate in (70, 95))
    assert fine == pytest.approx(0.00739, rel=0.001)
    assert late == pytest.approx(0.16512, rel=0.001)
    assert late / fine > 22


def played(rate_per_s, seed, duration_s=2_000):
    rng = random.Random(seed)
    arrivals_s = poisson_arrivals(rate_per_s, duration_s, rng)
    return arrivals_s, waits_in_queue(arrivals_s, SERVICE_S, SERVERS, rng)


@pytest.mark.slow
@pytest.mark.parametrize(("rate_per_s", "tolerance"), [(70, 0.03), (95, 0.15)])
def test_the_played_queue_waits_as_erlang_says(rate_per_s, tolerance):
    runs = [played(rate_per_s, seed)[1] for seed in range(5)]
    waits_s = sorted(wait for run in runs for wait in run)
    waiting = sum(wait > 0 for wait in waits_s) / len(waits_s)
    assert waiting == pytest.approx(erlang_c(rate_per_s * SERVICE_S, SERVERS), rel=tolerance)
    assert mean(waits_s) == pytest.approx(mean_wait_s(rate_per_s, SERVICE_S, SERVERS), rel=tolerance)
    p99 = waits_s[int(0.99 * len(waits_s))]
    assert p99 == pytest.approx(wait_percentile_s(0.99, rate_per_s, SERVICE_S, SERVERS), rel=2 * tolerance)


def test_the_played_queue_keeps_littles_law():
    """The mean queue over time, measured by sampling, is arrivals times wait."""
    arrivals_s, waits_s = played(90, 7)
    begins_s = [arrival + wait for arrival, wait in zip(arrivals_s, waits_s, strict=True)]
    rng = random.Random(1)
    moments = [rng.uniform(0, 2_000) for _ in range(2_000)]
    begun = sorted(begins_s)
    queued = mean(bisect(arrivals_s, moment) - bisect(begun, moment) for moment in moments)
    expected = inside(quantity(len(arrivals_s) / 2_000, "requests/s"), quantity(mean(waits_s), "s"))
    assert queued == pytest.approx(expected.number("requests"), rel=0.1)


@given(st.floats(1, 500), st.floats(0.001, 0.5), st.floats(0.5, 0.999))
def test_the_fewest_servers_hold_the_promise(arrivals_per_s, service_s, share):
    servers = servers_for_wait(0.05, share, arrivals_per_s, service_s)
    assert wait_percentile_s(share, arrivals_per_s, service_s, servers) <= 0.05
    fewer = servers - 1
    assert fewer < 1 or wait_percentile_s(share, arrivals_per_s, service_s, fewer) > 0.05


@pytest.mark.parametrize("servers", [1, 3, 50])
@pytest.mark.parametrize("load", [0.3, 0.7, 0.95])
def test_the_mean_is_the_area_under_the_percentiles(load, servers):
    rate = load * servers / SERVICE_S
    area = mean(wait_percentile_s((n + 0.5) / 20_000, rate, SERVICE_S, servers) for n in range(20_000))
    assert area == pytest.approx(mean_wait_s(rate, SERVICE_S, servers), rel=0.01, abs=1e-6)


def test_nonsense_is_refused():
    with pytest.raises(CourseError, match="1 or more servers"):
        erlang_c(1, 0)
    with pytest.raises(CourseError, match=r"Say 0\.99 for the p99"):
        wait_percentile_s(99, 1, 1, 2)
