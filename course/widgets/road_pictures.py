"""The figures of lesson 26b: where two searches looked, the states of a trip, and who owns which fact."""

import math

import networkx as nx
from matplotlib.collections import LineCollection

from course.parts.quickest_way import Way
from course.simulation.city import City
from course.systems.ride_matching.trips import FINAL, STEPS
from course.widgets.architecture import Kind, architecture
from course.widgets.figure import Picture, axes, picture
from course.widgets.style import INK, LIMIT, NOW, ORANGE, RULE, SKY


def searched_map(city: City, around: Way[int], ahead: Way[int]) -> Picture:
    """The junctions that two searches followed on one ride: one in all directions, one with a guess of what is left."""
    figure, plot = axes("longitude (degrees)", "latitude (degrees)", height_px=520)
    roads = [(city.positions[road.start], city.positions[road.end]) for road in city.roads]
    plot.add_collection(LineCollection(roads, colors=RULE, linewidths=0.6, zorder=0))
    plot.fill(*zip(*city.river, strict=True), color=SKY, alpha=0.45, zorder=0)
    both = set(ahead.settled)
    only = [junction for junction in around.settled if junction not in both]
    groups = (
        (only, ORANGE, "x", f"only in all directions: {len(only)}"),
        (ahead.settled, NOW, "o", f"with a guess of what is left: {len(ahead.settled)}"),
    )
    for junctions, colour, marker, label in groups:
        lons, lats = zip(*(city.positions[junction] for junction in junctions), strict=True)
        plot.plot(lons, lats, color=colour, marker=marker, markersize=4, linestyle="", label=label, zorder=1)
    lons, lats = zip(*(city.positions[junction] for junction in ahead.path), strict=True)
    plot.plot(lons, lats, color=INK, marker="", linestyle="-", linewidth=2.5, label="the quickest way", zorder=2)
    for junction, marker, label in ((ahead.path[0], "s", "start"), (ahead.path[-1], "*", "end")):
        plot.plot(
            *city.positions[junction], color=LIMIT, marker=marker, markersize=10, linestyle="", label=label, zorder=3
        )
    plot.set_aspect(1 / math.cos(math.radians(lats[0])), adjustable="datalim")
    plot.grid(visible=False)
    plot.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, markerscale=0.8)
    return picture(
        figure,
        f"A search in all directions followed {len(around.settled)} junctions of {len(city.positions)}. With a guess "
        f"of what is left it followed {len(ahead.settled)}, of which {_behind(city, ahead)} lie behind the start, and "
        "found the same way.",
        "Discs: followed by the search that guesses. Crosses: followed only by the one that does not.",
    )


def _behind(city: City, way: Way[int]) -> int:
    """How many junctions were followed on the far side of the start, as seen from the end."""
    start, end = (city.positions[way.path[side]] for side in (0, -1))
    wide = math.cos(math.radians(start[1]))
    ahead = ((end[0] - start[0]) * wide * wide, end[1] - start[1])
    return sum(
        (lon - start[0]) * ahead[0] + (lat - start[1]) * ahead[1] < 0
        for lon, lat in (city.positions[junction] for junction in way.settled)
    )


def trip_machine() -> Picture:
    """The states of a trip, and each step that is allowed, from the table itself."""
    columns = {"searching": 0, "no_drivers": 0, "matched": 1, "cancelled": 1, "arrived": 2}
    graph: nx.DiGraph[str] = nx.DiGraph()
    for (before, event), after in STEPS.items():
        for state in (before, after):
            kind: Kind = "store" if state in FINAL else "service"
            graph.add_node(state, kind=kind, layer=columns.get(state, 3))
        known = graph.get_edge_data(before, after, default={}).get("label")
        graph.add_edge(before, after, label=f"{known}, {event}" if known else event)
    steps = ". ".join(f"{before}: {event} leads to {after}" for (before, event), after in STEPS.items())
    return architecture(
        graph,
        f"{len(STEPS)} steps are allowed. {steps}.",
        "Boxes are states, arrows are events. Whatever has no arrow is refused. Boxes with a double line are ends.",
    )


def trip_services() -> Picture:
    """Who owns which fact, and who asks whom."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    nodes: tuple[tuple[str, str, str, Kind, int], ...] = (
        ("rider", "rider's\napp", "", "person", 0),
        ("driver", "driver's\napp", "", "person", 0),
        ("gateway", "gateway", "who speaks", "service", 1),
        ("trip", "trip", "what was said", "store", 2),
        ("location", "location", "where, what kind", "store", 2),
        ("payment", "payment", "what was paid", "store", 3),
        ("rating", "rating", "how it was", "store", 3),
        ("price", "pricing,\nsurge", "what it costs", "store", 3),
        ("matching", "matching", "whom to offer", "store", 3),
        ("eta", "ETA", "roads, traffic", "service", 2),
    )
    for name, label, note, kind, layer in nodes:
        graph.add_node(name, label=label, kind=kind, layer=layer, **({"note": note} if note else {}))
    graph.add_edge("rider", "gateway", label="ask")
    graph.add_edge("driver", "gateway", label="yes")
    graph.add_edge("gateway", "trip", label="message")
    graph.add_edge("gateway", "location", label="I am here")
    graph.add_edge("trip", "matching", label="who is free?")
    graph.add_edge("location", "matching", label="near cars")
    graph.add_edge("matching", "eta", label="first?")
    graph.add_edge("trip", "price", label="quote")
    graph.add_edge("trip", "payment", label="completed", dash="dashed")
    graph.add_edge("payment", "trip", label="pay", dash="dashed")
    graph.add_edge("trip", "rating", label="completed", dash="dashed")
    return architecture(
        graph,
        "Two apps talk to a gateway, which passes messages to the trip and positions to location. Matching takes cars "
        "from location and asks ETA who is first. Payment and rating hear of completed trips; payment tells the trip "
        "“pay”.",
        "Under each name: the fact that it alone decides. Dashed: a message that may come late, and twice. "
        "Surge: higher prices where cars are few.",
    )
