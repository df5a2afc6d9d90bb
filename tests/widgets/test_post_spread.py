"""One queue of lesson 22: a celebrity's post, and yours behind it."""

import pytest

from course.widgets.post_spread import draw, network, post_spread, simulate
from tests.widgets.layout import assert_legible


def test_at_the_start_twelve_have_the_celebritys_post_and_nobody_has_yours():
    view = post_spread()
    assert view.parameters == {"written": 12}
    assert "reached 12 of 33 followers. Yours waits: 0 of 3." in view.summary


def test_your_first_copy_is_written_after_the_celebritys_last_one():
    people = network()
    first = len(people.celebrity_followers) + 1
    assert simulate(first - 1).of_yours == 0
    assert simulate(first).of_yours == 1
    assert simulate(people.copies).of_yours == len(people.your_followers) == 3
    assert "is everywhere: 3 of 3" in post_spread().set(written=people.copies).summary


def test_who_has_what_differs_by_shape():
    people = network()
    svg = draw(simulate(people.copies)).svg()
    assert svg.count('stroke="#009e73" stroke-width="3"') == len(people.your_followers)


@pytest.mark.parametrize("written", range(37))
def test_every_state_is_legible(written):
    canvas = draw(simulate(written))
    assert_legible(canvas)
