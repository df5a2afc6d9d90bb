"""The dispatch view: a moment of two evenings, found again in their records."""

import pytest

from course.systems.ride_matching.day import play_day
from course.systems.ride_matching.designs import Batched, NearestFirst
from course.systems.ride_matching.eta import city_times
from course.systems.ride_matching.fares import PLAIN_PERCENT
from course.systems.ride_matching.surge import MOST_PERCENT, STEP_PERCENT
from course.systems.ride_matching.workload import drawn_answers
from course.widgets.dispatch import clock_text, describe, dispatch_view, draw, rainy_friday
from tests.widgets.layout import assert_legible

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def played():
    day = rainy_friday()
    times, answers = city_times(rain=day.rain), drawn_answers(0)
    return {
        "nearest first": play_day(day, NearestFirst(times), times, answers),
        "batches": play_day(day, Batched(times), times, answers),
    }


@pytest.fixture(scope="module")
def view(played):
    return dispatch_view(played)


def test_each_moment_agrees_with_the_records(view, played):
    for hour in view.controls[0].values[::5]:
        moment = view.set(hour=hour).result
        for side, evening in zip(moment.sides, played.values(), strict=True):
            asked = sum(ride.request.at_s <= moment.at_s for ride in evening.rides)
            assert len(side.riders) + side.served + side.gave_up == asked
            assert 0 <= side.searching <= len(side.riders)
            assert sum(map(side.count, ("free", "fetching", "with a rider"))) == len(side.cars)


def test_who_is_fetched_waits_where_the_line_ends(view):
    for side in view.set(hour=20.0).result.sides:
        waiting = {rider.at for rider in side.riders if rider.coming}
        toward = [car.toward for car in side.cars if car.doing == "fetching"]
        assert sum(place in waiting for place in toward) >= 0.9 * len(toward)


def test_the_first_picture_already_shows_the_difference(played):
    sides = dispatch_view(played).result.sides
    assert sides[1].served > sides[0].served
    assert sides[0].gave_up > sides[1].gave_up


@pytest.mark.parametrize("hour", [17.1667, 19.0, 20.1667, 21.0])
def test_every_label_has_its_place(view, hour):
    assert_legible(draw(view.set(hour=hour).result))


def test_prices_would_rise_where_riders_outnumber_free_cars_and_never_beyond_the_cap(view):
    before = [{}, {}]
    for hour in view.controls[0].values:
        for number, side in enumerate(view.set(hour=hour).result.sides):
            now = dict(side.dear)
            assert list(now) == sorted(now)  # the same picture in every process
            assert all(PLAIN_PERCENT < percent <= MOST_PERCENT for percent in now.values())
            moved = [abs(now.get(cell, PLAIN_PERCENT) - before[number].get(cell, PLAIN_PERCENT)) for cell in now]
            assert max(moved, default=0) <= 10 * STEP_PERCENT  # ten minutes, a step each
            before[number] = now
    assert before[0], "the evening is short of cars"


def test_it_is_said_in_words(view):
    words = describe(view.set(hour=20.1667).result)
    assert words.splitlines()[0].startswith("20:10, nearest first: ")
    assert words.count("riders got a car") == 2
    assert clock_text(18.5) == "18:30"
