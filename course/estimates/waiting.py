"""How long does a request wait for a free server? Erlang's answers for requests that come at random moments.

The model is M/M/c: random arrivals, random (exponential) service times, ``servers`` equal servers, one queue in order
of arrival, nobody gives up. ``course.simulation.servers`` plays the same queue; tests hold one against the other.
"""

import math

from course.errors import CourseError


def erlang_b(offered: float, servers: int) -> float:
    """Share of calls that are turned away when there is no queue. ``offered`` is rate times service time, in erlangs.

    Cost: O(servers). Source: A. K. Erlang, "Solution of some Problems in the Theory of Probabilities", 1917.
    """
    _checked(offered, servers)
    inverse = 1.0  # 1/B, one server after another: B(c) = a B(c-1) / (c + a B(c-1)); the factorials never appear
    for server in range(1, servers + 1):
        inverse = 1 + server * inverse / offered if offered else math.inf
    return 1 / inverse


def erlang_c(offered: float, servers: int) -> float:
    """Share of requests that must wait. At or over full load (``offered`` ≥ ``servers``) it is 1: the queue never ends.

    Cost: O(servers). Source: as :func:`erlang_b`.
    """
    _checked(offered, servers)
    if offered >= servers:
        return 1.0
    blocked = erlang_b(offered, servers)
    return blocked / (1 - utilisation(offered, servers) * (1 - blocked))


def utilisation(offered: float, servers: int) -> float:
    """Share of the time that a server works; over 1 the work does not get done."""
    return offered / servers


def mean_wait_s(arrivals_per_s: float, service_s: float, servers: int) -> float:
    """Mean time in the queue, service not counted; infinite at or over full load."""
    offered = arrivals_per_s * service_s
    free = servers - offered
    return erlang_c(offered, servers) * service_s / free if free > 0 else math.inf


def wait_percentile_s(share: float, arrivals_per_s: float, service_s: float, servers: int) -> float:
    """The wait that this share of requests stays below: 0.99 gives the p99 of the queue, service not counted.

    Raises:
        CourseError: ``share`` is not at least 0 and below 1.
    """
    if not 0 <= share < 1:
        raise CourseError(f"A percentile is a share from 0 to below 1; you gave {share:g}. Say 0.99 for the p99.")
    offered = arrivals_per_s * service_s
    if offered >= servers:
        return math.inf
    waiting = erlang_c(offered, servers)
    return max(0.0, math.log(waiting / (1 - share)) * service_s / (servers - offered)) if waiting else 0.0


def servers_for_wait(longest_s: float, share: float, arrivals_per_s: float, service_s: float) -> int:
    """The fewest servers with which this share of requests waits at most ``longest_s``."""
    servers = max(1, math.floor(arrivals_per_s * service_s) + 1)
    while wait_percentile_s(share, arrivals_per_s, service_s, servers) > longest_s:
        servers += 1
    return servers


def _checked(offered: float, servers: int) -> None:
    if offered < 0 or servers < 1:
        raise CourseError(f"There are 1 or more servers and a load of 0 or more; you gave {servers} and {offered:g}.")
