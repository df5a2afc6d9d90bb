"""A queue before servers: against one that is played second by second, in the obvious way."""

import random

import pytest

from course.simulation.arrivals import poisson_arrivals
from course.simulation.servers import p99_wait_s, waits_in_queue


class Fixed(random.Random):
    """Every service takes its mean."""

    def expovariate(self, lambd=1.0):
        return 1 / lambd


def test_one_server_makes_the_third_wait_for_two():
    assert waits_in_queue([0, 0, 0, 10], 2.0, 1, Fixed()) == [0, 2, 4, 0]


def test_two_servers_share_the_work():
    assert waits_in_queue([0, 0, 0, 1], 2.0, 2, Fixed()) == [0, 0, 2, 1]


@pytest.mark.parametrize("servers", [1, 2, 5])
def test_it_is_what_looking_at_every_server_finds(servers):
    for seed in range(50):
        arrivals_s = poisson_arrivals(4.0, 20.0, random.Random(seed))
        rng, free_s, expected = random.Random(seed), [0.0] * servers, []
        for arrival_s in arrivals_s:
            server = min(range(servers), key=lambda one: free_s[one])
            begin_s = max(arrival_s, free_s[server])
            free_s[server] = begin_s + rng.expovariate(1 / 0.5)
            expected.append(begin_s - arrival_s)
        assert waits_in_queue(arrivals_s, 0.5, servers, random.Random(seed)) == expected


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="you gave 0"):
        waits_in_queue([0.0], 1.0, 0, random.Random(1))
    with pytest.raises(ValueError, match="above 0"):
        waits_in_queue([0.0], 0.0, 1, random.Random(1))


def test_one_in_a_hundred_waits_longer_than_the_p99():
    rng = random.Random(1)
    waits_s = waits_in_queue(poisson_arrivals(50.0, 100.0, rng), 0.018, 1, rng)
    p99_s = p99_wait_s(50.0, 0.018, 1, 100.0, random.Random(1))
    assert sum(wait_s > p99_s for wait_s in waits_s) / len(waits_s) == pytest.approx(0.01, abs=1 / len(waits_s))


def test_where_nobody_comes_there_is_no_p99():
    with pytest.raises(ValueError, match="Nobody came"):
        p99_wait_s(0.0, 1.0, 1, 10.0, random.Random(1))
