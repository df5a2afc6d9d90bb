"""``python -m tests.benchmarks.bad_days``: the checker's report on a thousand days of chat with faults.

In virtual time; ten million messages: some two hours of one core. Exit code 1 when a promise was broken.
"""

import argparse
import gc
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from rich.console import Console
from rich.table import Table

from course.systems.chat.run import Chat, Run
from course.systems.chat.workload import Plan, storm, talk

GATEWAYS = ("g1", "g2", "g3")
FIRST_SEED = 1_000
PROMISES = ("lost", "twice", "crossed", "overtaken", "invented", "ticks_back", "ticks_lied")


def chat(seed: int, messages: int, plan: Plan | None = None, *, most_per_s: float = 100.0, **rivals: Any) -> Chat:
    """A day to be played: ``messages`` at 100 a second; without a plan its faults are drawn from the seed too."""
    rng = random.Random(seed)
    said = talk(rng, messages=messages, over_s=messages / most_per_s)
    return Chat(said, plan or storm(rng, list(GATEWAYS), said), rng, gateways=GATEWAYS, **rivals)


def day(seed: int, messages: int, plan: Plan | None = None, **settings: Any) -> Run:
    """What became of such a day."""
    return chat(seed, messages, plan, **settings).play()


def counted(seed: int, messages: int) -> Counter[str]:
    """What one bad day had in faults, what it carried, and what it broke."""
    gc.disable()  # what a day makes lives until its end: looking for garbage meanwhile took a fifth of the time
    played = chat(seed, messages)
    plan, run = played.plan, played.play()
    verdict, wire = run.verdict, plan.wire
    counts = Counter(
        days=1,
        crashes=len(plan.crashes),
        cuts=len(plan.cuts),
        absences=len(plan.absences),
        slow_devices=len(plan.slow),
        days_with_lost_frames=wire.lost > 0,
        days_with_repeated_frames=wire.repeated > 0,
        days_with_overtaking_frames=not wire.in_order,
        typed=verdict.typed,
        acknowledged=verdict.acknowledged,
        copies=verdict.copies,
        bells=len(run.pushes),
        days_broken=not verdict.kept or verdict.acknowledged != messages,
        **{promise: getattr(verdict, promise) for promise in PROMISES},
    )
    del played, run
    gc.enable()
    gc.collect()
    return counts


def in_all(days: int, messages: int, workers: int, console: Console) -> Counter[str]:
    """Play the days, and print a line for each fiftieth."""
    total = Counter[str]()
    with ProcessPoolExecutor(workers) as pool:
        seeds = range(FIRST_SEED, FIRST_SEED + days)
        for number, counts in enumerate(pool.map(counted, seeds, [messages] * days), start=1):
            total.update(counts)
            if counts["days_broken"]:
                console.print(f"seed {FIRST_SEED + number - 1}: {dict(counts)}")
            if number % 50 == 0:
                console.print(f"{number} days, {total['days_broken']} with a broken promise")
    return total


def main() -> int:
    """Play, print, and say whether all was kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=1_000)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    console = Console()
    total = in_all(asked.days, asked.messages, asked.workers, console)
    table = Table("what", "count", title=f"Seeds {FIRST_SEED} to {FIRST_SEED + asked.days - 1}")
    for what, count in total.items():
        table.add_row(what.replace("_", " "), f"{count:,}")
    console.print(table)
    return 1 if total["days_broken"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
