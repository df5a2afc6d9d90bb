"""What a ride costs: a bill in decimal money whose lines add up, and a quote that holds until it is over.

Surge is counted in whole per cent everywhere: 100 is the plain price, 130 is 1.3 times as much.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

import redis

from course.errors import CourseError

CENT = Decimal("0.01")
PLAIN_PERCENT = 100
QUOTE_S = 120
"""How long a rider may think about a price."""

LINES = ("base", "distance", "time", "surge", "to the minimum")


def tariff(base: str, per_km: str, per_minute: str, minimum: str) -> Mapping[str, Decimal]:
    """One type of car, from texts: Decimal("0.15") is exact, Decimal(0.15) is not."""
    prices = {"base": base, "per_km": per_km, "per_minute": per_minute, "minimum": minimum}
    return {name: Decimal(price) for name, price in prices.items()}


TARIFFS: Mapping[str, Mapping[str, Decimal]] = {
    "economy": tariff("2.00", "1.00", "0.15", minimum="5.00"),
    "comfort": tariff("3.50", "1.50", "0.25", minimum="7.00"),
    "premium": tariff("5.00", "2.50", "0.40", minimum="10.00"),
}
"""USD. The published tariff has no minimum fare: those are assumptions of ours."""


def tariff_of(kind: str) -> Mapping[str, Decimal]:
    """The prices of one type of car.

    Raises:
        UnknownCar: there is no such type.
    """
    if kind not in TARIFFS:
        raise UnknownCar(f"There is no car type {kind!r}. Choose one of: {', '.join(TARIFFS)}.")
    return TARIFFS[kind]


def cents(amount: Decimal) -> Decimal:
    """Round to whole cents; half a cent goes up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def bill_of(prices: Mapping[str, Decimal], metres: int, seconds: int, surge: int = PLAIN_PERCENT) -> list[Decimal]:
    """The five amounts of :data:`LINES`, each in whole cents; their sum is what the rider pays."""
    ride = [prices["base"], cents(prices["per_km"] * metres / 1000), cents(prices["per_minute"] * seconds / 60)]
    ride.append(cents(sum(ride, Decimal(0)) * (surge - PLAIN_PERCENT) / PLAIN_PERCENT))
    return [*ride, max(Decimal("0.00"), prices["minimum"] - sum(ride, Decimal(0)))]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a rider was told: ``total`` USD at this surge."""

    number: str
    total: Decimal
    surge: int


ACCEPT = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 'over' end
if redis.call('HSETNX', KEYS[1], 'trip', ARGV[1]) == 1 then redis.call('PERSIST', KEYS[1]) end
return redis.call('HGET', KEYS[1], 'trip') == ARGV[1] and 'holds' or 'taken'
"""


class Quotes:
    """Prices that were told, in Redis: each ends by itself unless a trip takes it, and serves one trip only."""

    def __init__(self, store: redis.Redis, *, for_s: int = QUOTE_S) -> None:
        self._store = store
        self._for_s = for_s
        self._accept = store.register_script(ACCEPT)

    def tell(self, number: str, total: Decimal, surge: int) -> Quote:
        """Store it, with an expiry, and only then show it."""
        with self._store.pipeline() as batch:
            batch.hset(f"quote:{number}", mapping={"total": str(total), "surge": surge})
            batch.expire(f"quote:{number}", self._for_s)
            batch.execute()
        return Quote(number, total, surge)

    def accept(self, number: str, trip: int) -> Quote:
        """The rider says yes: this price holds for this trip, without an end. Repeating it changes nothing.

        Raises:
            QuoteOver: nobody said yes in time, or another trip has it.
        """
        heard = self._accept(keys=[f"quote:{number}"], args=[trip])
        if heard != "holds":
            words = "is over" if heard == "over" else "belongs to another trip"
            raise QuoteOver(f"Quote {number} {words}. Show the rider today's price, and ask again.")
        total, surge = cast("list[str]", self._store.hmget(f"quote:{number}", ["total", "surge"]))
        return Quote(number, Decimal(total), int(surge))


class QuoteOver(CourseError):
    """Nobody may take that price any more."""


class UnknownCar(CourseError):
    """No tariff has such a car."""


# --- a design often seen -------------------------------------------------------------------------------------------

FLOAT_TARIFFS = {"economy": (2.0, 1.0, 0.15), "comfort": (3.5, 1.5, 0.25), "premium": (5.0, 2.5, 0.40)}
SPEED_KMH = 30


def often_seen_price(air_km: float, kind: str = "economy", surge: float = 1.0) -> dict[str, float]:
    """Base, distance and time in floats, a straight line at 30 km/h; each part and the total are rounded alone."""
    base, per_km, per_minute = FLOAT_TARIFFS[kind]
    distance, time = air_km * per_km, air_km / SPEED_KMH * 60 * per_minute
    total = (base + distance + time) * surge
    return {"base": base, "distance": round(distance, 2), "time": round(time, 2), "total": round(total, 2)}
