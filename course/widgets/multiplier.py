"""Ten places on a clock face: which multiplier sends ten links to ten different codes, and not in order?"""

from dataclasses import dataclass
from math import cos, hypot, pi, sin

from course.widgets.style import GROUND, INK, LIMIT, LIMIT_INK, MUTED, NOW, QUIET_INK, SMALL_PX, TITLE_PX, WASH
from course.widgets.svg import Box, Canvas, Point
from course.widgets.view import Control, Explorer

PLACES = 10
CENTRE, RADIUS_PX, DISC_PX = (186.0, 216.0), 136.0, 19.0
TABLE_X, FIRST_ROW_Y, ROW_PX = 402.0, 92.0, 28.0


@dataclass(frozen=True, slots=True)
class Walk:
    """The codes of the links 0, 1, 2, … when code = a · link mod 10."""

    a: int

    @property
    def codes(self) -> tuple[int, ...]:
        """The codes of the links 0 to 9."""
        return tuple(self.a * link % PLACES for link in range(PLACES))

    @property
    def visits_all(self) -> bool:
        """Does each link get a code of its own?"""
        return len(set(self.codes)) == PLACES

    @property
    def in_order(self) -> bool:
        """Is the next link's code always right beside the last one, forwards or backwards?"""
        return self.a % PLACES in {1, PLACES - 1}


def clock_face() -> Explorer[Walk]:
    """Choose a; by code: ``clock_face().set(a=7)``."""
    return Explorer(
        question="Which values of a visit all ten places, and not in order?",
        target="Target: each of the ten links gets its own code, and no two links in a row get neighbouring codes.",
        simulate=Walk,
        draw=draw,
        describe=describe,
        controls=[Control("a", "a", range(PLACES), start=4)],
    )


def describe(walk: Walk) -> str:
    """Which codes are used, and how far a stranger gets by counting."""
    codes = ", ".join(map(str, walk.codes))
    facts = f"With a = {walk.a}, the links 0 to 9 get the codes {codes}."
    if not walk.visits_all:
        again = next(link for link, code in enumerate(walk.codes) if code in walk.codes[:link])
        owner = walk.codes.index(walk.codes[again])
        return (
            f"{facts} Only {len(set(walk.codes))} of 10 codes are used: link {again} gets code {walk.codes[again]}, "
            f"which belongs to link {owner}."
        )
    if walk.in_order:
        return f"{facts} All 10 codes are used, but in order: from one code, a stranger guesses the next."
    return f"{facts} All 10 codes are used, once each, and no two links in a row get neighbouring codes."


def draw(walk: Walk) -> Canvas:
    """The clock face with the walk on the left, each link's code on the right."""
    canvas = Canvas(720, 416)
    canvas.text((24, 30), f"code = {walk.a} · link mod 10", size_px=TITLE_PX, bold=True)
    _draw_face(canvas, walk)
    _draw_table(canvas, walk)
    return canvas


def _draw_face(canvas: Canvas, walk: Walk) -> None:
    canvas.circle(CENTRE, RADIUS_PX, stroke=WASH, stroke_px=3)
    for start, end in sorted({(code, (code + walk.a) % PLACES) for code in walk.codes[:-1]}):
        if start == end:
            x, y = _place(start)
            canvas.circle((x, y - DISC_PX - 9), 11, stroke=INK)
        else:
            canvas.arrow(_between(_place(start), _place(end)), stroke=INK)
    for code in range(PLACES):
        _draw_code(canvas, _place(code), code, "used" if code in walk.codes else "unused")
    canvas.text((24, 396), "● used", size_px=SMALL_PX, fill=NOW)
    canvas.text((90, 396), "◌ never used", size_px=SMALL_PX, fill=QUIET_INK)


def _draw_table(canvas: Canvas, walk: Walk) -> None:
    canvas.text((TABLE_X + 30, FIRST_ROW_Y - 30), "link", anchor="middle", fill=QUIET_INK)
    canvas.text((TABLE_X + 110, FIRST_ROW_Y - 30), "code", anchor="middle", fill=QUIET_INK)
    for link, code in enumerate(walk.codes):
        y = FIRST_ROW_Y + ROW_PX * link
        owner = walk.codes.index(code)
        canvas.text((TABLE_X + 30, y), str(link), anchor="middle")
        canvas.arrow([(TABLE_X + 48, y), (TABLE_X + 88, y)], stroke=MUTED)
        _draw_code(canvas, (TABLE_X + 110, y), code, "used" if owner == link else "taken", radius_px=12)
        if owner != link:
            canvas.text((TABLE_X + 136, y), f"✗ taken by link {owner}", fill=LIMIT_INK)


def _draw_code(canvas: Canvas, at: Point, code: int, state: str, radius_px: float = DISC_PX) -> None:
    """A full disc is used, a dashed ring unused, a striped square taken before."""
    x, y = at
    if state == "used":
        canvas.circle(at, radius_px, fill=NOW)
    elif state == "unused":
        canvas.circle(at, radius_px, fill=GROUND, stroke=MUTED, dash="dashed")
    else:
        box = Box(x - radius_px, y - radius_px, x + radius_px, y + radius_px)
        canvas.rect(box, fill=GROUND, stroke=LIMIT, hatch="stripes")
    ink = {"used": GROUND, "unused": QUIET_INK, "taken": INK}[state]
    canvas.text(at, str(code), anchor="middle", bold=True, fill=ink, halo=state == "taken")


def _place(code: int) -> Point:
    """Where a code stands on the face: 0 at the top, then clockwise."""
    angle = 2 * pi * code / PLACES
    return CENTRE[0] + RADIUS_PX * sin(angle), CENTRE[1] - RADIUS_PX * cos(angle)


def _between(start: Point, end: Point) -> list[Point]:
    """From the edge of one disc to the edge of the other."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    step_x, step_y = ((DISC_PX + 2) * (end[axis] - start[axis]) / length for axis in (0, 1))
    return [(start[0] + step_x, start[1] + step_y), (end[0] - step_x, end[1] - step_y)]
