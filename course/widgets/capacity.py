"""Lesson 01's figures: a day that is busy on average only, a range of outcomes, and what moves a bill."""

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from course.estimates.quantity import Quantity
from course.estimates.uncertainty import Bar, Spread
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import INK, LIMIT, LIMIT_INK, MUTED, NOW, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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
    bars = [count / 3600 for count in per_hour]
    plot.bar(places, bars, width=0.9, align="edge", label="requests that come", **SERIES[0].as_bar())
    plot.axhline(capacity_per_s, color=LIMIT, linestyle="--", marker="", label="requests that the machines can do")
    plot.set_xticks(
        [*range(0, HOURS, 4), HOURS], [f"{(begins_at_hour + n) % HOURS}:00" for n in range(0, HOURS + 1, 4)]
    )
    beside = plot.twinx()
    beside.spines[["top", "left"]].set_visible(False)
    beside.plot(
        [place + 0.45 for place in places],
        longest_h,
        color=LIMIT_INK,
        marker="s",
        linestyle="-",
        label="longest wait (right)",
    )
    beside.set_ylabel("longest wait (hours)")
    beside.grid(visible=False)
    beside.set_ylim(0, max(longest_h) * 1.35 or 1)
    plot.set_ylim(0, max(per_hour) / 3600 * 1.35)
    lines = [handle for part in (plot, beside) for handle in part.get_legend_handles_labels()[0]]
    plot.legend(lines, [str(line.get_label()) for line in lines], loc="upper left", frameon=False)
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
    plot.axvline(middle, color=INK, linestyle=":", marker="", label=f"the middle: {middle:,.0f}")
    plot.axvspan(low, high, color=MUTED, alpha=0.25, label=f"90 % of the runs: {low:,.0f} to {high:,.0f}")
    plot.set_ylim(top=plot.get_ylim()[1] * 1.5)
    plot.legend(loc="upper left", frameon=False)
    _plain_ticks(plot, values[0], values[-1])
    return picture(
        figure,
        f"Of {len(values):,} runs, 90 % end between {low:,.0f} and {high:,.0f} {unit}; the middle is {middle:,.0f}, "
        f"the single number was {guess:,.0f}.",
        "Each run draws every input from its range. The grey band holds nine runs of ten.",
    )


def tornado_bars(bars: Sequence[Bar], unit: str) -> Picture:
    """How far each input moves the result, the widest on top."""
    figure, plot = axes(f"{unit} (log scale)", "", height_px=90 + 40 * len(bars))
    ends = [
        sorted(end.value if isinstance(end, Quantity) else end for end in (bar.at_low, bar.at_high)) for bar in bars
    ]
    least, most = min(low for low, _ in ends), max(high for _, high in ends)
    for place, (bar, (low, high)) in enumerate(zip(bars, ends, strict=True)):
        style = SERIES[0 if place == 0 else 1].as_bar()
        plot.barh(place, high - low, left=low, height=0.6, **style)
        plot.plot([low, low], [place - 0.3, place + 0.3], color=NOW, marker="", linestyle="-", linewidth=1.5)
        plot.plot([high, high], [place - 0.3, place + 0.3], color=NOW, marker="", linestyle="-", linewidth=1.5)
        plot.annotate(f"x {_factor(bar)}", (high, place), xytext=(6, -4), textcoords="offset points", color=INK)
    plot.set_xscale("log")
    plot.set_xlim(least / 1.15, most * (most / least) ** 0.25)
    _plain_ticks(plot, least / 1.15, most * 1.5)
    plot.set_yticks(range(len(bars)), [bar.name.replace("_", " ") for bar in bars])
    plot.invert_yaxis()
    plot.grid(axis="y", visible=False)
    said = "; ".join(f"{bar.name.replace('_', ' ')}: {_factor(bar)}" for bar in bars)
    return picture(
        figure,
        f"From one end of its range to the other, each input moves the result by a factor of: {said}.",
        "One input moves at a time; all others stand in the middle of their ranges.",
    )


def _plain_ticks(plot: "Axes", least: float, most: float) -> None:
    """1, 10, 100 instead of powers; 2 and 5 between them where the scale is short."""
    digits = (1, 2, 5) if most / least < 100 else (1,)
    ticks = [digit * 10.0**power for power in range(floor(log10(least)), ceil(log10(most)) + 1) for digit in digits]
    shown = [tick for tick in ticks if least <= tick <= most]
    plot.set_xticks(shown, [f"{tick:,.10g}" for tick in shown])
    plot.minorticks_off()


def _factor(bar: Bar) -> str:
    return f"{bar.factor:.3g}" if bar.factor > 1.1 else f"{bar.factor:.4g}"
