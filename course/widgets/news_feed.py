"""Lesson 22's figures: the cost of a day by threshold, here and at scale; deliveries on one axis; the two pipelines."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import networkx as nx

from course.systems.news_feed.costs import Load, cheapest
from course.units import si
from course.widgets.architecture import architecture
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GOOD, LIMIT, MUTED, NOW, QUIET_INK, SERIES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TEXTBOOK = 10_000


def cost_curve(loads: Sequence[Load], push: Load, pull: Load) -> Picture:
    """What a day costs as the threshold moves, with the two arms that make the U, and pure push and pull beside it."""
    best, textbook = cheapest(loads), next(load for load in loads if load.threshold == TEXTBOOK)
    figure, plot = axes("threshold: pulled from so many followers on (log scale)", "USD a day, for a million users")
    thresholds = [load.threshold for load in loads]
    parts = {
        "all": [load.usd_per_day for load in loads],
        "memory": [load.memory_usd_per_day for load in loads],
        "work": [load.work_usd_per_day for load in loads],
    }
    for series, (name, values) in zip(SERIES, parts.items(), strict=False):
        plot.semilogx(thresholds, values, label=name, **series.as_line())
    for load, name, x in ((push, "push", thresholds[0]), (pull, "pull", 700)):
        plot.axhline(load.usd_per_day, color=MUTED, linestyle=":", marker="")
        plot.annotate(
            f"pure {name}: {load.usd_per_day:.2f}",
            (x, load.usd_per_day),
            xytext=(0, 4),
            textcoords="offset points",
            color=QUIET_INK,
        )
    _mark(plot, best, f"cheapest: {best.threshold:,}", GOOD, (-14, -62))
    _mark(plot, textbook, "the textbook's 10,000", LIMIT, (-150, -16))
    plot.set_ylim(bottom=-1.2)  # room for a label below
    plot.set_yticks(range(int(max(parts["all"])) + 2))
    plot.legend(loc="center left")
    return picture(
        figure,
        f"A U: the day is cheapest at {best.threshold:,} followers, {best.usd_per_day:.2f} USD. At {TEXTBOOK:,} it "
        f"costs {textbook.usd_per_day:.2f}, as much as pure push. Memory rises with the threshold, work falls.",
        "Left of the bottom readers ask too many lists; right of it too many copies are kept.",
    )


def _mark(plot: "Axes", load: Load, words: str, colour: str, offset: tuple[float, float]) -> None:
    plot.plot([load.threshold], [load.usd_per_day], color=colour, marker="D", markersize=9, linestyle="")
    plot.annotate(
        words,
        (load.threshold, load.usd_per_day),
        xytext=offset,
        textcoords="offset points",
        fontweight="bold",
        arrowprops={"arrowstyle": "-", "color": QUIET_INK},
    )


def scaled_curves(curves: Mapping[str, Sequence[Load]]) -> Picture:
    """The same curve for half a billion users; ``curves``: what is assumed of an entry → the loads."""
    figure, plot = axes("threshold: followers (log scale)", "USD a day, for a million users")
    found = []
    for series, (name, loads) in zip(SERIES, curves.items(), strict=False):
        best = cheapest(loads)
        plot.semilogx(
            [load.threshold for load in loads], [load.usd_per_day for load in loads], label=name, **series.as_line()
        )
        plot.plot([best.threshold], [best.usd_per_day], color=GOOD, marker="D", markersize=10, linestyle="")
        textbook = next(load for load in loads if load.threshold == TEXTBOOK)
        found.append(
            f"With {name}, the bottom lies at {best.threshold:,.0f} followers ({best.usd_per_day:.2f} USD); "
            f"at {TEXTBOOK:,} a day costs {textbook.usd_per_day:.2f}"
        )
    plot.axvline(TEXTBOOK, color=LIMIT, linestyle="--", marker="")
    plot.annotate("the textbook's 10,000", (TEXTBOOK, 0.6), xytext=(6, 0), textcoords="offset points")
    plot.set_ylim(0, 1.3 * max(load.usd_per_day for loads in curves.values() for load in loads))
    plot.legend(loc="upper right")
    return picture(
        figure,
        f"{'. '.join(found)}.",
        "Diamonds are the bottoms. Both curves are computed, from what was measured here.",
    )


def deliveries_axis(rates: Mapping[str, float], ours: Sequence[str]) -> Picture:
    """Deliveries a second on one axis; ``rates``: who says so → copies a second; ``ours`` are full marks."""
    ordered = sorted(rates.items(), key=lambda pair: pair[1])
    figure, plot = axes("copies written in a second (log scale)", "", height_px=90 + 34 * len(ordered))
    for place, (name, rate) in enumerate(ordered):
        mine = name in ours
        plot.semilogx(
            [rate], [place], color=NOW if mine else LIMIT, marker="o" if mine else "D", markersize=9, linestyle=""
        )
        plot.annotate(si(rate, ""), (rate, place), xytext=(10, -4), textcoords="offset points")
    plot.set_yticks(range(len(ordered)), [f"{name}{' (ours)' if name in ours else ''}" for name, _ in ordered])
    plot.set_xlim(ordered[0][1] / 2, ordered[-1][1] * 4)
    plot.set_ylim(-0.6, len(ordered) - 0.4)
    told = "; ".join(f"{name}: {si(rate, '')}" for name, rate in ordered)
    return picture(figure, f"Copies a second, from low to high: {told}.", "Discs are ours, diamonds were published.")


def feed_architecture() -> Picture:
    """The two pipelines: how a post is written, and how a page is read."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    nodes = {
        "author": ("person", 0),
        "reader": ("person", 0),
        "post API": ("service", 1),
        "page API": ("service", 1),
        "posts\n(DuckDB)": ("store", 2),
        "post cache\n(Redis)": ("cache", 2),
        "stream\n(Redis)": ("queue", 2),
        "worker": ("service", 3),
        "authors' lists\n(Redis)": ("cache", 3),
        "feeds\n(Redis)": ("cache", 4),
    }
    for name, (kind, layer) in nodes.items():
        graph.add_node(name, kind=kind, layer=layer)
    graph.add_edge("author", "post API")
    graph.add_edge("post API", "posts\n(DuckDB)", label="1")
    graph.add_edge("post API", "authors' lists\n(Redis)", label="2")
    graph.add_edge("post API", "stream\n(Redis)", label="3")
    graph.add_edge("stream\n(Redis)", "worker", dash="dashed")
    graph.add_edge("worker", "feeds\n(Redis)", label="later", dash="dashed")
    graph.add_edge("reader", "page API")
    graph.add_edge("page API", "feeds\n(Redis)", label="a")
    graph.add_edge("page API", "authors' lists\n(Redis)", label="b")
    graph.add_edge("page API", "post cache\n(Redis)", label="c")
    graph.add_edge("post cache\n(Redis)", "posts\n(DuckDB)", label="d")
    return architecture(
        graph,
        alt="Two pipelines. Writing: the post API stores the post, adds its id to the author's list, and puts an "
        "event into a stream; a worker copies the id into the followers' feeds later. Reading: the page API asks the "
        "reader's own feed and the lists of pulled authors, then the post cache, which asks the table for the rest.",
        caption="Writing is 1, 2, 3, and the dashed arrows later. Reading is a, b, c, and d for what c lacks.",
    )
