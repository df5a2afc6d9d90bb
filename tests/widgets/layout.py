"""What a reader's eyes need of every canvas."""

from itertools import combinations

from course.widgets.svg import Box, Canvas


def assert_legible(canvas: Canvas) -> None:
    """No label is small, leaves the picture, or lies on another one."""
    page = Box(4, 4, canvas.width_px - 4, canvas.height_px - 4)
    for label in canvas.labels:
        assert label.size_px >= 12, label
        assert page.holds(label.box), label
    for one, other in combinations(canvas.labels, 2):
        assert not one.box.overlaps(other.box), (one, other)
