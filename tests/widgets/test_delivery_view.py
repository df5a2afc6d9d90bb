"""The crash of lesson 23, lane by lane."""

import pytest

from course.widgets.delivery_view import (
    BO,
    CONFIRM,
    DESIGNS,
    END_S,
    HOPE,
    MOMENTS_S,
    START_S,
    STORE,
    delivery_view,
    draw,
    simulate,
)
from course.widgets.style import LIMIT
from tests.widgets.layout import assert_legible


def shown_by_bo(crossing):
    return [event.sequence for event in crossing.run.events if event.what == "shown" and event.device == BO]


def test_at_the_start_two_messages_are_lost_and_ana_believes_that_they_came():
    view = delivery_view()
    assert view.parameters == {"design": HOPE, "crash_s": START_S, "memory": True}
    assert (view.result.lost, view.result.twice, len(view.result.lies)) == (2, 0, 2)
    assert "Bo's phone shows: 1, 2." in view.summary
    assert "two ticks up to message 4" in view.summary


def test_what_came_again_is_shown_once_by_a_phone_with_a_memory_only():
    for memory, shown in ((True, [1, 2, 3, 4]), (False, [1, 1, 2, 3, 4])):
        crossing = simulate(CONFIRM, 1.4, memory)
        assert [number for _, number in crossing.again] == [1]
        assert shown_by_bo(crossing) == shown


def test_the_earliest_crash_after_which_something_comes_twice():
    again = [crash_s for crash_s in MOMENTS_S if simulate(CONFIRM, crash_s, True).again]
    assert again[0] == 1.1
    assert "Sent to Bo's phone: 1 at 1.01 s by gateway 2, " in delivery_view().set(design=CONFIRM).summary


@pytest.mark.parametrize("memory", [True, False])
def test_deliver_until_confirmed_loses_nothing_and_its_ticks_are_true(memory):
    for crash_s in MOMENTS_S:
        crossing = simulate(CONFIRM, crash_s, memory)
        assert crossing.lost == len(crossing.lies) == 0
        assert crossing.twice == (0 if memory else len(crossing.again))


def test_storing_first_alone_shows_bo_no_more():
    for crash_s in MOMENTS_S:
        assert shown_by_bo(simulate(STORE, crash_s, True)) == shown_by_bo(simulate(HOPE, crash_s, True))
    assert any(arrow.target == "stores" and arrow.carries for arrow in simulate(STORE, START_S, True).arrows)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("memory", [True, False])
def test_every_state_is_legible_and_all_of_it_is_in_the_picture(design, memory):
    for crash_s in MOMENTS_S:
        crossing = simulate(design, crash_s, memory)
        assert_legible(draw(crossing))
        assert all(event.at_s < END_S for event in crossing.run.events if event.what == "shown" and event.device == BO)


def test_what_never_came_ends_in_a_cross():
    def crosses(crossing):
        paths = [path for path in draw(crossing).svg().split("<") if f'stroke="{LIMIT}" stroke-width="3"' in path]
        return sum(path.count("M") for path in paths if path.startswith("path")) // 2

    calm, crash = simulate(HOPE, MOMENTS_S[-1], True), simulate(HOPE, START_S, True)
    assert crosses(crash) == 1 + sum(arrow.arrived_s is None for arrow in crash.arrows) == 3  # one is the legend's
    assert crosses(calm) == 1 + sum(arrow.arrived_s is None for arrow in calm.arrows)
