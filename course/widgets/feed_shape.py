"""The feed's shape in lesson 22c: how many lines, how many members Redis packs, and what half a billion feeds take."""

from dataclasses import dataclass

from course.systems.news_feed.shapes import CAPS, LIMITS, Shape, shape
from course.units import si
from course.widgets.style import (
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    MUTED,
    NOW,
    QUIET_INK,
    RULE,
    SMALL_PX,
    TITLE_PX,
)
from course.widgets.svg import Anchor, Box, Canvas
from course.widgets.view import Control, Explorer

MOST_MACHINES = 100
LEFT, RIGHT, BOTTOM, TOP = 84.0, 690.0, 262.0, 70.0
MOST_LINES, MOST_LINE_BYTES = 800, 160.0
BAR_TOP, BAR_PX, MOST_SHOWN = 356.0, 26.0, 900


@dataclass(frozen=True, slots=True)
class Choice:
    """The shape that is chosen, and beside it every number of lines on the same Redis."""

    chosen: Shape
    others: tuple[Shape, ...]

    @property
    def fits(self) -> bool:
        """Do the machines hold all feeds?"""
        return self.chosen.machines <= MOST_MACHINES


def simulate(lines: int, limit: int) -> Choice:
    """Recorded figures, nothing drawn by chance."""
    return Choice(shape(limit, lines), tuple(shape(limit, cap) for cap in CAPS))


def feed_shape() -> Explorer[Choice]:
    """Choose lines and limit; by code: ``feed_shape().set(lines=400)``."""
    return Explorer(
        question="How many lines may a feed keep?",
        target=(
            f"Target: the feeds of 500 million readers on at most {MOST_MACHINES} machines, with as many lines as "
            "possible."
        ),
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[
            Control("lines", "Lines kept", CAPS, start=127),
            Control("limit", "Redis packs up to", LIMITS, start=128),
        ],
    )


def describe(choice: Choice) -> str:
    """The feed, one line of it, and all feeds."""
    one = choice.chosen
    form = "packed" if one.packed else "not packed"
    return (
        f"{one.cap} lines, Redis packs up to {one.limit} members. After a delivery the feed is {form}: "
        f"{one.feed_bytes:,.0f} B, {one.line_bytes:.1f} B a line.\n"
        f"500 million feeds: {si(one.total_bytes, 'B')}, {one.machines:,} machines "
        f"({'at most' if choice.fits else 'more than'} {MOST_MACHINES})."
    )


def draw(choice: Choice) -> Canvas:
    """Bytes a line against lines, as points; below, the machines as a bar."""
    canvas = Canvas(720, 410)
    canvas.text((24, 30), "What one line costs, after a delivery", size_px=TITLE_PX, bold=True)
    _draw_axes(canvas)
    for one in choice.others:
        at = _at(one)
        if one.packed:
            canvas.circle(at, 5, fill=MUTED)
        else:
            canvas.rect(Box(at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5), fill=GROUND, stroke=MUTED, stroke_px=2)
    _draw_chosen(canvas, choice.chosen)
    _draw_machines(canvas, choice)
    return canvas


def _draw_axes(canvas: Canvas) -> None:
    for line_bytes in (0, 40, 80, 120, 160):
        y = _y(line_bytes)
        canvas.line([(LEFT, y), (RIGHT, y)], stroke=RULE, stroke_px=1)
        canvas.text((LEFT - 8, y), f"{line_bytes} B", anchor="end", size_px=SMALL_PX, fill=QUIET_INK)
    for lines in (0, 100, 200, 300, 400, 500, 600, 700, 800):
        x = _x(lines)
        canvas.text((x, BOTTOM + 16), str(lines), anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text((RIGHT, BOTTOM + 36), "lines in a feed", anchor="end", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text((LEFT, BOTTOM + 36), "● packed   □ not packed", size_px=SMALL_PX, fill=QUIET_INK)


def _draw_chosen(canvas: Canvas, one: Shape) -> None:
    x, y = _at(one)
    colour, ink = (NOW, INK) if one.packed else (LIMIT, LIMIT_INK)
    canvas.line([(x, BOTTOM), (x, y)], stroke=colour, stroke_px=2, dash="solid" if one.packed else "dashed")
    if one.packed:
        canvas.circle((x, y), 8, fill=colour)
    else:
        canvas.rect(Box(x - 8, y - 8, x + 8, y + 8), fill=GROUND, stroke=colour, stroke_px=3, hatch="stripes")
    words = f"{one.cap} lines: {one.line_bytes:.1f} B each, {'packed' if one.packed else 'not packed'}"
    anchor: Anchor = "end" if x > (LEFT + RIGHT) / 2 else "start"
    beside = x - 14 if anchor == "end" else x + 14
    label_y = y - 22 if one.packed else TOP - 14  # above all other marks
    canvas.text((beside, label_y), words, anchor=anchor, bold=True, fill=ink, halo=True)


def _draw_machines(canvas: Canvas, choice: Choice) -> None:
    machines = choice.chosen.machines
    scale = (RIGHT - LEFT) / MOST_SHOWN
    limit_x = LEFT + MOST_MACHINES * scale
    sign = "✓" if choice.fits else "✗"
    canvas.text(
        (LEFT, BAR_TOP - 34),
        f"{sign} {machines:,} machines of 64 GB for 500 million feeds",
        bold=True,
        fill=INK if choice.fits else LIMIT_INK,
    )
    bar = Box(LEFT, BAR_TOP - BAR_PX / 2, LEFT + max(2.0, machines * scale), BAR_TOP + BAR_PX / 2)
    if choice.fits:
        canvas.rect(bar, fill=NOW)
    else:
        canvas.rect(bar, fill=GROUND, stroke=LIMIT, hatch="stripes")
    canvas.line([(limit_x, BAR_TOP - 20), (limit_x, BAR_TOP + 20)], stroke=LIMIT, stroke_px=2, dash="dashed")
    canvas.text((limit_x, BAR_TOP + 32), f"{MOST_MACHINES} machines", anchor="middle", size_px=SMALL_PX, fill=LIMIT_INK)


def _x(lines: float) -> float:
    return LEFT + (RIGHT - LEFT) * lines / MOST_LINES


def _y(line_bytes: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * line_bytes / MOST_LINE_BYTES


def _at(one: Shape) -> tuple[float, float]:
    return _x(one.cap), _y(one.line_bytes)
