"""How large the shortener becomes: the arithmetic of its promises, and the load of each tier."""

from collections.abc import Iterable
from dataclasses import dataclass

from course.estimates import Quantity, quantity, sourced, stored
from course.parts.lru_cache import LruCache


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What the customer promises, and what follows from it. Averages, not peaks; one copy, no index."""

    links_per_day: float = 100e6
    reads_per_link: float = 100
    years: float = 5
    record_bytes: float = 500
    code_length: int = 7
    alphabet: int = 62

    @property
    def links(self) -> Quantity:
        """Links created, as a rate."""
        return quantity(self.links_per_day, "links/day")

    @property
    def links_per_s(self) -> float:
        """Links created in an average second."""
        return self.links.number("links/s")

    @property
    def redirects_per_s(self) -> float:
        """Redirects answered in an average second."""
        return self.links_per_s * self.reads_per_link

    @property
    def links_kept(self) -> float:
        """Links alive when the first one is old enough to go."""
        return (self.links * quantity(self.years, "years")).number("links")

    @property
    def storage_bytes(self) -> float:
        """Bytes of those links, one copy."""
        return stored(self.links, quantity(self.record_bytes, "B/link"), quantity(self.years, "years")).number("B")

    @property
    def codes(self) -> int:
        """How many different codes there are."""
        return int(self.alphabet**self.code_length)

    @property
    def guess_hit_share(self) -> float:
        """Share of random guesses that hit a live link; at most 1, when every code is taken."""
        return min(1.0, self.links_kept / self.codes)


@dataclass(frozen=True, slots=True)
class TierLoads:
    """What reaches each tier: requests at the API servers, operations at the cache, reads and writes at the table."""

    api: float
    cache: float
    table_reads: float
    table_writes: float


def tier_loads(redirects: float, links: float, hit_ratio: float, edge_hit_ratio: float = 0.0) -> TierLoads:
    """Walk all requests of a second (or any other time) through the tiers.

    ``edge_hit_ratio`` of the redirects are answered by a content delivery network, before they reach us. Every other
    one reaches an API server, which asks the cache; every miss reads the table and then writes the cache. A new link
    takes a number from the counter in the cache's store, and one write of the table.
    """
    arriving = redirects * (1 - edge_hit_ratio)
    misses = arriving * (1 - hit_ratio)
    return TierLoads(api=arriving + links, cache=arriving + misses + links, table_reads=misses, table_writes=links)


def plan_loads(hit_ratio: float | None = None, edge_hit_ratio: float = 0.0) -> TierLoads:
    """What reaches each tier in a second at peak, by a capacity plan that is often copied.

    ``hit_ratio``: instead of the one that the plan expects.
    """
    plan, peak = LinkPlan(), sourced("plan-peak-factor").value
    expected = float(sourced("plan-hit-ratio").quantity) if hit_ratio is None else hit_ratio
    return tier_loads(peak * plan.redirects_per_s, peak * plan.links_per_s, expected, edge_hit_ratio)


def walk(wanted: Iterable[int], room: int) -> TierLoads:
    """Send these redirects one by one through an LRU cache with room for ``room`` links, and count at every tier."""
    cache: LruCache[int, str] = LruCache(room)
    requests = operations = reads = 0
    for link in wanted:
        requests += 1
        operations += 1  # look
        if cache.get(link) is None:
            reads += 1
            operations += 1  # fill
            cache.put(link, "address")
    return TierLoads(api=requests, cache=operations, table_reads=reads, table_writes=0)
