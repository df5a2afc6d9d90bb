"""Seeded hours in which everything breaks: no car with two riders, no ride unpaid, no trip without an end."""

import random

import pytest

from course.clock import ManualClock
from course.simulation.city import load_city
from course.simulation.timeline import Timeline
from course.systems.ride_matching.board import MemoryBoard
from course.systems.ride_matching.day import Bank, play_day
from course.systems.ride_matching.designs import Batched, NearestFirst
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.faults import NONE, Faults, play_hours, redis_board
from course.systems.ride_matching.history import counts, violations
from course.systems.ride_matching.model import Event, Outcome
from course.systems.ride_matching.often_seen import NeverExpires, drivers_locked
from course.systems.ride_matching.trips import SEARCHING
from course.systems.ride_matching.workload import drawn_answers, make_day

HALF_PAST_SIX_S = 18.5 * 3600
STORM = {"killed": 0.02, "lost": 0.03}


def hour(seed, faults, board=MemoryBoard):
    times, rng = city_times(rain=0.85), random.Random(seed)
    day = make_day(load_city(), rng, requests=320, drivers=45, rainy=True, hours=(18, 19))
    design = (NearestFirst(times, offers=3), Batched(times), NearestFirst(times))[seed % 3]
    return play_hours(day, design, times, drawn_answers(seed, silent=0.1), faults, rng, board=board)


def region_lost(**settings):
    return Faults(**STORM, region_lost_at_s=HALF_PAST_SIX_S, **settings)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(75))
def test_no_promise_is_broken_in_a_storm(seed):
    assert hour(seed, Faults(**STORM)).broken == ()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(75, 100))
def test_no_promise_is_broken_on_redis_when_a_region_is_lost(seed):
    assert hour(seed, region_lost(lag_s=4.0 + seed % 40), redis_board).broken == ()


@pytest.mark.long
@pytest.mark.parametrize("tens", range(10, 110))
def test_no_promise_is_broken_in_a_thousand_storms(tens):
    for seed in range(10 * tens, 10 * tens + 10):
        on_redis = seed % 4 == 0
        faults = region_lost(lag_s=4.0 + seed % 40) if on_redis else Faults(**STORM)
        assert hour(seed, faults, redis_board if on_redis else MemoryBoard).broken == (), seed


@pytest.mark.slow
def test_the_storm_is_one():
    hours = [hour(seed, Faults(**STORM)) for seed in range(6)]
    assert sum(played.kills for played in hours) > 20
    assert sum(played.dropped for played in hours) > 60
    assert sum(counts(played.events)["dropped"] for played in hours) > 60


@pytest.mark.slow
def test_without_faults_both_boards_tell_the_same_story_as_the_day():
    times, rng = city_times(rain=0.85), random.Random(3)
    day = make_day(load_city(), rng, requests=320, drivers=45, rainy=True, hours=(18, 19))
    answers = drawn_answers(3)
    in_memory, on_redis = (
        play_hours(day, NearestFirst(times), times, answers, NONE, random.Random(1), board=board)
        for board in (MemoryBoard, redis_board)
    )
    assert in_memory == on_redis
    played = play_day(day, NearestFirst(times), times, answers, board=redis_board)
    assert played == play_day(day, NearestFirst(times), times, answers)
    assert played.served == pytest.approx(counts(in_memory.events)["boarded"], abs=3)


@pytest.mark.slow
def test_a_region_is_lost_for_good_where_the_phones_keep_silent():
    broken = [hour(seed, region_lost(lag_s=120.0, phones_report=False), redis_board).broken for seed in range(3)]
    assert any(broken)


def test_only_redis_has_a_copy_in_another_region():
    with pytest.raises(ValueError, match="Use redis_board"):
        hour(0, region_lost())


class ClaimsNobody(MemoryBoard):
    """Every claim succeeds, and a confirmation looks at the trip alone: the driver is not asked for."""

    def claim(self, _driver, _token, _for_s):
        return True

    def confirm(self, trip, driver, _token):
        if self.trip(trip)[0] != SEARCHING:
            return Outcome.REFUSED
        self._trips[trip] = ("matched", driver)
        return Outcome.DONE


class TakesWhoeverComes(MemoryBoard):
    """A confirmation does not look at the trip: the last one to accept has it."""

    def confirm(self, trip, driver, _token):
        self._trips[trip] = ("matched", driver)
        self._drivers[driver] = (f"trip:{trip}", float("inf"))
        return Outcome.DONE


@pytest.mark.slow
def test_an_owner_is_needed_or_the_history_is_broken():
    assert any(hour(seed, Faults(**STORM), TakesWhoeverComes).broken for seed in (0, 3, 6))


@pytest.mark.slow
def test_without_an_expiry_the_dead_keep_their_drivers():
    assert drivers_locked(NeverExpires, city_times(rain=0.85)) > 0
    assert drivers_locked(MemoryBoard, city_times(rain=0.85)) == 0


def test_the_bank_takes_a_fare_once():
    events = []
    bank = Bank(Timeline(ManualClock(5.0)), events)
    bank.charge(1, 7)
    bank.charge(1, 7)
    assert events == [Event(5.0, "paid", 1, 7)]


def story(text):
    """``requested 1, told 1 7`` → events, one second apart."""
    parts = [part.split() for part in text.replace("_", " ").split(", ")]
    events = []
    for at_s, part in enumerate(parts):
        kind = " ".join(word for word in part if not word.isdigit())
        trip, *driver = (int(word) for word in part if word.isdigit())
        events.append(Event(float(at_s), kind, trip, *driver))
    return events


GOOD = "requested 1, told 1 7, boarded 1 7, paid 1 7, dropped 1 7"


def test_a_good_story_is_accepted():
    assert violations(story(GOOD), {1: "paid"}) == []
    assert violations(story("requested 1, told 1 7, let_go 1 7, told 1 8, let_go 1 8"), {1: "cancelled"}) == []
    assert violations(story("requested 2"), {2: "no_drivers"}) == []


@pytest.mark.parametrize(
    ("text", "states", "sentence"),
    [
        ("told 1 7, told 2 7", {}, "driver 7 has trip 1 and is told of trip 2"),
        ("told 1 7, told 1 8", {}, "trip 1 has driver 7 and is given to 8"),
        ("told 1 7, boarded 1 8", {1: "paid"}, "rider 1 boards driver 8, who has trip None"),
        ("told 1 7, boarded 1 7, boarded 1 7", {1: "paid"}, "rider 1 boards a second time"),
        (GOOD.replace(", paid 1 7", ""), {1: "paid"}, "trip 1 was driven by 7 and paid to nobody"),
        (GOOD.replace("paid 1 7", "paid 1 8"), {1: "paid"}, "trip 1 was driven by 7 and paid to [8]"),
        (GOOD + ", paid 1 7", {1: "paid"}, "trip 1 was driven by 7 and paid to [7, 7]"),
        ("requested 1, paid 1 7", {1: "cancelled"}, "trip 1 was paid and never driven"),
        (GOOD, {1: "riding"}, "trip 1 ends as 'riding' instead of paid"),
        ("requested 1", {1: "searching"}, "trip 1 ends as 'searching' instead of cancelled or no_drivers"),
        ("requested 1", {}, "trip 1 ends as 'unknown' instead of cancelled or no_drivers"),
    ],
)
def test_a_broken_promise_is_found(text, states, sentence):
    assert any(sentence in broken for broken in violations(story(text), states))
