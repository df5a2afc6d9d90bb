"""Lesson 20's figures: the birthday curve, the hit-ratio curve, the flow of a million redirects, the architecture."""

from collections.abc import Sequence
from statistics import median

import networkx as nx

from course.parts.birthday import collision_probability, median_first_collision
from course.widgets.architecture import architecture
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import INK, LIMIT, MUTED, NOW, SERIES


def collision_curve(stops: Sequence[int], space: int) -> Picture:
    """In which share of the runs had two links met, against theory. ``stops``: links until the first collision."""
    ordered = sorted(stops)
    figure, plot = axes("links shortened (thousands)", "runs with a collision (%)")
    shares = [100 * (number + 1) / len(ordered) for number in range(len(ordered))]
    plot.step(
        [stop / 1_000 for stop in ordered], shares, where="post", color=NOW, marker="", label=f"{len(ordered)} runs"
    )
    reach = range(0, ordered[-1] + 1, max(1, ordered[-1] // 200))
    theory = [100 * collision_probability(links, space) for links in reach]
    plot.plot(
        [links / 1_000 for links in reach], theory, color=LIMIT, linestyle="--", marker="", label="birthday bound"
    )
    half = median_first_collision(space)
    plot.axvline(half / 1_000, color=MUTED, linestyle=":", marker="")
    plot.annotate(f"half of the runs: {half:,.0f}", (half / 1_000, 4), xytext=(6, 0), textcoords="offset points")
    plot.set_ylim(0, 100)
    plot.set_xlim(left=0)
    plot.legend(loc="lower right")
    return picture(
        figure,
        f"In half of {len(ordered)} runs two links shared a code before {median(ordered):,.0f} links; the earliest at "
        f"{ordered[0]:,}, the latest at {ordered[-1]:,}. "
        f"The runs follow the birthday bound, whose median is {half:,.0f}.",
        "Each step of the blue line is one run that met its first collision. The dashed line is theory.",
    )


def hit_curve(points: Sequence[tuple[float, float]]) -> Picture:
    """Hit ratio by size of the cache; ``points``: (share of the links that fit, share of the redirects answered)."""
    figure, plot = axes("links that fit into the cache (%, log scale)", "redirects answered by the cache (%)")
    plot.semilogx([100 * size for size, _ in points], [100 * ratio for _, ratio in points], **SERIES[0].as_line())
    for size, ratio in points:
        plot.annotate(
            f"{100 * size:g} % → {100 * ratio:.1f} %",
            (100 * size, 100 * ratio),
            xytext=(8, -14),
            textcoords="offset points",
        )
    plot.set_ylim(0, 100)
    plot.set_xlim(100 * points[0][0] / 1.6, 100 * points[-1][0] * 2.4)
    plot.set_xticks([100 * size for size, _ in points], [f"{100 * size:g}" for size, _ in points])
    plot.minorticks_off()
    found = "; ".join(f"{size:.1%} of the links: {ratio:.1%}" for size, ratio in points)
    return picture(
        figure,
        f"The hit ratio rises by about the same step each time the cache grows threefold. {found}.",
        "Each point is a new cache that saw the same redirects in the same order.",
    )


def flow(counts: dict[str, int]) -> Picture:
    """Where the redirects of one day-in-small ended; ``counts``: tier → redirects that it answered, or lines noted."""
    total = max(counts.values())
    figure, plot = axes("redirects (thousands)", "", height_px=70 + 46 * len(counts))
    for place, count in enumerate(counts.values()):
        plot.barh(place, count / 1_000, height=0.6, **SERIES[place % len(SERIES)].as_bar())
        plot.annotate(
            f"{count:,} = {count / total:.1%}",
            (count / 1_000, place),
            xytext=(6, -4),
            textcoords="offset points",
            color=INK,
        )
    plot.set_yticks(range(len(counts)), list(counts))
    plot.invert_yaxis()
    plot.grid(axis="y", visible=False)
    plot.set_xlim(0, total / 1_000 * 1.25)
    shares = "; ".join(f"{tier}: {count:,} ({count / total:.1%})" for tier, count in counts.items())
    return picture(figure, f"Of {total:,} redirects: {shares}.", "The same redirects, followed from tier to tier.")


def shortener_architecture() -> Picture:
    """The boxes of the shortener and who calls whom."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    kinds = {
        "browser": "person",
        "cache (Redis)": "cache",
        "table (DuckDB)": "store",
        "counter": "store",
        "click log": "queue",
    }
    for name, kind in kinds.items():
        graph.add_node(name, kind=kind)
    graph.add_edge("browser", "load balancer", label="GET /code")
    graph.add_edge("load balancer", "API server")
    graph.add_edge("API server", "cache (Redis)", label="1 look up")
    graph.add_edge("API server", "table (DuckDB)", label="2 miss")
    graph.add_edge("API server", "counter", label="number")
    graph.add_edge("API server", "click log", label="3 click")
    return architecture(
        graph,
        alt="A browser reaches an API server through a load balancer. The server asks the cache first and the table "
        "only on a miss, takes numbers for new links from a counter, and appends clicks to a log after it answered.",
        caption="Only arrow 1 is walked by every redirect. The servers keep nothing, so any of them can answer.",
    )
