"""The figure of lesson 23c: what the first digits of time UUIDs do while the time goes on."""

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from course.systems.chat.message_ids import LOW_TICKS, TICKS_PER_S
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GROUND, INK, LIMIT, MUTED, NOW

HOUR_TICKS = 3_600 * TICKS_PER_S


def first_digits(day: Sequence[UUID]) -> Picture:
    """The first hour of a day's ids: each message as a dot, at the height of its first eight digits."""
    start = day[0].time
    hour = [each for each in day if each.time - start <= HOUR_TICKS]
    minutes = [(each.time - start) / TICKS_PER_S / 60 for each in hour]
    heights = [each.time % LOW_TICKS for each in hour]
    figure, plot = axes("minutes after the day's first message", "the first eight digits, as text", height_px=300)
    ends = [start, *range(-(-start // LOW_TICKS) * LOW_TICKS, start + HOUR_TICKS, LOW_TICKS), start + HOUR_TICKS]
    for begin, end in pairwise(ends):
        span = [(tick - start) / TICKS_PER_S / 60 for tick in (begin, end)]
        plot.plot(span, [begin % LOW_TICKS, (end - 1) % LOW_TICKS], color=MUTED, marker="", linestyle="-")
    plot.plot(minutes, heights, color=NOW, marker="o", linestyle="", markersize=7)
    first = next(place for place, (this, then) in enumerate(pairwise(heights)) if this > then)
    for place, offset in ((first, (8, 6)), (first + 1, (8, -14))):
        plot.plot(minutes[place], heights[place], color=LIMIT, marker="s", linestyle="", markersize=9)
        plot.annotate(
            f"{str(hour[place])[:8]} …",
            (minutes[place], heights[place]),
            xytext=offset,
            textcoords="offset points",
            color=INK,
            bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 1},
        )
    plot.set_ylim(-0.12 * LOW_TICKS, 1.15 * LOW_TICKS)
    plot.set_yticks([0, LOW_TICKS // 2, LOW_TICKS - 1], ["00000000", "80000000", "ffffffff"])
    turns = len(ends) - 2
    return picture(
        figure,
        f"In an hour the first eight digits rise to ffffffff and begin again at 00000000 {turns} times. Of two "
        f"messages in a row, the earlier has {str(hour[first])[:8]}, the later only {str(hour[first + 1])[:8]}.",
        "Each dot is a message. Compare the two squares: which is older, and which has the larger text?",
    )
