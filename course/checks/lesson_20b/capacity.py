"""Exercise 20b.3: how many machines a tier needs."""

import math
import random
from collections.abc import Callable, Iterator
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.estimates import quantity, servers

Case = tuple[float, float, float, int]


def needed(load_per_s: float, rated_per_s: float, utilisation: float, spare: int) -> int:
    """The smallest number that is enough, found by counting up."""
    machines = 1
    while load_per_s > machines * rated_per_s * utilisation * (1 + 1e-12):
        machines += 1
    return machines + spare


def situation(load_per_s: float, rated_per_s: float, utilisation: float, spare: int) -> str:
    return f"{load_per_s:,} a second, rated {rated_per_s:,}, at most {utilisation:.0%} busy, {spare} may be missing"


def judged(case: Case, answer: Answer) -> None:
    _, _, utilisation, spare = case
    given, wanted = answer(*case), needed(*case)
    expect(math.isfinite(given), situation(*case), f"You returned {given}. Nobody can order that many.")
    expect(given == int(given), situation(*case), f"You returned {given:,}. Nobody sells a part of a machine.")
    why = f"You returned {given:,}. {carried(case, int(given) - spare)}"
    if given > wanted:
        why = f"You returned {given:,}. One fewer would do: nobody would be over {utilisation:.0%} busy even then."
    expect(given == wanted, situation(*case), why)


def carried(case: Case, left: int) -> str:
    """What the machines that are not missing carry, in words."""
    load_per_s, rated_per_s, _, spare = case
    when = f"With {spare} missing, " if spare else ""
    if left <= 0:
        return f"{when}nobody is left." if spare else "Nobody is there."
    busy = f"{load_per_s / (left * rated_per_s):.0%} busy"
    who = "1 is left: it" if left == 1 else f"{left:,} are left: each"
    return f"{when}{who} would be {busy}." if spare else f"Each would be {busy}."


def all_of(cases: tuple[Case, ...], answer: Answer) -> None:
    for case in cases:
        judged(case, answer)


def many() -> Iterator[Case]:
    """Seeded cases that do not end on a whole machine: there the ways to divide may round to either side."""
    rng = random.Random(8)
    while True:
        case = (
            rng.randrange(1, 4 * 10**7) / 4,
            rng.choice((700, 50_000, 80_000)),
            rng.choice((0.5, 0.7, 0.9)),
            rng.randrange(4),
        )
        machines = case[0] / (case[1] * case[2])
        if abs(machines - round(machines)) > 1e-6 and machines < 5_000:
            yield case


def any_tier(answer: Answer) -> None:
    cases = many()
    for _ in range(200):
        judged(next(cases), answer)


def machines_needed(load_per_s: float, rated_per_s: float, utilisation: float, spare: int) -> int:
    """The servers of ``course.estimates``, for plain numbers."""
    load, each = quantity(load_per_s, "requests/s"), quantity(rated_per_s, "requests/s/server")
    return int(servers(load, each, utilisation=utilisation, failed=spare).value)


def ours() -> Callable[[float, float, float, int], int]:
    return machines_needed


MACHINES = Exercise(
    id="20b.3",
    title="machines(load_per_s, rated_per_s, utilisation, spare)",
    objective="size",
    points=2.0,
    expects=Function(("load_per_s", "rated_per_s", "utilisation", "spare"), (int, float)),
    properties=(
        Property(
            "whole machines, and enough of them",
            partial(
                all_of,
                ((101, 100, 1, 0), (160, 100, 1, 0), (50, 100, 1, 0), (100.5, 100, 1, 0), (1_000_001, 1_000_000, 1, 0)),
            ),
        ),
        Property("none too many where it comes out even", partial(all_of, ((200, 100, 1, 0), (100, 100, 1, 0)))),
        Property(
            "at the planned busyness, neither too few nor too many",
            partial(
                all_of,
                ((1_000, 100, 0.5, 0), (300, 100, 0.75, 0), (1_001, 100, 0.5, 0), (75, 75, 0.5, 0), (76, 75, 0.5, 0)),
            ),
        ),
        Property(
            "with the spare ones missing, the others still carry it",
            partial(all_of, ((200, 100, 1, 1), (1_000, 100, 0.5, 2), (50, 100, 1, 3))),
        ),
        Property("for any tier", any_tier),
    ),
    misconceptions=(
        Misconception(
            "the part after the point can be dropped",
            "101 requests a second, and one machine that takes 100. Who answers the last one?",
            lambda answer: answer(101, 100, 1, 0) == 1 and answer(160, 100, 1, 0) == 1,
        ),
        Misconception(
            "round to the nearest",
            "1.01 machines: is one nearly enough, or not enough?",
            lambda answer: answer(101, 100, 1, 0) == 1 and answer(160, 100, 1, 0) == 2,
        ),
        Misconception(
            "always one more, to be safe",
            "200 a second, machines of 100. Two carry it exactly. What does your third one do?",
            lambda answer: answer(101, 100, 1, 0) == 2 and answer(1_000, 100, 1, 0) == 11,
        ),
        Misconception(
            "a machine runs at its rating all day",
            "Ten machines of 100 carry 1,000: how busy is each? How busy may it be?",
            lambda answer: answer(1_000, 100, 0.5, 0) == 10,
        ),
        Misconception(
            "a busier plan needs more machines",
            "Fill each machine only half. Do you need more machines than before, or fewer?",
            lambda answer: answer(1_000, 100, 0.5, 0) == 5,
        ),
        Misconception(
            "the spare ones are among the busy ones",
            "The spare ones are out. What do the others carry then?",
            lambda answer: answer(1_000, 100, 0.5, 2) == 20,
        ),
        Misconception(
            "the spare ones have a share of the load",
            "A missing machine carries nothing. Why divide the spare ones by the utilisation?",
            lambda answer: answer(1_000, 100, 0.5, 2) == 24,
        ),
        Misconception(
            "every machine has a spare of its own",
            "The spare ones stand for *all* machines together. How many did you add for each?",
            lambda answer: answer(1_000, 100, 0.5, 2) in (40, 60),
        ),
    ),
    steps=(
        "Multiply the rating by the utilisation: that is what one machine may do.",
        "Divide the load by it.",
        "Round up to a whole machine.",
        "Add the spare ones.",
    ),
    sister=(
        "*Boats for 95 guests.* A boat takes 20, but in waves you fill it only to 80 %: 16. 95 / 16 is 5.9, so six "
        "boats. One may be in repair: order seven. Five full boats would have been enough on paper, on a calm day."
    ),
    ours=ours,
    pattern="load on the wrong tier",
)
