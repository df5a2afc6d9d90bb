"""The pairs of the quadtree and of geohash: a city's drivers, their moves, and who is near."""

import random
from functools import partial

import numpy as np
import pygeohash
import pyqtree
from rtree import index

from course.parts.geohash import encode_many
from course.parts.quadtree import Area, QuadTree
from course.systems.nearby_drivers.often_seen import OftenSeenTree
from tests.benchmarks.pairs import Pair

CITY = Area(13.0, 52.3, 13.8, 52.7)
DRIVERS, MOVES, SEARCHES = 20_000, 40_000, 300
CORNER = Area(13.39, 52.49, 13.4, 52.5)
CROWD, FEW_MOVES = 100_000, 20
NAME_LETTERS = 7


def spatial_pairs() -> list[Pair]:
    """Make the drivers, seeded, and pair the two sides."""
    rng = random.Random(1)
    points = drivers(DRIVERS, rng)
    moves = steps(points, MOVES, rng)
    boxes = [Area(x, y, x + 0.03, y + 0.02) for x, y in drivers(SEARCHES, rng).values()]
    tree, peer = QuadTree.build(points, CITY), their_tree(points)
    rectangles = index.Index((number, (x, y, x, y), None) for number, (x, y) in points.items())
    crowd = drivers(CROWD, rng)
    few = steps(crowd, FEW_MOVES, rng)
    kept, slow = QuadTree.build(crowd, CITY), often_seen(crowd)
    places = list(crowd.values())
    rows = np.array(places).T.copy()
    return [
        Pair(
            "quadtree moves",
            "pyqtree",
            partial(move, QuadTree.build(points, CITY), moves),
            TheirMoves(points, moves),
            5,
        ),
        Pair(
            "quadtree moves, 100,000 drivers",
            "the often seen tree",
            partial(move, kept, few),
            partial(move, slow, few),
            1_000,
        ),
        Pair(
            "quadtree build", "pyqtree", lambda: len(QuadTree.build(points, CITY)), lambda: len(their_tree(points)), 3.5
        ),
        Pair(
            "quadtree range",
            "pyqtree",
            lambda: [sorted(tree.in_area(box)) for box in boxes],
            lambda: [sorted(peer.intersect(box)) for box in boxes],
            3,
        ),
        Pair(
            "quadtree nearest 10",
            "rtree",
            lambda: [sorted(key for key, _ in tree.nearest(box.west, box.south, 10)) for box in boxes],
            lambda: [sorted(rectangles.nearest((box.west, box.south, box.west, box.south), 10)) for box in boxes],
            0.5,
        ),
        Pair(
            "geohash, many at once",
            "pygeohash",
            lambda: encode_many(*rows, NAME_LETTERS).tolist(),
            lambda: [pygeohash.encode(y, x, NAME_LETTERS) for x, y in places],
            2,
        ),
    ]


def drivers(count, rng):
    """Half of them near the middle, half anywhere."""
    near = {number: (rng.gauss(13.4, 0.05), rng.gauss(52.5, 0.03)) for number in range(count // 2)}
    far = {number: (rng.uniform(13.0, 13.8), rng.uniform(52.3, 52.7)) for number in range(count // 2, count)}
    return near | far


def steps(points, count, rng):
    """Each move is some 50 metres, as four seconds of driving are."""
    now, made = dict(points), []
    for _ in range(count):
        key = rng.randrange(len(points))
        x, y = now[key][0] + rng.gauss(0, 0.0005), now[key][1] + rng.gauss(0, 0.0003)
        now[key] = (min(max(x, 13.0), 13.8), min(max(y, 52.3), 52.7))
        made.append((key, *now[key]))
    return made


def move(tree, moves):
    for key, x, y in moves:
        tree.move(key, x, y)
    return len(tree.in_area(CORNER))


def their_tree(points):
    tree = pyqtree.Index(bbox=CITY)
    for key, (x, y) in points.items():
        tree.insert(key, (x, y, x, y))
    return tree


class TheirMoves:
    """pyqtree has no move, and its ``remove`` needs the old place, which we keep for it."""

    def __init__(self, points, moves):
        self.tree, self.now, self.moves = their_tree(points), dict(points), moves

    def __call__(self):
        tree, now = self.tree, self.now
        for key, x, y in self.moves:
            tree.remove(key, now[key] * 2)
            now[key] = (x, y)
            tree.insert(key, (x, y, x, y))
        return len(tree.intersect(CORNER))


def often_seen(points):
    tree = OftenSeenTree(CITY)
    for key, (x, y) in points.items():
        tree.insert(key, x, y)
    return tree
