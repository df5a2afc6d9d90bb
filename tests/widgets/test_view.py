"""The view that all widgets share."""

import pytest

from course.errors import CourseError
from course.widgets.svg import Canvas
from course.widgets.view import Action, Control, Explorer


def doubler():
    def draw(result):
        canvas = Canvas(200, 60)
        canvas.text((10, 30), str(result))
        return canvas

    return Explorer(
        question="How much is twice as much?",
        target="Target: reach <6>.",
        simulate=lambda number, extra: 2 * number + extra,
        draw=draw,
        describe=lambda result: f"Twice as much is {result}.",
        controls=[Control("number", "Number", (1, 2, 3), start=1)],
        actions=[Action("One more", lambda parameters: {"extra": parameters["extra"] + 1})],
        start={"extra": 0},
    )


def test_code_moves_what_a_slider_moves():
    view = doubler().set(number=3)
    assert view.parameters == {"number": 3, "extra": 0}
    assert view.result == 6
    assert view.summary == "Twice as much is 6."


def test_code_presses_a_button():
    assert doubler().press("One more").press("One more").result == 4


@pytest.mark.parametrize(
    ("change", "says"),
    [({"number": 4}, "takes one of: 1, 2, 3. You gave 4"), ({"nmber": 1}, "Choose one of: number, extra")],
    ids=["value", "name"],
)
def test_what_cannot_be_set_is_refused_and_nothing_moves(change, says):
    view = doubler()
    with pytest.raises(CourseError, match=says):
        view.set(**change)
    assert view.parameters == {"number": 1, "extra": 0}


def test_an_unknown_button_is_refused():
    with pytest.raises(CourseError, match="'One more'"):
        doubler().press("One less")


def test_a_reader_without_a_kernel_gets_picture_and_words():
    bundle = doubler()._repr_mimebundle_()
    assert '<img alt="Twice as much is 2." src="data:image/svg+xml;base64,' in bundle["text/html"]
    assert "Target: reach &lt;6&gt;." in bundle["text/html"]
    assert bundle["text/plain"].startswith("How much is twice as much?\nTarget: reach <6>.\nTwice as much is 2.")
    assert "application/vnd.jupyter.widget-view+json" in bundle


def live(view):
    view._repr_mimebundle_()
    _, slider, buttons, picture = view._panel.children
    return slider, buttons.children[0], picture


def test_a_slider_moves_the_picture_and_its_words():
    view = doubler()
    slider, _, picture = live(view)
    slider.value = 2
    assert view.parameters["number"] == 2
    assert picture.frame["summary"] == "Twice as much is 4."
    assert picture.frame["svg"] == view.draw(4).svg()


def test_a_button_moves_the_picture():
    view = doubler()
    _, button, picture = live(view)
    button.click()
    assert picture.frame["summary"] == "Twice as much is 3."


def test_code_moves_the_slider_on_the_page():
    view = doubler()
    slider, _, picture = live(view)
    view.set(number=3)
    assert slider.value == 3
    assert picture.frame["summary"] == "Twice as much is 6."


def test_two_displays_share_one_panel():
    view = doubler()
    assert live(view) == live(view)
