"""How large the shortener becomes: the arithmetic of its promises."""

from dataclasses import dataclass

from course.units import DAYS_PER_YEAR, SECONDS_PER_DAY


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
    def links_per_s(self) -> float:
        """Links created in an average second."""
        return self.links_per_day / SECONDS_PER_DAY

    @property
    def redirects_per_s(self) -> float:
        """Redirects answered in an average second."""
        return self.links_per_s * self.reads_per_link

    @property
    def links_kept(self) -> float:
        """Links alive when the first one is old enough to go."""
        return self.links_per_day * DAYS_PER_YEAR * self.years

    @property
    def storage_bytes(self) -> float:
        """Bytes of those links, one copy."""
        return self.links_kept * self.record_bytes

    @property
    def codes(self) -> int:
        """How many different codes there are."""
        return int(self.alphabet**self.code_length)

    @property
    def guess_hit_share(self) -> float:
        """Share of random guesses that hit a live link; at most 1, when every code is taken."""
        return min(1.0, self.links_kept / self.codes)
