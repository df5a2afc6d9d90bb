"""Boxes of degrees against distances on the globe."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.parts.earth import KM_PER_DEGREE, boxes_around, distance_km, km_to_area
from course.parts.quadtree import WORLD, Area

LONGITUDE = st.one_of(st.sampled_from([-180.0, 0.0, 179.999, 180.0]), st.floats(-180, 180))
LATITUDE = st.one_of(st.sampled_from([-90.0, -89.99, 0.0, 55.5, 89.99, 90.0]), st.floats(-90, 90))


def along(centre, bearing, km):
    """The place so far from the centre, in this direction (the direct problem on a ball)."""
    longitude, latitude = map(math.radians, centre)
    angle = math.radians(km / KM_PER_DEGREE)
    there = math.asin(
        min(
            1.0,
            max(-1.0, math.sin(latitude) * math.cos(angle) + math.cos(latitude) * math.sin(angle) * math.cos(bearing)),
        )
    )
    east = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(latitude),
        math.cos(angle) - math.sin(latitude) * math.sin(there),
    )
    return (math.degrees(longitude + east) + 180) % 360 - 180, math.degrees(there)


@given(LONGITUDE, LATITUDE, st.floats(0, 500), st.floats(0, 1), st.floats(0, 2 * math.pi))
def test_whoever_is_in_the_circle_is_in_exactly_one_of_its_boxes(longitude, latitude, radius_km, part, bearing):
    there = along((longitude, latitude), bearing, part * radius_km)
    boxes = boxes_around((longitude, latitude), radius_km)
    if distance_km((longitude, latitude), there) <= radius_km:
        assert sum(box.holds(*there) for box in boxes) == 1
    assert all(WORLD.holds(box.west, box.south) and WORLD.holds(box.east, box.north) for box in boxes)


def test_a_circle_fills_its_box_as_far_as_a_circle_can():
    rng = random.Random(1)
    (box,) = boxes_around((13.4, 52.5), 2)
    places = [(rng.uniform(box.west, box.east), rng.uniform(box.south, box.north)) for _ in range(20_000)]
    inside = sum(distance_km((13.4, 52.5), place) <= 2 for place in places)
    assert inside / len(places) == pytest.approx(math.pi / 4, abs=0.01)


def test_at_the_date_line_there_are_two_boxes_and_at_the_pole_a_band():
    assert len(boxes_around((179.99, -17.0), 5)) == 2
    assert len(boxes_around((-180.0, -17.0), 5)) == 2
    (band,) = boxes_around((10.0, 89.99), 5)
    assert (band.west, band.east, band.north) == (-180, 180, 90)


def test_distances_are_those_of_the_globe():
    assert distance_km((0, 0), (0, 1)) == pytest.approx(111.195, abs=0.001)
    assert distance_km((0, 60), (1, 60)) == pytest.approx(111.195 / 2, rel=1e-3)
    assert distance_km((179.99, 0), (-179.99, 0)) == pytest.approx(0.02 * KM_PER_DEGREE)
    assert distance_km((-90, 89.99), (90, 89.99)) == pytest.approx(0.02 * KM_PER_DEGREE)


@pytest.mark.parametrize(("place", "radius_km"), [((181, 0), 1), ((0, 91), 1), ((0, 0), -1), ((0, 0), math.nan)])
def test_what_is_no_circle_on_earth_is_refused(place, radius_km):
    with pytest.raises(ValueError, match="you gave"):
        boxes_around(place, radius_km)


@given(LONGITUDE, LATITUDE, LONGITUDE, LATITUDE, LONGITUDE, LATITUDE)
def test_an_area_is_as_far_as_the_nearest_of_its_places(lon, lat, one_lon, one_lat, other_lon, other_lat):
    west, east = sorted((one_lon, other_lon))
    south, north = sorted((one_lat, other_lat))
    at_least = km_to_area((lon, lat), Area(west, south, east, north))
    steps = [step / 40 for step in range(41)]
    border = [(edge, south + (north - south) * step) for edge in (west, east) for step in steps]
    border += [(west + (east - west) * step, edge) for edge in (south, north) for step in steps]
    nearest = min(distance_km((lon, lat), place) for place in border)
    inside = west <= lon <= east and south <= lat <= north
    assert at_least <= nearest + 1e-6
    half_a_step_km = max(east - west, north - south) / 80 * KM_PER_DEGREE
    assert (at_least == 0) if inside else (at_least >= nearest - half_a_step_km - 1e-6)
