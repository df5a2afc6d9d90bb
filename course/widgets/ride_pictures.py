"""The figures of lesson 26: a river between a rider and the nearest car, and how the parts stand together."""

import math
from collections.abc import Sequence

import networkx as nx
from matplotlib.collections import LineCollection

from course.systems.ride_matching.eta import TravelTimes, air_m
from course.widgets.architecture import architecture
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import GROUND, INK, LIMIT, MUTED, NOW, QUIET_INK, RULE, SKY

MARGIN_DEGREES = 0.004


def river_map(times: TravelTimes, rider: int, cars: Sequence[int], at_s: float) -> Picture:
    """The rider, the car that is nearest by air, the one that arrives first, and the ways of both."""
    city = times.city
    by_air = min(cars, key=lambda car: air_m(city, car, rider))
    first = min(cars, key=lambda car: times.free_s[car, rider])
    ways = [city.positions[junction] for car in (by_air, first) for junction in times.path(car, rider)]
    lons, lats = zip(*ways, strict=True)
    west, east = min(lons) - 2 * MARGIN_DEGREES, max(lons) + 2 * MARGIN_DEGREES
    south, north = min(lats) - MARGIN_DEGREES, max(lats) + 4 * MARGIN_DEGREES
    figure, plot = axes("longitude (degrees)", "latitude (degrees)", height_px=420)
    for bridges, colour, width in ((False, RULE, 0.8), (True, QUIET_INK, 3.0)):
        roads = [road for road in city.roads if (road.kind == "bridge") is bridges]
        ends = [(city.positions[road.start], city.positions[road.end]) for road in roads]
        seen = [both for both in ends if any(west < lon < east and south < lat < north for lon, lat in both)]
        plot.add_collection(LineCollection(seen, colors=colour, linewidths=width, zorder=1))
    plot.fill(*zip(*city.river, strict=True), color=SKY, alpha=0.45, zorder=0)
    legs = ((by_air, LIMIT, "--", "s", "nearest by air"), (first, NOW, "-", "^", "first to arrive"))
    for car, colour, dash, marker, words in legs:
        way = [city.positions[junction] for junction in times.path(car, rider)]
        minutes = times.seconds(car, rider, at_s) / 60
        label = f"{words}: {air_m(city, car, rider):.0f} m by air, {minutes:.1f} min by road"
        plot.plot(*zip(*way, strict=True), color=colour, linestyle=dash, marker="", linewidth=2.5, zorder=2)
        plot.plot(
            *city.positions[car], color=colour, marker=marker, markersize=11, linestyle=dash, label=label, zorder=3
        )
    plot.plot(*city.positions[rider], color=INK, marker="o", markersize=11, linestyle="", label="the rider", zorder=4)
    others = [city.positions[car] for car in cars if car not in {by_air, first}]
    plot.plot(
        *zip(*others, strict=True), color=MUTED, marker="s", markersize=6, linestyle="", label="other cars", zorder=3
    )
    plot.set_xlim(west, east)
    plot.set_ylim(south, north)
    plot.set_aspect(1 / math.cos(math.radians(lats[0])), adjustable="box")
    plot.grid(visible=False)
    plot.legend(loc="upper right", facecolor=GROUND, framealpha=0.9, frameon=True, edgecolor=RULE)
    there, here = (times.seconds(car, rider, at_s) / 60 for car in (by_air, first))
    return picture(
        figure,
        f"The car nearest by air is {air_m(city, by_air, rider):.0f} m away, across the river, and needs {there:.1f} "
        f"minutes over a bridge. Another car, {air_m(city, first, rider):.0f} m away, needs {here:.1f} minutes.",
        "The wide band is the river, short thick lines are bridges. Follow both ways to the rider.",
    )


def matching_architecture() -> Picture:
    """Who talks to whom."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("rider", label="rider's app", kind="person", layer=0)
    graph.add_node("dispatcher", label="dispatchers", note="may forget all", kind="service", layer=1)
    graph.add_node("board", label="drivers, trips", note="Redis", kind="store", layer=2)
    graph.add_node("times", label="driving times", note="found before", kind="cache", layer=2)
    graph.add_node("phone", label="driver's phone", kind="person", layer=0)
    graph.add_edge("rider", "dispatcher", label="request")
    graph.add_edge("dispatcher", "board", label="claim, confirm")
    graph.add_edge("dispatcher", "times", label="compare")
    graph.add_edge("dispatcher", "phone", label="offer, yours, gone", dash="dashed")
    graph.add_edge("phone", "dispatcher", label="yes, arrived")
    return architecture(
        graph,
        "Riders ask the dispatchers. They compare driving times, claim and confirm drivers in Redis, send offers to "
        "the phones, and hear yes from them.",
        "All dispatchers share one record of drivers and trips; the dashed arrow is a message to a phone.",
    )
