"""The pictures of lesson 25b."""

import random

from course.systems.nearby_drivers.shards import Cutting
from course.systems.nearby_drivers.workload import after_the_match
from course.widgets.live_map import crowded_cells, live_architecture, missing_chart


def test_the_chart_says_who_is_missing_and_for_how_long():
    chart = missing_chart({"alone": [(0.0, 0), (0.25, 7), (0.5, 3), (0.75, 0)], "two": [(0.0, 0), (0.25, 0)]})
    assert chart.alt == "alone: up to 7 are missing, from second 0.25 to 0.75. two: nobody is missing."


def test_the_map_of_cells_counts_cells_and_the_busiest_node():
    places = after_the_match(1_000, 300, random.Random(1))
    cuttings = {"whole": Cutting(2.0), "cut": Cutting.where_crowded(places.values(), 2.0, 60)}
    picture = crowded_cells(places, cuttings)
    assert "whole: " in picture.alt
    assert "of 1,000 drivers" in picture.alt
    assert crowded_cells(places, cuttings) == picture


def test_the_diagram_says_who_gets_a_ping():
    assert "to a second owner" in live_architecture().alt
