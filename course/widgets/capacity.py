"""Lesson 01's figures: a day that is busy on average only, a range of outcomes, and what moves a bill."""

from collections.abc import Sequence
from math import log10

from course.estimates.quantity import Quantity
from course.estimates.uncertainty import Bar, Spread
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import LIMIT, LIMIT_INK, MUTED, NOW, SERIES

HOURS = 24


def day_of_waiting(
    arrivals_s: Sequence[float], waits_s: Sequence[float], capacity_per_s: float, begins_at_hour: int
) -> Picture:
    """Requests that come in each hour of a day, what the machines can do, and the longest wait of each hour."""
    per_hour, longest_h = [0] * HOURS, [0.0] * HOURS
    for arrival_s, wait_s in zip(arrivals_s, waits_s, strict=True):
        hour = min(HOURS - 1, int(arrival_s // 3600))
        per_hour[hour] += 1
        longest_h[hour] = max(longest_h[hour], wait_s / 3600)
    figure, plot = axes("hour of the day", "requests a second", height_px=360)
    places = range(HOURS)
    plot.bar(places, [count / 3600 for count in per_hour], width=0.9, label="that come", **SERIES[0].as_bar())
    plot.axhline(capacity_per_s, color=LIMIT, linestyle="--", marker="", label="that the machines can do")
    plot.set_xticks(
        [*range(0, HOURS, 4), HOURS], [f"{(begins_at_hour + n) % HOURS}:00" for n in range(0, HOURS + 1, 4)]
    )
    beside = plot.twinx()
    beside.plot(places, longest_h, color=LIMIT_INK, marker="s", linestyle="-", label="longest wait (right)")
    beside.set_ylabel("longest wait (hours)")
    beside.grid(visible=False)
    beside.set_ylim(0, max(longest_h) * 1.35 or 1)
    plot.set_ylim(0, max(per_hour) / 3600 * 1.35)
    lines = [handle for part in (plot, beside) for handle in part.get_legend_handles_labels()[0]]
    plot.legend(lines, [line.get_label() for line in lines], loc="upper left")
    worst = max(places, key=lambda hour: longest_h[hour])
    busiest = max(places, key=lambda hour: per_hour[hour])
    clock = [f"{(begins_at_hour + hour) % HOURS}:00" for hour in (busiest, worst)]
    return picture(
        figure,
        f"Most requests come in the hour from {clock[0]}, {per_hour[busiest] / 3600:.1f} a second, where the machines "
        f"can do {capacity_per_s:.1f}. The longest wait, {longest_h[worst]:.1f} hours, is met in the hour from "
        f"{clock[1]}.",
        "Bars above the dashed line are work that is put off. The squares say for how long.",
    )


def outcomes(result: Spread, guess: float, unit: str) -> Picture:
    """How often each size came out, on a logarithmic scale; ``guess`` is the single number that one would have said."""
    values = [value.value if isinstance(value, Quantity) else value for value in result.results]
    low, middle, high = values[len(values) // 20], values[len(values) // 2], values[-(len(values) // 20)]
    figure, plot = axes(f"{unit} (log scale)", "runs", height_px=300)
    edges = [10 ** (log10(values[0]) + step * (log10(values[-1]) - log10(values[0])) / 40) for step in range(41)]
    plot.hist(values, bins=edges, **SERIES[0].as_bar())
    plot.set_xscale("log")
    plot.axvline(guess, color=LIMIT, linestyle="--", marker="", label=f"one number: {guess:,.0f}")
    plot.axvspan(low, high, color=MUTED, alpha=0.25, label=f"90 % of the runs: {low:,.0f} to {high:,.0f}")
    plot.legend(loc="upper left")
    return picture(
        figure,
        f"Of {len(values):,} runs, 90 % end between {low:,.0f} and {high:,.0f} {unit}; the middle is {middle:,.0f}, "
        f"the single number was {guess:,.0f}.",
        "Each run draws every input from its range. The grey band holds nine runs of ten.",
    )


def tornado_bars(bars: Sequence[Bar], unit: str) -> Picture:
    """How far each input moves the result, the widest on top."""
    figure, plot = axes(f"{unit} (log scale)", "", height_px=90 + 40 * len(bars))
    for place, bar in enumerate(bars):
        low, high = sorted(end.value if isinstance(end, Quantity) else float(end) for end in (bar.at_low, bar.at_high))
        style = SERIES[0 if place == 0 else 1].as_bar()
        plot.barh(place, high - low, left=low, height=0.6, **style)
        plot.annotate(
            f"x {_factor(bar)}",
            (high, place),
            xytext=(6, -4),
            textcoords="offset points",
            color=NOW if place == 0 else None,
        )
    plot.set_xscale("log")
    plot.set_yticks(range(len(bars)), [bar.name.replace("_", " ") for bar in bars])
    plot.invert_yaxis()
    plot.grid(axis="y", visible=False)
    left, right = plot.get_xlim()
    plot.set_xlim(left, right * (right / left) ** 0.12)
    said = "; ".join(f"{bar.name.replace('_', ' ')}: {_factor(bar)}" for bar in bars)
    return picture(
        figure,
        f"From one end of its range to the other, each input moves the result by a factor of: {said}.",
        "One input moves at a time; all others stand in the middle of their ranges.",
    )


def _factor(bar: Bar) -> str:
    return f"{bar.factor:.3g}" if bar.factor > 1.1 else f"{bar.factor:.4g}"
