"""The pictures of lesson 23a: who is shown wrongly over an evening, and how hard devices knock after a crash."""

from collections.abc import Mapping, Sequence

from course.systems.chat.evening import Sample
from course.systems.chat.reconnecting import Storm
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GROUND, LIMIT, LIMIT_INK, SERIES


def presence_errors(runs: Mapping[str, Sequence[Sample]], crash_minute: float = 25.0) -> Picture:
    """For each design: how many people are shown wrongly, hidden and ghosts together, minute by minute."""
    figure, plot = axes("minute of the evening", "people shown wrongly, of 100", height_px=340)
    found = []
    for series, (name, samples) in zip(SERIES, runs.items(), strict=False):
        wrong = [sample.hidden + sample.ghosts for sample in samples]
        plot.plot([sample.at_s / 60 for sample in samples], wrong, label=name, **series.as_line() | {"marker": ""})
        after = [f"{said} {count}" for said, count in _after(samples, 60 * crash_minute)]
        found.append(f"{name}: {min(wrong)} to {max(wrong)} people are shown wrongly; {', '.join(after)}.")
    plot.axvline(crash_minute, color=LIMIT, linewidth=1.2, linestyle=(0, (1, 2)))
    plot.text(crash_minute - 0.1, 99, "a gateway dies", color=LIMIT_INK, ha="right", va="top")
    plot.set_ylim(-2, 100)
    plot.legend(loc="upper left", ncols=2)
    return picture(figure, " ".join(found), "Two lines jump up in minute 25. How long does each of them stay up?")


def _after(samples: Sequence[Sample], crash_s: float) -> list[tuple[str, int]]:
    """How many are shown wrongly before the crash, at it, and then."""
    wrong = {sample.at_s - crash_s: sample.hidden + sample.ghosts for sample in samples}
    moments = ((-10, "10 s before the crash"), (0, "in its second"), (10, "10 s later"), (60, "after a minute"))
    return [(said, wrong[after_s]) for after_s, said in moments]


def knocks_chart(storms: Mapping[str, Storm], takes_per_s: float) -> Picture:
    """For each policy: how many devices knock, second by second, against what two gateways take."""
    figure, plot = axes("seconds after the crash", "knocks a second, in powers of ten", height_px=380)
    found = []
    for series, (name, storm) in zip(SERIES, storms.items(), strict=False):
        knocks = [max(count, 0.3) for count in storm.knocks]
        line = series.as_line() | {"marker": "", "linewidth": 1.6}
        plot.step(range(len(knocks)), knocks, where="post", label=name, **line)
        back = (
            f"not all are back after {len(knocks)} s"
            if storm.back_s is None
            else f"all are back after {storm.back_s:.0f} s"
        )
        falls, later = len(storm.falls) - 1, storm.knocks[20:30]
        between = f", {min(later):,} to {max(later):,} in seconds 20 to 29" if later else ""
        over = sum(count > takes_per_s for count in storm.knocks)
        last_s = max(second for second, count in enumerate(storm.knocks) if count)
        found.append(
            f"{name}: up to {storm.peak_per_s:,} knocks in a second{between}; over {takes_per_s:g} in {over} of "
            f"{len(knocks)} seconds, silent in {storm.knocks.count(0)}, the last knock in second {last_s}; "
            f"gateways die {falls} more times, {back}."
        )
    plot.axhline(takes_per_s, color=LIMIT, linewidth=1.2, linestyle=(0, (1, 2)))
    words = f"two gateways take {takes_per_s:g} a second"
    box = {"facecolor": GROUND, "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
    plot.text(178, takes_per_s / 1.3, words, color=LIMIT_INK, ha="right", va="top", bbox=box)
    plot.set_yscale("log")
    plot.set_ylim(1, 40_000)
    plot.set_xlim(0, 180)
    plot.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    plot.legend(loc="upper right", ncols=2)
    return picture(
        figure,
        " ".join(found),
        "Which line stays over the limit to the end, and which one hardly touches it? When does that one end?",
    )
