"""Lesson 20a's pictures: what an id of time is made of, and how often two data centres gave one code."""

from collections import Counter
from collections.abc import Sequence

from course.widgets.figure import Picture, axes, picture, svg_picture
from course.widgets.style import GROUND, INK, LIMIT, SERIES, SMALL_PX, WASH
from course.widgets.svg import Box, Canvas


def id_layout() -> Picture:
    """The 63 bits of an id: time, machine, count."""
    canvas = Canvas(720, 132)
    fields = (("time", "milliseconds since 2021", 41), ("machine", "0 to 1,023", 10), ("count", "0 to 4,095", 12))
    widths = (340.0, 158.0, 158.0)
    left = 32.0
    for (name, meaning, bits), width in zip(fields, widths, strict=True):
        box = Box(left, 44, left + width, 100)
        middle = left + width / 2
        canvas.rect(box, fill=WASH, stroke=INK)
        canvas.text((middle, 62), name, anchor="middle", bold=True)
        canvas.text((middle, 84), meaning, anchor="middle", size_px=SMALL_PX)
        canvas.text((middle, 26), f"{bits} bits", anchor="middle", size_px=SMALL_PX)
        left += width
    canvas.text((360, 118), "one number of 63 bits", anchor="middle", size_px=SMALL_PX)
    return svg_picture(
        canvas.svg(),
        "An id is one number: 41 bits of milliseconds since 2021, then 10 bits of machine, then 12 bits of count.",
        "The time stands in front, so later ids are larger. The count begins at 0 in each new millisecond.",
    )


def doubles_chart(doubles: Sequence[int], links: float, space: float) -> Picture:
    """How many cut hours had 0, 1, 2 … codes given twice; ``links``: made on each side, out of ``space`` codes."""
    hours = Counter(doubles)
    most = max(hours)
    mean = links * links / space
    figure, plot = axes("codes given twice in one hour", "hours", height_px=280)
    plot.bar(range(most + 1), [hours[number] for number in range(most + 1)], width=0.6, **SERIES[0].as_bar())
    for number in range(most + 1):
        plot.annotate(
            str(hours[number]), (number, hours[number]), xytext=(0, 4), textcoords="offset points", ha="center"
        )
    plot.axvline(mean, color=LIMIT, linestyle="--", marker="")
    plot.annotate(f" estimate {mean:.2f}", (mean, 1.07 * max(hours.values())), color=INK, backgroundcolor=GROUND)
    plot.set_ylim(0, 1.15 * max(hours.values()))
    plot.set_xticks(range(most + 1))
    plot.grid(axis="x", visible=False)
    found = ", ".join(f"{hours[number]} had {number}" for number in range(most + 1))
    return picture(
        figure,
        f"Of {len(doubles)} hours, {found}. On average {sum(doubles) / len(doubles):.2f}, estimated {mean:.2f}.",
        "Each bar counts hours. The dashed line is the estimate: pairs of links divided by codes. To be quick, we "
        "drew a hundredth of the links from a ten-thousandth of the codes: as many pairs for each code.",
    )
