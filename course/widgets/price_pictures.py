"""The figures of lesson 26a: zones that were cut toward zero, and a price minute by minute under two rules."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import h3
from matplotlib.patches import Polygon, Rectangle

from course.simulation.city import City, load_city
from course.systems.ride_matching.surge import cell_of, often_seen_zone
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GROUND, INK, LIMIT, NOW, QUIET_INK, RULE, SERIES, SKY

WEST, EAST, SOUTH, NORTH = -0.054, 0.054, 55.496, 55.534
KM_PER_DEGREE = 111.195


def dear_zone(place: str = "old town") -> Picture:
    """Where riders pay the surge of one busy place: in its zone, cut toward zero, and in its H3 cell."""
    city = load_city()
    lon, lat = city.positions[city.place(place).junction]
    zone, cell = often_seen_zone(lat, lon), cell_of(lat, lon)
    figure, plot = axes("longitude (degrees)", "latitude (degrees)", height_px=470)
    _roads(plot, city)
    columns = sorted({math.floor(west / 1_000) for west in range(round(WEST * 1e5), round(EAST * 1e5))})
    for column in columns:
        plot.axvline(column / 100, color=QUIET_INK, linewidth=0.7, linestyle=":", zorder=1)
    for row in range(round(SOUTH * 100) - 1, round(NORTH * 100) + 2):
        plot.axhline(row / 100, color=QUIET_INK, linewidth=0.7, linestyle=":", zorder=1)
    corner, label = (-0.01, zone[0] / 100), f"zone {zone}, cut toward 0: {_km(0.02, lat):.2f} km wide"
    plot.add_patch(Rectangle(corner, 0.02, 0.01, facecolor=LIMIT, alpha=0.18, zorder=2))
    plot.add_patch(
        Rectangle(corner, 0.02, 0.01, fill=False, edgecolor=LIMIT, hatch="//", linewidth=2, zorder=2, label=label)
    )
    corners = [(east, north) for north, east in h3.cell_to_boundary(cell)]
    area = h3.cell_area(cell, unit="km^2")
    plot.add_patch(
        Polygon(
            corners,
            closed=True,
            facecolor="none",
            edgecolor=NOW,
            linewidth=3,
            zorder=3,
            label=f"its H3 cell: {area:.2f} km²",
        )
    )
    plot.axvline(0, color=INK, linewidth=1.6, linestyle="-", zorder=2, label="the line of longitude 0")
    plot.plot(lon, lat, color=INK, marker="*", markersize=16, linestyle="", label=place, zorder=4)
    plot.set_xlim(WEST, EAST)
    plot.set_ylim(SOUTH, NORTH)
    plot.set_aspect(1 / math.cos(math.radians(lat)), adjustable="box")
    plot.grid(visible=False)
    plot.legend(loc="upper left", facecolor=GROUND, framealpha=0.95, frameon=True, edgecolor=RULE)
    return picture(
        figure,
        f"The zone of the {place} lies on both sides of longitude 0 and is {_km(0.02, lat):.2f} km wide; every other "
        f"zone here is {_km(0.01, lat):.2f} km wide. Its H3 cell covers {area:.2f} km² around it.",
        "Dotted lines are hundredths of a degree. Count how many of their columns the hatched zone covers.",
    )


def prices_at(place: str, prices: Mapping[str, Sequence[int]], from_hour: int = 17) -> Picture:
    """What it cost at one place, minute by minute, in per cent of the plain price; one line for each rule."""
    figure, plot = axes("minutes since the evening began", "price, in % of the plain one")
    jumps = {}
    for (name, line), look in zip(prices.items(), (SERIES[1], SERIES[0]), strict=False):
        jumps[name] = max(abs(then - now) for now, then in pairwise(line))
        label = f"{name}: largest change in a minute {jumps[name]}"
        width = 1.2 if look.dash == "--" else 2.2
        plot.step(
            range(len(line)),
            line,
            where="post",
            color=look.colour,
            linestyle=look.dash,
            linewidth=width,
            marker="",
            label=label,
        )
    plot.set_ylim(0, 1.4 * max(max(line) for line in prices.values()))
    plot.legend(loc="upper left")
    found = "; ".join(f"{name}: highest {max(line)}, largest change {jumps[name]}" for name, line in prices.items())
    return picture(
        figure,
        f"Prices at the {place} from {from_hour}:00 on, in per cent. {found}.",
        "Each step is one minute. Compare how far the two lines go up, and how fast.",
    )


def _roads(plot: object, city: City) -> None:
    from matplotlib.collections import LineCollection

    ends = [(city.positions[road.start], city.positions[road.end]) for road in city.roads]
    seen = [both for both in ends if all(WEST < lon < EAST and SOUTH < lat < NORTH for lon, lat in both)]
    plot.add_collection(LineCollection(seen, colors=RULE, linewidths=0.8, zorder=0))  # type: ignore[attr-defined]
    plot.fill(*zip(*city.river, strict=True), color=SKY, alpha=0.45, zorder=0)  # type: ignore[attr-defined]


def _km(degrees_east: float, lat: float) -> float:
    return degrees_east * KM_PER_DEGREE * math.cos(math.radians(lat))
