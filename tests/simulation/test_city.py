"""The made-up city: made again, whole, and with a river that matters."""

import importlib.util
import random
import sys
from collections import Counter

import networkx as nx
import pytest

from course import datasets
from course.simulation.city import (
    StartingPoints,
    air_distance_m,
    demand_at,
    junctions_within,
    load_city,
    speed_factor_at,
)

HOUR_S = 3600


@pytest.fixture(scope="module")
def city():
    return load_city()


@pytest.fixture(scope="module")
def graph(city):
    return nx.Graph((road.start, road.end, {"free_flow_s": road.free_flow_s}) for road in city.roads)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the last bit of a sine may differ elsewhere")
def test_making_it_again_gives_the_same_bytes():
    spec = importlib.util.spec_from_file_location("make_city", datasets.path("city/make.py"))
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    for name, text in make.made().items():
        assert datasets.path(f"city/{name}").read_bytes() == text.encode(), name


def test_every_junction_can_be_reached(graph, city):
    assert 1_000 <= len(city.positions) <= 2_000
    assert nx.is_connected(graph)
    assert len(city.roads) == graph.number_of_edges()


def test_without_its_bridges_the_city_falls_into_two_large_parts(graph, city):
    assert len(city.bridges) == 3
    graph = graph.copy()
    graph.remove_edges_from((bridge.start, bridge.end) for bridge in city.bridges)
    parts = [len(part) for part in nx.connected_components(graph)]
    assert len(parts) == 2
    assert min(parts) > 400


def test_no_road_is_shorter_than_the_way_by_air(city):
    for road in city.roads:
        assert road.length_m >= air_distance_m(*city.positions[road.start], *city.positions[road.end])


def test_a_degree_of_latitude_and_one_of_longitude():
    assert air_distance_m(0, 55, 0, 56) == pytest.approx(111_195, rel=1e-4)
    assert air_distance_m(0, 60, 1, 60) == pytest.approx(111_195 / 2, rel=1e-4)
    assert air_distance_m(179.5, 0, -179.5, 0) == pytest.approx(111_195, rel=1e-4)
    assert air_distance_m(3, 4, 3, 4) == 0


def test_the_city_lies_on_both_sides_of_the_zero_meridian(city):
    west = sum(lon < 0 for lon, _ in city.positions)
    assert 0.3 < west / len(city.positions) < 0.7


def test_the_curves_of_the_day_have_their_mean_their_peak_and_no_jump(city):
    assert sum(city.demand) / 24 == pytest.approx(1, abs=0.001)
    assert max(range(24), key=city.demand.__getitem__) == 18
    assert all(0 < factor <= 1 for factor in city.speed_factor)
    for time_s in range(0, 24 * HOUR_S, 600):
        assert abs(demand_at(city, time_s + 60) - demand_at(city, time_s)) < 0.02
    assert demand_at(city, 18.5 * HOUR_S) == city.demand[18]
    assert speed_factor_at(city, 17 * HOUR_S) == pytest.approx((city.speed_factor[16] + city.speed_factor[17]) / 2)
    assert speed_factor_at(city, 0) == speed_factor_at(city, 24 * HOUR_S)


def test_requests_begin_where_the_city_is_busy(city):
    points = StartingPoints(city)
    drawn = Counter(points.draw(random.Random(seed)) for seed in range(5_000))
    for place in city.places:
        inside = junctions_within(city, place.junction, place.radius_m)
        assert sum(drawn[n] for n in inside) / 5_000 >= place.share - 0.02
    stadium = city.place("stadium")
    after_match = StartingPoints(city, shares={"stadium": 0.5})
    drawn = Counter(after_match.draw(random.Random(seed)) for seed in range(2_000))
    inside = junctions_within(city, stadium.junction, stadium.radius_m)
    assert sum(drawn[n] for n in inside) / 2_000 == pytest.approx(0.5, abs=0.05)


def test_shares_that_cannot_be_are_refused(city):
    with pytest.raises(ValueError, match="add up to at most 1"):
        StartingPoints(city, shares={"stadium": 0.9})
    with pytest.raises(ValueError, match=r"no place 'harbour'. Choose one of: old town, station"):
        StartingPoints(city, shares={"harbour": 0.1})
