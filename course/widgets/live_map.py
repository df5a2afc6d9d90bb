"""The pictures of lesson 25b: who is missing after a death, cells that a crowd has cut, and who talks to whom."""

from collections import Counter
from collections.abc import Mapping, Sequence

import networkx as nx

from course.parts.hash_ring import HashRing
from course.parts.quadtree import Point
from course.systems.nearby_drivers.live_faults import NODES
from course.systems.nearby_drivers.shards import Cell, Cutting
from course.systems.nearby_drivers.workload import gate
from course.widgets.architecture import architecture
from course.widgets.figure import Picture, axes, picture, svg_picture
from course.widgets.style import INK, LIMIT, LIMIT_INK, MUTED, QUIET_INK, SERIES, SMALL_PX, TITLE_PX, WASH
from course.widgets.svg import Box, Canvas

HALF_KM, PANEL_PX, GAP_PX = 0.5, 320.0, 24.0  # around the gate
PANEL_TOP_PX = 64.0


def missing_chart(runs: Mapping[str, Sequence[tuple[float, int]]]) -> Picture:
    """For each design: how many drivers nobody finds, second by second."""
    figure, plot = axes("seconds", "drivers whom nobody finds", height_px=300)
    found = []
    for series, (name, seen) in zip(SERIES, runs.items(), strict=False):
        line = series.as_line() | {"marker": ""}
        plot.step([at_s for at_s, _ in seen], [missing for _, missing in seen], where="post", label=name, **line)
        found.append(f"{name}: {_when_missing(seen)}.")
    plot.set_ylim(bottom=-4)
    plot.legend(loc="upper right")
    return picture(figure, " ".join(found), "Follow the solid line: where does it begin, and where does it end?")


def _when_missing(seen: Sequence[tuple[float, int]]) -> str:
    """From when until when drivers are missing; each number holds until the next one is told, as the line is drawn."""
    most = max(missing for _, missing in seen)
    if not most:
        return "nobody is missing"
    ends = [at_s for at_s, _ in seen[1:]] + [seen[-1][0]]
    blind = [(at_s, end_s) for (at_s, missing), end_s in zip(seen, ends, strict=True) if missing]
    return f"up to {most:,} are missing, from second {blind[0][0]:g} to {blind[-1][1]:g}"


def crowded_cells(places: Mapping[str, Point], cuttings: Mapping[str, Cutting]) -> Picture:
    """The cells around the stadium's gate, side by side; those of the busiest node are hatched."""
    canvas = Canvas(2 * PANEL_PX + 3 * GAP_PX, PANEL_TOP_PX + PANEL_PX + 44)
    ring, found = HashRing(NODES), []
    for number, (name, cutting) in enumerate(cuttings.items()):
        left = GAP_PX + number * (PANEL_PX + GAP_PX)
        panel = Box(left, PANEL_TOP_PX, left + PANEL_PX, PANEL_TOP_PX + PANEL_PX)
        crowds, load = Counter(cutting.cell(*place) for place in places.values()), Counter[str]()
        for cell, crowd in crowds.items():
            load[ring.owner(str(cell))] += crowd
        busiest, carried = load.most_common(1)[0]
        cells = {cell: box for cell in crowds if (box := _part(cutting, cell, panel))}
        canvas.rect(panel, fill=WASH)
        dots = [_at(place, panel) for place in places.values()]
        canvas.dots([(x, y) for x, y in dots if panel.holds(Box(x, y, x, y))], 0.7, fill=MUTED)
        canvas.boxes(list(cells.values()), stroke=INK)
        mine = [box for cell, box in cells.items() if ring.owner(str(cell)) == busiest]
        canvas.boxes(mine, fill="none", stroke=LIMIT, hatch="stripes")
        canvas.text((left, 26), name, size_px=TITLE_PX, bold=True)
        canvas.text((left, 48), f"busiest of eight nodes: {carried:,} drivers", fill=LIMIT_INK, size_px=SMALL_PX + 1)
        here = {ring.owner(str(cell)) for cell in cells}
        found.append(
            f"{name}: {len(cells)} cells around the gate, of {len(here)} nodes; the busiest of all eight has "
            f"{carried:,} of {len(places):,} drivers."
        )
    words = f"{2 * HALF_KM:g} km around the gate · hatched: cells of the busiest node · dots: drivers"
    canvas.text((GAP_PX, PANEL_TOP_PX + PANEL_PX + 26), words, fill=QUIET_INK, size_px=SMALL_PX)
    return svg_picture(canvas.svg(), " ".join(found), "Whose is the crowd on the left, and on the right?")


def _at(place: Point, panel: Box) -> Point:
    (x, y), (gate_x, gate_y), scale = place, gate(), PANEL_PX / (2 * HALF_KM)
    return panel.left + (x - gate_x + HALF_KM) * scale, panel.top + (gate_y + HALF_KM - y) * scale


def _part(cutting: Cutting, cell: Cell, panel: Box) -> Box | None:
    """What the panel shows of a cell; None where that is nothing."""
    _, column, row = cell
    side_km = cutting.side_of(cell)
    west, north = _at((column * side_km, (row + 1) * side_km), panel)
    east, south = _at(((column + 1) * side_km, row * side_km), panel)
    box = Box(max(west, panel.left), max(north, panel.top), min(east, panel.right), min(south, panel.bottom))
    return box if box.left < box.right and box.top < box.bottom else None


def live_architecture() -> Picture:
    """Who sends what to whom, and who watches."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("phones", kind="person", label="drivers'\nphones", layer=0)
    graph.add_node("riders", kind="person", label="riders'\nphones", layer=0)
    graph.add_node("router", kind="service", label="routers", note="know the cells", layer=1)
    graph.add_node("owner", kind="store", label="owner of\nthe cell", note="memory", layer=2)
    graph.add_node("copy", kind="store", label="second\nowner", note="memory", layer=2)
    graph.add_node("old", kind="store", label="old owner", note="drops", layer=2)
    graph.add_edge("phones", "router", label="place, number, last cell")
    graph.add_edge("riders", "router", label="look")
    graph.add_edge("router", "owner", label="ping, look")
    graph.add_edge("router", "copy", label="ping")
    graph.add_edge("router", "old", label="gone since ping 8", dash="dashed")
    return architecture(
        graph,
        alt="Phones send place, number and last cell to routers. A router checks the place and sends the ping to the "
        "owner of the cell and to a second owner. When a border was crossed it tells the old owner. Looks go to the "
        "owners of all cells that the circle touches.",
        caption="Every box may die: which arrow brings its knowledge back?",
    )
