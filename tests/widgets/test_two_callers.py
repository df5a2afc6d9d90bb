"""Two callers of one store, in lesson 20."""

from itertools import product

import pytest

from course.errors import CourseError
from course.widgets.two_callers import draw, two_callers
from tests.widgets.layout import assert_legible

A_URL, B_URL = "https://a.example/sale", "https://b.example/spring-sale-with-a-long-name-and-a-long-way"


def look_then_write(url):
    def claim(store):
        if store.get("sale") is not None:
            return False
        store.set("sale", url)
        return True

    return claim


def write_if_absent(url):
    return lambda store: store.set_if_absent("sale", url)


def looking_first(**options):
    return two_callers([look_then_write(A_URL), look_then_write(B_URL)], **options)


def test_at_the_start_the_first_caller_has_run_alone_and_the_target_is_not_reached():
    view = looking_first()
    assert view.parameters == {"steps": "AA"}
    assert not view.result.both_heard_yes
    assert "A heard “yours” ✓. B has not heard yet." in view.summary


@pytest.mark.parametrize("steps", ["".join(steps) for steps in product("AB", repeat=4) if steps.count("A") == 2])
def test_both_hear_yes_exactly_when_both_look_before_either_writes(steps):
    view = looking_first().set(steps=steps)
    assert view.result.both_heard_yes == (set(steps[:2]) == {"A", "B"})
    assert ("Two owners, one name!" in view.summary) == view.result.both_heard_yes


def test_buttons_play_the_race():
    view = looking_first().press("Start again")
    for button in ("A's next step", "B's next step") * 2:
        view.press(button)
    assert view.parameters == {"steps": "ABAB"}
    assert view.result.both_heard_yes
    assert view.result.run.store == {"sale": B_URL}


def test_a_caller_that_has_finished_makes_no_further_step():
    assert looking_first().press("A's next step").parameters == {"steps": "AA"}


@pytest.mark.parametrize("steps", ["AB", "BA"])
def test_no_order_fools_a_conditional_write(steps):
    view = two_callers([write_if_absent(A_URL), write_if_absent(B_URL)]).set(steps=steps)
    assert not view.result.both_heard_yes
    assert "was there already: nothing written" in view.summary


def test_callers_can_have_names():
    view = looking_first(names=("server in Oslo", "server in Lima")).press("server in Lima's next step")
    assert "server in Lima heard “taken” ✗" in view.summary


def test_other_letters_are_refused():
    with pytest.raises(CourseError, match="letters A and B"):
        looking_first().set(steps="ABC")


def test_a_caller_that_raises_is_shown_and_breaks_nothing():
    def broken(store):
        store.get("sale")
        raise KeyError("oh")

    view = two_callers([broken, look_then_write(B_URL)]).set(steps="ABB")
    assert "A failed: It raised KeyError" in view.summary
    assert_legible(draw(view.result))


def chatty(url):
    def claim(store):
        for _ in range(15):
            store.get("sale")
        store.set("sale", url)
        return "perhaps <yes>"

    return claim


@pytest.mark.parametrize("steps", ["", "A", "AABB", "ABAB", "AB" * 9, "A" * 16 + "B" * 16])
@pytest.mark.parametrize("claim", [look_then_write, write_if_absent, chatty])
def test_every_state_is_legible(claim, steps):
    view = two_callers([claim(A_URL), claim(B_URL)], names=("a server with a very long name indeed", "B"))
    assert_legible(draw(view.set(steps=steps).result))
