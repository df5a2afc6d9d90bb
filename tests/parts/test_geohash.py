"""Geohash: the same names as pygeohash, also on lines, and neighbours that touch."""

import random

import numpy as np
import pygeohash
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.parts.geohash import LONGEST, box, encode, encode_many, ring
from course.parts.quadtree import WORLD

LENGTHS = range(1, LONGEST + 1)
LINES = st.integers(0, 2**12).map(lambda step: step / 2**12)
LONGITUDE = st.one_of(LINES.map(lambda part: 360 * part - 180), st.floats(-180, 180))
LATITUDE = st.one_of(LINES.map(lambda part: 180 * part - 90), st.floats(-90, 90))


@given(LONGITUDE, LATITUDE, st.sampled_from(LENGTHS))
def test_names_are_those_of_pygeohash_also_on_the_lines_between_cells(lon, lat, length):
    name = encode(lon, lat, length)
    assert name == pygeohash.encode(lat, lon, length)
    assert encode_many(np.array([lon]), np.array([lat]), length).tolist() == [name]


@given(LONGITUDE, LATITUDE, st.sampled_from(LENGTHS))
def test_a_cell_owns_its_western_and_southern_line_and_its_neighbour_the_others(lon, lat, length):
    name = encode(lon, lat, length)
    west, south, east, north = box(name)
    assert west <= lon <= east
    assert south <= lat <= north
    assert encode(west, south, length) == name
    if east < 180:
        assert lon < east
        assert encode(east, lat, length) != name
    if north < 90:
        assert lat < north
        assert encode(lon, north, length) != name


@given(LONGITUDE, LATITUDE, st.integers(2, 9))
def test_neighbours_are_those_of_pygeohash(lon, lat, length):
    name = encode(lon, lat, length)
    _, south, _, north = box(name)
    around = set(ring(name, 1))
    for side in ("left", "right"):
        assert pygeohash.get_adjacent(name, side) in around
        if north < 90:
            assert pygeohash.get_adjacent(pygeohash.get_adjacent(name, side), "top") in around
        if south > -90:
            assert pygeohash.get_adjacent(pygeohash.get_adjacent(name, side), "bottom") in around
    assert len(around) == 8 - 3 * (north == 90) - 3 * (south == -90)


def test_rings_hold_eight_more_cells_each_and_end_at_the_poles():
    name = encode(0.0, 55.5, 6)
    assert [len(ring(name, number)) for number in range(4)] == [1, 8, 16, 24]
    assert len({each for number in range(4) for each in ring(name, number)}) == 49
    assert ring(name, 0) == [name]
    assert len(ring(encode(0.0, 90.0, 6), 2)) == 9
    assert len(ring(encode(180.0, 0.0, 6), 1)) == 8
    small = [each for number in range(9) for each in ring("s", number)]
    assert set(small) == set("0123456789bcdefghjkmnpqrstuvwxyz")


def test_many_names_at_once_are_the_same_names():
    rng = random.Random(1)
    places = [(rng.uniform(-180, 180), rng.uniform(-90, 90)) for _ in range(2_000)]
    lons, lats = np.array(places).T
    for length in LENGTHS:
        assert encode_many(lons, lats, length).tolist() == [encode(*place, length) for place in places]


def test_what_is_no_place_and_no_name_is_refused():
    for lon, lat, length in ((181.0, 0.0, 5), (0.0, -90.1, 5), (float("nan"), 0.0, 5), (0.0, 0.0, 0), (0.0, 0.0, 13)):
        with pytest.raises(ValueError, match=r"no longitude|1 to 12"):
            encode(lon, lat, length)
        with pytest.raises(ValueError, match=r"no longitude|1 to 12"):
            encode_many(np.array([lon]), np.array([lat]), length)
    for name in ("", "a", "u1b58p2n!", "s" * 13):
        with pytest.raises(ValueError, match="no geohash"):
            box(name)
    assert WORLD.holds(*box("s")[:2])
