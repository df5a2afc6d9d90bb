"""Which node owns a key? A circle that moves few keys when a node comes or goes."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import md5
from itertools import islice
from struct import Struct

PLACES = 2**32
"""Places on the circle. 0 follows the last one."""

_FOUR = Struct("<4I").unpack  # an MD5 digest is four places
_ONE = Struct("<I12x").unpack


def place_of(key: str) -> int:
    """Return the key's place on the circle: the first four bytes of its MD5, the lowest byte first."""
    return int.from_bytes(md5(key.encode()).digest()[:4], "little")  # noqa: S324 - it mixes, it keeps no secret


class HashRing:
    """A circle on which every node has ``points`` points; a key belongs to the node of the first point past its place.

    A ring never changes: :meth:`with_node` and :meth:`without_node` return another one. A new node takes keys from the
    others, about 1/(n + 1) of all; no key moves between two old nodes. The more points, the more even the shares: a
    share strays from the mean by about 1/√points of it. Where two points meet, the node that was named last has the
    place. With a multiple of four, points and owners are those of libketama's weightless rings.

    Cost: a look-up O(log(nodes · points)), a new ring O(nodes · points).

    Source: D. Karger et al., "Consistent Hashing and Random Trees", STOC 1997; R. Jones, libketama, 2007.
    Leaves out: weights, several owners of a key, limits on what one node may carry.

    Raises:
        ValueError: there is no node, one is named twice, or ``points`` is below 1.
    """

    __slots__ = ("_owners", "_places", "nodes", "points_per_node")

    def __init__(self, nodes: Iterable[str], points: int = 160) -> None:
        self.nodes = tuple(nodes)
        self.points_per_node = points
        if not self.nodes:
            raise ValueError("A ring needs at least one node; you gave none.")
        if twice := [node for node, count in Counter(self.nodes).items() if count > 1]:
            raise ValueError(f"Each node has a name of its own; you gave {twice[0]!r} twice.")
        if points < 1:
            raise ValueError(f"Every node needs at least one point; you gave {points}.")
        owner_at = {place: node for node in self.nodes for place in islice(points_of(node), points)}
        self._places = sorted(owner_at)
        self._owners = [owner_at[place] for place in self._places]
        self._owners.append(self._owners[0])  # past the last point comes the first again

    def owner(self, key: str) -> str:
        """Return the node that owns ``key``."""
        return self._owners[bisect(self._places, _ONE(md5(key.encode()).digest())[0])]  # noqa: S324 - as in place_of

    def points(self) -> list[tuple[int, str]]:
        """List every point as (place, node), by place."""
        return list(zip(self._places, self._owners, strict=False))

    def shares(self) -> dict[str, float]:
        """Compute which part of the circle each node owns; together they are 1."""
        owned = dict.fromkeys(self.nodes, 0)
        before = self._places[-1] - PLACES
        for place, node in zip(self._places, self._owners, strict=False):
            owned[node] += place - before
            before = place
        return {node: places / PLACES for node, places in owned.items()}

    def with_node(self, node: str) -> "HashRing":
        """Return a ring that has this node too. Raises ``ValueError`` if it is there already."""
        return HashRing((*self.nodes, node), self.points_per_node)

    def without_node(self, node: str) -> "HashRing":
        """Return a ring without this node. Raises ``ValueError`` if it is not there, or the only one."""
        if node not in self.nodes:
            raise ValueError(f"No node is called {node!r}. The nodes are: {', '.join(self.nodes)}.")
        return HashRing((other for other in self.nodes if other != node), self.points_per_node)


def points_of(node: str) -> Iterator[int]:
    """Yield the places of a node's points, without end: four from each digest."""
    number = 0
    while True:
        yield from _FOUR(md5(f"{node}-{number}".encode()).digest())  # noqa: S324 - as in place_of
        number += 1
