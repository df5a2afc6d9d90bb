"""The clock face of lesson 20."""

from itertools import pairwise

import pytest

from course.widgets.multiplier import Walk, clock_face, draw
from tests.widgets.layout import assert_legible


def test_at_the_start_five_places_are_never_visited():
    view = clock_face()
    assert view.parameters == {"a": 4}
    assert set(view.result.codes) == {0, 2, 4, 6, 8}
    assert "link 5 gets code 0, which belongs to link 0" in view.summary


def test_exactly_the_multipliers_without_a_common_factor_visit_all():
    assert [a for a in range(10) if Walk(a).visits_all] == [1, 3, 7, 9]


def test_exactly_three_and_seven_reach_the_target():
    assert [a for a in range(10) if Walk(a).visits_all and not Walk(a).in_order] == [3, 7]


@pytest.mark.parametrize("a", range(10))
def test_in_order_means_that_each_next_code_is_a_neighbour(a):
    codes = Walk(a).codes
    steps = {(after - before) % 10 for before, after in pairwise(codes)}
    assert Walk(a).in_order == (steps <= {1, 9})


@pytest.mark.parametrize("a", range(10))
def test_every_state_is_legible(a):
    assert_legible(draw(Walk(a)))


def test_a_code_that_is_taken_differs_by_shape_and_by_words():
    svg = draw(Walk(4)).svg()
    assert svg.count("stripes-d55e00)") == 5
    assert svg.count("✗ taken by link") == 5
