"""The quadtree against the obvious way, and against scipy's cKDTree."""

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from course.parts.quadtree import WORLD, Area, QuadTree

CAPACITY = 4
GRID = st.sampled_from([-180.0, -90.0, -45.0, 0.0, 22.5, 45.0, 90.0, 180.0])  # many of them lie on borders
EAST = st.one_of(GRID, st.floats(-180, 180))
NORTH = st.one_of(GRID.map(lambda x: x / 2), st.floats(-90, 90))
POINT = st.tuples(EAST, NORTH)
AREA = st.tuples(EAST, EAST, NORTH, NORTH).map(lambda e: Area(min(e[:2]), min(e[2:]), max(e[:2]), max(e[2:])))
CALLS = st.lists(st.tuples(st.sampled_from(["put", "put", "remove"]), st.integers(0, 30), POINT), max_size=120)


def inside(points, area):
    return {key for key, (x, y) in points.items() if area.holds(x, y)}


def sound(tree, points):
    """Each leaf holds what lies in it, no leaf is over-full, no four together are as good as empty."""
    kept = {}
    for area, here in tree.leaves():
        assert all(area.holds(x, y) for x, y in here.values())
        smallest = (tree.area.east - tree.area.west) / 2**tree.max_depth
        assert len(here) <= tree.capacity or math.isclose(area.east - area.west, smallest)
        kept |= here
    assert kept == points
    assert len(tree) == len(points)
    assert {key: tree.position(key) for key in points} == points


@given(CALLS, AREA, POINT, st.floats(0, 200))
@settings(max_examples=300, deadline=None)
def test_it_answers_every_sequence_of_calls_as_a_list_does(calls, area, centre, radius):
    tree, points = QuadTree(capacity=CAPACITY), {}
    for call, key, place in calls:
        if call == "put":
            (tree.move if key in points else tree.insert)(key, *place)
            points[key] = place
        elif key in points:
            tree.remove(key)
            del points[key]
    sound(tree, points)
    found = tree.in_area(area)
    assert len(found) == len(set(found)) == tree.count(area)
    assert set(found) == inside(points, area)
    near = {key for key, place in points.items() if math.dist(place, centre) <= radius}
    assert {
        key for key in tree.in_circle(*centre, radius) if not math.isclose(math.dist(points[key], centre), radius)
    } == {key for key in near if not math.isclose(math.dist(points[key], centre), radius)}
    looks = tree.explain(area)
    assert sum(look.points for look in looks if look.verdict in ("pruned", "taken", "tested")) == len(points)


@given(st.dictionaries(st.integers(), POINT, max_size=80))
@settings(deadline=None)
def test_built_at_once_it_is_as_if_built_one_by_one(points):
    tree, slow = QuadTree.build(points, capacity=CAPACITY), QuadTree(capacity=CAPACITY)
    for key, place in points.items():
        slow.insert(key, *place)
    sound(tree, points)
    assert sorted(tree.leaves(), key=lambda leaf: leaf[0]) == sorted(slow.leaves(), key=lambda leaf: leaf[0])
    assert tree.cells() == slow.cells()


def city(rng, drivers=3_000):
    return {key: (rng.gauss(10.0, 0.1), rng.gauss(50.0, 0.1)) for key in range(drivers)}


def test_before_and_after_ten_thousand_moves_a_search_finds_what_brute_force_finds():
    rng = random.Random(1)
    points = city(rng)
    tree = QuadTree.build(points)
    for moves in (0, 10_000):
        for _ in range(moves):
            key = rng.randrange(len(points))
            step = rng.choice([0.0001, 0.01, 1.0])
            points[key] = (points[key][0] + rng.gauss(0, step), points[key][1] + rng.gauss(0, step))
            tree.move(key, *points[key])
        sound(tree, points)
        places = np.array([points[key] for key in range(len(points))])
        oracle = cKDTree(places)
        for _ in range(100):
            x, y = rng.gauss(10.0, 0.1), rng.gauss(50.0, 0.1)
            area = Area(x, y, x + rng.uniform(0, 0.3), y + rng.uniform(0, 0.3))
            assert set(tree.in_area(area)) == inside(points, area)
            assert set(tree.in_circle(x, y, 0.05)) == set(oracle.query_ball_point((x, y), 0.05))
            far, who = oracle.query((x, y), k=7)
            found = tree.nearest(x, y, 7)
            assert [distance for _, distance in found] == pytest.approx(far)
            assert [key for key, _ in found] == list(who)


def test_fifty_one_at_one_point_are_a_long_list_and_no_endless_recursion():
    tree: QuadTree[int] = QuadTree(capacity=50, max_depth=12)
    for key in range(5_000):
        tree.insert(key, 13.4, 52.5)
    assert len(tree.in_area(Area(13.4, 52.5, 13.4, 52.5))) == 5_000
    assert max(len(points) for _, points in tree.leaves()) == 5_000
    assert tree.cells() == 1 + 4 * 12
    for key in range(5_000):
        tree.move(key, key % 360 - 180, 0.0)
    assert max(len(points) for _, points in tree.leaves()) <= 50


def test_a_point_on_a_line_that_cells_share_lies_in_one_of_them():
    tree: QuadTree[str] = QuadTree(capacity=1)
    places = {
        "middle": (0.0, 0.0),
        "west": (-90.0, 0.0),
        "south": (0.0, -45.0),
        "pole": (0.0, 90.0),
        "edge": (180.0, 0.0),
    }
    for key, place in places.items():
        tree.insert(key, *place)
    assert sum(len(points) for _, points in tree.leaves()) == len(places)
    for key, (x, y) in places.items():
        assert tree.in_area(Area(x, y, x, y)) == [key]
        tree.move(key, x, y)
        tree.move(key, -x, -y)
        assert tree.position(key) == (-x, -y)


def test_a_fleet_that_moved_on_leaves_no_empty_cells_behind():
    rng = random.Random(2)
    points = city(rng)
    tree = QuadTree.build(points)
    at_first = tree.cells()
    for area in range(6):
        for key in points:
            tree.move(key, -100 + 30 * area + rng.gauss(0, 0.1), rng.gauss(20.0, 0.1))
        assert tree.cells() <= 1.3 * at_first
    for key in points:
        tree.remove(key)
    assert (tree.cells(), len(tree)) == (1, 0)


def test_one_that_is_not_there_is_said_to_be_not_there():
    tree: QuadTree[str] = QuadTree()
    for call in (lambda: tree.remove("ana"), lambda: tree.move("ana", 0, 0), lambda: tree.position("ana")):
        with pytest.raises(KeyError):
            call()
    assert "ana" not in tree


@pytest.mark.parametrize("place", [(181.0, 0.0), (0.0, 91.0), (math.nan, 0.0), (0.0, math.inf)])
def test_a_place_outside_is_refused_and_nobody_vanishes(place):
    tree: QuadTree[str] = QuadTree()
    tree.insert("ana", 1.0, 2.0)
    with pytest.raises(ValueError, match="outside"):
        tree.move("ana", *place)
    with pytest.raises(ValueError, match="outside"):
        tree.insert("bo", *place)
    with pytest.raises(ValueError, match="outside"):
        QuadTree.build({"cy": place})
    assert tree.position("ana") == (1.0, 2.0)
    assert tree.in_area(WORLD) == ["ana"]


def test_a_name_can_be_inserted_once():
    tree: QuadTree[str] = QuadTree()
    tree.insert("ana", 1.0, 2.0)
    with pytest.raises(ValueError, match="move it"):
        tree.insert("ana", 3.0, 4.0)


@pytest.mark.parametrize("wrong", [{"area": Area(1, 0, 0, 1)}, {"capacity": 0}, {"max_depth": -1}])
def test_a_tree_without_room_is_refused(wrong):
    with pytest.raises(ValueError, match="you gave"):
        QuadTree(**wrong)


def test_the_nearest_of_few_are_all_of_them():
    tree: QuadTree[str] = QuadTree()
    assert tree.nearest(0, 0, 3) == []
    tree.insert("ana", 3.0, 4.0)
    assert tree.nearest(0, 0, 3) == [("ana", 5.0)]
    with pytest.raises(ValueError, match="one or more"):
        tree.nearest(0, 0, 0)


def test_leaves_come_nearest_first_each_point_once():
    rng = random.Random(8)
    points = {number: (rng.random(), rng.random()) for number in range(500)}
    tree = QuadTree.build(points, Area(0.0, 0.0, 1.0, 1.0), 10)

    def at_least(area):
        return math.hypot(max(area.west - 0.3, 0.3 - area.east, 0.0), max(area.south - 2.0, 2.0 - area.north, 0.0))

    leaves = [(bound, dict(found)) for bound, found in tree.leaves_from(at_least)]
    assert [bound for bound, _ in leaves[1:]] == sorted(bound for bound, _ in leaves[1:])
    assert sorted(name for _, found in leaves for name in found) == sorted(points)
    assert all(math.dist(place, (0.3, 2.0)) >= bound for bound, found in leaves for place in found.values())
    assert list(QuadTree().leaves_from(at_least)) == []
