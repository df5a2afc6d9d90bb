"""Exercise 26a.2: in which zone does a place lie?"""

import random
from collections.abc import Callable, Sequence
from functools import partial
from math import floor

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.systems.ride_matching.surge import zone_of

Place = tuple[float, float]
Rule = Callable[[float], float]

OUTSIDE = ((55.5139, 0.0157), (48.1234, 11.5678), (0.0, 0.0))
BELOW = ((-0.005, 0.005), (0.005, -0.005), (-33.8688, -70.6693), (-0.000001, -0.000001))
LINES = ((0.29, 0.57), (0.58, 1.13), (55.51, 0.07), (8.2, 16.11))
BELOW_LINES = ((-0.29, -0.57), (-0.01, -1.0), (-33.87, -0.58))
HAIR = ((0.289999, 0.570001), (-0.290001, -0.289999))


def rank(degrees: float) -> int:
    """Counted in whole millionths, where nothing is rounded."""
    return floor(int(f"{degrees:.6f}".replace(".", "")) / 10_000)


def placed(places: Sequence[Place], answer: Answer) -> None:
    for lat, lon in places:
        got = answer(lat, lon)
        case = f"latitude {lat:.6f}, longitude {lon:.6f}"
        expect(len(got) == 2, case, f"It returned {got!r}. Return two whole numbers: row and column.")
        for name, value, number in (("row", lat, got[0]), ("column", lon, got[1])):
            whole = type(number) is int or (type(number) is float and number.is_integer())
            expect(whole, case, f"The {name} is {number!r}; it must be a whole number.")
            low, high = number / 100, (number + 1) / 100
            expect(
                number == rank(value),
                case,
                f"The {name} is {number:g}. That zone goes from {low:.2f} up to {high:.2f}, and {value:.6f} is not in it.",
            )


def every_line(answer: Answer) -> None:
    placed([(number / 100, number / 50) for number in sorted(range(-9_000, 9_000, 29), key=abs)], answer)


def anywhere(answer: Answer) -> None:
    rng = random.Random(262)
    drawn = ((rng.randint(-90_000_000, 90_000_000), rng.randint(-180_000_000, 180_000_000)) for _ in range(400))
    placed([(lat / 1_000_000, lon / 1_000_000) for lat, lon in drawn], answer)


def like(rule: Rule, answer: Answer) -> bool:
    """Does it answer as this wrong rule does, on places that tell the rules apart?"""
    places = (*OUTSIDE, *BELOW, *LINES, *BELOW_LINES, *HAIR)
    return all(tuple(answer(lat, lon)) == (rule(lat), rule(lon)) for lat, lon in places)


def exact_but_cut(degrees: float) -> int:
    return int(round(degrees * 1_000_000) / 10_000)


def one_less_below(degrees: float) -> int:
    return int(degrees * 100) - (degrees < 0)


def wrong_on_lines_only(answer: Answer) -> bool:
    between, lines = (*OUTSIDE, *BELOW, *HAIR), (*LINES, *BELOW_LINES)
    right = {place: tuple(answer(*place)) == tuple(map(rank, place)) for place in (*between, *lines)}
    return all(right[place] for place in between) and not all(right[place] for place in lines)


def turned(answer: Answer) -> bool:
    return all(tuple(answer(lat, lon)) == (rank(lon), rank(lat)) for lat, lon in (*OUTSIDE, (-33.8688, -70.6693)))


ZONE = Exercise(
    id="26a.2",
    title="zone(lat, lon)",
    objective="zone",
    points=2.0,
    expects=Function(("lat", "lon"), (tuple, list)),
    properties=(
        Property("north and east of 0", partial(placed, OUTSIDE)),
        Property("south and west of 0", partial(placed, BELOW)),
        Property("on a line, a zone begins", partial(placed, LINES)),
        Property("on a line south and west of 0", partial(placed, BELOW_LINES)),
        Property("a hair beside a line", partial(placed, HAIR)),
        Property("every line of the world", every_line),
        Property("any other place", anywhere),
    ),
    misconceptions=(
        Misconception(
            "int rounds down",
            "What is int(-0.5), and what is int(0.5)? Which of them went down?",
            partial(like, lambda degrees: int(degrees * 100)),
        ),
        Misconception(
            "exact numbers may be cut",
            "Your numbers are exact now. But which whole number lies below −0.5, and which one do you take?",
            partial(like, exact_but_cut),
        ),
        Misconception(
            "dividing floats rounds down exactly",
            "Print 0.29 // 0.01. Is a hundredth exact as a float? Which units would need no fraction at all?",
            partial(like, lambda degrees: degrees // 0.01),
        ),
        Misconception(
            "the nearest line names the zone",
            "0.289 lies between the lines 28 and 29. Which of the two does its zone begin at?",
            partial(like, lambda degrees: round(degrees * 100)),
        ),
        Misconception(
            "below 0 it is always one less",
            "−0.29 lies exactly on a line. Which zone begins there, and which one do you name?",
            partial(like, one_less_below),
        ),
        Misconception(
            "longitude comes first",
            "Which of the two arguments counts the rows, from south to north?",
            turned,
        ),
        Misconception(
            "a float is the number that I typed",
            "Print 0.29 * 100. Is that 29? How would you write 0.29 as a whole number of something?",
            wrong_on_lines_only,
        ),
    ),
    steps=(
        "Turn the degrees into a whole number of millionths: multiply, and round to the nearest.",
        "A zone is 10,000 of them: divide, and round down, also below 0.",
        "Do the same for both numbers: row first.",
    ),
    sister=(
        "*Floors of a house.* A floor is 250 cm high; the cellar is floor −1. A lamp at −0.30 m: that is −30 cm, and "
        "−30 // 250 is −1. Cutting −0.12 toward zero would put it on the ground floor."
    ),
    ours=lambda: zone_of,
    pattern="space too small",
)
