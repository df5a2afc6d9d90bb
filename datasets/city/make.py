"""Make the made-up city: junctions, roads, places, hours, and the shapes of its border and its river."""

import csv
import io
import math
import random
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import networkx as nx

from course.simulation.city import air_distance_m

HERE = Path(__file__).resolve().parent
SEED = 26
CENTRE_LAT, CENTRE_LON = 55.5, 0.0  # open sea, on the zero meridian: no real city can be meant
KM_PER_DEGREE = 111.195  # of latitude, on a ball with a radius of 6,371 km
DARTS = 60_000
RIVER_HALF_KM = 0.14
BRIDGES_AT_KM = (-3.9, -0.4, 3.1)
GATES_AT_DEGREES = (10, 55, 100, 145, 190, 235, 280, 325)
RING_KM = 3.6
SPEED_KMH = {"motorway": 90, "avenue": 55, "bridge": 50, "street": 35, "lane": 22}
AIRPORT = (7.9, -2.6)
# name, x_km, y_km, radius_m, share of the requests that begin there, on an ordinary day
PLACES = (
    ("old town", -0.6, 1.5, 900, 0.16),
    ("station", 0.9, -1.5, 450, 0.11),
    ("stadium", -3.7, -2.3, 500, 0.03),
    ("airport", *AIRPORT, 600, 0.08),
)
# requests of each hour of a Friday, 0 first, as a share of the busiest hour; and the speed as a share of the free road
DEMAND = (34, 26, 20, 14, 12, 16, 28, 52, 66, 50, 42, 44, 48, 46, 46, 52, 64, 82, 100, 98, 86, 80, 84, 66)
SPEED = (98, 99, 100, 100, 98, 94, 84, 66, 60, 72, 78, 77, 75, 75, 72, 66, 58, 52, 54, 66, 80, 88, 90, 94)

Point = tuple[float, float]


def main() -> None:
    """Write the files beside this one."""
    for name, text in made().items():
        (HERE / name).write_text(text, encoding="utf-8", newline="")
        print(f"wrote {HERE / name}")


def made() -> dict[str, str]:
    """Return the text of each file, by its name."""
    rng = random.Random(SEED)
    points = _points(rng)
    kinds = _network(points, rng)
    points, kinds = _connected(points, kinds)
    _widen(points, kinds)
    places = [_degrees(point) for point in points]
    lengths = {}
    for edge, kind in sorted(kinds.items()):
        bend = 1.0 if kind in {"bridge", "motorway"} else 1 + 0.12 * rng.random()
        lengths[edge] = math.ceil(air_distance_m(*places[edge[0]], *places[edge[1]]) * bend)
    return {
        "junctions.csv": _csv(
            ("junction", "lon", "lat"), ((n, f"{lon:.6f}", f"{lat:.6f}") for n, (lon, lat) in enumerate(places))
        ),
        "roads.csv": _csv(
            ("start", "end", "length_m", "kind", "speed_kmh"),
            ((*edge, lengths[edge], kind, SPEED_KMH[kind]) for edge, kind in sorted(kinds.items())),
        ),
        "places.csv": _csv(
            ("place", "junction", "radius_m", "share"),
            ((name, _nearest(points, (x, y)), radius, share) for name, x, y, radius, share in PLACES),
        ),
        "hours.csv": _csv(
            ("hour", "demand", "speed_factor"),
            ((hour, f"{DEMAND[hour] * 24 / sum(DEMAND):.3f}", f"{SPEED[hour] / 100:.2f}") for hour in range(24)),
        ),
        "shapes.csv": _csv(
            ("shape", "lon", "lat"),
            (
                (shape, f"{lon:.6f}", f"{lat:.6f}")
                for shape, line in (("border", _border()), ("river", _river()))
                for lon, lat in map(_degrees, line)
            ),
        ),
    }


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _degrees(point: Point) -> Point:
    x, y = point
    lon = CENTRE_LON + x / (KM_PER_DEGREE * math.cos(math.radians(CENTRE_LAT)))
    return round(lon, 6), round(CENTRE_LAT + y / KM_PER_DEGREE, 6)


def _edge_km(angle: float) -> float:
    """How far the border is from the centre, in this direction."""
    return 5.9 + 0.9 * math.cos(2 * angle) + 0.35 * math.sin(3 * angle + 0.5) + 0.15 * math.cos(5 * angle)


def _border() -> list[Point]:
    """The city's border, with a bulge around the airport."""
    line = []
    for step in range(72):
        angle = 2 * math.pi * step / 72
        reach = _edge_km(angle) + 0.3
        toward = math.atan2(AIRPORT[1], AIRPORT[0])
        apart = abs((angle - toward + math.pi) % (2 * math.pi) - math.pi)
        reach = max(reach, (math.hypot(*AIRPORT) + 0.9) * math.exp(-((apart / 0.32) ** 4)))
        line.append((reach * math.cos(angle), reach * math.sin(angle)))
    return line


def _river_y(x: float) -> float:
    return 0.15 + 0.12 * x + 0.75 * math.sin(x / 1.9)


def _river() -> list[Point]:
    """Both banks as one closed line, from border to border."""
    xs = [step / 5 - 7.0 for step in range(71)]
    north = [(x, _river_y(x) + RIVER_HALF_KM) for x in xs]
    south = [(x, _river_y(x) - RIVER_HALF_KM) for x in reversed(xs)]
    return north + south


def _bank(point: Point) -> bool:
    return point[1] > _river_y(point[0])


def _wet(point: Point, margin_km: float = 0.05) -> bool:
    return abs(point[1] - _river_y(point[0])) < RIVER_HALF_KM + margin_km


def _spacing_km(point: Point) -> float:
    """Junctions stand close together in the middle, and far apart at the border."""
    return min(0.3, 0.15 + 0.021 * math.hypot(*point))


def _points(rng: random.Random) -> list[Point]:
    """Throw darts, keep each that is far enough from all that are kept; then the airport and its road."""
    kept: list[Point] = []
    cells: dict[tuple[int, int], list[Point]] = {}
    for _ in range(DARTS):
        dart = (rng.uniform(-7.2, 7.2), rng.uniform(-6.2, 6.2))
        if math.hypot(*dart) > _edge_km(math.atan2(dart[1], dart[0])) or _wet(dart):
            continue
        cell = (math.floor(dart[0] / 0.34), math.floor(dart[1] / 0.34))
        around = ((cell[0] + dx, cell[1] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if all(math.dist(dart, other) >= _spacing_km(dart) for place in around for other in cells.get(place, ())):
            kept.append(dart)
            cells.setdefault(cell, []).append(dart)
    gate = min(kept, key=lambda point: math.dist(point, AIRPORT))
    steps = (step / 4 for step in range(1, 5))
    return kept + [(gate[0] + (AIRPORT[0] - gate[0]) * s, gate[1] + (AIRPORT[1] - gate[1]) * s) for s in steps]


def _network(points: Sequence[Point], rng: random.Random) -> dict[tuple[int, int], str]:
    """Join neighbours on each bank, then build the bridges and the road to the airport."""
    town = len(points) - 4
    kinds: dict[tuple[int, int], str] = {}
    for a in range(town):
        near = [b for b in range(town) if b != a and math.dist(points[a], points[b]) < 1.0]
        near = [b for b in near if _bank(points[b]) == _bank(points[a])]
        for b in near:
            if b < a or _cuts_the_river(points[a], points[b]):
                continue
            apart = math.dist(points[a], points[b])
            others = [(math.dist(points[a], points[c]), math.dist(points[b], points[c])) for c in near if c != b]
            if any(da * da + db * db < apart * apart for da, db in others):
                continue  # not even a Gabriel neighbour: another junction lies in the circle between them
            is_close = all(max(pair) >= apart for pair in others)  # a relative neighbour: these keep all connected
            if is_close or rng.random() < 0.3:
                kinds[a, b] = "lane" if _in_old_town(points[a]) and _in_old_town(points[b]) else "street"
    for x in BRIDGES_AT_KM:
        ends = [
            min(
                (n for n in range(town) if _bank(points[n]) is bank),
                key=lambda n: math.dist(points[n], (x, _river_y(x))),
            )
            for bank in (True, False)
        ]
        kinds[min(ends), max(ends)] = "bridge"
    gate = min(range(town), key=lambda n: math.dist(points[n], AIRPORT))
    for a, b in zip((gate, *range(town, town + 3)), range(town, town + 4), strict=True):
        kinds[min(a, b), max(a, b)] = "motorway"
    return kinds


def _in_old_town(point: Point) -> bool:
    return math.dist(point, PLACES[0][1:3]) < 0.9


def _cuts_the_river(a: Point, b: Point) -> bool:
    steps = [(a[0] + (b[0] - a[0]) * k / 12, a[1] + (b[1] - a[1]) * k / 12) for k in range(13)]
    return any(_wet(step, margin_km=0.0) for step in steps)


def _connected(
    points: Sequence[Point], kinds: dict[tuple[int, int], str]
) -> tuple[list[Point], dict[tuple[int, int], str]]:
    """Leave out what cannot be reached, and number the junctions from west to east."""
    graph = nx.Graph(list(kinds))
    reached = sorted(max(nx.connected_components(graph), key=len), key=lambda n: points[n])
    number = {old: new for new, old in enumerate(reached)}
    renumbered = {}
    for (a, b), kind in kinds.items():
        if a in number and b in number:
            low, high = sorted((number[a], number[b]))
            renumbered[low, high] = kind
    return [points[n] for n in reached], renumbered


def _widen(points: Sequence[Point], kinds: dict[tuple[int, int], str]) -> None:
    """Make avenues of the shortest ways from the station to the gates, the bridges and the airport, and of a ring."""
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, math.dist(points[a], points[b])) for a, b in kinds)
    station = _nearest(points, PLACES[1][1:3])
    ends = [end for edge, kind in kinds.items() if kind == "bridge" for end in edge]
    gates = [
        _nearest(points, (7 * math.cos(math.radians(degrees)), 7 * math.sin(math.radians(degrees))))
        for degrees in GATES_AT_DEGREES
    ]
    ways = [nx.shortest_path(graph, station, target, "weight") for target in (*gates, *ends, _nearest(points, AIRPORT))]
    ring = [
        _nearest(points, (RING_KM * math.cos(math.radians(d)), RING_KM * math.sin(math.radians(d))))
        for d in range(0, 361, 15)
    ]
    ways += [nx.shortest_path(graph, a, b, "weight") for a, b in pairwise(ring)]
    for way in ways:
        for a, b in pairwise(way):
            edge = (min(a, b), max(a, b))
            if kinds[edge] in {"street", "lane"}:
                kinds[edge] = "avenue"


def _nearest(points: Sequence[Point], place: Point) -> int:
    return min(range(len(points)), key=lambda n: math.dist(points[n], place))


if __name__ == "__main__":
    main()
