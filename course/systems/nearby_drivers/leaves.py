"""A map cut into leaves, bare: what one needs to move a driver, and a count of the cells that were visited."""

from collections.abc import Callable, Mapping

from course.parts.quadtree import Area, Point, QuadTree


class Leaf:
    """One leaf of the tree, with its drivers. West and south belong to it, east and north to the next one."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.points: dict[str, Point] = {}

    def holds(self, x: float, y: float) -> bool:
        """Does this leaf own the place?"""
        return self.area.west <= x < self.area.east and self.area.south <= y < self.area.north

    def __repr__(self) -> str:
        return f"<a leaf with {len(self.points)} drivers>"


class LeafMap:
    """The leaves of a quadtree, frozen as they are now. ``visited`` counts the cells that :meth:`find_leaf` passed.

    Raises:
        ValueError: by ``find_leaf``, for a place that is not on the map.
    """

    def __init__(self, places: Mapping[str, Point], area: Area, capacity: int = 50) -> None:
        self.area = area
        self.visited = 0
        self.leaf_of: dict[str, Leaf] = {}
        self._leaves: dict[Area, Leaf] = {}
        for cell, points in QuadTree.build(places, area, capacity).leaves():
            leaf = self._leaves[cell] = Leaf(cell)
            leaf.points.update(points)
            self.leaf_of.update(dict.fromkeys(points, leaf))

    @property
    def leaves(self) -> list[Leaf]:
        """All of them."""
        return list(self._leaves.values())

    def replace(self, leaves: Mapping[Area, Leaf]) -> None:
        """Put other leaves into the places of these, with the same drivers."""
        self._leaves = dict(leaves)
        self.leaf_of = {driver: leaf for leaf in leaves.values() for driver in leaf.points}

    def find_leaf(self, x: float, y: float) -> Leaf:
        """Go down from the top to the leaf that owns the place."""
        area = self.area
        if not (area.west <= x < area.east and area.south <= y < area.north):
            raise ValueError(f"({x}, {y}) is not on the map.")
        self.visited += 1
        while area not in self._leaves:
            self.visited += 1
            middle_x, middle_y = (area.west + area.east) / 2, (area.south + area.north) / 2
            west, east = (area.west, middle_x) if x < middle_x else (middle_x, area.east)
            south, north = (area.south, middle_y) if y < middle_y else (middle_y, area.north)
            area = Area(west, south, east, north)
        return self._leaves[area]


Move = Callable[[dict[str, Leaf], Callable[[float, float], Leaf], str, float, float], object]


def move_in_leaves(
    leaf_of: dict[str, Leaf], find_leaf: Callable[[float, float], Leaf], driver: str, x: float, y: float
) -> None:
    """Give the driver a new place; only who leaves their leaf costs a way down the tree."""
    leaf = leaf_of[driver]
    if not leaf.holds(x, y):
        new = find_leaf(x, y)  # it may refuse: so it comes before anything changes
        del leaf.points[driver]
        leaf = leaf_of[driver] = new
    leaf.points[driver] = (x, y)
