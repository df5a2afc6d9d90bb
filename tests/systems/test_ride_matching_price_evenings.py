"""The Fridays on which prices may rise, as lesson 26a tells them; thirty take minutes."""

import random

import pytest

from course.recordings import recorded_values
from course.simulation.city import load_city
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.priced_evening import draw_people, play_evening, play_friday
from course.systems.ride_matching.surge import never, next_surge
from course.systems.ride_matching.workload import drawn_answers, make_day

EVENINGS = 30
FEW, MANY = 130, 230


def played(seed, drivers):
    """The same evening without surge, with surge and nobody at home, and with 40 drivers at home."""
    evenings = ((never, 0), (next_surge, 0), (next_surge, 40))
    return [play_friday(rule, at_home=at_home, seed=seed, drivers=drivers) for rule, at_home in evenings]


def counts(evenings):
    """What the lesson tells of many Fridays: ``evenings`` maps few and many cars to lists of three evenings each."""
    told = {"rainy Fridays, each with few cars and with many": len(evenings[FEW])}
    for name, drivers in (("few cars", FEW), ("many cars", MANY)):
        for which, place in (("nobody comes out", 1), ("40 drivers at home", 2)):
            gains = sorted(100 * evening[place].carried / evening[0].carried - 100 for evening in evenings[drivers])
            middle = gains[len(gains) // 2]
            told[f"{name}, {which}: % more riders carried, least"] = round(gains[0])
            told[f"{name}, {which}: % more riders carried, median"] = round(middle)
            told[f"{name}, {which}: % more riders carried, most"] = round(gains[-1])
    return told


@pytest.mark.long
def test_the_recorded_fridays_come_out_again():
    recorded = recorded_values("26a.evenings")
    assert counts({drivers: [played(seed, drivers) for seed in range(EVENINGS)] for drivers in (FEW, MANY)}) == recorded


def test_no_promise_is_broken_and_everybody_is_counted():
    city, times = load_city(), city_times(rain=0.85)
    day = make_day(city, random.Random(1), requests=2_000, drivers=FEW, rainy=True, hours=(18, 19))
    people = draw_people(day, random.Random(1), at_home=20, junctions=len(city.positions))
    for rule in (never, next_surge):
        evening = play_evening(day, people, rule, times, drawn_answers(1))
        assert not evening.broken
        assert evening.asked == evening.too_dear + evening.gave_up + evening.carried
        assert evening.asked == len(day.requests)
        again = play_evening(day, people, rule, times, drawn_answers(1))
        assert (again.prices, again.carried, again.fares) == (evening.prices, evening.carried, evening.fares)
    assert play_evening(day, people, never, times, drawn_answers(1)).too_dear == 0
