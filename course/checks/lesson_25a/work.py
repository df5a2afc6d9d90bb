"""Exercise 25a.3: how much work an index makes in a second, whether it takes moves or is built anew."""

from dataclasses import replace

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.systems.nearby_drivers.figures import Costs

MOVES = Costs(build_s=0.5, move_s=2e-6, look_s=1e-4, moves_at_once=True)
ONCE = Costs(build_s=0.05, move_s=1e-7, look_s=5e-5, moves_at_once=False)
SLOW = Costs(build_s=4.0, move_s=1e-6, look_s=2e-3, moves_at_once=False)
LOADS = ((100_000, 700, 1), (5, 300, 10), (5, 1, 60), (20_000, 0, 0.5), (100_000, 700, 4.5), (300, 7, 25))


def ours(costs: Costs, pings_per_s: float, looks_per_s: float, max_wait_s: float) -> float:
    """Seconds of work in a second."""
    builds_s = 0.0 if costs.moves_at_once else costs.build_s / max_wait_s
    return sum((pings_per_s * costs.move_s, looks_per_s * costs.look_s, builds_s))


def near(given: float, wanted: float) -> bool:
    return abs(given - wanted) <= 0.01 * wanted + 1e-9


def holds(answer: Answer, *designs: Costs) -> None:
    for costs in designs:
        for pings, looks, wait_s in LOADS:
            given, wanted = answer(costs, pings, looks, wait_s), ours(costs, pings, looks, wait_s)
            case = f"{costs}; {pings:,} pings and {looks:,} looks a second, a report waits at most {wait_s:g} s"
            why = "too little" if given < wanted else "too much"
            expect(near(given, wanted), case, f"You say {given:.4g} s of work a second: that is {why}.")


def takes_moves(answer: Answer) -> None:
    holds(answer, MOVES)


def built_anew(answer: Answer) -> None:
    holds(answer, ONCE, SLOW)


PROBE = Costs(build_s=7.0, move_s=0.002, look_s=0.01, moves_at_once=False)  # no two mistakes give the same number
_PINGS, _LOOKS, _WAIT = 1_000, 100, 4
_NOTES, _FOUND = 2.0, 1.0


def gives(answer: Answer, wanted: float, *, moves_at_once: bool = False) -> bool:
    return near(answer(replace(PROBE, moves_at_once=moves_at_once), _PINGS, _LOOKS, _WAIT), wanted)


WORK = Exercise(
    id="25a.3",
    title="work_per_s(costs, pings_per_s, looks_per_s, max_wait_s)",
    objective="choice",
    points=2.0,
    expects=Function(("costs", "pings_per_s", "looks_per_s", "max_wait_s"), float),
    properties=(
        Property("an index that takes moves", takes_moves),
        Property("an index that is built anew", built_anew),
    ),
    misconceptions=(
        Misconception(
            "built once is built for ever",
            "Cars went on driving after the build. When does a look see where they are now?",
            lambda answer: gives(answer, _NOTES + _FOUND),
        ),
        Misconception(
            "every ping needs a build",
            "A report may wait for max_wait_s. How many reports does one build take in together?",
            lambda answer: (
                gives(answer, _PINGS * PROBE.build_s + _FOUND)
                or gives(answer, _PINGS * (PROBE.build_s + PROBE.move_s) + _FOUND)
            ),
        ),
        Misconception(
            "one build a second",
            "If a report may wait for a minute, how many builds must come in that minute?",
            lambda answer: gives(answer, _NOTES + _FOUND + PROBE.build_s),
        ),
        Misconception(
            "a report waits for two builds",
            "A report comes just after a build, and the next build takes it in. How long did it wait?",
            lambda answer: gives(answer, _NOTES + _FOUND + 2 * PROBE.build_s / _WAIT),
        ),
        Misconception(
            "a longer wait needs more builds",
            "If reports may wait twice as long, do you build more often, or less often?",
            lambda answer: gives(answer, _NOTES + _FOUND + PROBE.build_s * _WAIT),
        ),
        Misconception(
            "no move, no work",
            "Each ping is still written into its row. Who pays for that?",
            lambda answer: gives(answer, _FOUND + PROBE.build_s / _WAIT),
        ),
        Misconception(
            "whoever takes moves is built anew too",
            "If each move is seen at once, what would a new build change?",
            lambda answer: gives(answer, _NOTES + _FOUND + PROBE.build_s / _WAIT, moves_at_once=True),
        ),
        Misconception(
            "looks are free",
            "Which of the four arguments did you not use?",
            lambda answer: gives(answer, _NOTES + PROBE.build_s / _WAIT),
        ),
    ),
    steps=(
        "Multiply the pings by what one of them costs.",
        "Multiply the looks by what one of them costs, and add.",
        "If the index does not take moves at once, count its builds in a second.",
        "Add what they cost.",
    ),
    sister=(
        "*A printed timetable costs 200 euros to print, and no change may wait longer than 5 days until it is in print: 40 euros a day, "
        "however many trains change. A screen costs 1 euro a change.* With 100 changes a day the paper is cheaper, with 10 the screen."
    ),
    ours=lambda: ours,
    pattern="load on the wrong tier",
)
