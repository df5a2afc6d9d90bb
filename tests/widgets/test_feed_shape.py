"""The shape of a feed, lesson 22c."""

import pytest

from course.errors import CourseError
from course.systems.news_feed.shapes import CAPS, LIMITS
from course.widgets.feed_shape import MOST_MACHINES, draw, feed_shape, simulate
from tests.widgets.layout import assert_legible

STATES = [(lines, limit) for lines in CAPS for limit in LIMITS]


def test_at_the_start_the_feed_that_should_fit_does_not():
    view = feed_shape()
    assert view.parameters == {"lines": 127, "limit": 128}
    assert "not packed" in view.summary
    assert f"more than {MOST_MACHINES}" in view.summary


def test_exactly_one_state_reaches_the_target():
    fitting = {state: simulate(*state) for state in STATES if simulate(*state).fits}
    longest = max(lines for lines, _ in fitting)
    assert [state for state in fitting if state[0] == longest] == [(510, 512)]


@pytest.mark.parametrize(("lines", "limit"), STATES)
def test_every_state_is_legible(lines, limit):
    assert_legible(draw(simulate(lines, limit)))


def test_what_is_not_packed_differs_by_shape_hatch_and_words():
    svg = draw(simulate(127, 128)).svg()
    assert "not packed" in svg
    assert "url(#stripes-" in svg
    assert "✗ 148 machines" in svg


def test_a_length_that_nobody_measured_is_refused():
    with pytest.raises(CourseError, match="lines takes one of"):
        feed_shape().set(lines=300)
