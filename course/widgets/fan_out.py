"""Push, hybrid and pull side by side on the lesson's graph: copies written, waits of readers, the cost of a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from course.systems.news_feed.costs import THRESHOLDS, Load, cheapest, curve, simulate
from course.widgets.style import (
    GOOD,
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
    WASH,
)
from course.widgets.svg import Anchor, Box, Canvas, Hatch
from course.widgets.view import Control, Explorer

HERE_SHARE, HERE_READS = 0.06, 10  # the committed graph: celebrities write 5.7 % of all posts
SHARES = (0.02, HERE_SHARE, 0.1, 0.2, 0.5)
READS = (2, 5, HERE_READS, 20, 50, 100, 200, 500)
TEXTBOOK = 10_000
DESIGNS = ("push", "hybrid", "pull")

PLOT = Box(64, 66, 366, 372)
ROWS_X, ROWS_Y, ROW_PX, BARS_X, BAR_ROOM_PX = 404.0, 66.0, 92.0, 470.0, 104.0


@dataclass(frozen=True, slots=True)
class Compared:
    """Three designs on one day, and the whole curve of the hybrid."""

    threshold: int
    celebrity_share: float
    reads_per_post: float
    push: Load
    hybrid: Load
    pull: Load
    curve: tuple[Load, ...]

    @property
    def best(self) -> Load:
        """The hybrid at its cheapest threshold."""
        return cheapest(self.curve)

    @property
    def loads(self) -> tuple[Load, Load, Load]:
        """In the order in which they are drawn."""
        return self.push, self.hybrid, self.pull


@lru_cache(maxsize=len(SHARES) * len(READS))
def _days(celebrity_share: float, reads_per_post: float) -> tuple[Load, Load, tuple[Load, ...]]:
    """Push, pull and the hybrid at every threshold: moving the threshold then only picks one of them."""
    share = None if celebrity_share == HERE_SHARE else celebrity_share
    push, pull = (simulate(0, share, reads_per_post, design=design) for design in ("push", "pull"))
    return push, pull, curve(share, reads_per_post)


def simulate_designs(threshold: int, celebrity_share: float, reads_per_post: float) -> Compared:
    """One day of the lesson's graph under three designs: the arithmetic of ``costs``."""
    push, pull, loads = _days(celebrity_share, reads_per_post)
    return Compared(threshold, celebrity_share, reads_per_post, push, loads[THRESHOLDS.index(threshold)], pull, loads)


def fan_out() -> Explorer[Compared]:
    """Choose the threshold, who writes, and how much is read; by code: ``fan_out().set(threshold=200)``."""
    return Explorer(
        question=f"What would have to be true, so that {TEXTBOOK:,} is the right threshold here?",
        target=f"Target: {TEXTBOOK:,} is the cheapest threshold of all, and the hybrid stands on it.",
        simulate=simulate_designs,
        draw=draw,
        describe=describe,
        controls=[
            Control("threshold", "Threshold (followers)", THRESHOLDS, start=TEXTBOOK, show=lambda value: f"{value:,}"),
            Control(
                "celebrity_share",
                "Posts by celebrities",
                SHARES,
                start=HERE_SHARE,
                show=lambda value: f"{value:.0%}" + (", here" if value == HERE_SHARE else ""),
            ),
            Control(
                "reads_per_post",
                "Reads for each post",
                READS,
                start=HERE_READS,
                show=lambda value: f"{value}" + (", here" if value == HERE_READS else ""),
            ),
        ],
    )


def per_s(rate: float) -> str:
    """A rate in a few characters."""
    return f"{rate:.0f}" if rate >= 10 or rate == 0 else f"{rate:.1f}"


def ms(seconds: float) -> str:
    """Milliseconds."""
    return f"{1000 * seconds:.1f} ms"


def seconds(value: float) -> str:
    """Whole seconds."""
    return f"{value:.0f} s"


def usd(value: float) -> str:
    """Money with cents."""
    return f"{value:.2f} USD"


ROWS: tuple[tuple[str, Callable[[Load], float], Callable[[float], str]], ...] = (
    ("Copies written in a second", lambda load: load.deliveries_per_s, per_s),
    ("p99 of a read", lambda load: load.p99_s, ms),
    ("The latest post comes after", lambda load: load.worst_staleness_s, seconds),
    ("A day, for a million users", lambda load: load.usd_per_day, usd),
)


def describe(day: Compared) -> str:
    """The setting, the three designs, and where the cheapest threshold lies."""
    best, times = day.best, day.hybrid.usd_per_day / day.best.usd_per_day
    where = (
        "that is the cheapest threshold"
        if day.hybrid == best
        else f"the cheapest is {best.threshold:,} at {usd(best.usd_per_day)}; this is {times:.1f} times as dear"
    )
    who = f"celebrities write {day.celebrity_share:.0%} of the posts; {day.reads_per_post} reads for each post"
    lines = [f"Threshold {day.threshold:,}; {who}: {where}."]
    for name, load in zip(DESIGNS, day.loads, strict=True):
        told = ", ".join(f"{label.lower()}: {show(value(load))}" for label, value, show in ROWS)
        lines.append(f"{name.capitalize()}: {told}.")
    return "\n".join(lines)


def draw(day: Compared) -> Canvas:
    """The hybrid's curve on the left, four rows of three bars on the right."""
    canvas = Canvas(720, 448)
    canvas.text((24, 30), "A day's cost, by threshold", size_px=TITLE_PX, bold=True)
    canvas.text((ROWS_X, 30), "Three designs, the same day", size_px=TITLE_PX, bold=True)
    _draw_curve(canvas, day)
    for place, (label, value, show) in enumerate(ROWS):
        values = [value(load) for load in day.loads]
        _draw_row(canvas, label, values, [show(each) for each in values], ROWS_Y + place * ROW_PX)
    return canvas


def _draw_curve(canvas: Canvas, day: Compared) -> None:
    costs = [load.usd_per_day for load in (*day.curve, day.push, day.pull)]
    low, high = log10(min(costs) / 1.3), log10(max(costs) * 1.3)

    def y(cost: float) -> float:
        return PLOT.bottom - (log10(cost) - low) / (high - low) * (PLOT.bottom - PLOT.top)

    def x(threshold: float) -> float:
        return PLOT.left + (log10(threshold) - 1) / 3 * (PLOT.right - PLOT.left)

    canvas.rect(PLOT, stroke=RULE)
    for tick in (0.5, 1, 2, 5, 10, 20, 50, 100):
        if low < log10(tick) < high:
            canvas.line([(PLOT.left, y(tick)), (PLOT.right, y(tick))], stroke=RULE, stroke_px=1)
            canvas.text((PLOT.left - 8, y(tick)), f"{tick:g}", anchor="end", size_px=SMALL_PX)
    for tick in (10, 100, 1_000, 10_000):
        canvas.text((x(tick), PLOT.bottom + 16), f"{tick:,}", anchor="middle", size_px=SMALL_PX)
    canvas.text((PLOT.left - 40, PLOT.top - 14), "USD a day (log)", size_px=SMALL_PX, fill=QUIET_INK)
    middle_x = (PLOT.left + PLOT.right) / 2
    canvas.text((middle_x, PLOT.bottom + 36), "threshold: followers (log)", anchor="middle", size_px=SMALL_PX)
    for load, dash in ((day.push, "dashed"), (day.pull, "dotted")):
        canvas.line([(PLOT.left, y(load.usd_per_day)), (PLOT.right, y(load.usd_per_day))], stroke=MUTED, dash=dash)
    names = sorted([(y(day.push.usd_per_day), "push"), (y(day.pull.usd_per_day), "pull")])
    apart = max(0.0, 16 - (names[1][0] - names[0][0])) / 2
    for (at_y, name), shift in zip(names, (-apart, apart), strict=True):
        canvas.text((PLOT.right + 5, at_y + shift), name, size_px=SMALL_PX)
    canvas.line([(x(load.threshold), y(load.usd_per_day)) for load in day.curve], stroke=NOW, stroke_px=2.5)
    best, here = day.best, day.hybrid
    at = (x(best.threshold), y(best.usd_per_day))
    canvas.circle(at, 8, fill=GROUND, stroke=GOOD, stroke_px=3)
    anchor: Anchor = "end" if best.threshold >= 2_000 else "start"
    canvas.text(
        (at[0], at[1] + 19), f"cheapest: {best.threshold:,}", anchor=anchor, size_px=SMALL_PX, bold=True, halo=True
    )
    mark = (x(here.threshold), y(here.usd_per_day))
    canvas.rect(Box(mark[0] - 5, mark[1] - 5, mark[0] + 5, mark[1] + 5), fill=NOW, stroke=GROUND)
    if here != best:
        anchor = "end" if here.threshold >= 2_000 else "start"
        canvas.text((mark[0], mark[1] - 16), "you stand here", anchor=anchor, size_px=SMALL_PX, bold=True, halo=True)


def _draw_row(canvas: Canvas, label: str, values: Sequence[float], texts: Sequence[str], top: float) -> None:
    """Three bars, one a design: the hybrid is full, the others are hatched; the worst one is said in words."""
    canvas.text((ROWS_X, top), label, bold=True, size_px=SMALL_PX + 1)
    largest = max(values) or 1.0
    hatches: tuple[Hatch | None, ...] = ("stripes", None, "dots")
    for place, (name, value, text, hatch) in enumerate(zip(DESIGNS, values, texts, hatches, strict=True)):
        y = top + 20 + place * 20
        right = BARS_X + max(2.0, value / largest * BAR_ROOM_PX)
        bar = Box(BARS_X, y - 7, right, y + 7)
        worst = value > 0.999 * largest and min(values) < 0.9 * largest
        colour = LIMIT if worst else NOW if hatch is None else MUTED
        canvas.text((BARS_X - 8, y), name, anchor="end", size_px=SMALL_PX)
        canvas.rect(bar, fill=colour if hatch is None else WASH, stroke=colour, hatch=hatch)
        words = f"{text}, worst" if worst else text
        canvas.text((right + 8, y), words, size_px=SMALL_PX, bold=worst, fill=LIMIT_INK if worst else INK)
