"""Seeded clicks: a day of three countries, each with its own evening; readers whose browsers remember a redirect."""

import math
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from course.simulation.arrivals import day_curve, varying_arrivals
from course.systems.url_shortener.clicks import Click
from course.units import SECONDS_PER_DAY

MIDNIGHT_S = 1_799_971_200.0  # 2027-01-15 00:00 UTC
CLICKS_EACH, EVENING_HOUR, PEAK_FACTOR = 6_000, 20.5, 3.0
_day = cache(day_curve)  # the shape of a day takes longer than its clicks
REFERRERS = ("https://search.example", "https://social.example", "")


@dataclass(frozen=True, slots=True)
class Country:
    """A country and how many hours its clocks are ahead of UTC."""

    code: str
    offset_h: int


COUNTRIES = (Country("BR", -3), Country("VN", 7), Country("JP", 9))


def day_of_clicks(
    rng: random.Random,
    *,
    clicks_each: int = CLICKS_EACH,
    evening_hour: float = EVENING_HOUR,
    peak_factor: float = PEAK_FACTOR,
) -> list[Click]:
    """One UTC day of clicks on one link, about ``clicks_each`` a country, in order of time.

    In each country they peak at ``evening_hour`` on its own clock (20.5: between eight and nine). A visitor clicks
    twice on average.
    """
    clicks = []
    for country in COUNTRIES:
        curve = _day(clicks_each / SECONDS_PER_DAY, peak_factor, (evening_hour - country.offset_h) % 24)
        most_per_s = peak_factor * clicks_each / SECONDS_PER_DAY
        for moment_s in varying_arrivals(curve, most_per_s, SECONDS_PER_DAY, rng):
            visitor = f"{country.code}-{rng.randrange(clicks_each // 2)}"
            referrer = rng.choices(REFERRERS, (5, 3, 2))[0]
            clicks.append(Click("sale", MIDNIGHT_S + moment_s, referrer, country.code, visitor))
    return sorted(clicks, key=lambda click: click.at_s)


@cache
def expected_hours() -> tuple[float, ...]:
    """How many clicks each UTC hour of such a day has on average, all countries together."""
    curves = [
        _day(CLICKS_EACH / SECONDS_PER_DAY, PEAK_FACTOR, (EVENING_HOUR - country.offset_h) % 24)
        for country in COUNTRIES
    ]
    return tuple(
        sum(60 * curve(hour * 3_600 + 30 + 60 * m) for curve in curves for m in range(60)) for hour in range(24)
    )


def busiest_hours(seeds: Iterable[int]) -> dict[int, int]:
    """Which UTC hour has most clicks, over many days of that size: hour to number of days.

    Only the counts are drawn, by the bell curve that a Poisson count of some hundreds has.
    """
    tops: Counter[int] = Counter()
    for seed in seeds:
        rng = random.Random(seed)
        counts = [rng.gauss(mean, math.sqrt(mean)) for mean in expected_hours()]
        tops[counts.index(max(counts))] += 1
    return dict(sorted(tops.items()))


def clicks_seen(rng: random.Random, *, clicks: int, clicks_per_s: float, max_age_s: float) -> int:
    """How many of the clicks that pass one cache reach the server, if the cache may keep a redirect for ``max_age_s``.

    Clicks come independently of each other (Poisson). One cache is one reader's browser, or a CDN before many.
    In the long run the share is 1 / (1 + clicks_per_s · max_age_s): each click that is seen hides those that follow it.

    Source: the same arithmetic gives the dead time of a particle counter (non-paralyzable).
    """
    now_s, kept_until_s, seen = 0.0, 0.0, 0
    for _ in range(clicks):
        now_s += rng.expovariate(clicks_per_s)
        if now_s >= kept_until_s:
            seen += 1
            kept_until_s = now_s + max_age_s
    return seen
