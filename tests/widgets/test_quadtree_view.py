"""The query box of lesson 25 and the pictures beside it."""

from itertools import product

import pytest

from course.errors import CourseError
from course.parts.quadtree import Area
from course.systems.nearby_drivers.workload import gate
from course.widgets.nearby import circle_in_box, rings, service_architecture
from course.widgets.quadtree import (
    CAPACITIES,
    DRIVERS,
    FEWEST_FOUND,
    MOST_KM,
    MOST_STEPS,
    SHOWN_KM,
    draw,
    places,
    query_box,
    simulate,
)
from tests.widgets.layout import assert_legible, assert_legible_svg


@pytest.mark.parametrize(("shape", "capacity", "match_over"), [*product(("box", "circle"), CAPACITIES, (False, True))])
def test_it_finds_what_brute_force_finds_and_counts_every_driver_once(shape, capacity, match_over):
    search = simulate(-3.0, -1.5, 1.2, shape, capacity, match_over)
    here = places(match_over)
    if shape == "box":
        wanted = {name for name, place in here.items() if Area(-4.2, -2.7, -1.8, -0.3).holds(*place)}
    else:
        wanted = {name for name, (x, y) in here.items() if (x + 3.0) ** 2 + (y + 1.5) ** 2 <= 1.2**2}
    assert search.found == wanted
    assert sum(look.points for look in search.looks if look.verdict != "opened") == DRIVERS
    assert len(search.found) <= search.compared + sum(look.points for look in search.looks if look.verdict == "taken")
    assert_legible(draw(search))


def test_a_larger_box_costs_more_and_then_less():
    cost = {half_km: simulate(0.0, 0.0, half_km, "box", 50, False).cost for half_km in (1.0, 3.0, 6.0)}
    assert cost[1.0] < cost[6.0] < cost[3.0]


def test_the_target_is_not_reached_at_the_start_and_can_be_reached():
    view = query_box()
    assert len(view.result.found) < FEWEST_FOUND
    view.set(x=0.0, y=0.0, half_km=6.0, capacity=10)
    assert len(view.result.found) >= FEWEST_FOUND
    assert view.result.cost <= MOST_STEPS


def test_at_the_gate_the_tree_takes_a_crowd_whole():
    x, y = gate()
    crowd = simulate(x, y, 0.2, "box", 50, True)
    assert len(crowd.found) > 800
    assert crowd.cost < 120


def test_buttons_change_shape_and_evening_and_nothing_else():
    view = query_box().press("Box / circle").press("The stadium lets out / is closed")
    assert (view.parameters["shape"], view.parameters["match_over"], view.parameters["x"]) == ("circle", True, 0.0)
    assert "the stadium lets out" in view.summary
    with pytest.raises(CourseError, match="a box or a circle"):
        view.set(shape="star")


def pixel(x, y):
    """Where a place of the map stands in the picture."""
    return 24 + (x - SHOWN_KM.west) * 43, 84 + (SHOWN_KM.north - y) * 43


def hand(view, kind, start, end):
    view._follow({"kind": kind, "from": list(pixel(*start)), "to": list(pixel(*end)), "number": view._seen + 1})


def test_the_hand_moves_the_box_and_its_corner_and_calls_it_from_afar():
    view = query_box()
    view._live()
    hand(view, "grab", (0.3, 1.2), (0.3, 1.2))
    hand(view, "drag", (0.3, 1.2), (1.3, 0.7))
    assert (view.parameters["x"], view.parameters["y"], view.parameters["half_km"]) == (1.0, 0.5, 1.0)
    hand(view, "grab", (2.0, 1.5), (2.0, 1.5))
    hand(view, "drag", (2.0, 1.5), (3.5, 2.0))
    assert (view.parameters["x"], view.parameters["half_km"]) == (1.0, 2.5)
    hand(view, "grab", (-5.0, -3.0), (-5.0, -3.0))
    assert (view.parameters["x"], view.parameters["y"]) == (-5.0, -3.0)
    hand(view, "drag", (-5.0, -3.0), (-50.0, -3.0))
    assert view.parameters["x"] == SHOWN_KM.west
    assert view._view.frame["seen"] == 6
    assert view._view.frame["summary"] == view.summary


def test_arrow_keys_move_the_box_and_with_shift_resize_it_within_bounds():
    view = query_box()
    view._live()
    for number, key in enumerate(["ArrowRight", "ArrowUp", "Shift+ArrowUp", "Shift+ArrowLeft", "Shift+ArrowRight"]):
        view._follow({"kind": "key", "key": key, "number": number})
    assert (view.parameters["x"], view.parameters["y"], view.parameters["half_km"]) == (0.2, 1.2, 1.2)
    for number in range(60):
        view._follow(
            {"kind": "key", "key": "Shift+ArrowDown" if number < 20 else "Shift+ArrowUp", "number": 9 + number}
        )
    assert view.parameters["half_km"] == MOST_KM
    assert view._view.frame["seen"] == 68


def test_the_pictures_are_legible_and_say_what_they_show():
    crowd = {"in": (0.0, 0.0), "corner": (0.95, 0.95), "away": (2.0, 0.0)}
    circle = circle_in_box(crowd, (0.0, 0.0), 1.0)
    assert "Of 2 drivers in the box, 1 stand" in circle.alt
    for picture in (rings(), circle, service_architecture(9.0)):
        assert_legible_svg(picture.svg)
