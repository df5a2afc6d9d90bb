"""Which kind of slip is caught by which look: a table whose cells fill up."""

from collections.abc import Callable

from course.estimates.slips import CALCULATOR, KINDS, TESTS, Look, looks
from course.widgets.figure import Picture, svg_picture
from course.widgets.style import COLUMN_PX, GOOD, GOOD_WASH, GROUND, QUIET_INK, RULE, SMALL_PX
from course.widgets.svg import Box, Canvas

COLUMNS = {CALCULATOR: "calculator", **{test: test for test in TESTS}}
LEFT, TOP, CELL_PX, ROW_PX = 128.0, 60.0, 114.0, 34.0


def slip_matrix(far_apart: Callable[[float, float], bool]) -> Picture:
    """Count for each kind of slip what each look catches, by your own rule of when two figures are far apart."""
    kind_of = {look.claim: look.kind for look in looks()}
    caught = {test: caught_by(test, far_apart) for test in COLUMNS}
    canvas = Canvas(COLUMN_PX, TOP + ROW_PX * (len(KINDS) + 1) + 18)
    canvas.text((20, 30), "kind of slip", size_px=SMALL_PX, fill=QUIET_INK)
    for place, name in enumerate(COLUMNS.values()):
        canvas.text((LEFT + (place + 0.5) * CELL_PX, 30), name, anchor="middle", bold=True)
    told = []
    for row, kind in enumerate((*KINDS, "all")):
        of = [claim for claim in kind_of if kind in (kind_of[claim], "all")]
        y = TOP + (row + 0.5) * ROW_PX
        canvas.text((20, y), kind, bold=True)
        counts = {test: len(caught[test].intersection(of)) for test in COLUMNS}
        for place, test in enumerate(COLUMNS):
            _draw_cell(
                canvas, LEFT + place * CELL_PX, y, counts[test], len(of), best=counts[test] == max(counts.values())
            )
        told.append(f"{kind} ({len(of)}): " + ", ".join(f"{COLUMNS[test]} {counts[test]}" for test in COLUMNS))
    return svg_picture(
        canvas.svg(),
        "Each kind of slip has a test that catches most of it, and no test catches them all. " + "; ".join(told) + ".",
        "Each cell fills up with the share of that kind that is caught. Thick edge, bold: the best look for this kind.",
    )


def caught_by(test: str, far_apart: Callable[[float, float], bool]) -> set[str]:
    """The ids of the figures that this test catches."""
    return {look.claim for look in looks(test) if _far(look, far_apart)}


def _far(look: Look, far_apart: Callable[[float, float], bool]) -> bool:
    return far_apart(look.needs, look.finds)


def _draw_cell(canvas: Canvas, left: float, y: float, count: int, of: int, *, best: bool) -> None:
    box = Box(left + 4, y - 13, left + CELL_PX - 4, y + 13)
    canvas.rect(box, fill=GROUND, stroke=RULE, stroke_px=1)
    if count:
        canvas.rect(Box(box.left, box.top, box.left + (box.right - box.left) * count / of, box.bottom), fill=GOOD_WASH)
        canvas.rect(box, stroke=GOOD, stroke_px=3 if best else 1)
    canvas.text((left + CELL_PX / 2, y), f"{count} of {of}" if count else "none", anchor="middle", bold=best)
