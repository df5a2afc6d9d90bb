"""What a reader's eyes need of every canvas."""

import xml.etree.ElementTree as ET
from itertools import combinations

from course.widgets.style import text_width
from course.widgets.svg import Box, Canvas, Label


def assert_legible(canvas: Canvas) -> None:
    """No label is small, leaves the picture, or lies on another one."""
    _assert_legible(canvas.labels, canvas.width_px, canvas.height_px)


def assert_legible_svg(svg: str) -> None:
    """The same for a finished picture whose words are text."""
    root = ET.fromstring(svg)
    labels = []
    for text in root.iterfind(".//{*}text"):
        x, y, size_px = (float(text.get(name)) for name in ("x", "y", "font-size"))
        width_px = text_width(text.text, size_px, bold=text.get("font-weight") == "bold")
        left = x - {"start": 0, "middle": width_px / 2, "end": width_px}[text.get("text-anchor")]
        middle = y - 0.36 * size_px
        labels.append(
            Label(text.text, size_px, Box(left, middle - 0.6 * size_px, left + width_px, middle + 0.6 * size_px))
        )
    assert labels
    _assert_legible(labels, float(root.get("width")), float(root.get("height")))


def _assert_legible(labels: list[Label], width_px: float, height_px: float) -> None:
    page = Box(4, 4, width_px - 4, height_px - 4)
    for label in labels:
        assert label.size_px >= 12, label
        assert page.holds(label.box), label
    for one, other in combinations(labels, 2):
        assert not one.box.overlaps(other.box), (one, other)
