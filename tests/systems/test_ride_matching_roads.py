"""Roads with traffic of their own, cars of three kinds, and trips that are lists of messages."""

import itertools
import random

import networkx as nx
import pytest

from course.clock import ManualClock
from course.simulation.city import load_city
from course.stores import open_redis
from course.systems.ride_matching.fares import SPEED_KMH
from course.systems.ride_matching.roads import Traffic, draw_rides
from course.systems.ride_matching.trip_log import (
    OF_THE_DRIVER,
    TripLog,
    driver_of,
    state_of,
    take_by_state,
    take_by_table,
    take_last_word,
    take_message,
)
from course.systems.ride_matching.trip_storm import Network, play_trips
from course.systems.ride_matching.trips import EVENTS, STATES, STEPS
from course.systems.ride_matching.vehicles import KINDS, ByKind, all_economy, cut_then_choose, draw_cars

RUSH_S, NIGHT_S = 17.5 * 3600, 4 * 3600


@pytest.fixture(scope="module")
def city():
    return load_city()


@pytest.fixture(scope="module")
def traffic(city):
    return Traffic(city)


# Roads


@pytest.mark.parametrize("at_s", [NIGHT_S, RUSH_S])
def test_by_a_map_that_stands_still_our_search_is_that_of_networkx(city, traffic, at_s):
    graph = nx.Graph()
    for road in city.roads:
        graph.add_edge(road.start, road.end, s=traffic.drive_s(road.start, road.end, at_s))
    for start, end in draw_rides(city, random.Random(7), 10):
        known = nx.dijkstra_path_length(graph, start, end, weight="s")
        still = Traffic(city)
        still.drive_s = lambda here, there, _moment: traffic.drive_s(here, there, at_s)
        assert still.way(start, end, at_s).arrival_s - at_s == pytest.approx(known)
        assert still.way_ahead(start, end, at_s).arrival_s - at_s == pytest.approx(known)


def test_nobody_arrives_earlier_by_entering_a_road_later(city, traffic):
    longest = sorted(city.roads, key=lambda road: road.free_flow_s)[-20:]
    bridges = list(city.bridges)
    for road in longest + bridges:
        arrivals = [at_s + traffic.drive_s(road.start, road.end, at_s) for at_s in range(0, 86_400, 60)]
        assert arrivals == sorted(arrivals)


def test_the_way_is_driven_as_promised_and_never_faster_than_on_free_roads(city, traffic):
    for start, end in draw_rides(city, random.Random(8), 10):
        way = traffic.way(start, end, RUSH_S)
        assert traffic.arrival_s(way.path, RUSH_S) == pytest.approx(way.arrival_s)
        night = traffic.way(start, end, NIGHT_S)
        assert night.arrival_s - NIGHT_S < way.arrival_s - RUSH_S
        assert traffic.arrival_s(night.path, RUSH_S) >= way.arrival_s - 1e-6


def test_a_line_at_thirty_is_a_safe_guess_at_the_rush_hour_and_not_at_night(city, traffic):
    rides = draw_rides(city, random.Random(1), 40)
    wrong = {}
    for hour in (4, 17.5):
        best = [traffic.way(*ride, hour * 3600).arrival_s for ride in rides]
        ahead = [traffic.way_ahead(*ride, hour * 3600, guess_kmh=30).arrival_s for ride in rides]
        wrong[hour] = sum(later > earlier + 1 for later, earlier in zip(ahead, best, strict=True))
    assert wrong[17.5] == 0
    assert wrong[4] > 8


def test_in_the_rush_only_the_motorway_is_quicker_than_the_promise(city, traffic):
    speeds_kmh = traffic.speeds_kmh(RUSH_S)
    assert {kind for kind, kmh in speeds_kmh.items() if kmh > SPEED_KMH} == {"motorway"}
    road = next(road for road in city.roads if road.kind == "bridge")
    driven_kmh = road.length_m / traffic.drive_s(road.start, road.end, RUSH_S) * 3.6
    assert driven_kmh == pytest.approx(speeds_kmh["bridge"])


# Cars of three kinds


def test_whoever_reports_drives_economy_in_the_design_often_seen(city):
    cars = draw_cars(city, random.Random(2), 100)
    assert {car.kind for car in cars} == set(KINDS)
    assert {car.kind for car in all_economy(cars)} == {"economy"}
    assert not cut_then_choose(city, all_economy(cars), 0, "comfort", 100).cars


def test_a_list_that_is_cut_first_hides_cars_and_an_index_for_each_kind_does_not(city):
    cars = draw_cars(city, random.Random(2), 100)
    index = ByKind(city, cars)
    hidden = 0
    for rider in range(0, 1_287, 13):
        whole = cut_then_choose(city, cars, rider, "comfort", len(cars)).cars
        assert index.nearest(rider, "comfort", 5).cars == whole[:5]
        hidden += not cut_then_choose(city, cars, rider, "comfort", 5).cars
    assert hidden > 20


# Trips


def test_every_event_leads_to_one_state():
    for event in EVENTS:
        assert len({after for (_, known), after in STEPS.items() if known == event}) == 1


def test_the_state_is_that_of_the_table_after_every_walk_through_it():
    walks = [((), "searching")]
    for events, state in walks:
        assert state_of(events) == state
        if len(events) < 6:
            walks += [((*events, event), after) for (before, event), after in STEPS.items() if before == state]


def test_every_step_outside_the_table_is_refused():
    histories = {"searching": []}
    queue = [[]]
    for history in queue:
        state = state_of([event for _, _, event in history])
        for before, event in STEPS:
            if before == state and STEPS[before, event] not in histories:
                sender = "driver 7" if event in OF_THE_DRIVER | {"match"} else "somebody"
                longer = [*history, (len(history) + 1, sender, event)]
                histories[STEPS[before, event]] = longer
                queue.append(longer)
    assert set(histories) == set(STATES)
    for (state, history), event in itertools.product(histories.items(), EVENTS):
        message = (99, driver_of(history) or "driver 7", event)
        assert take_message(history, message) == ("done" if (state, event) in STEPS else "refused"), (state, event)
        assert all(take_message(history, known) == "again" for known in history)


def test_a_former_driver_is_refused_and_his_repeat_is_harmless():
    history = [(1, "driver 7", "match"), (2, "driver 7", "driver_left"), (1, "driver 8", "match")]
    assert driver_of(history) == "driver 8"
    assert take_message(history, (2, "driver 7", "driver_left")) == "again"
    assert take_message(history, (3, "driver 7", "driver_left")) == "refused"
    assert take_by_table(history, (2, "driver 7", "driver_left")) == "done"


@pytest.mark.parametrize("seed", range(10))
def test_in_a_storm_only_numbers_and_senders_keep_the_record_true(seed):
    ours, last, table, state = (
        play_trips(take, 300, random.Random(seed))
        for take in (take_message, take_last_word, take_by_table, take_by_state)
    )
    assert (ours.right, ours.stuck, ours.false) == (300, 0, 0)
    assert last.false > 30
    assert table.stuck > 90
    assert state.false > 0
    assert state.stuck > 0


@pytest.mark.parametrize("take", [take_message, take_last_word, take_by_table, take_by_state])
def test_on_a_network_without_a_fault_every_rule_is_right(take):
    storm = play_trips(take, 200, random.Random(1), Network(lost=0, late_copy=0))
    assert storm.right == 200


def test_a_log_answers_for_the_past_and_lists_the_riders_trips():
    log = TripLog(open_redis(clock=ManualClock()))
    for trip in (3, 5):
        log.open(trip, "ada", at_s=trip)
    log.open(3, "ada", at_s=99)  # asked again
    log.open(4, "ben", at_s=4)
    assert log.hear(5, (1, "driver 7", "match"), 10) == "done"
    assert log.hear(5, (1, "driver 7", "match"), 11) == "again"
    assert log.hear(5, (1, "driver 7", "board"), 12) == "refused"
    assert log.hear(5, (2, "driver 7", "arrive"), 20) == "done"
    assert [said.at_s for said in log.said(5)] == [10, 20]
    assert [log.state(5, until_s=moment) for moment in (9, 10, 19, 20)] == [
        "searching",
        "matched",
        "matched",
        "arrived",
    ]
    assert log.trips_of("ada", 10) == [5, 3]
    assert log.trips_of("ada", 1) == [5]


def test_of_two_messages_that_exclude_each_other_one_is_kept_in_every_order():
    store = open_redis(clock=ManualClock())
    cancel, arrive = (1, "ada", "cancel"), (2, "driver 7", "arrive")
    for trip, (first, second) in enumerate(((cancel, arrive), (arrive, cancel))):
        log = TripLog(store)
        log.hear(trip, (1, "driver 7", "match"), 0)

        def meanwhile(history, message, *, trip=trip, other=second, done=[]):  # noqa: B006 - once a trip
            verdict = take_message(history, message)
            if not done:
                done.append(True)
                assert TripLog(store).hear(trip, other, 1) == "done"  # between reading and writing
            return verdict

        verdict = TripLog(store, meanwhile).hear(trip, first, 2)
        events = [said.event for said in log.said(trip)]
        if second == cancel:
            assert (verdict, events) == ("refused", ["match", "cancel"])
        else:
            assert (verdict, events) == ("done", ["match", "arrive", "cancel"])
