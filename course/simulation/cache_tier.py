"""One second of a cache that stands beside a table: every miss is followed by a write that plans like to forget."""

import heapq
import random
from dataclasses import dataclass

from course.simulation.arrivals import poisson_arrivals
from course.simulation.servers import waits_in_queue

READ_BACK_S = 0.002  # a miss reads the table first; an assumption, and it only moves the refill a little


@dataclass(frozen=True, slots=True)
class CacheSecond:
    """What one machine of the cache saw in one second."""

    operations: int
    unfinished: int  # still to do when the second was over
    longest_wait_s: float


def cache_second(
    machines: int,
    rng: random.Random,
    *,
    reads_per_s: float,
    new_links_per_s: float,
    hit_ratio: float,
    each_per_s: float = 100_000,
) -> CacheSecond:
    """Play one machine of ``machines`` that share the keys evenly; each can do ``each_per_s`` operations.

    A read is one operation. So is a new link (it takes a number from a counter). A read that misses asks the table, and
    then writes what it found into the cache. Cost: some 1 µs an operation. Leaves out: hot keys, which make one machine
    busier than the others.

    Raises:
        ValueError: there is no machine, or the hit ratio is not between 0 and 1.
    """
    if machines < 1 or not 0 <= hit_ratio <= 1:
        raise ValueError(f"Give at least 1 machine and a ratio from 0 to 1; you gave {machines} and {hit_ratio}.")
    reads = poisson_arrivals(reads_per_s / machines, 1.0, rng)
    refills = [moment + READ_BACK_S for moment in reads if rng.random() >= hit_ratio]
    new_links = poisson_arrivals(new_links_per_s / machines, 1.0, rng)
    operations = [moment for moment in heapq.merge(reads, refills, new_links) if moment < 1.0]
    waits_s = waits_in_queue(operations, 1 / each_per_s, 1, rng)
    unfinished = sum(moment + wait_s >= 1.0 for moment, wait_s in zip(operations, waits_s, strict=True))
    return CacheSecond(len(operations), unfinished, max(waits_s, default=0.0))
