"""One server and a few places to wait: who finds no place is sent away."""

import random
from collections import deque
from dataclasses import dataclass

from course.simulation.arrivals import poisson_arrivals


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: when it came (seconds), and for how long it waited; None: there was no place, it was refused."""

    arrived_s: float
    waited_s: float | None

    @property
    def refused(self) -> bool:
        """Whether it was sent away."""
        return self.waited_s is None


def visits(
    requests: int, rng: random.Random, *, places: int, arrivals_per_s: float = 60.0, service_s: float = 0.010
) -> list[Visit]:
    """Let requests arrive at random (Poisson) at one server; ``places`` is how many may wait besides the one served.

    Service times are exponential with the mean ``service_s``. Every request draws its service time, refused or not, so
    the same seed brings the same requests to every number of places. Cost: O(requests).

    Source: the M/M/1/K queue, K = places + 1.
    """
    arrivals = poisson_arrivals(arrivals_per_s, 1.5 * requests / arrivals_per_s + 10 * service_s, rng)[:requests]
    inside: deque[float] = deque()  # when each request that is still here will be done
    seen = []
    for arrived_s in arrivals:
        service = rng.expovariate(1 / service_s)
        while inside and inside[0] <= arrived_s:
            inside.popleft()
        if len(inside) > places:
            seen.append(Visit(arrived_s, None))
            continue
        started_s = inside[-1] if inside else arrived_s
        inside.append(started_s + service)
        seen.append(Visit(arrived_s, started_s - arrived_s))
    return seen
