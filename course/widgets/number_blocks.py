"""Numbers by the block: how large, and when to ask for the next one, so that a cut of the line is not noticed?"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from course.systems.url_shortener.designs import CODES
from course.systems.url_shortener.estimate import LinkPlan
from course.units import DAYS_PER_YEAR
from course.widgets.link_estimate import in_words
from course.widgets.style import GROUND, LIMIT, LIMIT_INK, MUTED, NOW, QUIET_INK, RULE, SMALL_PX, TITLE_PX, WASH
from course.widgets.svg import Box, Canvas
from course.widgets.view import Control, Explorer

SERVERS = 20
CUT_S = 3_600
CUT_FROM_S = 3_600
WATCHED_S = 10_800
MOST_WASTE = 0.01
YEARS = 5
BLOCKS = (1, 100, 1_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 10_000_000)
ASK_AT_PERCENT = (0, 25, 50, 75)
LINKS_PER_S = round(LinkPlan().links_per_s / SERVERS)  # one server's share

LEFT, RIGHT, TOP, BOTTOM = 96.0, 690.0, 128.0, 316.0
TICK_S = 10  # between two points of the line


@dataclass(frozen=True)
class Hours:
    """Three hours of one server. In the second one the line to the counter is cut, at the worst moment."""

    block: int
    ask_at_percent: int

    @property
    def ask_at(self) -> float:
        """The server asks for the next block when no more than so many numbers are left."""
        return float(self.block * self.ask_at_percent / 100)

    @property
    def left(self) -> tuple[float, ...]:
        """Numbers in hand after each ten seconds. The cut begins when the next block is just about to be asked for."""
        return self._played[0]

    @property
    def refused(self) -> int:
        """Links that could not be made because no number was left."""
        return self._played[1]

    @property
    def trips_per_s(self) -> float:
        """Round trips to the counter, of all servers together, in an average second."""
        return LinkPlan().links_per_s / self.block

    @property
    def lost_in_a_crash(self) -> int:
        """The most that one server can have in hand when it falls over."""
        return round(self.block + self.ask_at)

    @property
    def waste(self) -> float:
        """The share of all codes that crashes lose in five years: each server once a day, in the worst moment."""
        return float(self.lost_in_a_crash * SERVERS * DAYS_PER_YEAR * YEARS / CODES)

    @property
    def holds(self) -> bool:
        """No link refused, under 1 % of the codes wasted."""
        return self.refused == 0 and self.waste < MOST_WASTE

    @cached_property
    def _played(self) -> tuple[tuple[float, ...], int]:
        wanted = LINKS_PER_S * TICK_S
        in_hand = self.ask_at + (LINKS_PER_S * CUT_FROM_S) % self.block
        series, refused = [], 0
        for tick in range(WATCHED_S // TICK_S):
            if not in_cut(tick):
                short = wanted - (in_hand - self.ask_at)
                in_hand += max(0, ceil(short / self.block)) * self.block
            made = min(wanted, int(in_hand))
            refused += wanted - made
            in_hand -= made
            series.append(in_hand)
        return tuple(series), refused


def in_cut(tick: int) -> bool:
    """Is the line cut in these ten seconds?"""
    return CUT_FROM_S <= tick * TICK_S < CUT_FROM_S + CUT_S


def number_blocks() -> Explorer[Hours]:
    """Choose the block and the moment to ask; by code: ``number_blocks().set(block=10_000, ask_at_percent=25)``."""
    return Explorer(
        question="The line to the counter is cut for an hour, at the worst moment. Who notices?",
        target="Target: no link refused, and under 1 % of the codes wasted in five years.",
        simulate=Hours,
        draw=draw,
        describe=describe,
        controls=[
            Control("block", "Numbers in a block", BLOCKS, start=1_000, show="{:,}".format),
            Control("ask_at_percent", "Ask for the next at", ASK_AT_PERCENT, start=0, show=in_hand_words),
        ],
    )


def in_hand_words(percent: int) -> str:
    """When the next block is asked for."""
    return f"{percent} % left" if percent else "none left"


def describe(hours: Hours) -> str:
    """What the cut did, and what the block costs."""
    return (
        f"Blocks of {hours.block:,}, the next one asked for with {in_hand_words(hours.ask_at_percent)}. "
        f"Round trips of all servers together: {trips_words(hours)}.\n"
        f"In that hour this server needs {LINKS_PER_S * CUT_S:,} numbers. "
        f"When the line is cut it has {hours.ask_at:,.0f}. "
        f"{f'{hours.refused:,} links are refused.' if hours.refused else 'No link is refused.'}\n"
        f"A crash loses up to {in_words(hours.lost_in_a_crash)} numbers. "
        f"Suppose one a day on each of {SERVERS} servers: "
        f"that wastes {waste_words(hours)} of all codes in {YEARS} years."
    )


def trips_words(hours: Hours) -> str:
    """How often the counter is asked: so many a second, or one in so many seconds."""
    if hours.trips_per_s >= 1:
        return f"{hours.trips_per_s:,.4g} a second"
    return f"one in {float(f'{1 / hours.trips_per_s:.3g}'):,g} s"


def waste_words(hours: Hours) -> str:
    """The share of wasted codes, never rounded to the limit."""
    percent = 100 * hours.waste
    return "under 0.01 %" if percent < 0.01 else f"{percent:.2g} %"


def draw(hours: Hours) -> Canvas:
    """Three figures; below, the numbers in hand through the hours, and the cut."""
    canvas = Canvas(720, 382)
    _draw_figures(canvas, hours)
    highest = max(hours.block + hours.ask_at, 1.15 * LINKS_PER_S * CUT_S)
    _draw_cut(canvas)
    _draw_axes(canvas, highest)
    need_y = _y(LINKS_PER_S * CUT_S, highest)
    canvas.line([(LEFT, need_y), (RIGHT, need_y)], stroke=LIMIT, stroke_px=2, dash="dashed")
    key = canvas.text(
        (RIGHT, TOP - 28),
        f"needed to bridge the cut: {LINKS_PER_S * CUT_S:,}",
        anchor="end",
        size_px=SMALL_PX,
        bold=True,
        fill=LIMIT_INK,
    )
    canvas.line([(key.left - 44, TOP - 28), (key.left - 8, TOP - 28)], stroke=LIMIT, stroke_px=2, dash="dashed")
    points = [(_x((tick + 1) * TICK_S), _y(left, highest)) for tick, left in enumerate(hours.left)]
    canvas.line(points, stroke=NOW, stroke_px=2)
    dry = [tick * TICK_S for tick, left in enumerate(hours.left) if left < 1 and in_cut(tick)]
    if hours.refused and dry:
        canvas.line([(_x(dry[0]), BOTTOM), (_x(dry[-1] + TICK_S), BOTTOM)], stroke=LIMIT, stroke_px=7)
        middle = (_x(dry[0]) + _x(dry[-1])) / 2
        canvas.text(
            (middle, BOTTOM - 16), "✗ dry", anchor="middle", size_px=SMALL_PX, bold=True, fill=LIMIT_INK, halo=True
        )
    return canvas


def _draw_figures(canvas: Canvas, hours: Hours) -> None:
    figures = (
        ("Links refused in the cut", f"{hours.refused:,}", hours.refused == 0),
        ("Round trips, all servers", trips_words(hours), None),
        ("Codes wasted in 5 years", waste_words(hours), hours.waste < MOST_WASTE),
    )
    for number, (label, figure, kept) in enumerate(figures):
        left = 20 + 230 * number
        canvas.rect(Box(left, 16, left + 220, 82), fill=WASH, radius_px=6)
        canvas.text((left + 12, 34), label, size_px=SMALL_PX, fill=QUIET_INK)
        sign = "" if kept is None else " ✓" if kept else " ✗"
        canvas.text(
            (left + 12, 60), figure + sign, size_px=TITLE_PX, bold=True, fill=LIMIT_INK if kept is False else NOW
        )


def _draw_cut(canvas: Canvas) -> None:
    box = Box(_x(CUT_FROM_S), TOP, _x(CUT_FROM_S + CUT_S), BOTTOM)
    canvas.rect(box, fill=GROUND, stroke=MUTED, hatch="stripes")
    canvas.text(((box.left + box.right) / 2, TOP - 12), "line cut", anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)


def _draw_axes(canvas: Canvas, highest: float) -> None:
    canvas.text((20, TOP - 28), "numbers in hand", size_px=SMALL_PX, fill=QUIET_INK)
    for share in (0, 0.5, 1):
        y = _y(share * highest, highest)
        canvas.line([(LEFT, y), (RIGHT, y)], stroke=RULE, stroke_px=1)
        canvas.text((LEFT - 10, y), short(share * highest), anchor="end", size_px=SMALL_PX, fill=QUIET_INK)
    for minute in range(0, 181, 30):
        canvas.text((_x(60 * minute), BOTTOM + 20), str(minute), anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)
    canvas.text(((LEFT + RIGHT) / 2, BOTTOM + 44), "minutes", anchor="middle", size_px=SMALL_PX, fill=QUIET_INK)


def short(number: float) -> str:
    """A tick's number in a few characters."""
    return f"{number / 1e6:.3g} M" if number >= 1e6 else f"{number / 1e3:.3g} k" if number >= 1_000 else f"{number:.3g}"


def _x(second: float) -> float:
    return LEFT + second / WATCHED_S * (RIGHT - LEFT)


def _y(numbers: float, highest: float) -> float:
    return BOTTOM - numbers / highest * (BOTTOM - TOP)
