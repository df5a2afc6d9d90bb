"""Exercise 26.5: which car for which rider, when all are looked at together."""

import random
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations, permutations

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect

Minutes = tuple[tuple[int, ...], ...]

TRAP: Minutes = ((2, 3), (3, 9))
THREE: Minutes = ((1, 4, 9), (2, 6, 8), (7, 3, 10))


def right_pairs(minutes: Sequence[Sequence[int]]) -> list[int]:
    orders = permutations(range(len(minutes)))
    return list(min(orders, key=lambda cars: sum(row[car] for row, car in zip(minutes, cars, strict=True))))


def total(minutes: Sequence[Sequence[int]], cars: Sequence[int]) -> int:
    return sum(row[car] for row, car in zip(minutes, cars, strict=True))


def table(minutes: Sequence[Sequence[int]]) -> str:
    return "; ".join(f"rider {number}: {', '.join(map(str, row))}" for number, row in enumerate(minutes))


def paired(tables: Sequence[Minutes], answer: Answer) -> None:
    for minutes in tables:
        got = answer([list(row) for row in minutes])
        case = f"minutes to cars 0, 1, … — {table(minutes)}"
        expect(
            all(type(car) is int for car in got) and sorted(got) == list(range(len(minutes))),
            case,
            f"It returned {list(got)!r}: one number for each rider, and each car once.",
        )
        best = total(minutes, right_pairs(minutes))
        expect(
            total(minutes, got) == best,
            case,
            f"{list(got)} drives {total(minutes, got)} minutes together; {best} are enough.",
        )


def random_tables(answer: Answer) -> None:
    rng = random.Random(265)
    tables = []
    for _ in range(40):
        size = rng.randint(1, 6)
        tables.append(tuple(tuple(rng.randint(1, 20) for _ in range(size)) for _ in range(size)))
    paired(tables, answer)


def in_order(minutes: Sequence[Sequence[int]]) -> list[int]:
    """Greedy: each rider takes the nearest car that is left."""
    cars: list[int] = []
    for row in minutes:
        cars.append(min((car for car in range(len(row)) if car not in cars), key=row.__getitem__))
    return cars


def closest_first(minutes: Sequence[Sequence[int]]) -> list[int]:
    """Greedy in another order: the shortest drive of all, then the next one."""
    cars: dict[int, int] = {}
    drives = sorted((drive, rider, car) for rider, row in enumerate(minutes) for car, drive in enumerate(row))
    for _, rider, car in drives:
        if rider not in cars and car not in cars.values():
            cars[rider] = car
    return [cars[rider] for rider in range(len(minutes))]


def kindest_to_the_last(minutes: Sequence[Sequence[int]]) -> list[int]:
    """Keep the longest drive short, whatever the sum."""
    orders = permutations(range(len(minutes)))
    return list(min(orders, key=lambda cars: max(row[car] for row, car in zip(minutes, cars, strict=True))))


def like(rule: Callable[[Sequence[Sequence[int]]], list[int]], answer: Answer) -> bool:
    """Does it answer as this wrong rule does, on tables that tell them apart?"""
    rng = random.Random(2650)
    tables = [[[rng.randint(1, 20) for _ in range(4)] for _ in range(4)] for _ in range(12)]
    return all(list(answer([list(row) for row in rows])) == rule(rows) for rows in tables)


def inverse(minutes: Sequence[Sequence[int]]) -> list[int]:
    cars = right_pairs(minutes)
    return [cars.index(car) for car in range(len(cars))]


def farthest(minutes: Sequence[Sequence[int]]) -> list[int]:
    orders = permutations(range(len(minutes)))
    return list(max(orders, key=lambda cars: sum(row[car] for row, car in zip(minutes, cars, strict=True))))


def only_swaps(answer: Answer) -> bool:
    """Does it stop where no swap of two riders helps, though a longer exchange would?"""
    rng = random.Random(2651)
    stuck = False
    for _ in range(30):
        minutes = [[rng.randint(1, 20) for _ in range(6)] for _ in range(6)]
        cars = list(answer([list(row) for row in minutes]))
        for one, other in combinations(range(6), 2):
            swapped = list(cars)
            swapped[one], swapped[other] = cars[other], cars[one]
            if total(minutes, swapped) < total(minutes, cars):
                return False
        stuck = stuck or total(minutes, cars) > total(minutes, right_pairs(minutes))
    return stuck


PAIRS = Exercise(
    id="26.5",
    title="best_pairs(minutes)",
    objective="batch",
    points=2.0,
    expects=Function(("minutes",), (list, tuple)),
    properties=(
        Property("one rider, one car", partial(paired, (((4,),),))),
        Property("two of each", partial(paired, (((2, 9), (9, 2)), TRAP, ((0, 5), (5, 0)), ((700, 650), (900, 600))))),
        Property("three of each", partial(paired, (THREE, ((9, 9, 1), (1, 9, 9), (9, 1, 9)), ((5, 5, 5),) * 3))),
        Property("up to six of each", random_tables),
    ),
    misconceptions=(
        Misconception(
            "a car serves two at once",
            "Riders 0 and 1 both get car 0. Which car brings rider 1?",
            lambda answer: list(answer([list(row) for row in TRAP])) == [0, 0],
        ),
        Misconception(
            "swaps of two find the best",
            "No two riders gain by changing cars. Might three, in a ring?",
            only_swaps,
        ),
        Misconception(
            "the best for each in turn is the best for all",
            "Rider 0 takes car 0 and saves one minute. What does that cost rider 1?",
            partial(like, in_order),
        ),
        Misconception(
            "the shortest drives first",
            "Take the shortest drive of all. What is left over for the last rider, and is the sum still the smallest?",
            partial(like, closest_first),
        ),
        Misconception(
            "the longest drive decides",
            "You made the longest drive short. Which sum did the exercise ask for?",
            partial(like, kindest_to_the_last),
        ),
        Misconception(
            "a car for a rider, or a rider for a car",
            "Place 0 of your list: is it the car of rider 0, or the rider of car 0?",
            partial(like, inverse),
        ),
        Misconception(
            "more is better",
            "Are these minutes that the riders win, or that they wait?",
            partial(like, farthest),
        ),
    ),
    steps=(
        "List every order of the cars' numbers.",
        "For each order, add up the minutes: rider 0 with the first car of the order, rider 1 with the second, and so on.",
        "Return the order with the smallest sum.",
    ),
    sister=(
        "*Two shifts, two nurses.* Ana: day 1, night 2. Bo: day 2, night 8 (how little they like it). Ana by day and Bo "
        "by night: 1 + 8 = 9. The other way round: 2 + 2 = 4. Ana gives up a little, and Bo wins a lot."
    ),
    ours=lambda: right_pairs,
)
