"""The design often seen, and each of its mistakes beside what ours does."""

import random

import pytest

from course.simulation.city import load_city
from course.systems.ride_matching.day import play_day
from course.systems.ride_matching.designs import NearestFirst
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.model import Answer, Reply
from course.systems.ride_matching.often_seen import LateYes, play_evening, silent_drivers, two_riders, yes_after
from course.systems.ride_matching.workload import drawn_answers, make_day


def test_two_riders_get_the_same_car():
    """BUG-099: the second offer comes while the first is open, and both are confirmed."""
    seen = two_riders(1)
    assert seen.first == seen.second
    assert not seen.was_busy
    assert "Redis says driver" in str(seen)


def test_a_rider_gets_the_car_that_redis_calls_busy():
    """BUG-100: the flag is written in one place and read in another, until the next report."""
    seen = two_riders(5)
    assert seen.was_busy
    assert seen.first == seen.second
    later = two_riders(11)
    assert later.first != later.second


def test_silent_drivers_cost_375_seconds():
    """BUG-101: five rings, and in each of them the same five drivers."""
    silence = silent_drivers(5)
    assert silence.heard_s == 375
    assert set(silence.offers.values()) == {5}
    assert len(silence.offers) == 5
    assert silence.polls == 375


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3.0, "both know: the driver has it"),
        (14.5, "the driver believes it, the server knows nothing"),
        (15.0, "the driver believes it, the server knows nothing"),
    ],
)
def test_an_answer_in_the_last_second_is_never_read(seconds, words):
    """BUG-111: the driver said yes in time, and believes that he has the trip."""
    assert str(yes_after(seconds)) == words


def test_a_driver_who_never_answers_believes_nothing():
    assert str(LateYes(False, False)) == "both know: nobody has it"


def test_ours_books_no_car_twice_and_hears_the_last_second():
    city, times = load_city(), city_times()
    day = make_day(city, random.Random(26), requests=2_000, drivers=160, hours=(18, 18.5))
    played = play_day(day, NearestFirst(times), times, lambda _trip, _driver: Answer(Reply.ACCEPT, 14.5))
    assert played.served > 0
    assert played.broken == ()


@pytest.mark.slow
def test_a_rainy_evening_of_the_design_often_seen():
    times = city_times(rain=0.85)
    day = make_day(load_city(), random.Random(26), requests=2_000, drivers=160, rainy=True, hours=(18, 19))
    evening = play_evening(day, times, drawn_answers(26))
    assert evening.shared > 3
    assert evening.matched <= evening.riders == len(day.requests)
    assert evening.polls > evening.offers
