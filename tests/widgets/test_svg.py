"""The canvas of the widgets."""

import xml.etree.ElementTree as ET

from course.widgets.style import text_width
from course.widgets.svg import Box, Canvas, shorten


def test_a_canvas_is_a_well_formed_document_whatever_a_learner_calls_things():
    canvas = Canvas(200, 100)
    canvas.text((10, 10), "<script>alert('&')</script>")
    canvas.rect(Box(1, 1, 50, 50), stroke="#000000", hatch="stripes")
    canvas.arrow([(0, 0), (50, 50)], dash="dashed")
    root = ET.fromstring(canvas.svg())
    assert root.find(".//{*}text").text == "<script>alert('&')</script>"
    assert root.find(".//{*}script") is None


def test_every_hatch_that_is_used_is_defined_once():
    canvas = Canvas(200, 100)
    for left in (0, 60):
        canvas.rect(Box(left, 0, left + 50, 50), stroke="#d55e00", hatch="stripes")
    svg = canvas.svg()
    assert svg.count('<pattern id="stripes-d55e00"') == 1
    assert svg.count("url(#stripes-d55e00)") == 2


def test_a_label_knows_its_box():
    canvas = Canvas(200, 100)
    middle = canvas.text((100, 50), "seven", anchor="middle", size_px=20)
    assert middle.left + middle.right == 200
    assert middle.right - middle.left == text_width("seven", 20)
    assert (middle.top, middle.bottom) == (38, 62)


def test_bold_letters_are_wider():
    assert text_width("redirects", bold=True) > text_width("redirects")


def test_a_text_that_fits_stays_and_a_longer_one_is_cut_with_an_ellipsis():
    assert shorten("short", 100) == "short"
    cut = shorten("https://www.rfc-editor.org/rfc/rfc6585", 100)
    assert cut.endswith("…")
    assert text_width(cut) <= 100
    assert text_width(shorten("https://www.rfc-editor.org/rfc/rfc6585", 101)) <= 101


def test_boxes_that_share_an_edge_do_not_overlap():
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 20, 20))


def test_a_canvas_laid_over_another_gives_the_picture_drawn_at_once():
    def ground(canvas):
        canvas.rect(Box(0, 0, 50, 20), stroke="#0072b2", hatch="stripes")
        canvas.text((5, 10), "river")

    def over(canvas):
        canvas.circle((20, 10), 4, fill="#d55e00")

    layer, at_once, in_layers = Canvas(0, 0), Canvas(100, 40), Canvas(100, 40)
    ground(layer)
    ground(at_once)
    over(at_once)
    in_layers.add(layer)
    over(in_layers)
    assert in_layers.svg() == at_once.svg()
    assert in_layers.labels == at_once.labels
    over(in_layers)
    again = Canvas(100, 40)
    again.add(layer)
    assert len(again.svg()) < len(at_once.svg())  # the layer itself was not drawn on
