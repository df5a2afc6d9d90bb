"""The faults of counting: a hot row, a power cut after each call, a slow worker; and seeded traffic."""

import random
from collections import Counter
from statistics import mean

import pytest

from course.simulation.power import Fuse, PowerCut
from course.systems.url_shortener.click_faults import (
    Bill,
    Day,
    a_day,
    a_slow_day,
    bill_once,
    hot_row,
    worst_day,
)
from course.systems.url_shortener.click_traffic import (
    COUNTRIES,
    MIDNIGHT_S,
    busiest_hours,
    clicks_seen,
    day_of_clicks,
    expected_hours,
)
from course.systems.url_shortener.clicks import Click
from course.units import SECONDS_PER_DAY


def write_first(batch, bill, log):
    bill.add(batch)
    log.ack(batch)


def ack_first(batch, bill, log):
    log.ack(batch)
    bill.add(batch)


@pytest.mark.parametrize("factor", [1.5, 2, 4])
def test_a_hot_row_makes_the_last_reader_wait_as_the_estimate_says(factor):
    # BUG-027: counting in the row of the link
    *_, (_, wait_s) = hot_row(random.Random(1), [(factor * 1_000, 30)], update_s=0.001)
    assert wait_s == pytest.approx((factor - 1) * 30, rel=0.01)


def test_after_a_rush_a_hot_row_needs_as_long_as_its_room_for_what_is_left():
    visits = list(hot_row(random.Random(1), [(2_000, 10), (800, 60)], update_s=0.001))
    moments_s = [moment_s for moment_s, _ in visits]
    assert moments_s == sorted(moments_s)
    late_s = [moment_s for moment_s, wait_s in visits if wait_s > 0.1]
    assert late_s[-1] - 10 == pytest.approx((10 - 0.1) / 0.2, rel=0.01)


def test_a_row_with_room_makes_nobody_wait_for_long():
    waits_s = [wait_s for _, wait_s in hot_row(random.Random(1), [(500, 30)], update_s=0.001)]
    assert max(waits_s) < 0.003
    assert min(waits_s) == pytest.approx(0.001)


def test_a_fuse_lets_its_calls_through_and_stays_burnt():
    fuse = Fuse(2)
    fuse.burn("one")
    fuse.burn("two")
    for _ in range(2):
        with pytest.raises(PowerCut):
            fuse.burn("three")
    assert fuse.calls == ["one", "two"]


def test_a_bill_adds_all_or_only_what_is_new():
    kept = []
    bill = Bill(kept, Fuse())
    batch = [("1", Click("sale", 0.0)), ("2", Click("sale", 0.0))]
    assert bill.add_new(batch) == 2
    assert bill.add_new(batch + batch) == 0
    bill.add(batch)
    assert bill.ids() == {"1", "2"}
    assert len(kept) == 4
    with pytest.raises(TypeError, match=r"\(id, click\)"):
        bill.add("12")


def test_without_a_power_cut_every_order_is_right():
    for program in (write_first, ack_first, bill_once):
        assert a_day(program, clicks=200) == Day(200, 0, 0)


def test_one_power_cut_doubles_or_loses_a_batch_or_neither():
    assert a_day(write_first, crash_after=7) == Day(1_100, 0, 100)
    assert a_day(ack_first, crash_after=7) == Day(900, 100, 0)
    assert a_day(bill_once, crash_after=7) == Day(1_000, 0, 0)


def test_the_worst_moment_costs_a_batch_unless_the_ids_are_remembered():
    # BUG-027: events lost or counted twice
    assert worst_day(write_first) == Day(300, 0, 100)
    assert worst_day(ack_first) == Day(300, 100, 0)
    assert worst_day(bill_once) == Day(300, 0, 0)


def test_after_the_restart_old_and_new_clicks_come_together():
    def looks_at_one(batch, bill, log):
        if batch[0][0] not in bill.ids():
            bill.add_new(batch)
        log.ack(batch)

    assert worst_day(looks_at_one) == Day(300, 50, 0)


def test_a_slow_worker_doubles_a_batch_without_any_crash():
    assert a_slow_day(write_first, clicks=300).twice == 100
    assert a_slow_day(ack_first, clicks=300).twice == 100
    assert a_slow_day(bill_once, clicks=300) == Day(300, 0, 0)


def test_a_program_that_never_acknowledges_comes_to_an_end():
    assert a_day(lambda batch, bill, _: bill.add_new(batch), clicks=200).lost == 100


@pytest.mark.parametrize(("rate_per_s", "age_s"), [(1 / 3_600, 3_600), (1, 60), (10, 30), (0.1, 0)])
def test_a_cache_lets_one_of_one_plus_rate_times_age_through(rate_per_s, age_s):
    seen = [
        clicks_seen(random.Random(seed), clicks=5_000, clicks_per_s=rate_per_s, max_age_s=age_s) for seed in range(100)
    ]
    assert mean(seen) == pytest.approx(5_000 / (1 + rate_per_s * age_s), rel=0.05)


def test_each_country_clicks_most_in_its_own_evening_and_together_at_noon_utc():
    totals = {country: Counter() for country in COUNTRIES}
    together = Counter()
    for seed in range(20):
        for click in day_of_clicks(random.Random(seed), clicks_each=1_000):
            hour = int((click.at_s - MIDNIGHT_S) // 3_600)
            together[hour] += 1
            for country in COUNTRIES:
                totals[country][(hour + country.offset_h) % 24] += click.country == country.code
    assert all(hours.most_common(1)[0][0] == 20 for hours in totals.values())
    assert together.most_common(1)[0][0] == 12


def test_the_counts_of_an_hour_are_those_of_the_days_that_they_stand_for():
    totals = Counter()
    for seed in range(5):
        totals.update(int((click.at_s - MIDNIGHT_S) // 3_600) for click in day_of_clicks(random.Random(seed)))
    for hour, expected in enumerate(expected_hours()):
        assert totals[hour] / 5 == pytest.approx(expected, abs=4 * (expected / 5) ** 0.5)
    days = busiest_hours(range(100))
    assert sum(days.values()) == 100
    assert max(days, key=days.get) == 12


def test_a_day_of_clicks_lies_in_one_day_in_order_and_is_the_same_for_the_same_seed():
    clicks = day_of_clicks(random.Random(5), clicks_each=500)
    assert clicks == sorted(clicks, key=lambda click: click.at_s)
    assert all(MIDNIGHT_S <= click.at_s < MIDNIGHT_S + SECONDS_PER_DAY for click in clicks)
    assert len(clicks) == pytest.approx(1_500, rel=0.1)
    assert clicks == day_of_clicks(random.Random(5), clicks_each=500)
