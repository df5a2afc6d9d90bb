"""The peak of a shortener whose plan somebody signed: so many machines of each kind, and the clicks that come."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from course.simulation.tiers import BusySecond, play

HIT_SHARE = 0.8  # url-short.ru1.cache-hit-rate
DOES_PER_S = {  # what one machine does when it does nothing else
    "server": 80_000,  # url-short.ru1.server-net-rps
    "cache": 100_000,  # url-short.ru1.redis-node-ops
    "table": 100_000,  # url-short.ru1.pg-replica-reads
}


@dataclass
class CountedTiers:
    """A cache and a table that count who calls them; ``click`` is what a server does for one click."""

    links: Mapping[str, str]
    calls: Counter[str] = field(default_factory=Counter)
    kept: dict[str, str] = field(default_factory=dict)

    def click(self, code: str) -> str:
        """Find the address of a code: in the cache, or else in the table; a miss fills the cache.

        Raises:
            KeyError: no link has this code.
        """
        self.calls["server"] += 1
        self.calls["cache"] += 1  # look
        if code in self.kept:
            return self.kept[code]
        self.calls["table"] += 1
        address = self.links[code]
        self.calls["cache"] += 1  # fill
        self.kept[code] = address
        return address


def play_peak(
    clicks_per_s: float,
    machines: Mapping[str, int],
    rng: random.Random,
    *,
    hit_share: float = HIT_SHARE,
    duration_s: float = 0.02,
) -> BusySecond:
    """Play 20 ms of the peak on so many machines of each kind: servers, cache nodes, shards of the table.

    Raises:
        ValueError: a kind of machine is missing or unknown.
    """
    if set(machines) != set(DOES_PER_S):
        raise ValueError(f"Give the number of machines for each of: {', '.join(DOES_PER_S)}.")
    miss_share = 1 - hit_share
    path = (("server", 1.0), ("cache", 1.0), ("table", miss_share), ("cache", miss_share))
    capacity_per_s = {tier: count * DOES_PER_S[tier] for tier, count in machines.items()}
    return play(clicks_per_s, path, capacity_per_s, rng, duration_s=duration_s)
