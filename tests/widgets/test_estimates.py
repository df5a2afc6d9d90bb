"""The widget of lesson 01: ten systems, sliders that change their meaning, one picture."""

import pytest

from course.checks.answer import untouched
from course.errors import CourseError
from course.estimates.plan_systems import SYSTEMS
from course.widgets.estimates import STEPS, draw, estimates, in_words
from tests.widgets.layout import assert_legible

NAMES = [system.name for system in SYSTEMS]


def test_at_the_start_the_films_hardly_move_the_bill():
    view = estimates()
    assert view.result.dominant.name == "bytes out"
    assert (
        "Viewers at once, unsure by 3: 8.98, Mbit/s a viewer, unsure by 2: 4, Titles of two hours, unsure by 2: 1.001"
        in view.summary
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_state_is_legible(name):
    view = estimates(name)
    assert_legible(draw(view.result))
    for place in ("first", "second", "third"):
        for step in STEPS[::3]:
            view.set(**{place: step}) if step in control(view, place).values else None
            assert_legible(draw(view.result))


def control(view, place):
    return next(control for control in view.controls if control.name == place)


def test_inputs_are_set_by_their_own_names():
    view = estimates("video").set(mbit_per_s=2.5, titles=100_000)
    assert view.result.inputs == {"viewers": 1e6, "mbit_per_s": 2.5, "titles": 1e5}
    assert 'set(system="video", viewers=1000000, mbit_per_s=2.5, titles=100000)' in repr(view)


def test_another_system_starts_anew():
    view = estimates("video").set(mbit_per_s=2.5).set(system="chat", receivers=5)
    assert view.result.system.name == "chat"
    assert view.result.inputs["messages_per_user"] == 100
    assert view.result.inputs["receivers"] == 5


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"system": "cinema"}, "no system 'cinema'. Choose one of: shortener"),
        ({"films": 1}, "Video streaming has no input 'films'. Choose from: system, viewers"),
        ({"mbit_per_s": 3}, "mbit_per_s takes one of: 0.2, .*You gave 3"),
        ({"first": 99}, "first takes one of"),
        ({"system": "chat", "first": 99}, "first takes one of"),
    ],
)
def test_a_wrong_setting_is_refused_and_changes_nothing(changes, message):
    view = estimates("video")
    before = repr(view)
    with pytest.raises(CourseError, match=message):
        view.set(**changes)
    assert repr(view) == before
    assert view.controls[1].label == "Viewers at once"


def test_the_sliders_follow_the_system():
    view = estimates("video")
    view._repr_mimebundle_()
    view._sliders["system"].value = "rides"
    assert view.parameters["system"] == "rides"
    assert view._sliders["first"].description == "Drivers at work"
    view._sliders["second"].value = -1
    assert view.result.inputs["seconds_between_pings"] == 2
    view.set(system="video", mbit_per_s=10)
    assert view._sliders["system"].value == "video"
    assert view._sliders["second"].label == "10"
    assert view._view.frame["summary"] == view.summary


def test_a_view_that_nobody_moved_is_no_attempt():
    assert untouched(estimates("video"))
    assert not untouched(estimates("video").set(mbit_per_s=2.5))
    assert untouched(estimates("video").set(mbit_per_s=2.5).set(mbit_per_s=5))


def test_a_published_answer_stands_beside_ours():
    assert "5 servers. These inputs give 21 servers." in estimates("shortener").summary
    assert "A design often seen" not in estimates("blank").summary


@pytest.mark.parametrize(
    ("number", "words"), [(2.5e9, "2.5 billion"), (1e6, "1 million"), (20_000, "20,000"), (0.25, "0.25"), (5, "5")]
)
def test_a_slider_speaks_in_words(number, words):
    assert in_words(number) == words
