"""Exercise 26a.3: the next price, from riders and free cars."""

import random
from collections.abc import Callable, Sequence
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.ride_matching.fares import PLAIN_PERCENT
from course.systems.ride_matching.surge import MOST_PERCENT, STEP_PERCENT, next_surge

Minute = tuple[int, int, int]

NEAR = ((100, 11, 10), (150, 5, 3), (120, 13, 10), (150, 16, 10), (137, 14, 10), (130, 4, 3))
# where a division before the multiplication lands below the whole number
WHOLE = ((230, 23, 10), (115, 23, 20), (115, 29, 25), (250, 145, 58))
FAR = ((100, 15, 10), (100, 30, 10), (200, 10, 10), (130, 2, 1))
EDGES = ((240, 60, 10), (245, 99, 1), (250, 25, 10), (110, 5, 10), (100, 1, 10), (105, 0, 4))
EMPTY = ((100, 3, 0), (240, 1, 0), (250, 2, 0), (100, 0, 0), (180, 0, 0))


def moved(minutes: Sequence[Minute], answer: Answer) -> None:
    for before, riders, cars in minutes:
        got = answer(before, riders, cars)
        right = next_surge(before, riders, cars)
        case = f"surge {before}, {riders} rider{'' if riders == 1 else 's'}, {cars} free car{'' if cars == 1 else 's'}"
        expect(got >= PLAIN_PERCENT, case, f"It returned {got:g}: below the plain price.")
        expect(got <= MOST_PERCENT, case, f"It returned {got:g}: over the cap of {MOST_PERCENT}.")
        step = abs(got - before)
        expect(step <= STEP_PERCENT, case, f"It returned {got:g}: a step of {step:g} in one minute.")
        expect(got == right, case, f"It returned {got:g}. The way to the wanted price leads elsewhere.")


def a_wave(answer: Answer) -> None:
    """A theatre ends, everybody leaves, and the street is quiet again; then another evening, from another price."""
    for start in (100, 250):
        surge = start
        crowd = [(2, 4)] * 2 + [(30, 3)] * 8 + [(0, 5)] * 10
        path = [surge]
        for riders, cars in crowd:
            got = answer(surge, riders, cars)
            right = next_surge(surge, riders, cars)
            path.append(got)
            expect(got == right, f"minute by minute: {path}", f"{riders} riders and {cars} cars after {surge}.")
            surge = right


def any_minute(answer: Answer) -> None:
    rng = random.Random(263)
    moved([(rng.randint(100, 250), rng.randrange(60), rng.randrange(30)) for _ in range(400)], answer)


def like(rule: Callable[[int, int, int], float], answer: Answer) -> bool:
    """Does it answer as this wrong rule does?"""
    minutes = (*NEAR, *FAR, *EDGES, *EMPTY)
    return all(answer(*minute) == rule(*minute) for minute in minutes)


def wanted(riders: int, cars: int) -> int:
    ratio = 100 * riders // cars if cars else 100_000 * riders
    return max(PLAIN_PERCENT, min(MOST_PERCENT, ratio))


def keeps_state(answer: Answer) -> bool:
    """A crowd that is gone, then the same minute three times."""
    for _ in range(10):
        answer(100, 0, 10)
    return len({answer(100, 30, 10) for _ in range(3)}) > 1


def fails_without_cars(answer: Answer) -> bool:
    try:
        answer(100, 3, 0)
    except Wrong as wrong:
        return "ZeroDivisionError" in wrong.args[1]
    return False


NEXT = Exercise(
    id="26a.3",
    title="next_surge(before, riders, cars)",
    objective="surge",
    points=2.0,
    expects=Function(("before", "riders", "cars"), int),
    properties=(
        Property("a near price is reached at once", partial(moved, NEAR)),
        Property("a quotient that comes out even", partial(moved, WHOLE)),
        Property("a far one in steps, up and down", partial(moved, FAR)),
        Property("never below the plain price, never over the cap", partial(moved, EDGES)),
        Property("no free car, no rider", partial(moved, EMPTY)),
        Property("a crowd comes and goes", a_wave),
        Property("any other minute", any_minute),
    ),
    misconceptions=(
        Misconception(
            "the price is kept inside",
            "Asked twice with the same three numbers, you gave two prices. Which of your variables outlives a call?",
            keeps_state,
        ),
        Misconception(
            "each minute begins at the plain price",
            "It is 200, and 250 is wanted. Where does your next minute begin?",
            lambda answer: answer(200, 40, 10) == 120,
        ),
        Misconception(
            "divide first",
            "Print 23 / 10 * 100. Which order did scene 2 ask for?",
            lambda answer: answer(230, 23, 10) == 229 or answer(250, 145, 58) == 249,
        ),
        Misconception(
            "whole riders for a car",
            "11 riders and 10 cars: what is left of 11 // 10, and what was wanted?",
            lambda answer: answer(100, 11, 10) == 100 and answer(180, 20, 10) == 200,
        ),
        Misconception(
            "cars for a rider",
            "With 30 riders and 10 cars, should it become dearer or stay plain?",
            partial(
                like,
                lambda before, riders, cars: min(
                    before + STEP_PERCENT, max(before - STEP_PERCENT, wanted(cars, riders))
                ),
            ),
        ),
        Misconception(
            "there is always a car",
            "Three riders wait, and no car is free. What does your division do, and what should the price do?",
            fails_without_cars,
        ),
        Misconception(
            "no car counts as one",
            "One rider, and no free car. Your price is the same as with one free car. Is a car there?",
            lambda answer: answer(240, 1, 0) == 220 and answer(100, 3, 0) == 120 and answer(150, 16, 10) == 160,
        ),
        Misconception(
            "to the nearest whole number",
            "5 riders and 3 cars: 166.66… What did the exercise say about what comes after the point?",
            lambda answer: answer(150, 5, 3) == 167,
        ),
        Misconception(
            "the price may jump",
            "At 100 a rider looks away for a minute. What does he read then, with 30 riders and 10 cars?",
            lambda answer: answer(100, 30, 10) == MOST_PERCENT and answer(200, 10, 10) == PLAIN_PERCENT,
        ),
        Misconception(
            "only the way up is steep",
            "At 200 the crowd is gone. How long does your price need to come down, and how long did it need to rise?",
            lambda answer: answer(100, 30, 10) == 120 and answer(200, 10, 10) == 100,
        ),
        Misconception(
            "a step is always 20",
            "The surge is 100, and 110 is wanted. Where do you land?",
            lambda answer: answer(100, 11, 10) == 120,
        ),
        Misconception(
            "without cars there is no price",
            "Riders, and not one free car: is that many riders for a car, or few?",
            lambda answer: answer(240, 1, 0) < 240 and answer(100, 3, 0) <= 100,
        ),
        Misconception(
            "no car means crowded",
            "Nobody asks, and no car is free. Whom would a high price call, and for whom?",
            lambda answer: answer(100, 0, 0) > 100,
        ),
        Misconception(
            "the cap is for later",
            "Look at the largest number that you return. Which one did the city allow?",
            lambda answer: answer(245, 99, 1) > MOST_PERCENT,
        ),
        Misconception(
            "few riders make it cheap",
            "Five riders, ten cars: what would half the price do to drivers who are out already?",
            lambda answer: answer(110, 5, 10) < PLAIN_PERCENT or answer(100, 1, 10) < PLAIN_PERCENT,
        ),
    ),
    steps=(
        "The wanted price: 100 · riders // cars; without a car the cap, and without a rider the plain price.",
        "Keep the wanted price between 100 and 250.",
        "Go there from the price before, but at most 20 up or down.",
    ),
    sister=(
        "*A heater.* It is at 18°, wanted are 25°, at most 24° are allowed, and the pipe allows 2° a minute. Wanted and "
        "allowed: 24°. Next minute: 20°. At 23° the next one is 24°: the last step is shorter."
    ),
    ours=lambda: next_surge,
)
