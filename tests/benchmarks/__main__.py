"""``python -m tests.benchmarks``: one table of ratios; exit code 1 when a goal is missed."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from tests.benchmarks.pairs import Outcome, measure
from tests.benchmarks.parts import part_pairs


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


if __name__ == "__main__":
    sys.exit(report(map(measure, part_pairs()), Console(width=100)))
