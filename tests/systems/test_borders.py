"""Two mistakes of the tree often seen: borders that overlap (BUG-106), and cells that stay (BUG-105)."""

import random

import pytest

from course.checks.lesson_25a.halves import bits
from course.parts.geohash import encode
from course.parts.quadtree import QuadTree
from course.systems.nearby_drivers.borders import (
    RemoveByPlace,
    all_go_home,
    all_go_home_by_name,
    festivals,
    name_by,
    rounded,
)
from course.systems.nearby_drivers.often_seen import OftenSeenTree
from course.systems.nearby_drivers.workload import MAP_KM, Fleet


@pytest.mark.parametrize("seed", range(3))
def test_who_stands_on_a_line_is_not_found_where_the_line_has_two_owners(seed):
    places = Fleet(2_000, random.Random(seed)).places
    reports = rounded(places, 2)
    assert all_go_home(places) == 0
    assert 5 < all_go_home(reports) < 100
    assert all_go_home_by_name(reports, bits) == 0


def test_the_middle_lies_in_all_four_quarters_and_our_tree_gives_it_to_one():
    tree, ours = OftenSeenTree(MAP_KM), QuadTree(MAP_KM, capacity=1)
    tree.cut()
    assert sum(quarter.area.holds(0.0, 0.0) for quarter in tree.quarters) == 4
    ours.insert("ana", 0.0, 0.0)
    ours.insert("bo", 5.0, 5.0)
    ours.insert("cy", 0.0, 0.0 - 1e-9)
    (home,) = [area for area, points in ours.leaves() if "ana" in points]
    assert (home.west, home.south) == (0, 0)


def test_removing_by_place_finds_who_is_not_on_a_line():
    tree = RemoveByPlace(MAP_KM)
    for number in range(60):
        tree.insert(f"d{number}", 0.1 * number - 3.03, 1.01)
    assert all(tree.remove_at(f"d{number}", 0.1 * number - 3.03, 1.01) for number in range(60))
    assert not tree.remove_at("d1", 1.0, 1.0)


def test_a_tree_that_never_joins_keeps_the_cells_of_every_crowd():
    places = Fleet(1_000, random.Random(1)).places
    seen = festivals(OftenSeenTree(MAP_KM), places, random.Random(1))
    ours = festivals(QuadTree(MAP_KM), places, random.Random(1))
    assert seen == sorted(seen)
    assert seen[-1] > 5 * seen[0]
    assert max(ours) < 2 * ours[0]
    assert ours[-1] == 1


@pytest.mark.parametrize("letters", [1, 2, 7, 8])
def test_halvings_in_turn_make_a_geohash(letters):
    for place in ((0.0, 55.5), (-0.0003, 55.5), (180.0, 90.0), (139.7, -35.6)):
        assert name_by(bits, *place, letters) == encode(*place, letters)
