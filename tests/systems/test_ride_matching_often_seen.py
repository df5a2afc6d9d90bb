"""The design often seen, and each of its mistakes beside what ours does."""

import random

import pytest

from course.clock import ManualClock
from course.simulation.city import junctions_within, load_city
from course.simulation.timeline import Timeline
from course.stores import open_redis
from course.systems.ride_matching.day import play_day
from course.systems.ride_matching.designs import NearestFirst
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.model import Answer, Reply
from course.systems.ride_matching.often_seen import OfferOneByOne, play_evening, start
from course.systems.ride_matching.workload import drawn_answers, everybody_accepts, make_day


@pytest.fixture
def timeline():
    return Timeline(ManualClock(0.0))


def a_design(timeline, answers, drivers):
    city = load_city()
    design = OfferOneByOne(open_redis(clock=timeline.clock), timeline, city, answers)
    around = junctions_within(city, city.place("station").junction, 1_500)
    for driver in range(drivers):
        design.driver_reports(driver, around[driver * 7])
    return design, city.place("station").junction


def test_two_riders_get_the_same_car(timeline):
    """BUG-099: the second offer comes while the first is open, and both are confirmed."""
    design, station = a_design(timeline, everybody_accepts, 3)
    start(timeline, design.request_ride(1, station))
    timeline.at(1.0, lambda: start(timeline, design.request_ride(2, station)))
    timeline.run()
    assert design.matches[1][0] == design.matches[2][0]


def test_a_third_rider_gets_the_car_that_redis_calls_busy(timeline):
    """BUG-100: the flag is written in one place and read in another."""
    design, station = a_design(timeline, everybody_accepts, 3)
    start(timeline, design.request_ride(1, station))
    timeline.run()
    driver = design.matches[1][0]
    assert design.store.hget(f"driver:{driver}", "is_available") == "0"
    start(timeline, design.request_ride(3, station))
    timeline.run()
    assert design.matches[3][0] == driver
    design.driver_reports(driver, station)
    start(timeline, design.request_ride(4, station))
    timeline.run()
    assert design.matches[4][0] != driver


def test_silent_drivers_cost_375_seconds(timeline):
    """BUG-101: five rings, and in each of them the same five drivers."""
    design, station = a_design(timeline, lambda _trip, _driver: Answer(Reply.SILENT, 0.0), 5)
    start(timeline, design.request_ride(1, station))
    timeline.run()
    assert design.matches[1] == (None, 375.0)
    assert set(design.offers.values()) == {5}
    assert design.polls == 375


def test_an_answer_in_the_last_second_is_never_read(timeline):
    """BUG-111: the driver said yes in time, and believes that he has the trip."""
    design, station = a_design(timeline, lambda _trip, _driver: Answer(Reply.ACCEPT, 14.5), 1)
    start(timeline, design.request_ride(1, station))
    timeline.run()
    assert len(design.believes) == 5
    assert design.matches[1][0] is None


def test_ours_books_no_car_twice_and_hears_the_last_second():
    city, times = load_city(), city_times()
    day = make_day(city, random.Random(26), requests=2_000, drivers=160, hours=(18, 18.5))
    played = play_day(day, NearestFirst(times), times, lambda _trip, _driver: Answer(Reply.ACCEPT, 14.5))
    assert played.served > 0
    assert played.broken == ()


@pytest.mark.slow
def test_a_rainy_evening_of_the_design_often_seen(timeline):
    times = city_times(rain=0.85)
    day = make_day(load_city(), random.Random(26), requests=2_000, drivers=160, rainy=True, hours=(18, 19))
    timeline.run(day.from_s)
    evening = play_evening(day, times, drawn_answers(26), timeline, open_redis(clock=timeline.clock))
    assert evening.shared > 3
    assert evening.matched <= evening.riders == len(day.requests)
    assert evening.polls > evening.offers
