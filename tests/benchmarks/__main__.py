"""``python -m tests.benchmarks``: a table of ratios, and one of sockets; exit code 1 when a goal is missed.

It also runs every lesson. ``--record`` keeps what is measured in ``datasets/measurements/``.
"""

import argparse
import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from tests.benchmarks.encryption import encryption_pairs
from tests.benchmarks.feed import feed_pairs, real_redis
from tests.benchmarks.lessons import lesson_table
from tests.benchmarks.pairs import Outcome, measure
from tests.benchmarks.parts import part_pairs
from tests.benchmarks.sockets import socket_table
from tests.benchmarks.spatial import spatial_pairs


def report(outcomes: Iterable[Outcome], console: Console) -> int:
    """Print the table, and return the exit code."""
    table = Table(
        "what", "against", "ours", "theirs", "ratio", "goal", "verdict", title="Ratios: best of five, in turn"
    )
    missed = 0
    for outcome in outcomes:
        goal = outcome.pair.goal
        missed += not outcome.reached
        table.add_row(
            outcome.pair.name,
            outcome.pair.peer_name,
            f"{outcome.ours_s * 1000:.1f} ms",
            f"{outcome.peer_s * 1000:.1f} ms",
            f"{outcome.ratio:.2f}",
            "none" if goal is None else f"≥ {goal:g}",
            "shown only" if goal is None else "reached" if outcome.reached else "MISSED",
        )
    console.print(table)
    return 1 if missed else 0


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="keep what the lessons measure")
    keep = parser.parse_args().record
    console = Console(width=100)
    with real_redis(console) as servers:
        pairs = [
            *part_pairs(),
            *encryption_pairs(),
            *spatial_pairs(),
            *(pair for name, store in servers for pair in feed_pairs(name, store)),
        ]
        exit_code = report(map(measure, pairs), console)
        socket_table(servers, console, keep=keep)
    lesson_table(console, record=keep)
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
