"""Whom to ask: greedy and batched against every possible choice; and the ways over the roads."""

import itertools
import random

import networkx as nx
import pytest

from course.simulation.city import load_city
from course.systems.ride_matching.day import play_day
from course.systems.ride_matching.designs import Batched, NearestFirst
from course.systems.ride_matching.estimate import load
from course.systems.ride_matching.eta import air_eta_s, air_m, city_times
from course.systems.ride_matching.fleet import cut_short
from course.systems.ride_matching.model import Answer, Idle, Reply, Waiting
from course.systems.ride_matching.workload import drawn_answers, everybody_accepts, make_day

EVENING_S = 18.5 * 3600


@pytest.fixture(scope="module")
def city():
    return load_city()


@pytest.fixture(scope="module")
def times():
    return city_times()


def scene(city, rng, riders, cars):
    junctions = range(len(city.positions))
    waiting = [Waiting(n, rng.choice(junctions), EVENING_S - rng.randrange(100)) for n in range(riders)]
    return waiting, [Idle(100 + n, rng.choice(junctions)) for n in range(cars)]


def total_s(times, proposals, waiting, idle):
    start = {rider.trip: rider.start for rider in waiting}
    place = {car.driver: car.junction for car in idle}
    return sum(times.free_s[place[p.drivers[0]], start[p.trip]] for p in proposals)


@pytest.mark.parametrize(("riders", "cars"), [(4, 4), (3, 5), (5, 3), (1, 4), (4, 1)])
def test_a_batch_has_the_smallest_sum_of_all_choices(city, times, riders, cars):
    for seed in range(10):
        waiting, idle = scene(city, random.Random(seed), riders, cars)
        proposals = Batched(times).choose(waiting, idle, EVENING_S)
        assert len(proposals) == min(riders, cars)
        assert len({p.drivers for p in proposals}) == len(proposals)
        small, large = sorted([[r.start for r in waiting], [c.junction for c in idle]], key=len)
        best = min(
            sum(times.free_s[a, b] for a, b in zip(small, chosen, strict=True))
            for chosen in itertools.permutations(large, len(small))
        )
        assert total_s(times, proposals, waiting, idle) == pytest.approx(best)


def test_greedy_gives_each_rider_the_nearest_that_is_left(city, times):
    waiting, idle = scene(city, random.Random(1), 5, 8)
    left = {car.driver: car.junction for car in idle}
    proposals = NearestFirst(times).choose(waiting, idle, EVENING_S)
    for rider, proposal in zip(sorted(waiting, key=lambda r: r.since_s), proposals, strict=True):
        nearest = min(left, key=lambda driver: times.free_s[left[driver], rider.start])
        assert (proposal.trip, proposal.drivers) == (rider.trip, (nearest,))
        del left[nearest]


def test_greedy_is_never_better_than_a_batch_and_often_worse(city, times):
    worse = 0
    for seed in range(50):
        waiting, idle = scene(city, random.Random(seed), 6, 6)
        greedy, batched = (
            total_s(times, design.choose(waiting, idle, EVENING_S), waiting, idle)
            for design in (NearestFirst(times), Batched(times))
        )
        assert greedy >= batched - 1e-6
        worse += greedy > batched + 1
    assert worse > 25


@pytest.mark.parametrize("make", [NearestFirst, Batched])
def test_who_was_asked_is_not_asked_again(city, times, make):
    _, idle = scene(city, random.Random(2), 0, 3)
    asked = frozenset(car.driver for car in idle[:2])
    for trip in (make(times).choose([Waiting(1, 5, 0.0, asked)], idle, 0.0),):
        assert [p.drivers for p in trip] == [(idle[2].driver,)]
    everybody = frozenset(car.driver for car in idle)
    assert make(times).choose([Waiting(1, 5, 0.0, everybody)], idle, 0.0) == []


def test_several_are_asked_at_once_and_nobody_twice(city, times):
    waiting, idle = scene(city, random.Random(3), 3, 8)
    proposals = NearestFirst(times, offers=3).choose(waiting, idle, EVENING_S)
    assert [len(p.drivers) for p in proposals] == [3, 3, 2]
    assert len({driver for p in proposals for driver in p.drivers}) == 8


def test_with_a_weight_the_one_who_waits_long_is_taken_first(times):
    idle = [Idle(9, 10)]
    waiting = [Waiting(1, 10, EVENING_S), Waiting(2, 700, EVENING_S - 3000)]
    assert Batched(times).choose(waiting, idle, EVENING_S)[0].trip == 1
    assert Batched(times, wait_weight=1.0).choose(waiting, idle, EVENING_S)[0].trip == 2


def test_settings_that_make_no_sense_are_refused(times):
    with pytest.raises(ValueError, match="Choose air or road"):
        NearestFirst(times, metric="boat")
    with pytest.raises(ValueError, match="1 offer or more"):
        NearestFirst(times, offers=0)


def test_the_ways_found_once_are_the_fastest(city, times):
    graph = nx.Graph((road.start, road.end, {"free_flow_s": road.free_flow_s}) for road in city.roads)
    rng = random.Random(4)
    for _ in range(30):
        start, end = rng.sample(range(len(city.positions)), 2)
        truth = nx.dijkstra_path_length(graph, start, end, "free_flow_s")
        assert times.free_s[start, end] == pytest.approx(truth)
        path = times.path(start, end)
        assert path[0] == start
        assert path[-1] == end
        assert nx.path_weight(graph, path, "free_flow_s") == pytest.approx(truth)


def test_a_drive_takes_longer_in_the_rush_hour_and_in_the_rain(times):
    assert times.seconds(3, 900, EVENING_S) > 1.5 * times.seconds(3, 900, 4 * 3600)
    assert city_times(rain=0.85).seconds(3, 900, 0) == pytest.approx(times.seconds(3, 900, 0) / 0.85)
    assert times.matrix_s([3], [900], EVENING_S)[0, 0] == times.seconds(3, 900, EVENING_S)


def test_the_nearest_by_air_is_sometimes_across_the_river(city, times):
    far = max(
        ((a, b) for a in range(0, 1200, 7) for b in range(0, 1200, 11) if 0 < air_m(city, a, b) < 700),
        key=lambda pair: times.free_s[pair],
    )
    assert times.free_s[far] > 4 * air_eta_s(city, *far)


def test_a_drive_can_be_cut_short_at_the_next_junction(times):
    leg = times.leg(1, "fetch", 3, 900, 0.0)
    assert cut_short(leg, leg.times_s[-1]) == leg
    half = cut_short(leg, leg.times_s[4] + 0.01)
    assert half.path == leg.path[:6]
    assert 0 < half.length_m < leg.length_m
    assert cut_short(leg, 0.0).path == leg.path[:1]


@pytest.fixture(scope="module")
def evening(city):
    return make_day(city, random.Random(0), requests=2_000, drivers=130, rainy=True, hours=(17, 21))


@pytest.mark.slow
def test_on_a_rainy_evening_batches_carry_more_riders_over_fewer_empty_kilometres(evening):
    times, answers = city_times(rain=evening.rain), drawn_answers(26)
    greedy = play_day(evening, NearestFirst(times), times, answers)
    batched = play_day(evening, Batched(times), times, answers)
    assert greedy.broken == batched.broken == ()
    assert batched.served > 1.05 * greedy.served
    assert batched.empty_km < greedy.empty_km
    for played in (greedy, batched):
        assert played.served + played.cancelled == len(evening.requests)
        assert sum(ride.fetch_m for ride in played.rides) / 1000 == pytest.approx(played.empty_km, rel=0.05)


def test_a_quiet_city_serves_everybody_soon(city, times):
    day = make_day(city, random.Random(1), requests=300, drivers=300, hours=(10, 12))
    played = play_day(day, NearestFirst(times), times, everybody_accepts)
    assert played.cancelled == 0
    assert played.broken == ()
    assert max(ride.until_told_s for ride in played.rides) <= 4.0
    again = play_day(day, NearestFirst(times), times, everybody_accepts)
    assert played == again


def test_a_day_of_silent_drivers_serves_nobody_and_breaks_nothing(city, times):
    day = make_day(city, random.Random(2), requests=300, drivers=60, hours=(10, 11))
    played = play_day(day, Batched(times), times, lambda _trip, _driver: Answer(Reply.SILENT, 0.0))
    assert played.served == 0
    assert played.cancelled == len(day.requests)
    assert played.broken == ()


def test_answers_are_the_same_for_every_design():
    answers = drawn_answers(5)
    drawn = [answers(trip, driver) for trip in range(50) for driver in range(40)]
    assert drawn == [drawn_answers(5)(trip, driver) for trip in range(50) for driver in range(40)]
    assert sum(answer.reply is Reply.ACCEPT for answer in drawn) / 2000 == pytest.approx(0.8, abs=0.03)
    with pytest.raises(ValueError, match="Shares"):
        drawn_answers(5, accept=0.9, silent=0.2)


def test_the_estimate():
    a_million = load(1e6, peak_factor=2, accept=0.8, batch_s=10, idle_cars=5_000)
    assert a_million.rides_per_s == pytest.approx(23.1, abs=0.1)
    assert a_million.offers_per_s == pytest.approx(28.9, abs=0.1)
    assert a_million.pairs_per_s == pytest.approx(115_741, rel=0.001)
    with pytest.raises(ValueError, match="accept is a share"):
        load(1, peak_factor=2, accept=0, batch_s=10, idle_cars=1)
