"""Fares, quotes, zones, surge, payments and stars."""

import random
from decimal import Decimal

import h3
import pytest

from course.clock import ManualClock
from course.stores import open_duckdb, open_redis
from course.systems.ride_matching.fares import (
    FLOAT_TARIFFS,
    TARIFFS,
    QuoteOver,
    Quotes,
    UnknownCar,
    bill_of,
    cents,
    often_seen_price,
    tariff_of,
)
from course.systems.ride_matching.payments import Bank, BankSilent, History, settle
from course.systems.ride_matching.surge import (
    MOST_PERCENT,
    Surge,
    areas_km2,
    cell_of,
    next_surge,
    often_seen_zone,
    publish,
    published,
    zone_of,
)


def test_ten_kilometres_at_thirty_an_hour_cost_fifteen_dollars():
    assert sum(bill_of(TARIFFS["economy"], 10_000, 1_200)) == Decimal("15.00")
    assert often_seen_price(10)["total"] == 15.0


def test_the_exact_tariffs_are_those_in_floats():
    for kind, (base, per_km, per_minute) in FLOAT_TARIFFS.items():
        exact = tariff_of(kind)
        assert (exact["base"], exact["per_km"], exact["per_minute"]) == tuple(
            Decimal(str(price)) for price in (base, per_km, per_minute)
        )


def test_the_lines_of_a_bill_add_up_in_whole_cents_and_reach_the_minimum():
    rng = random.Random(1)
    for _ in range(500):
        prices = rng.choice(list(TARIFFS.values()))
        lines = bill_of(prices, rng.randrange(20_000), rng.randrange(4_000), rng.randrange(100, 251))
        assert all(line == cents(line) >= 0 for line in lines)
        assert sum(lines) >= prices["minimum"]
        assert lines[4] == 0 or sum(lines) == prices["minimum"]


def test_a_quarter_of_the_float_bills_do_not_add_up():
    rng = random.Random(2)
    bills = [often_seen_price(rng.uniform(0.5, 15)) for _ in range(4_000)]
    off = sum(round(bill["base"] + bill["distance"] + bill["time"], 2) != bill["total"] for bill in bills)
    assert 0.22 < off / 4_000 < 0.28


def test_an_unknown_car_is_named_with_those_that_are_known():
    with pytest.raises(UnknownCar, match="economy, comfort, premium"):
        tariff_of("limousine")
    with pytest.raises(KeyError):
        often_seen_price(3, kind="limousine")


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def quotes(clock):
    return Quotes(open_redis(clock))


def test_a_quote_holds_for_its_trip_however_long_that_takes(quotes, clock):
    told = quotes.tell("q1", Decimal("12.34"), 150)
    clock.advance(119)
    assert quotes.accept("q1", 7) == told
    clock.advance(86_400)
    assert quotes.accept("q1", 7) == told


def test_a_quote_is_over_after_two_minutes_and_serves_one_trip(quotes, clock):
    quotes.tell("q1", Decimal("12.34"), 150)
    quotes.tell("q2", Decimal("5.00"), 100)
    quotes.accept("q2", 7)
    clock.advance(120)
    with pytest.raises(QuoteOver, match="is over"):
        quotes.accept("q1", 7)
    with pytest.raises(QuoteOver, match="another trip"):
        quotes.accept("q2", 8)


def test_cutting_toward_zero_makes_one_zone_of_four():
    places = [(lat / 1000, lon / 1000) for lat in range(-25, 25) for lon in range(-25, 25)]
    cut = [often_seen_zone(*place) for place in places]
    assert cut.count((0, 0)) > 3.5 * cut.count((1, 1))
    right = [zone_of(*place) for place in places]
    assert right.count((0, 0)) == right.count((-1, -1)) == right.count((1, 1)) == 100


def test_573_of_the_9000_lines_of_the_north_lie_a_zone_too_low_in_floats():
    lines = [number / 100 for number in range(9_000)]
    assert sum(often_seen_zone(line, 0)[0] != number for number, line in enumerate(lines)) == 573
    assert all(zone_of(line, -line) == (number, -number) for number, line in enumerate(lines))


def test_h3_cells_keep_their_size_where_squares_of_degrees_halve():
    areas = [h3.cell_area(cell_of(lat, 0.1)) for lat in (0, 20, 40, 55.5, 60)]
    assert max(areas) < 1.6 * min(areas)


def test_surge_stays_between_its_bounds_and_moves_in_small_steps():
    rng = random.Random(3)
    for _ in range(1_000):
        before = rng.randint(100, MOST_PERCENT)
        after = next_surge(before, rng.randrange(50), rng.randrange(20))
        assert 100 <= after <= MOST_PERCENT
        assert abs(after - before) <= 20


def test_a_crowd_raises_the_price_around_it_for_five_minutes():
    surge, here = Surge(next_surge), cell_of(55.514, -0.0077)
    near = next(iter(set(h3.grid_disk(here, 1)) - {here}))
    for _ in range(6):
        surge.asked(0, here)
    for minute in range(1, 4):
        surge.tick(60 * minute, [here, here, here])
    assert surge.at(here) == surge.at(near) == 160
    assert surge.at(cell_of(55.49, 0.05)) == 100
    for minute in range(5, 9):
        surge.tick(60 * minute, [])
    assert surge.at(here) == 100


def test_prices_fall_back_when_the_job_that_writes_them_dies(clock):
    store = open_redis(clock)
    assert published(store, "c") == 100
    publish(store, "c", 170)
    assert published(store, "c") == 170
    clock.advance(180)
    assert published(store, "c") == 100


def history(rides):
    made = History(open_duckdb())
    for _ in range(2):
        made.ended((trip, trip % 3, 17, 100, Decimal("7.35")) for trip in range(rides))
    return made


def fourth(number):
    return number % 4 == 0


def test_one_key_a_trip_takes_the_money_once_though_answers_are_lost():
    book = history(40)
    done = settle(book, Bank(fourth), lambda trip, _attempt: f"trip {trip}")
    assert (done.owed, done.taken, done.twice, done.unpaid) == (Decimal("294.00"), Decimal("294.00"), 0, 0)


def test_a_new_key_each_time_takes_it_twice():
    done = settle(history(40), Bank(fourth), lambda trip, attempt: f"trip {trip}, attempt {attempt}")
    assert done.twice > 8
    assert done.taken > done.owed


def test_a_ride_whose_money_never_came_is_found_and_asked_again():
    book = history(3)
    silent = Bank(lambda _number: True)
    assert settle(book, silent, lambda trip, _attempt: f"trip {trip}").unpaid == 3
    done = settle(book, Bank(), lambda trip, _attempt: f"trip {trip}")
    assert (done.taken, done.unpaid) == (Decimal("22.05"), 0)


def test_a_key_stands_for_one_amount():
    bank = Bank()
    bank.charge("trip 1", Decimal("5.00"))
    with pytest.raises(ValueError, match=r"5\.00"):
        bank.charge("trip 1", Decimal("6.00"))
    with pytest.raises(BankSilent):
        Bank(lambda _number: True).charge("trip 1", Decimal("5.00"))


def test_zones_shrink_toward_the_pole_and_cells_differ_by_a_factor_of_two_at_most():
    at_the_equator, near_the_pole = areas_km2(0.5), areas_km2(89.5)
    assert at_the_equator[0] == pytest.approx(1.236, abs=0.001)
    assert near_the_pole[0] < 0.02
    assert at_the_equator[2] / near_the_pole[1] < 2 > at_the_equator[2] / at_the_equator[1]
