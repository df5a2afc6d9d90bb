"""Pictures in stored notebooks."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from base64 import b64decode
from html.parser import HTMLParser

import pytest

from course.widgets.figure import axes, picture, svg_picture
from course.widgets.style import COLUMN_PX, SERIES

WAVES = """
from course.widgets.figure import axes, picture
from course.widgets.style import SERIES
figure, plot = axes("links", "latency (ms)")
for number, series in enumerate(SERIES):
    plot.plot([1, 2, 3], [number, 2, number], **series.as_line(), label=f"server {number}")
plot.bar([1, 2], [1, 2], **SERIES[1].as_bar())
plot.legend()
print(picture(figure, "Four servers meet at 2.", "Look at link 2.").svg)
"""


class Images(HTMLParser):
    """The attributes of each <img>."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.found.append(dict(attributes))


def bars():
    figure, plot = axes("runs", "links until a collision")
    plot.bar([1, 2, 3], [4, 5, 6], **SERIES[1].as_bar())
    return picture(figure, 'The third run lasts "longest" & 6 links.', "Compare the third bar.")


def test_a_picture_is_stored_as_an_image_with_its_finding_and_caption():
    bundle = bars()._repr_mimebundle_()
    (image,) = Images(bundle["text/html"]).found
    assert image["alt"] == 'The third run lasts "longest" & 6 links.'
    svg = b64decode(image["src"].removeprefix("data:image/svg+xml;base64,")).decode()
    assert svg == bars().svg
    assert "Compare the third bar." in bundle["text/html"]
    assert bundle["text/plain"] == 'Picture: The third run lasts "longest" & 6 links.\nCompare the third bar.'


def test_a_picture_fills_a_notebook_column_and_stands_on_its_own_ground():
    root = ET.fromstring(bars().svg)
    assert root.get("width") == f"{COLUMN_PX * 0.75:g}pt"
    ground = root.find("{*}rect")
    assert ground.get("fill") == "#ffffff"
    assert ground.get("rx") == "8"


def test_letters_are_outlines_so_that_every_machine_shows_the_same():
    assert "<text" not in bars().svg


@pytest.mark.parametrize(("alt", "caption"), [("", "caption"), ("finding", " ")], ids=["no alt", "no caption"])
def test_a_picture_without_words_is_refused(alt, caption):
    with pytest.raises(ValueError, match="alt text"):
        svg_picture("<svg/>", alt, caption)


def test_the_same_figure_gives_the_same_bytes():
    assert bars().svg == bars().svg
    figure, _ = axes("runs", "links")
    assert picture(figure, "Nothing.", "Nothing.").svg == picture(figure, "Nothing.", "Nothing.").svg


@pytest.mark.slow
def test_the_same_figure_gives_the_same_bytes_in_another_process():
    def run(hash_seed):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", WAVES]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert run("1") == run("2")
