"""A queue before servers: against one that is played second by second, in the obvious way."""

import random

import pytest

from course.simulation.arrivals import poisson_arrivals
from course.simulation.servers import waits_in_queue


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
