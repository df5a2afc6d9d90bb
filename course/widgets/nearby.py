"""The pictures of lesson 25: rings around a rider, a circle in its box, and who calls whom."""

from collections.abc import Mapping
from math import dist

import networkx as nx

from course.parts.quadtree import Area, Point
from course.widgets.architecture import architecture
from course.widgets.figure import Picture, svg_picture
from course.widgets.style import GROUND, INK, LIMIT, LIMIT_INK, MUTED, NOW, QUIET_INK, SMALL_PX, TITLE_PX, WASH
from course.widgets.svg import Box, Canvas

CELL_PX, RINGS_TOP_PX = 62.0, 52.0


def rings() -> Picture:
    """A rider at the edge of their cell, a car in the same cell, and cells that nobody has looked into."""
    canvas = Canvas(560, RINGS_TOP_PX + 5 * CELL_PX + 30)
    canvas.text((24, 28), "Ring 0 has been searched", size_px=TITLE_PX, bold=True)
    left = 24.0
    for column in range(5):
        for row in range(5):
            ring = max(abs(column - 2), abs(row - 2))
            box = Box(
                left + column * CELL_PX,
                RINGS_TOP_PX + row * CELL_PX,
                left + (column + 1) * CELL_PX,
                RINGS_TOP_PX + (row + 1) * CELL_PX,
            )
            canvas.rect(box, fill=GROUND if ring == 0 else WASH, stroke=MUTED, stroke_px=1)
            if ring:
                canvas.text((box.right - 10, box.top + 12), str(ring), size_px=SMALL_PX, anchor="end", fill=QUIET_INK)
    own = Box(left + 2 * CELL_PX, RINGS_TOP_PX + 2 * CELL_PX, left + 3 * CELL_PX, RINGS_TOP_PX + 3 * CELL_PX)
    canvas.rect(own, stroke=NOW, stroke_px=3)
    middle_y = (own.top + own.bottom) / 2
    canvas.circle((own.left + 5, middle_y), 6, fill=LIMIT, stroke=GROUND)
    canvas.rect(Box(own.right - 14, middle_y - 5, own.right - 4, middle_y + 5), fill=INK)
    x = left + 5 * CELL_PX + 26
    for number, (words, colour) in enumerate(
        (
            ("disc: the rider", LIMIT_INK),
            ("square: a car, found", INK),
            ("numbers: the rings", QUIET_INK),
            ("grey: nobody has looked", QUIET_INK),
        )
    ):
        canvas.text((x, RINGS_TOP_PX + 60 + 28 * number), words, fill=colour)
    return svg_picture(
        canvas.svg(),
        "Five by five cells. The rider stands at the left edge of the cell in the middle, a car at its right edge. "
        "The 8 cells of ring 1 and the 16 of ring 2 have not been searched.",
        "May the search stop here?",
    )


def circle_in_box(places: Mapping[str, Point], centre: Point, radius_km: float) -> Picture:
    """Everybody in the box; who is outside the circle is drawn as a cross."""
    x, y = centre
    box = Area(x - radius_km, y - radius_km, x + radius_km, y + radius_km)
    here = [place for place in places.values() if box.holds(*place)]
    outside = [place for place in here if dist(place, centre) > radius_km]
    canvas, scale, left, top = Canvas(660, 400), 170 / radius_km, 24.0, 30.0

    def at(place: Point) -> Point:
        return left + (place[0] - box.west) * scale, top + (box.north - place[1]) * scale

    canvas.rect(Box(*at((box.west, box.north)), *at((box.east, box.south))), stroke=INK, stroke_px=2)
    canvas.circle(at(centre), radius_km * scale, fill=WASH, stroke=NOW, stroke_px=2)
    canvas.dots([at(place) for place in here if place not in outside], 1.8, fill=INK)
    for place in outside:
        px, py = at(place)
        canvas.pieces([((px - 3, py - 3), (px + 3, py + 3)), ((px - 3, py + 3), (px + 3, py - 3))], stroke=LIMIT)
    words = ((f"{len(here):,} in the box", INK), (f"crosses: {len(outside):,} outside the circle", LIMIT_INK))
    for number, (text, colour) in enumerate(words):
        canvas.text((left + 360, top + 150 + 28 * number), text, fill=colour, bold=True)
    return svg_picture(
        canvas.svg(),
        f"A circle of {radius_km:g} km in its box. Of {len(here):,} drivers in the box, {len(outside):,} stand in the "
        "four corners, outside the circle.",
        "A tree of boxes gives you the crosses too.",
    )


def service_architecture(leaf_changes_pct: float) -> Picture:
    """The boxes of the service, and how often each arrow is walked; ``leaf_changes_pct``: of 100 pings."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("drivers' phones", kind="person", label="drivers'\nphones", layer=0)
    graph.add_node("riders' phones", kind="person", label="riders'\nphones", layer=0)
    graph.add_node("location service", kind="service", label="location\nservice", layer=1)
    graph.add_node("leaf of each driver", kind="cache", label="leaf of\neach driver", note="dictionary", layer=2)
    graph.add_node("tree", kind="store", label="tree", note="in memory", layer=2)
    graph.add_node("drivers", kind="store", label="drivers", note="free? which kind?", layer=2)
    graph.add_edge("drivers' phones", "location service", label="100,000 pings/s")
    graph.add_edge("riders' phones", "location service", label="694 looks/s")
    graph.add_edge("location service", "leaf of each driver", label="every ping")
    graph.add_edge("location service", "tree", label=f"{leaf_changes_pct:.0f} pings in 100, every look")
    graph.add_edge("location service", "drivers", label="every look")
    return architecture(
        graph,
        alt="Drivers' phones send 100,000 pings a second to the location service, riders' phones 694 looks. Every ping "
        f"goes to the dictionary of leaves, and only about {leaf_changes_pct:.0f} in 100 go on into the tree. Every "
        "look asks the tree, and then who is free.",
        caption="The broad stream ends at the dictionary. Compare the numbers on the arrows.",
    )
