"""The query box of lesson 25, dragged over the city: which cells a search opens, and which it never touches."""

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from course.errors import CourseError
from course.parts.quadtree import Area, Look, Point, QuadTree
from course.simulation.city import load_city
from course.systems.nearby_drivers.workload import MAP_KM, Fleet, after_the_match, gate, on_the_map
from course.widgets.style import (
    GOOD,
    GOOD_WASH,
    GROUND,
    INK,
    LIMIT,
    LIMIT_INK,
    MUTED,
    QUIET_INK,
    SKY,
    SMALL_PX,
    WASH,
)
from course.widgets.svg import Box, Canvas
from course.widgets.view import Action, Control, Explorer, Hands, Parameters

DRIVERS, WAITING = 3_000, 900
CAPACITIES = (5, 10, 20, 50, 100, 200, 500)
SHOWN_KM = Area(-6.8, -5.7, 8.9, 5.2)
LEAST_KM, MOST_KM, STEP_KM = 0.2, 6.0, 0.2  # half the side of the box
PX_PER_KM = 43.0
LEFT_PX, TOP_PX = 24.0, 84.0
CORNER_PX = 14.0
MOST_STEPS, FEWEST_FOUND, MOST_FOUND = 300, 1_000, 2_900


@dataclass(frozen=True, slots=True)
class Search:
    """One search of the map, cell by cell."""

    x: float
    y: float
    half_km: float
    shape: str
    capacity: int
    match_over: bool
    looks: tuple[Look, ...]
    found: frozenset[int]

    @property
    def visited(self) -> int:
        """Cells that were opened, taken or tested."""
        return sum(look.verdict != "pruned" for look in self.looks)

    @property
    def pruned(self) -> int:
        """Cells that were left aside with all that is below them."""
        return len(self.looks) - self.visited

    @property
    def compared(self) -> int:
        """Drivers whose place was compared with the border of the search."""
        return sum(look.points for look in self.looks if look.verdict == "tested")

    @property
    def cost(self) -> int:
        """Steps: cells visited and places compared."""
        return self.visited + self.compared

    def areas(self, verdict: str) -> list[Area]:
        """The cells with which the search did that."""
        return [look.area for look in self.looks if look.verdict == verdict]


@cache
def places(match_over: bool) -> dict[int, Point]:
    """Where the drivers are: on an ordinary evening, or while the stadium lets out."""
    rng = random.Random(25)
    found = after_the_match(DRIVERS, WAITING, rng) if match_over else Fleet(DRIVERS, rng).places
    return dict(enumerate(found.values()))


@lru_cache(maxsize=32)
def tree(capacity: int, match_over: bool) -> QuadTree[int]:
    """The drivers in a tree with leaves of at most that many."""
    return QuadTree.build(places(match_over), MAP_KM, capacity)


def simulate(x: float, y: float, half_km: float, shape: str, capacity: int, match_over: bool) -> Search:
    """Search the box, or the circle in it.

    Raises:
        CourseError: the shape is neither.
    """
    if shape not in ("box", "circle"):
        raise CourseError(f"The shape is a box or a circle; you gave {shape!r}.")
    here = tree(capacity, match_over)
    if shape == "box":
        area = Area(x - half_km, y - half_km, x + half_km, y + half_km)
        looks, found = here.explain(area), here.in_area(area)
    else:
        looks, found = here.explain_circle(x, y, half_km), here.in_circle(x, y, half_km)
    return Search(x, y, half_km, shape, capacity, match_over, tuple(looks), frozenset(found))


def query_box() -> Explorer[Search]:
    """Drag the box; by code: ``query_box().set(x=0, y=0, half_km=1)``."""
    return Explorer(
        question="Does a larger box cost more?",
        target=(
            f"Target: find {FEWEST_FOUND:,} drivers or more, but not all: {MOST_FOUND:,} at most. Take at most "
            f"{MOST_STEPS} steps. A step is a cell visited or a place compared. Drag the box or its corner. "
            "Keys, on the map: arrows move, Shift + arrows resize."
        ),
        simulate=simulate,
        draw=draw,
        describe=describe,
        controls=[Control("capacity", "Drivers a leaf", CAPACITIES, start=50)],
        actions=[
            Action("Box / circle", lambda now: now | {"shape": "circle" if now["shape"] == "box" else "box"}),
            Action("The stadium lets out / is closed", lambda now: now | {"match_over": not now["match_over"]}),
        ],
        start={"x": 0.0, "y": 1.0, "half_km": 1.0, "shape": "box", "match_over": False},
        hands=Hands("A map with a query box. Arrow keys move it, Shift and arrow keys resize it.", drag, key),
    )


def drag(now: Parameters, start: Point, end: Point) -> Parameters:
    """A corner resizes, the inside moves; a press elsewhere brings the box there."""
    (from_x, from_y), (to_x, to_y) = _km(start), _km(end)
    across, up = abs(from_x - now["x"]), abs(from_y - now["y"])
    half_km, near_km = now["half_km"], CORNER_PX / PX_PER_KM
    if abs(across - half_km) < near_km and abs(up - half_km) < near_km:
        return _placed(now, half_km=max(abs(to_x - now["x"]), abs(to_y - now["y"])))
    if max(across, up) > half_km:
        return _placed(now, x=to_x, y=to_y)
    return _placed(now, x=now["x"] + to_x - from_x, y=now["y"] + to_y - from_y)


def key(now: Parameters, name: str) -> Parameters:
    """An arrow moves by 200 metres; with Shift the half side grows (up, right) or shrinks by as much."""
    direction = name.removeprefix("Shift+Arrow").removeprefix("Arrow")
    if name.startswith("Shift+"):
        return _placed(now, half_km=now["half_km"] + (STEP_KM if direction in ("Up", "Right") else -STEP_KM))
    east, north = {"Right": (1, 0), "Left": (-1, 0), "Up": (0, 1), "Down": (0, -1)}[direction]
    return _placed(now, x=now["x"] + east * STEP_KM, y=now["y"] + north * STEP_KM)


def _placed(now: Parameters, **changes: float) -> Parameters:
    """Round to ten metres, so that code can say the same; keep the middle on the map, and the size in its bounds."""
    bounds = {"x": SHOWN_KM[::2], "y": SHOWN_KM[1::2], "half_km": (LEAST_KM, MOST_KM)}
    held = {name: round(min(max(value, bounds[name][0]), bounds[name][1]), 2) for name, value in changes.items()}
    return now | held


def describe(search: Search) -> str:
    """What was found, and what it cost."""
    evening = "the stadium lets out" if search.match_over else "an ordinary evening"
    size = f"{2 * search.half_km:.1f} km wide"
    where = f"{search.shape.capitalize()} {size} around ({search.x:.2f}, {search.y:.2f}) km, {evening}, "
    return (
        f"{where}at most {search.capacity} drivers a leaf: {len(search.found):,} drivers found.\n"
        f"{search.visited} cells visited, {search.pruned} pruned, {len(search.areas('taken'))} taken whole. "
        f"{search.compared:,} places compared. {search.cost:,} steps together; without a tree {DRIVERS:,}."
    )


def draw(search: Search) -> Canvas:
    """The city with the cells of the search, the drivers, the box; above it what the search cost."""
    canvas = Canvas(720, TOP_PX + (SHOWN_KM.north - SHOWN_KM.south) * PX_PER_KM + 58)
    _draw_counters(canvas, search)
    _draw_cells(canvas, search)
    canvas.add(_ground(search.match_over))
    here = places(search.match_over)
    canvas.dots([_px(here[name]) for name in search.found], 1.6, fill=INK)
    _draw_query(canvas, search)
    _draw_legend(canvas)
    return canvas


def _draw_counters(canvas: Canvas, search: Search) -> None:
    for x, number, words, colour in (
        (24, len(search.found), "drivers found", INK),
        (160, search.visited, "cells visited", INK),
        (290, search.compared, "places compared", INK),
        (430, search.cost, "steps together", INK if search.cost <= MOST_STEPS else LIMIT_INK),
        (570, DRIVERS, "without a tree", QUIET_INK),
    ):
        canvas.text((x, 30), f"{number:,}", size_px=24, bold=True, fill=colour)
        canvas.text((x, 56), words, size_px=SMALL_PX, fill=QUIET_INK)


def _roads() -> dict[str, list[tuple[Point, Point]]]:
    city, found = load_city(), defaultdict(list)
    for road in city.roads:
        ends = city.positions[road.start], city.positions[road.end]
        found[road.kind].append((_px(on_the_map(ends[0])), _px(on_the_map(ends[1]))))
    return found


@cache
def _ground(match_over: bool) -> Canvas:
    """The city and all its drivers: what no search changes."""
    canvas, city = Canvas(0, 0), load_city()
    canvas.polygon([_px(on_the_map(place)) for place in city.border], stroke=MUTED)
    canvas.polygon([_px(on_the_map(place)) for place in city.river], fill="#dcecf7", stroke="none")
    roads = _roads()
    canvas.pieces([*roads["street"], *roads["lane"]], stroke="#dfe4e8", stroke_px=0.8)
    canvas.pieces([*roads["avenue"], *roads["bridge"], *roads["motorway"]], stroke="#c3cad1", stroke_px=1.6)
    canvas.dots([_px(place) for place in places(match_over).values()], 1.1, fill=MUTED)
    return canvas


def _draw_cells(canvas: Canvas, search: Search) -> None:
    shown = {verdict: [_box(area) for area in search.areas(verdict)] for verdict in ("pruned", "taken", "tested")}
    canvas.boxes(shown["pruned"], fill=WASH, stroke=MUTED, stroke_px=0.8)
    canvas.boxes(shown["taken"], fill=GOOD_WASH, stroke=GOOD, stroke_px=1)
    canvas.boxes(shown["tested"], stroke=SKY, stroke_px=1.2, hatch="stripes")


def _draw_query(canvas: Canvas, search: Search) -> None:
    half_px = search.half_km * PX_PER_KM
    x, y = _px((search.x, search.y))
    box = Box(x - half_px, y - half_px, x + half_px, y + half_px)
    if search.shape == "box":
        canvas.rect(box, stroke=LIMIT, stroke_px=3)
    else:
        canvas.rect(box, stroke=LIMIT, stroke_px=1, dash="dotted")
        canvas.circle((x, y), half_px, stroke=LIMIT, stroke_px=3)
    for corner_x, corner_y in (
        (box.left, box.top),
        (box.right, box.top),
        (box.left, box.bottom),
        (box.right, box.bottom),
    ):
        canvas.rect(Box(corner_x - 4, corner_y - 4, corner_x + 4, corner_y + 4), fill=GROUND, stroke=LIMIT, stroke_px=2)
    gate_x, gate_y = _px(gate())
    canvas.text((gate_x - 12, gate_y - 14), "stadium", size_px=SMALL_PX, anchor="end", halo=True)


def _draw_legend(canvas: Canvas) -> None:
    y = canvas.height_px - 26
    x = 24.0
    for words, draw_it in (
        ("pruned: not touched", partial(canvas.rect, fill=WASH, stroke=MUTED, stroke_px=1)),
        ("taken whole", partial(canvas.rect, fill=GOOD_WASH, stroke=GOOD, stroke_px=1.5)),
        ("crossed: each place compared", partial(canvas.rect, stroke=SKY, stroke_px=1.5, hatch="stripes")),
    ):
        draw_it(Box(x, y - 9, x + 24, y + 9))
        x = canvas.text((x + 32, y), words, size_px=SMALL_PX).right + 28
    canvas.line([(x, y), (x + PX_PER_KM, y)], stroke_px=3)
    canvas.text((x + PX_PER_KM + 8, y), "1 km", size_px=SMALL_PX)


def _px(place: Point) -> Point:
    return LEFT_PX + (place[0] - SHOWN_KM.west) * PX_PER_KM, TOP_PX + (SHOWN_KM.north - place[1]) * PX_PER_KM


def _km(at: Point) -> Point:
    return SHOWN_KM.west + (at[0] - LEFT_PX) / PX_PER_KM, SHOWN_KM.north - (at[1] - TOP_PX) / PX_PER_KM


def _box(area: Area) -> Box:
    """A cell, cut at the edge of what is shown."""
    west, south, east, north = (
        max(area.west, SHOWN_KM.west),
        max(area.south, SHOWN_KM.south),
        min(area.east, SHOWN_KM.east),
        min(area.north, SHOWN_KM.north),
    )
    (left, top), (right, bottom) = _px((west, north)), _px((east, south))
    return Box(left, top, max(left, right), max(top, bottom))
