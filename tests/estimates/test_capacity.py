"""Capacity: each function against a case that one can do in one's head, and against the obvious version."""

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.estimates import (
    average_rate,
    bandwidth,
    cache_memory,
    fan_out,
    inside,
    peak_rate,
    quantity,
    reads_and_writes,
    servers,
    stored,
    transfer_time,
)
from course.systems.url_shortener.estimate import LinkPlan

LINKS = quantity(100e6, "links/day")
RECORD = quantity(500, "B/link")


def test_an_average_is_told_per_second():
    assert str(average_rate(quantity(6e9, "clicks"), quantity(1, "month"))) == "2.31 k clicks/s"


def test_the_peak_is_never_below_the_average():
    assert str(peak_rate(LINKS.per("s"), 3)) == "3.47 k links/s"
    with pytest.raises(CourseError, match=r"a factor of 0\.5"):
        peak_rate(LINKS, 0.5)


@given(st.floats(0, 1e6), st.floats(1e-3, 1e9))
def test_reads_and_writes_are_all_requests_and_keep_their_ratio(ratio, rate):
    total = quantity(rate, "requests/s")
    reads, writes = reads_and_writes(total, ratio)
    assert math.isclose((reads + writes).value, total.value)
    assert math.isclose(reads.value, ratio * writes.value, rel_tol=1e-6, abs_tol=1e-6)


def test_reads_per_write_are_no_debt():
    with pytest.raises(CourseError, match="0 or more reads"):
        reads_and_writes(LINKS, -1)


def test_a_post_goes_to_each_follower():
    assert str(fan_out(quantity(500e6, "posts/day"), 200).per("s")) == "1.16 M deliveries/s"


def test_what_is_stored_without_growth_is_rate_times_size_times_years():
    assert str(stored(LINKS, RECORD, quantity(5, "years"))) == "91.3 TB"
    assert str(stored(LINKS, RECORD, quantity(5, "years"), copies=3)) == "274 TB"


def test_growth_is_summed_year_by_year():
    """DER-79, and the slip of DER-80, which takes the last year for all of them."""
    kept = stored(LINKS, RECORD, quantity(3, "years"), yearly_growth=0.2)
    assert kept.number("TB") == pytest.approx(18.25 * (1 + 1.2 + 1.44))


def test_what_is_too_old_goes():
    five, ten = quantity(5, "years"), quantity(10, "years")
    assert stored(LINKS, RECORD, five, after=ten).value == pytest.approx(stored(LINKS, RECORD, five).value)
    assert stored(LINKS, RECORD, five, after=quantity(1, "year")).number("TB") == pytest.approx(18.25)
    grown = stored(LINKS, RECORD, five, after=ten, yearly_growth=0.2).number("TB")
    assert grown == pytest.approx(18.25 * sum(1.2**year for year in range(5, 10)))


@given(st.floats(0.1, 20), st.floats(0, 1))
def test_growth_over_parts_of_a_year_is_what_days_add_up_to(years, growth):
    days = range(round(years * 365))
    by_day = sum((1 + growth) ** (day // 365) for day in days) * 50e9
    assert stored(LINKS, RECORD, quantity(len(days), "days"), yearly_growth=growth).value == pytest.approx(by_day)


def test_nothing_is_stored_in_no_copy():
    with pytest.raises(CourseError, match="at least one copy"):
        stored(LINKS, RECORD, quantity(1, "year"), copies=0)


def test_a_line_is_told_in_bits():
    assert str(bandwidth(quantity(1157.407, "links/s"), RECORD)) == "4.63 Mbit/s"
    assert str(transfer_time(quantity(4, "MB"), quantity(5, "Mbit/s"))) == "6.4 s"
    assert str(transfer_time(quantity(4, "MB"), quantity(1, "MB/s"))) == "4 s"


def test_little_counts_what_is_inside():
    assert str(inside(quantity(2_000, "requests/s"), quantity(50, "ms"))) == "100 requests"


def test_the_hot_fifth_of_the_rule_of_thumb_is_forty_times_too_much():
    """80 % of the reads of 182.5 billion links (DER-22's rule takes a fifth of them all)."""
    links = quantity(182.5e9, "links")
    assert cache_memory(0.8, links, RECORD) < 0.2 / 40 * 1.01 * (links * RECORD)
    assert cache_memory(0.8, links, RECORD, exponent=0.0) == 0.8 * (links * RECORD)


def test_servers_are_rounded_up_and_keep_head_room():
    load, each = quantity(1_169_000, "requests/s"), quantity(80_000, "requests/s/server")
    assert str(servers(load, each)) == "21 servers"
    assert str(servers(load, each, failed=2)) == "23 servers"
    assert str(servers(load, each, zones=3, zones_down=1)) == "32 servers"  # DER-15
    assert str(servers(load, each, utilisation=1)) == "15 servers"
    assert str(servers(quantity(0, "requests/s"), each)) == "0 servers"


def test_servers_of_a_load_in_other_units_are_refused():
    with pytest.raises(CourseError, match="which is no kind of servers"):
        servers(quantity(5, "posts/s"), quantity(5, "requests/s/server"))
    with pytest.raises(CourseError, match="above 0 and at most 1"):
        servers(quantity(5, "requests/s"), quantity(5, "requests/s/server"), utilisation=70)
    with pytest.raises(CourseError, match="Leave one zone up"):
        servers(quantity(5, "requests/s"), quantity(5, "requests/s/server"), zones=2, zones_down=2)


@pytest.mark.parametrize(("zones", "down"), [(1, 0), (2, 1), (3, 1), (3, 2), (4, 1), (5, 2), (5, 3)])
def test_the_fewest_servers_survive_the_loss_of_the_fullest_zones(zones, down):
    for needed in range(1, 60):
        load, each = quantity(needed, "jobs/s"), quantity(1, "job/s/server")
        found = servers(load, each, utilisation=1, zones=zones, zones_down=down).value
        fewest = next(count for count in range(500) if survivors(count, zones, down) >= needed)
        assert found == fewest


def survivors(count, zones, down):
    filled = [0] * zones
    for server in range(count):
        filled[server % zones] += 1
    return sum(sorted(filled)[: zones - down])


@given(st.floats(1, 1e9), st.floats(1, 1e5), st.floats(0.05, 1))
def test_no_server_is_over_its_share_and_one_fewer_would_be(load, each, share):
    count = servers(quantity(load, "jobs/s"), quantity(each, "jobs/s/server"), utilisation=share).value
    assert load / count <= each * share * (1 + 1e-8)
    assert count == 1 or load / (count - 1) > each * share * (1 - 1e-8)


@pytest.mark.parametrize(("links", "years"), list(product((1e6, 100e6, 3e9), (1, 5, 20))))
def test_the_plan_of_lesson_20_is_the_plain_arithmetic(links, years):
    plan = LinkPlan(links_per_day=links, years=years)
    assert plan.links_per_s == pytest.approx(links / 86_400)
    assert plan.redirects_per_s == pytest.approx(100 * links / 86_400)
    assert plan.links_kept == pytest.approx(365 * links * years)
    assert plan.storage_bytes == pytest.approx(500 * 365 * links * years)
