"""How large the shortener becomes, and which of its inputs decides whether a stranger can guess a link."""

from dataclasses import replace
from math import log10

from course.systems.url_shortener.estimate import LinkPlan
from course.units import si
from course.widgets.style import (
    GOOD,
    GOOD_WASH,
    GROUND,
    LIMIT,
    LIMIT_INK,
    NOW,
    QUIET_INK,
    RULE,
    SMALL_PX,
    TITLE_PX,
    WASH,
    text_width,
)
from course.widgets.svg import Box, Canvas
from course.widgets.view import Control, Explorer

MOST_HIT_SHARE = 0.01
LINKS_PER_DAY = (1e6, 2e6, 5e6, 10e6, 20e6, 50e6, 100e6, 200e6, 500e6, 1e9)
YEARS = (1, 2, 3, 5, 10, 20)
CODE_LENGTHS = (6, 7, 8, 9)

AXIS_LEFT, AXIS_RIGHT, SMALLEST_SHARE = 226.0, 632.0, 1e-8
FIRST_BAR_Y, BAR_APART_PX, BAR_PX = 170.0, 50.0, 22.0
AXIS_Y = FIRST_BAR_Y + 2.7 * BAR_APART_PX


def link_estimate() -> Explorer[LinkPlan]:
    """Choose links a day, years and code length; by code: ``link_estimate().set(code_length=8)``."""
    return Explorer(
        question="Which input decides how often a random guess hits a live link?",
        target="Target: fewer than 1 % of random guesses hit. The 100 million links a day and the 5 years stay.",
        simulate=LinkPlan,
        draw=draw,
        describe=describe,
        controls=[
            Control("links_per_day", "Links a day", LINKS_PER_DAY, start=100e6, show=in_words),
            Control("years", "Years kept", YEARS, start=5),
            Control("code_length", "Code length", CODE_LENGTHS, start=7),
        ],
    )


def in_words(number: float) -> str:
    """A large count as one says it: "182.5 billion"."""
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6)):
        if number >= size:
            return f"{number / size:.4g} {name}"
    return f"{number:,.0f}"


def hit_share_in_words(share: float) -> str:
    """The share of guesses that hit: as "1 in …", and as a percentage while that is easy to read."""
    if share == 1:
        return "every guess hits"
    odds = f"1 in {in_words(float(f'{1 / share:.2g}'))}"
    digits = 3 if 0.0095 < share < 0.0105 else 2  # never round to the limit itself
    return f"{odds} ({100 * share:.{digits}g} %)" if share >= 0.0001 else odds


def describe(plan: LinkPlan) -> str:
    """The load, the share of guesses that hit, and how much each input can change it."""
    kept = "kept" if plan.guess_hit_share < MOST_HIT_SHARE else "broken"
    out_of_codes = " There are more links than codes." if plan.links_kept > plan.codes else ""
    return (
        f"{in_words(plan.links_per_day)} links a day for {_years(plan.years)}: {plan.links_per_s:,.0f} new links/s, "
        f"{plan.redirects_per_s:,.0f} redirects/s, {in_words(plan.links_kept)} links kept, "
        f"{si(plan.storage_bytes, 'B')}.\n"
        f"Random guesses of {plan.code_length} characters: {hit_share_in_words(plan.guess_hit_share)}. "
        f"The limit of 1 % is {kept}.{out_of_codes}\n"
        f"Each slider, from end to end, changes this share by a factor of "
        f"{plan.alphabet ** (CODE_LENGTHS[-1] - CODE_LENGTHS[0]):,} (code length), "
        f"{LINKS_PER_DAY[-1] / LINKS_PER_DAY[0]:,.0f} (links a day), {YEARS[-1] / YEARS[0]:.0f} (years kept)."
    )


def draw(plan: LinkPlan) -> Canvas:
    """The load in four figures; below, how far each slider alone moves the share of guesses that hit."""
    canvas = Canvas(720, 388)
    _draw_figures(canvas, plan)
    canvas.text((20, 116), "Random guesses that hit a live link", size_px=TITLE_PX, bold=True)
    _draw_axis(canvas)
    alone = (
        ("Code length", f"{plan.code_length} characters", [replace(plan, code_length=n) for n in CODE_LENGTHS[::-1]]),
        ("Links a day", in_words(plan.links_per_day), [replace(plan, links_per_day=n) for n in LINKS_PER_DAY]),
        ("Years kept", _years(plan.years), [replace(plan, years=n) for n in YEARS]),
    )
    ends = ("9", "6"), ("1 million", "1 billion"), ("1", "20")
    for number, ((label, now, plans), (low_end, high_end)) in enumerate(zip(alone, ends, strict=True)):
        y = FIRST_BAR_Y + number * BAR_APART_PX
        low, high = plans[0].guess_hit_share, plans[-1].guess_hit_share
        canvas.text((20, y - 9), label, bold=True)
        canvas.text((20, y + 9), now, size_px=SMALL_PX, fill=QUIET_INK)
        _draw_bar(canvas, y, low, high)
        canvas.text((_x(low) - 11, y), low_end, anchor="end", size_px=SMALL_PX, halo=True)
        canvas.text((_x(high) + 11, y), high_end, size_px=SMALL_PX, halo=True)
    _draw_now(canvas, plan.guess_hit_share)
    return canvas


def _draw_figures(canvas: Canvas, plan: LinkPlan) -> None:
    figures = (
        ("New links", f"{plan.links_per_s:,.0f}/s"),
        ("Redirects", f"{plan.redirects_per_s:,.0f}/s"),
        ("Links kept", in_words(plan.links_kept)),
        ("Storage", si(plan.storage_bytes, "B")),
    )
    for number, (label, figure) in enumerate(figures):
        left = 20 + 172 * number
        canvas.rect(Box(left, 16, left + 164, 82), fill=WASH, radius_px=6)
        canvas.text((left + 12, 34), label, size_px=SMALL_PX, fill=QUIET_INK)
        canvas.text((left + 12, 60), figure, size_px=TITLE_PX, bold=True)


def _draw_axis(canvas: Canvas) -> None:
    canvas.line([(AXIS_LEFT, AXIS_Y), (AXIS_RIGHT, AXIS_Y)], stroke=QUIET_INK)
    for power, label in (
        (0, "all"),
        (-2, "1 in 100"),
        (-4, "1 in 10,000"),
        (-6, "1 in 1 million"),
        (-8, "1 in 100 million"),
    ):
        x = _x(10.0**power)
        canvas.line([(x, FIRST_BAR_Y - 22), (x, AXIS_Y + 5)], stroke=RULE, stroke_px=1)
        canvas.text((x, AXIS_Y + 17), label, anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)
    limit_x = _x(MOST_HIT_SHARE)
    canvas.line([(limit_x, FIRST_BAR_Y - 22), (limit_x, AXIS_Y)], stroke=LIMIT, stroke_px=2, dash="dashed")
    canvas.text((limit_x, FIRST_BAR_Y - 31), "limit: 1 %", anchor="middle", size_px=SMALL_PX, bold=True, fill=LIMIT_INK)


def _draw_bar(canvas: Canvas, y: float, low: float, high: float) -> None:
    """What one slider can do: plain where the limit is kept, striped where it is broken."""
    top, bottom, limit_x = y - BAR_PX / 2, y + BAR_PX / 2, _x(MOST_HIT_SHARE)
    if low < MOST_HIT_SHARE:
        canvas.rect(Box(_x(low), top, min(_x(high), limit_x), bottom), fill=GOOD_WASH, stroke=GOOD)
    if high > MOST_HIT_SHARE:
        canvas.rect(Box(max(_x(low), limit_x), top, _x(high), bottom), fill=GROUND, stroke=LIMIT, hatch="stripes")


def _draw_now(canvas: Canvas, share: float) -> None:
    x, label_y = _x(share), AXIS_Y + 44
    canvas.line([(x, FIRST_BAR_Y - 18), (x, AXIS_Y)], stroke=NOW, stroke_px=2.5)
    canvas.polygon([(x, AXIS_Y), (x - 6, AXIS_Y + 9), (x + 6, AXIS_Y + 9)], fill=NOW)
    for number in range(3):
        canvas.circle((x, FIRST_BAR_Y + number * BAR_APART_PX), 7, fill=NOW, stroke=GROUND)
    label = f"now: {hit_share_in_words(share)}"
    half_px = text_width(label, bold=True) / 2
    canvas.text((min(x, 706 - half_px), label_y), label, anchor="middle", bold=True, fill=NOW)


def _years(years: float) -> str:
    return f"{years:g} year{'' if years == 1 else 's'}"


def _x(share: float) -> float:
    """Where a share stands on the logarithmic axis."""
    part = 1 - log10(share) / log10(SMALLEST_SHARE)
    return AXIS_LEFT + part * (AXIS_RIGHT - AXIS_LEFT)
