"""A hundred rainy Fridays, greedy and in batches: too long for a lesson, which shows the recorded counts."""

import random

import pytest

from course.recordings import recorded_values
from course.simulation.city import load_city
from course.systems.ride_matching.day import play_day
from course.systems.ride_matching.designs import Batched, NearestFirst
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.workload import drawn_answers, make_day

EVENINGS, QUARTER = 100, 25


def played(seed):
    """Cars a rider, how many per cent more riders batches carry, and how many more riders roads than straight lines."""
    day = make_day(load_city(), random.Random(seed), requests=2_000, drivers=130, rainy=True, hours=(17, 21))
    times, answers = city_times(rain=day.rain), drawn_answers(seed)
    designs = NearestFirst(times), Batched(times), NearestFirst(times, metric="air")
    greedy, batched, by_air = (play_day(day, design, times, answers).served for design in designs)
    return len(day.shifts) / len(day.requests), 100 * (batched / greedy - 1), greedy - by_air


def counts(evenings):
    gains = sorted(gain for _, gain, _ in evenings)
    by_cars = [gain for _, gain, _ in sorted(evenings, key=lambda evening: evening[0])]
    few, many = sorted(by_cars[:QUARTER]), sorted(by_cars[-QUARTER:])
    return {
        "rainy Fridays, other riders and drivers each time": len(gains),
        "of them with more riders carried in batches": sum(gain > 0 for gain in gains),
        "% more riders, least": round(gains[0]),
        "% more riders, median": round(gains[len(gains) // 2]),
        "% more riders, most": round(gains[-1]),
        "Fridays with a larger gain than the one above": sum(gain > evenings[0][1] for gain in gains),
        "% more riders, median of the 25 with the fewest cars a rider": round(few[QUARTER // 2]),
        "% more riders, median of the 25 with the most cars a rider": round(many[QUARTER // 2]),
        "Fridays on which nearest by road carries more than nearest by air": sum(road > 0 for *_, road in evenings),
        "Fridays on which nearest by air carries more than nearest by road": sum(road < 0 for *_, road in evenings),
    }


@pytest.mark.long
def test_the_recorded_fridays_come_out_again():
    recorded = recorded_values("26.evenings")
    assert counts([played(seed) for seed in range(EVENINGS)]) == recorded
