"""The moving list of lesson 22a."""

from itertools import product

import pytest

from course.widgets.moving_list import MOST, PAGE, POSTS, draw, moving_list, simulate
from tests.widgets.layout import assert_legible

STATES = list(product(range(MOST + 1), repeat=2))


def test_at_the_start_the_offset_shows_two_posts_of_each_page_again():
    view = moving_list()
    assert view.parameters == {"arrive": 2, "vanish": 0}
    assert view.result.by_offset.twice == (18, 17, 15, 14)
    assert "Shown twice: 18, 17, 15, 14. Never shown: none." in view.summary


@pytest.mark.parametrize(("arrive", "vanish"), STATES)
def test_the_cursor_is_right_however_the_list_moves(arrive, vanish):
    one = simulate(arrive, vanish).by_cursor
    assert one.right
    shown = [post for look in one.looks for post in look.page]
    assert shown == list(range(POSTS, POSTS - 3 * PAGE, -1))


@pytest.mark.parametrize(("arrive", "vanish"), STATES)
def test_the_offset_is_right_only_if_as_many_arrive_as_vanish(arrive, vanish):
    one = simulate(arrive, vanish).by_offset
    assert one.right == (arrive == vanish)
    assert bool(one.twice) == (arrive > vanish)
    assert bool(one.passed_over) == (arrive < vanish)


@pytest.mark.parametrize(("arrive", "vanish"), STATES)
def test_every_state_is_legible(arrive, vanish):
    assert_legible(draw(simulate(arrive, vanish)))


def test_shown_again_and_passed_over_differ_by_shape():
    assert "stripes-d55e00)" in draw(simulate(2, 0)).svg()
    assert 'stroke-dasharray="6 4"' in draw(simulate(0, 2)).svg()
