"""Draws a design: boxes in columns from left to right, and labelled arrows between them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

import networkx as nx

from course.widgets.figure import Picture, svg_picture
from course.widgets.style import (
    BLUE,
    COLUMN_PX,
    GREEN,
    GROUND,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    QUIET_INK,
    SMALL_PX,
    text_width,
)
from course.widgets.svg import Box, Canvas, Point

Kind = Literal["person", "service", "store", "cache", "queue"]

MARGIN_PX, BETWEEN_ROWS_PX, LINE_PX, ARROW_ROOM_PX = 16, 30, 17, 32
KIND_COLOURS: dict[str, str] = {"person": MUTED, "service": BLUE, "store": GREEN, "cache": ORANGE, "queue": PURPLE}


@dataclass(slots=True)
class _Place:
    """Where a box stands, or where an arrow passes a column (no lines of text)."""

    lines: tuple[str, ...] = ()
    kind: Kind = "service"
    x: float = 0
    y: float = 0
    width_px: float = 0
    height_px: float = 12

    @property
    def box(self) -> Box:
        half_px = self.height_px / 2
        return Box(self.x, self.y - half_px, self.x + self.width_px, self.y + half_px)


@dataclass(slots=True)
class _Route:
    """An arrow: the places that it visits, its label, and its dash."""

    places: list[_Place]
    label: str
    dash: str
    backwards: bool = False
    lines: list[str] = field(default_factory=list)
    start_y: float = 0
    end_y: float = 0


def architecture(graph: "nx.DiGraph[str]", alt: str, caption: str) -> Picture:
    """A picture of a design, in columns by the longest way from where requests enter.

    A node may carry ``label``, ``note`` (a second line: "DuckDB"), ``kind`` (person, service, store, cache, queue) and
    ``layer`` (its column, when the longest way does not say it well). An edge may carry ``label`` and ``dash="dashed"``
    for what happens later.

    Raises:
        ValueError: the words do not fit into a notebook's column; shorten or break labels.
    """
    columns, routes = _columns_and_routes(graph)
    _order(columns, routes)
    _place_rows(columns, routes)
    _place_columns(columns, routes)
    _spread_ends(routes)
    places = [place for column in columns for place in column]
    width_px, height_px = (max(place.box[side] for place in places) + MARGIN_PX for side in (2, 3))
    canvas = Canvas(width_px, height_px)
    for route in routes:
        canvas.arrow(_points(route), dash=route.dash, stroke=QUIET_INK)
    taken = [place.box for place in places if place.lines]
    for route in routes:
        _draw_label(canvas, route, taken)
    for place in places:
        if place.lines:
            _draw_box(canvas, place)
    return svg_picture(canvas.svg(), alt, caption)


def _columns_and_routes(graph: "nx.DiGraph[str]") -> tuple[list[list[_Place]], list[_Route]]:
    layers = _layers(graph)
    columns: list[list[_Place]] = [[] for _ in range(max(layers.values()) + 1)]
    boxes = {node: _box(node, data) for node, data in graph.nodes(data=True)}
    for node, place in boxes.items():
        columns[layers[node]].append(place)
    routes = []
    for source, target, data in graph.edges(data=True):
        backwards = layers[source] > layers[target]
        left, right = (target, source) if backwards else (source, target)
        bends = []
        for layer in range(layers[left] + 1, layers[right]):
            bends.append(_Place())
            columns[layer].append(bends[-1])
        places = [boxes[left], *bends, boxes[right]]
        route = _Route(places, data.get("label", ""), data.get("dash", "solid"), backwards)
        routes.append(route)
    return columns, routes


def _layers(graph: "nx.DiGraph[str]") -> dict[str, int]:
    """Each node's column: the longest way to it, not counting arrows that lead back."""
    forward: nx.DiGraph[str] = nx.DiGraph()
    forward.add_nodes_from(graph)
    for source, target in graph.edges:
        if not nx.has_path(forward, target, source):
            forward.add_edge(source, target)
    layers: dict[str, int] = {}
    for node in nx.topological_sort(forward):
        before = [layers[earlier] + 1 for earlier in forward.predecessors(node)]
        layers[node] = graph.nodes[node].get("layer", max(before, default=0))
    return layers


def _box(node: str, data: dict[str, Any]) -> _Place:
    label = str(data.get("label", node)).split("\n")
    note = str(data["note"]).split("\n") if "note" in data else []
    widths = [text_width(line, bold=True) for line in label] + [text_width(line, SMALL_PX) for line in note]
    lines = (*label, *(f"\t{line}" for line in note))  # a tab marks a note
    return _Place(lines, data.get("kind", "service"), width_px=max(widths) + 24, height_px=20 + LINE_PX * len(lines))


def _neighbours(routes: list[_Route]) -> dict[int, list[_Place]]:
    near: dict[int, list[_Place]] = defaultdict(list)
    for route in routes:
        for one, other in pairwise(route.places):
            near[id(one)].append(other)
            near[id(other)].append(one)
    return near


def _order(columns: list[list[_Place]], routes: list[_Route]) -> None:
    """Sort each column by the mean row of its neighbours, forth and back, so that few arrows cross."""
    near = _neighbours(routes)
    for column in columns:
        for row, place in enumerate(column):
            place.y = row - (len(column) - 1) / 2
    for sweep in (columns, columns[::-1]) * 2:
        for column in sweep:
            column.sort(key=lambda place: _mean_y(near[id(place)], place.y))
            for row, place in enumerate(column):
                place.y = row - (len(column) - 1) / 2


def _mean_y(places: list[_Place], otherwise: float) -> float:
    return sum(place.y for place in places) / len(places) if places else otherwise


def _place_rows(columns: list[list[_Place]], routes: list[_Route]) -> None:
    """Give each box the height of its neighbours where there is room, so that arrows run level."""
    near = _neighbours(routes)
    for column in columns:
        _stack(column, [0.0] * len(column))
    for sweep in (columns, columns[::-1]) * 3:
        for column in sweep:
            _stack(column, [_mean_y(near[id(place)], place.y) for place in column])
    top = min(place.box.top for column in columns for place in column)
    for column in columns:
        for place in column:
            place.y += MARGIN_PX - top


def _stack(column: list[_Place], wishes: list[float]) -> None:
    """Place the column near its wishes, in order, without overlap: from the top, then shifted by the mean error."""
    bottom = float("-inf")
    for place, wish in zip(column, wishes, strict=True):
        place.y = max(wish, bottom + place.height_px / 2)
        bottom = place.y + place.height_px / 2 + BETWEEN_ROWS_PX
    error = sum(place.y - wish for place, wish in zip(column, wishes, strict=True)) / max(1, len(column))
    for place in column:
        place.y -= error


def _place_columns(columns: list[list[_Place]], routes: list[_Route]) -> None:
    """Columns side by side; the gaps are as wide as the labels on their arrows, which are broken where they must be."""
    widths = [max(place.width_px for place in column) for column in columns]
    column_of = {id(place): number for number, column in enumerate(columns) for place in column}
    for label_px in (160, 130, 105, 85, 70, 50):
        gaps = [float(ARROW_ROOM_PX)] * (len(columns) - 1)
        for route in routes:
            route.lines = list(_wrap(route.label, label_px))
            if gaps and route.lines:
                widest = max(text_width(line, SMALL_PX) for line in route.lines)
                gap = min(column_of[id(route.places[0])], len(gaps) - 1)
                gaps[gap] = max(gaps[gap], widest + ARROW_ROOM_PX)
        spare_px = COLUMN_PX - 2 * MARGIN_PX - sum(widths) - sum(gaps)
        if spare_px >= 0:
            break
    else:
        raise ValueError(f"The design is {-spare_px:.0f} px too wide for a column: shorten or break its labels.")
    x = float(MARGIN_PX)
    for number, column in enumerate(columns):
        for place in column:
            if not place.lines:
                place.width_px = widths[number]
            place.x = x + (widths[number] - place.width_px) / 2
        x += widths[number] + (gaps[number] + min(60, spare_px / len(gaps)) if number < len(gaps) else 0)


def _spread_ends(routes: list[_Route]) -> None:
    """Let the arrows at one side of a box start and end apart, in the order of where they lead."""
    for side, attribute in ((0, "start_y"), (-1, "end_y")):
        at_side: dict[int, list[_Route]] = defaultdict(list)
        for route in routes:
            at_side[id(route.places[side])].append(route)
        for group in at_side.values():
            group.sort(key=lambda route: (route.places[1 if side == 0 else -2].y, route.backwards))
            place = group[0].places[side]
            apart_px = min(18, (place.height_px - 8) / len(group))
            for number, route in enumerate(group):
                setattr(route, attribute, place.y + (number - (len(group) - 1) / 2) * apart_px)


def _wrap(label: str, width_px: float) -> Iterator[str]:
    line = ""
    for word in label.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, SMALL_PX) > width_px:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _points(route: _Route) -> list[Point]:
    """From side to side, level where it passes a column; within a column from top to bottom."""
    first, last = route.places[0], route.places[-1]
    if abs(first.x + first.width_px / 2 - last.x - last.width_px / 2) < 1:
        down = first.y < last.y
        x = first.x + first.width_px / 2 + (8 if down else -8)
        return [(x, first.box.bottom), (x, last.box.top)] if down else [(x, first.box.top), (x, last.box.bottom)]
    passes = [(x, bend.y) for bend in route.places[1:-1] for x in (bend.box.left, bend.box.right)]
    points = [(first.box.right + 2, route.start_y), *passes, (last.box.left - 2, route.end_y)]
    return points[::-1] if route.backwards else points


def _draw_box(canvas: Canvas, place: _Place) -> None:
    box, colour = place.box, KIND_COLOURS[place.kind]
    radius_px = {"person": place.height_px / 2, "service": 6}.get(place.kind, 2)
    dash = "dashed" if place.kind == "cache" else "solid"
    canvas.rect(box, fill=GROUND, stroke=colour, stroke_px=2, radius_px=radius_px, dash=dash)
    if place.kind == "store":  # a second line along the top: a stack of disks
        canvas.line([(box.left, box.top + 5), (box.right, box.top + 5)], stroke=colour, stroke_px=2)
    if place.kind == "queue":  # strokes at both ends: things in a row
        for x in (box.left + 5, box.right - 5):
            canvas.line([(x, box.top), (x, box.bottom)], stroke=colour, stroke_px=2)
    y = place.y - LINE_PX * (len(place.lines) - 1) / 2
    for line in place.lines:
        note = line.startswith("\t")
        canvas.text(
            (box.left + place.width_px / 2, y),
            line.lstrip("\t"),
            anchor="middle",
            bold=not note,
            size_px=SMALL_PX if note else 14,
            fill=QUIET_INK if note else INK,
        )
        y += LINE_PX


def _draw_label(canvas: Canvas, route: _Route, taken: list[Box]) -> None:
    """Write the label on its arrow, at the first spot from its middle that is free."""
    if not route.lines:
        return
    half_px = max(text_width(line, SMALL_PX) for line in route.lines) / 2 + 2
    high_px = 15 * len(route.lines) / 2
    points = _points(route)
    (x1, y1), (x2, y2) = points[-2:] if route.backwards else points[:2]
    spots = [(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part) for part in (0.47, 0.53, 0.4, 0.6, 0.33, 0.67, 0.26, 0.74)]
    areas = [Box(x - half_px, y - high_px, x + half_px, y + high_px) for x, y in spots]
    area = next((area for area in areas if not any(area.overlaps(other) for other in taken)), areas[0])
    taken.append(area)
    canvas.rect(area, fill=GROUND)
    for number, line in enumerate(route.lines):
        at = (area.left + area.right) / 2, area.top + 7.5 + 15 * number
        canvas.text(at, line, anchor="middle", size_px=SMALL_PX)
