"""Nearby drivers: every design finds the same, the service works on the whole globe, the often seen tree does not."""

import math
import random

import pytest

from course.parts.earth import KM_PER_DEGREE, distance_km
from course.parts.quadtree import Area
from course.systems.nearby_drivers.designs import AskEverybody, FixedGrid, RememberedLeaves, ring_around
from course.systems.nearby_drivers.estimate import RidePlan, processors
from course.systems.nearby_drivers.leaves import LeafMap, move_in_leaves
from course.systems.nearby_drivers.model import VEHICLES, Driver
from course.systems.nearby_drivers.often_seen import OftenSeenTree
from course.systems.nearby_drivers.service import BadPlace, NearbyDrivers
from course.systems.nearby_drivers.workload import MAP_KM, Fleet, after_the_match, gate, on_earth, on_the_map

DESIGNS = {
    "everybody": AskEverybody,
    "grid of 1 km": lambda: FixedGrid(1.0),
    "grid of 60 m": lambda: FixedGrid(0.06),
    "tree": lambda: RememberedLeaves(MAP_KM),
}


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_every_design_finds_the_nearest_while_drivers_drive_come_and_go(design):
    rng = random.Random(1)
    fleet, index, places = Fleet(400, rng), design(), {}
    for round_number in range(4):
        for driver, x, y in fleet.drive(20):
            index.move(driver, x, y)
            places[driver] = (x, y)
        gone = f"d{round_number}"
        index.remove(gone)
        del places[gone]
        for _ in range(20):
            here = rng.uniform(-7, 7), rng.uniform(-6, 6)
            found = index.nearest(*here, 5)
            assert [km for _, km in found.drivers] == pytest.approx(
                sorted(math.dist(here, p) for p in places.values())[:5]
            )
        with pytest.raises(KeyError):
            index.remove(gone)
    few = design()
    few.move("ana", 3.0, 4.0)
    assert few.nearest(0.0, 0.0, 5).drivers == (("ana", 5.0),)


def test_rings_have_eight_more_cells_each():
    assert [len(set(ring_around(3, -4, ring))) for ring in range(5)] == [1, 8, 16, 24, 32]


def test_a_fixed_grid_compares_the_whole_crowd_at_the_gate_and_the_tree_does_not():
    places = after_the_match(10_000, 3_000, random.Random(25))
    compared = {}
    for name, design in DESIGNS.items():
        index = design()
        for driver, (x, y) in places.items():
            index.move(driver, x, y)
        compared[name] = index.nearest(*gate(), 5).compared
    assert compared["everybody"] == 10_000
    assert compared["grid of 1 km"] > 3_000 > compared["grid of 60 m"] > 20 * compared["tree"]


def test_drivers_stay_on_their_roads_and_drive_as_fast_as_the_road_allows():
    fleet = Fleet(300, random.Random(2))
    before = dict(fleet.places)
    for driver, x, y in fleet.drive(5):
        assert MAP_KM.holds(x, y)
        assert math.dist(before[driver], (x, y)) <= 130 / 3.6 * 5 / 1_000
    assert fleet.places != before
    x, y = on_the_map(on_earth((3.0, -4.0)))
    assert (x, y) == pytest.approx((3.0, -4.0))


def test_the_flat_map_is_as_good_as_the_globe_in_this_city():
    places = list(Fleet(60, random.Random(3)).places.values())
    for one in places:
        for other in places:
            assert math.dist(one, other) == pytest.approx(
                distance_km(on_earth(one), on_earth(other)), rel=0.002, abs=1e-6
            )


def test_the_often_seen_tree_asks_every_cell_and_says_yes_to_nobody(monkeypatch):
    tree = OftenSeenTree(MAP_KM)
    for driver, place in Fleet(1_000, random.Random(4)).places.items():
        tree.insert(driver, *place)
    asked = []
    remove = OftenSeenTree.remove
    monkeypatch.setattr(OftenSeenTree, "remove", lambda self, driver: asked.append(self) or remove(self, driver))
    assert tree.remove("nobody") is True
    assert len(asked) == tree.cells() > 50
    assert len(tree.in_area(MAP_KM)) == 1_000


def test_fifty_one_drivers_at_one_point_overflow_the_often_seen_tree_and_not_ours():
    tree, ours = OftenSeenTree(MAP_KM), RememberedLeaves(MAP_KM)
    for number in range(50):
        tree.insert(f"d{number}", 1.0, 1.0)
    with pytest.raises(RecursionError):
        tree.insert("d50", 1.0, 1.0)
    for number in range(5_000):
        ours.move(f"d{number}", 1.0, 1.0)
    assert ours.nearest(1.0, 1.0, 1).drivers[0][1] == 0.0


def globe(rng, count):
    """Drivers all over, many at the poles and at the date line."""
    for number in range(count):
        longitude = rng.choice([rng.uniform(-180, 180), 180 - rng.random() / 9, rng.random() / 9 - 180])
        latitude = rng.choice([rng.uniform(-90, 90), 90 - rng.random() / 9, rng.random() / 9 - 90, rng.gauss(0, 0.1)])
        yield Driver(f"d{number}", (longitude, latitude), rng.choice(VEHICLES), rng.random() < 0.8)


def test_the_service_finds_on_the_whole_globe_what_brute_force_finds():
    rng = random.Random(5)
    service, drivers = NearbyDrivers(), list(globe(rng, 3_000))
    for driver in drivers:
        service.report(driver)
    for centre in list(globe(rng, 60)):
        radius_km, vehicle = rng.choice([3.0, 30.0, 3_000.0]), rng.choice([None, *VEHICLES])
        fitting = [d for d in drivers if d.available and vehicle in (None, d.vehicle)]
        far = sorted((distance_km(centre.place, d.place), d.name) for d in fitting)
        within = service.within(centre.place, radius_km, vehicle, limit=10_000)
        assert [(km, d.name) for d, km in within] == [pair for pair in far if pair[0] <= radius_km]
        assert [(km, d.name) for d, km in service.nearest(centre.place, 4, vehicle)] == far[:4]


def test_a_bad_place_is_refused_and_the_driver_stays():
    service = NearbyDrivers()
    service.report(Driver("ana", (13.4, 52.5)))
    with pytest.raises(BadPlace, match="ana reports from"):
        service.report(Driver("ana", (13.4, 91.0), available=False))
    assert [driver.name for driver, _ in service.within((13.4, 52.5), 1)] == ["ana"]
    service.report(Driver("ana", (13.4, 52.6)))
    assert service.within((13.4, 52.5), 1) == []
    service.leave("ana")
    assert len(service) == 0
    assert service.nearest((13.4, 52.5)) == []
    with pytest.raises(KeyError):
        service.leave("ana")
    with pytest.raises(ValueError, match="a vehicle is one of"):
        Driver("bo", (0, 0), "rocket")


def test_what_does_not_suit_never_uses_up_the_limit():
    service = NearbyDrivers()
    for number in range(20):
        service.report(Driver(f"d{number}", (0.0, number / 10_000), available=False))
    service.report(Driver("free", (0.0, 0.005), "premium"))
    assert [driver.name for driver, _ in service.within((0.0, 0.0), 1, limit=5)] == ["free"]


def test_a_search_in_a_crowd_computes_few_distances():
    rng, service = random.Random(7), NearbyDrivers()
    for driver, place in after_the_match(10_000, 3_000, rng).items():
        service.report(Driver(driver, on_earth(place), rng.choice(VEHICLES), rng.random() < 0.5))
    assert len(service.within(on_earth(gate()), 2, "comfort")) == 10
    assert 10 <= service.compared < 100
    assert service.within(on_earth(gate()), 2, "comfort", limit=0) == []


def test_pings_are_the_dominant_load_of_the_plan():
    plan = RidePlan()
    assert plan.pings_per_s == 100_000
    assert plan.looks_per_s == pytest.approx(694.4, abs=0.1)
    assert processors({"moves": (100_000, 1e-6), "looks": (700, 1e-4)}, busy=0.5) == 1


def test_moving_in_leaves_goes_down_the_tree_only_for_those_who_leave_their_leaf():
    fleet = Fleet(2_000, random.Random(6))
    leaves = LeafMap(fleet.places, MAP_KM)
    moves = fleet.drive(1)
    left = sum(not leaves.leaf_of[driver].holds(x, y) for driver, x, y in moves)
    for driver, x, y in moves:
        move_in_leaves(leaves.leaf_of, leaves.find_leaf, driver, x, y)
    assert 0 < left < 0.1 * len(moves)
    assert left <= leaves.visited <= 12 * left
    assert {driver: place for leaf in leaves.leaves for driver, place in leaf.points.items()} == fleet.places
    with pytest.raises(ValueError, match="not on the map"):
        leaves.find_leaf(10.0, 0.0)


def test_kilometres_and_degrees_agree():
    assert Area(0, 0, 1, 1).holds(1, 1)
    assert distance_km((0, 0), (1, 0)) == pytest.approx(KM_PER_DEGREE)
