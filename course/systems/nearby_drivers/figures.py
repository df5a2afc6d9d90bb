"""What an index costs: to build, to move a driver, to find all within a kilometre, to find the ten nearest."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from course.parts.quadtree import Point
from course.recordings import recorded_values, recording
from course.systems.nearby_drivers.rivals import BuiltOnce, Places, Rival
from course.systems.nearby_drivers.workload import Move

WORK, MEMORY = "25a.rivals", "25a.memory"
COLUMNS = ("build", "again", "move", "range", "nearest")
NEAR_KM, NEAREST = 1.0, 10
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of work: for one more build, one move, one look for the ten nearest."""

    build_s: float
    move_s: float
    look_s: float
    moves_at_once: bool
    """Whether a move is seen by the next look; if not, by the next build."""


def label(design: str, column: str) -> str:
    """How a figure of the table is called in the recording."""
    return f"{design} · {column}"


def work_of(
    rival: Rival,
    places: Places,
    moves: Sequence[Move],
    heres: Sequence[Point],
    *,
    timer: Callable[[], float] = time.process_time,
) -> dict[str, float]:
    """Seconds for one build, and for one of each of the others; the best of a few passes.

    Of the moves each second pass leads back. ``again`` is a build from rows that are there already; who takes moves
    needs none.
    """

    def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
        times = []
        for _ in range(rounds):
            start = timer()
            work()
            times.append(timer() - start)
        return min(times)

    ways = cycle((moves, [(driver, *places[driver]) for driver, _, _ in moves]))

    def move_all() -> None:
        for driver, x, y in next(ways):
            rival.move(driver, x, y)

    build_s = best(lambda: rival.build(places))
    return {
        "build": build_s,
        "again": best(rival.rebuild, 2 * ROUNDS) if isinstance(rival, BuiltOnce) else 0.0,
        "move": best(move_all, 2 * ROUNDS) / len(moves),
        "range": best(lambda: [rival.within(*here, NEAR_KM) for here in heres]) / len(heres),
        "nearest": best(lambda: [rival.nearest(*here, NEAREST) for here in heres]) / len(heres),
    }


def costs_of(rival: Rival, places: Places, moves: Sequence[Move], heres: Sequence[Point]) -> Costs:
    """The costs of an index, on this machine, now."""
    work = work_of(rival, places, moves, heres)
    return Costs(work["again"], work["move"], work["nearest"], rival.moves_at_once)


def where_recorded(name: str) -> str:
    """When, on what machine, and with which server."""
    facts = recording(name)
    return f"clock: recorded {facts['date']} on {facts['machine']}, {facts['server']}"


def table() -> str:
    """What was recorded, one design a line: a build from the rows, a move, two kinds of look, and memory."""
    lines = [f"{'':20}{'build ms':>9}{'move µs':>10}{'range µs':>10}{'nearest µs':>12}{'bytes':>7}"]
    for design, size in recorded_values(MEMORY).items():
        build_s, *others = (recorded_values(WORK)[label(design, column)] for column in COLUMNS[1:])
        move, near, ten = (1e6 * seconds for seconds in others)
        build = f"{1e3 * build_s:.1f}" if build_s else ""
        lines.append(f"{design:20}{build:>9}{move:10,.1f}{near:10,.0f}{ten:12,.0f}{size:7,.0f}")
    return "\n".join(lines)


def recorded_costs(look: str = "nearest") -> dict[str, Costs]:
    """The costs of each design, as they were recorded; a look is for the nearest ten, or for a ``range``."""
    work = recorded_values(WORK)
    return {
        design: Costs(
            build_s=work[label(design, "again")],
            move_s=work[label(design, "move")],
            look_s=work[label(design, look)],
            moves_at_once=not work[label(design, "again")],
        )
        for design in recorded_values(MEMORY)
    }
