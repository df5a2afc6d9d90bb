"""How much a system must carry: rates, storage, bandwidth, memory and servers, in the words in which one says them.

Everything is a plain product; what each function adds is the part that people forget: the peak, the copies, the
head-room, the machine that is down.
"""

import math

from course.errors import CourseError
from course.estimates.quantity import Quantity, quantity
from course.estimates.zipf import keys_for_hit_ratio


def average_rate(things: Quantity, period: Quantity) -> Quantity:
    """Spread ``things`` evenly over ``period``: 6 billion clicks over a month are 2,310 clicks/s."""
    return (things / period).per("s")


def average_rates(things: Quantity) -> dict[str, Quantity]:
    """The average rate for each period that somebody may mean who names none: a day, or a month."""
    return {period: average_rate(things, quantity(1, period)) for period in ("day", "month")}


def peak_rate(average: Quantity, peak_factor: float) -> Quantity:
    """The rate of the busiest moment, ``peak_factor`` times the average. Servers are bought for this one.

    Raises:
        CourseError: the factor is below 1.
    """
    if peak_factor < 1:
        raise CourseError(f"A peak is at least the average; you gave a factor of {peak_factor:g}. Use 1 or more.")
    return average * peak_factor


def reads_and_writes(requests: Quantity, reads_per_write: float) -> tuple[Quantity, Quantity]:
    """Split a load into reads and writes: of 1,100 requests/s at 10 reads per write, 1,000 and 100.

    Raises:
        CourseError: ``reads_per_write`` is negative.
    """
    if reads_per_write < 0:
        raise CourseError(f"There are 0 or more reads per write; you gave {reads_per_write:g}.")
    writes = requests / (1 + reads_per_write)
    return requests - writes, writes


def fan_out(posts: Quantity, receivers_each: float) -> Quantity:
    """Copies to deliver when each post goes to ``receivers_each`` people, in deliveries/s.

    Leaves out: the spread. Some posts go to millions at once, and those set the longest delay.
    """
    counted = [name for name, power in posts.dimensions if power == 1]
    return posts * receivers_each * quantity(1, f"deliveries/{counted[0] if counted else '1'}")


def stored(
    written: Quantity,
    size: Quantity,
    keep: Quantity,
    *,
    copies: int = 1,
    yearly_growth: float = 0.0,
    after: Quantity | None = None,
) -> Quantity:
    """Bytes kept when records of ``size`` were written for ``after`` (default: ``keep``) and go at the age ``keep``.

    ``yearly_growth`` 0.2 means that each year writes 20 % more than the year before. ``copies`` counts all of them,
    the first one too. Leaves out: indexes, free space on disks, compression.

    Raises:
        CourseError: fewer than one copy, or units that are no rate, size and time.
    """
    if copies < 1:
        raise CourseError(f"Something stored has at least one copy; you gave {copies}. The first one counts too.")
    end_years = (after or keep).number("years")
    begin_years = max(0.0, end_years - keep.number("years"))
    years = quantity(_year_sum(end_years, yearly_growth) - _year_sum(begin_years, yearly_growth), "years")
    return (written * size * years * copies).to("B")


def _year_sum(years: float, growth: float) -> float:
    """How many first years' worth is written in ``years``; the last year may be a part of one."""
    whole = math.floor(years)
    return sum((1 + growth) ** year for year in range(whole)) + (years - whole) * (1 + growth) ** whole


def bandwidth(rate: Quantity, size: Quantity) -> Quantity:
    """The line that a rate of things of this size fills, in bit/s: lines are sold in bits, files counted in bytes.

    Leaves out: headers and encryption, which small things multiply.
    """
    return (rate * size).to("bit/s")


def transfer_time(size: Quantity, line: Quantity) -> Quantity:
    """How long ``size`` takes over a ``line`` in bit/s that nobody else uses: 4 MB over 5 Mbit/s take 6.4 s."""
    return size.to("bit") / line.to("bit/s")


def inside(arrivals: Quantity, stay: Quantity) -> Quantity:
    """How many are in at once, from arrivals and the time that each stays: requests in work, open connections.

    Source: J. Little, "A Proof for the Queuing Formula: L = λW", 1961. Holds for every order and spread, on average.
    """
    return arrivals * stay


def cache_memory(hit_ratio: float, keys: Quantity, entry: Quantity, exponent: float = 1.0) -> Quantity:
    """Memory of a perfect cache that answers this share of reads, when popularity falls as Zipf's law says.

    ``keys`` counts everything that may be asked for, ``entry`` is bytes for each. Perfect means: it holds the most
    popular keys. Real caches (LRU) need more. Cost: O(log keys).

    Raises:
        CourseError: the hit ratio is not between 0 and 1, or there is not even one key.
    """
    hot = keys_for_hit_ratio(hit_ratio, round(keys.value), exponent)
    return (Quantity(hot, keys.dimensions) * entry).to("B")


def servers(
    load: Quantity,
    each: Quantity,
    *,
    utilisation: float = 0.7,
    failed: int = 0,
    zones: int = 1,
    zones_down: int = 0,
) -> Quantity:
    """Servers for a peak ``load`` when one can do ``each``, say ``quantity(5_000, "requests/s/server")``.

    No server works above ``utilisation``, even while ``failed`` machines, or the ``zones_down`` largest of ``zones``
    (filled evenly), are down.

    Raises:
        CourseError: the utilisation is not above 0 and at most 1, no zone is left, or the units do not give servers.
    """
    if not 0 < utilisation <= 1:
        raise CourseError(f"A utilisation is above 0 and at most 1; you gave {utilisation:g}. Say 0.7 for 70 %.")
    if not 0 <= zones_down < zones or failed < 0:
        raise CourseError(f"{failed} machines and {zones_down} of {zones} zones cannot be down. Leave one zone up.")
    needed = (load / (each * utilisation)).to("servers").rounded_up().value + failed
    count = math.ceil(needed * zones / (zones - zones_down))
    while count - _largest(count, zones, zones_down) < needed:
        count += 1
    return quantity(count, "servers")


def _largest(count: int, zones: int, down: int) -> int:
    """Machines in the fullest ``down`` of ``zones``."""
    everywhere, over = divmod(count, zones)
    return down * everywhere + min(down, over)
