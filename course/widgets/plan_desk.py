"""A plan on the desk, whose every sum is right; one test after another looks for the slip."""

from course.estimates.desk_plans import NO_TEST, PLANS, Desk, PlanLook, look_at
from course.estimates.formula import evaluate
from course.estimates.slips import TESTS
from course.units import si
from course.widgets.style import (
    COLUMN_PX,
    GOOD,
    GOOD_WASH,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    NOW,
    QUIET_INK,
    SMALL_PX,
    TEXT_PX,
    TITLE_PX,
    WASH,
    text_width,
)
from course.widgets.svg import Box, Canvas
from course.widgets.view import Control, Explorer

FIRST_LINE_Y, LINE_APART_PX, ROW_PX = 78.0, 36.0, 30.0
HAPPENED_TOP, LOOK_TOP = 214.0, 292.0
BAR_LEFT, BAR_RIGHT, SHORTEST_BAR_PX = 140.0, 400.0, 2.0
SAME_WITHIN = 0.005


def plan_desk() -> Explorer[Desk]:
    """Choose a plan and a test; by code: ``plan_desk().set(plan="chat servers", test="one request")``."""
    return Explorer(
        question="Every sum in these four plans is right, and each of them failed. Which test finds the slip?",
        target="Target: one plan hides its slip from three of the four tests. Show it, with the test that finds it.",
        simulate=look_at,
        draw=draw,
        describe=describe,
        controls=[
            Control("plan", "Plan", [plan.name for plan in PLANS], start=PLANS[0].name),
            Control("test", "Test", (NO_TEST, *TESTS), start=NO_TEST),
        ],
    )


def describe(desk: Desk) -> str:
    """The lines, what the test found, and what happened: once the slip is found."""
    lines = " ".join(
        f"{number}: {line.words} = {line.written} {line.unit}." for number, line in enumerate(desk.plan.lines, start=1)
    )
    words = f"Plan: {desk.plan.name}. {lines} All sums are right.\n"
    if desk.look is None:
        return f"{words}No test was tried yet."
    needed, found = (amount(formula, desk.look.unit) for formula in (desk.look.planned, desk.look.found))
    where = " Nothing found."
    if desk.catches:
        where = f" The slip is in line {desk.look.line}.\nWhat happened: {desk.plan.happened}"
    return (
        f"{words}Test: {desk.test}, line {desk.look.line}. {desk.look.asks} The plan needs {needed}; it is {found}: "
        f"{apart(desk.look)}.{where}"
    )


def amount(formula: str, unit: str) -> str:
    """A figure as an engineer says it."""
    value = evaluate(formula)
    return si(value, unit.removesuffix("s") if value == 1 else unit)


def apart(look: PlanLook) -> str:
    """How far the two figures lie from each other."""
    small, large = sorted((evaluate(look.planned), evaluate(look.found)))
    if large <= (1 + SAME_WITHIN) * small:
        return "the same"
    if small == 0:
        return "far apart"
    return f"a factor of {large / small:,.0f}" if large / small >= 100 else f"a factor of {large / small:.3g}"


def draw(desk: Desk) -> Canvas:
    """The chain of lines; below, the two figures of the test as bars; once the slip is found, what happened."""
    canvas = Canvas(COLUMN_PX, 396)
    canvas.text((20, 32), f"Plan: {desk.plan.name}", size_px=TITLE_PX, bold=True)
    canvas.text((700, 32), "checked with a calculator", size_px=SMALL_PX, anchor="end", fill=QUIET_INK)
    for number, line in enumerate(desk.plan.lines, start=1):
        y = FIRST_LINE_Y + (number - 1) * LINE_APART_PX
        if desk.look is not None and number == desk.look.line:
            _draw_finger(canvas, y, found=desk.catches)
        canvas.text((30, y), f"{number}", bold=True, fill=QUIET_INK)
        canvas.text((52, y), line.words)
        canvas.text((622, y), f"= {line.written} {line.unit}", anchor="end", bold=True)
        canvas.text((694, y), "sum ✓", size_px=SMALL_PX, anchor="end", fill=QUIET_INK)
    canvas.rect(Box(20, HAPPENED_TOP, 700, HAPPENED_TOP + 62), fill=WASH, radius_px=6)
    canvas.text((32, HAPPENED_TOP + 17), "What happened", size_px=SMALL_PX, fill=QUIET_INK)
    if desk.catches:
        size_px = TEXT_PX if text_width(desk.plan.happened, bold=True) <= 656 else 13
        canvas.text((32, HAPPENED_TOP + 42), desk.plan.happened, size_px=size_px, bold=True)
    else:
        canvas.text((32, HAPPENED_TOP + 42), "You read it when a test has found the slip.", fill=QUIET_INK)
    if desk.look is None:
        canvas.text((20, LOOK_TOP + 20), "Test: none yet. Move the second slider.", fill=QUIET_INK)
    else:
        _draw_look(canvas, desk, desk.look)
    return canvas


def _draw_finger(canvas: Canvas, y: float, *, found: bool) -> None:
    """Mark the line that the test looked at: striped at its left edge where it found the slip."""
    box = Box(20, y - ROW_PX / 2, 700, y + ROW_PX / 2)
    canvas.rect(box, fill=GROUND if found else GOOD_WASH, stroke=LIMIT if found else GOOD, radius_px=4)
    if found:
        canvas.rect(Box(20, box.top, 28, box.bottom), stroke=LIMIT, hatch="stripes")


def _draw_look(canvas: Canvas, desk: Desk, look: PlanLook) -> None:
    canvas.text((20, LOOK_TOP + 8), f"Test: {desk.test}, line {look.line}.", bold=True)
    left = 20 + text_width(f"Test: {desk.test}, line {look.line}.", bold=True) + 8
    canvas.text((left, LOOK_TOP + 8), look.asks)
    values = evaluate(look.planned), evaluate(look.found)
    for place, (label, formula, value) in enumerate(
        zip(("the plan needs", "it is"), (look.planned, look.found), values, strict=True)
    ):
        y = LOOK_TOP + 38 + place * 28
        width_px = max(SHORTEST_BAR_PX, (BAR_RIGHT - BAR_LEFT) * value / max(values))
        bar = Box(BAR_LEFT, y - 9, BAR_LEFT + width_px, y + 9)
        canvas.text((BAR_LEFT - 10, y), label, anchor="end")
        if place == 0:
            canvas.rect(bar, fill=NOW)
        elif desk.catches:
            canvas.rect(bar, fill=GROUND, stroke=LIMIT, hatch="stripes")
        else:
            canvas.rect(bar, fill=GOOD_WASH, stroke=GOOD)
        canvas.text((BAR_LEFT + width_px + 10, y), amount(formula, look.unit), bold=True)
    verdict = "far apart" if desk.catches else "nothing found"
    factor = apart(look)
    canvas.text((700, LOOK_TOP + 38), verdict, anchor="end", bold=True, fill=LIMIT_INK if desk.catches else INK)
    if factor != verdict:
        canvas.text((700, LOOK_TOP + 66), factor, anchor="end", fill=QUIET_INK)
