"""The quickest way through a network of roads, also when each road takes longer at some hours than at others.

Source: E. W. Dijkstra, "A note on two problems in connexion with graphs" (1959); with a guess of what is left: P. Hart,
N. Nilsson and B. Raphael, "A formal basis for the heuristic determination of minimum cost paths" (1968); with drives
that depend on the moment: S. E. Dreyfus, "An appraisal of some shortest-path algorithms" (1969).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, TypeVar

Junction = TypeVar("Junction", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Way(Generic[Junction]):
    """When one arrives, over which junctions (both ends included), and what the search cost.

    ``looks``: how often a road's time was asked. ``settled``: the junctions from which roads were followed, in order.
    """

    arrival_s: float
    path: tuple[Junction, ...]
    looks: int
    settled: tuple[Junction, ...]


class NoWay(ValueError):
    """No road leads there."""


def quickest_way(
    neighbours: Mapping[Junction, Iterable[Junction]],
    drive_s: Callable[[Junction, Junction, float], float],
    start: Junction,
    end: Junction,
    leave_s: float = 0.0,
    *,
    guess_s: Callable[[Junction], float] = lambda _junction: 0.0,
) -> Way[Junction]:
    """Find the earliest arrival at ``end`` for a car that leaves ``start`` at ``leave_s``.

    ``drive_s(a, b, moment)``: how long the road from a to b takes whoever enters it at that moment. The answer is right
    if nobody arrives earlier by entering a road later. ``guess_s(junction)``: what is left to the end (A*). The answer
    is right if the guess is never too high; a junction is taken up again when a better way to it turns up late.

    Raises:
        NoWay: the end cannot be reached.

    Cost: O(roads · log junctions) without a guess, or with one that falls by no more than each drive takes.
    """
    best_s, came_from = {start: leave_s}, dict[Junction, Junction]()
    queue = [(leave_s + guess_s(start), 0, leave_s, start)]
    looks = pushed = 0
    settled: list[Junction] = []
    while queue:
        _, _, now_s, junction = heappop(queue)
        if now_s > best_s[junction]:
            continue  # a better way to it was found meanwhile
        settled.append(junction)
        if junction == end:
            return Way(now_s, _path(came_from, start, end), looks, tuple(settled))
        for following in neighbours[junction]:
            looks += 1
            there_s = now_s + drive_s(junction, following, now_s)
            if there_s < best_s.get(following, float("inf")):
                best_s[following], came_from[following] = there_s, junction
                pushed += 1
                heappush(queue, (there_s + guess_s(following), pushed, there_s, following))
    raise NoWay(f"No road leads from {start!r} to {end!r}.")


def _path(came_from: Mapping[Junction, Junction], start: Junction, end: Junction) -> tuple[Junction, ...]:
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))
