"""The pictures of lesson 25a."""

import random

from course.systems.nearby_drivers.workload import Fleet, on_earth
from course.widgets.cell_maps import cell_shapes, cells_around_rider
from tests.widgets.layout import assert_legible_svg


def test_the_nine_cells_have_names_and_the_cars_of_each_are_counted():
    places = {driver: on_earth(place) for driver, place in Fleet(2_000, random.Random(1)).places.items()}
    picture = cells_around_rider(places, (-0.0003, 55.5))
    assert "begin with g and u" in picture.alt
    assert "gczgxz" in picture.svg
    assert_legible_svg(picture.svg)
    assert cells_around_rider(places, (-0.0003, 55.5)) == picture


def test_geohash_cells_shrink_and_the_alt_text_says_how():
    picture = cell_shapes((0, 55.5, 80))
    assert "at 0° north 1.22 km wide" in picture.alt
    assert "at 80° north 0.21 km wide" in picture.alt
    assert_legible_svg(picture.svg)
