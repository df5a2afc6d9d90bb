"""A queue before equal servers, played request by request."""

import heapq
import random
from collections.abc import Iterable

from course.simulation.arrivals import poisson_arrivals


def waits_in_queue(arrivals_s: Iterable[float], service_s: float, servers: int, rng: random.Random) -> list[float]:
    """How long each request waits for a free server, served in order of arrival; service times are exponential.

    ``arrivals_s`` are moments in order, ``service_s`` is the mean. Cost: O(log servers) a request.

    Source: J. Kiefer and J. Wolfowitz, "On the Theory of Queues with Many Servers", 1955: only the moment at which
    each server is free next must be remembered.

    Raises:
        ValueError: there is no server, or the mean service time is not above 0.
    """
    if servers < 1 or not service_s > 0:
        raise ValueError(f"A queue needs servers and service times above 0; you gave {servers} and {service_s} s.")
    free_s = [0.0] * servers
    waits_s = []
    for arrival_s in arrivals_s:
        begin_s = max(arrival_s, free_s[0])
        heapq.heapreplace(free_s, begin_s + rng.expovariate(1 / service_s))
        waits_s.append(begin_s - arrival_s)
    return waits_s


def p99_wait_s(rate_per_s: float, service_s: float, servers: int, duration_s: float, rng: random.Random) -> float:
    """The wait that one in a hundred exceeds, of requests that come by chance for so long.

    Raises:
        ValueError: no request came.
    """
    waits_s = sorted(waits_in_queue(poisson_arrivals(rate_per_s, duration_s, rng), service_s, servers, rng))
    if not waits_s:
        raise ValueError(f"Nobody came in {duration_s:g} s at {rate_per_s:g} a second: there is no wait to tell.")
    return waits_s[int(0.99 * len(waits_s))]
