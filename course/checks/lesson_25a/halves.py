"""Exercise 25a.1: which half, and which half of that? A rule for lines that everybody shares."""

import random
from collections.abc import Callable, Iterable
from operator import ge, gt

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect

Case = tuple[float, float, float, int]

INSIDE: tuple[Case, ...] = (
    (1.0, 0.0, 8.0, 1),
    (3.0, 0.0, 8.0, 1),
    (5.0, 0.0, 8.0, 1),
    (6.5, 0.0, 8.0, 2),
    (4.5, 0.0, 8.0, 3),
    (3.5, 0.0, 8.0, 3),
)
ON_LINES: tuple[Case, ...] = (
    (4.0, 0.0, 8.0, 1),
    (2.0 - 1e-10, 0.0, 8.0, 2),  # a hair west of the line is west of it
    (0.0, -180.0, 180.0, 4),
    (-45.0, -180.0, 180.0, 3),
    (5.0, 0.0, 8.0, 3),
    (2.5, -10.0, 10.0, 4),
    (6.0, 0.0, 8.0, 5),
    (22.5, -90.0, 90.0, 3),
)
ROUNDED: tuple[Case, ...] = (  # a division rounds to the piece below; every way to halve gives the one above
    (0.7, -1.4, 1.4, 2),
    (0.35, -0.7, 0.7, 2),
    (0.9, 0.2, 1.0, 3),
    (0.4, -0.3, 0.5, 3),
    (0.5, -0.1, 1.5, 3),
)
AT_THE_ENDS: tuple[Case, ...] = ((0.0, 0.0, 8.0, 3), (8.0, 0.0, 8.0, 1), (8.0, 0.0, 8.0, 3), (180.0, -180.0, 180.0, 7))
SMALL: tuple[Case, ...] = ((1.0, 0.0, 8.0, 4), (-179.0, -180.0, 180.0, 6), (3.0, 2.0, 10.0, 2))
NONE: Case = (3.0, 0.0, 8.0, 0)


def halved(value: float, low: float, high: float, count: int, is_upper: Callable[[float, float], bool] = ge) -> str:
    """One bit for each halving; ``is_upper`` tells of a value and the middle whether the upper half owns it."""
    found = ""
    for _ in range(count):
        middle = (low + high) / 2
        upper = is_upper(value, middle)
        found += "01"[upper]
        low, high = (middle, high) if upper else (low, middle)
    return found


def bits(value: float, low: float, high: float, count: int) -> str:
    """Ours. One division would be shorter, and round another way than the lines do."""
    return halved(value, low, high, count)


def _steps(value: float, low: float, high: float, given: str) -> str:
    """In words: at which halving the answer goes elsewhere."""
    right = bits(value, low, high, len(given) or 1)
    for number, (mine, yours) in enumerate(zip(right, given, strict=False), start=1):
        middle = (low + high) / 2
        if mine != yours:
            half = "upper" if mine == "1" else "lower"
            on = "exactly on the line, which belongs to the upper half" if value == middle else f"in the {half} half"
            return f"Halving {number} is at {middle!r}; {value!r} is {on}."
        low, high = (middle, high) if mine == "1" else (low, middle)
    return "Some bits are missing or too many."


def right_for(cases: Iterable[Case]) -> Callable[[Answer], None]:
    def test(answer: Answer) -> None:
        for value, low, high, count in cases:
            given = answer(value, low, high, count)
            case = f"halves({value!r}, {low:g}, {high:g}, {count}) is {given!r}"
            expect(set(given) <= {"0", "1"}, case, "A text of 0 and 1 is wanted.")
            expect(len(given) == count, case, f"one bit for each halving: {count}; you gave {len(given)}.")
            expect(given == bits(value, low, high, count), case, _steps(value, low, high, given))

    return test


def everywhere() -> list[Case]:
    """Many places: on the lines of this map and of others, and between them."""
    rng = random.Random(25)
    found: list[Case] = [NONE]
    for low, high in ((-180.0, 180.0), (-90.0, 90.0), (-10.0, 10.0), (5.0, 7.0)):
        for count in (1, 2, 5, 12, 20):
            found += [(low + (high - low) * rng.randrange(2**count) / 2**count, low, high, count) for _ in range(12)]
            found += [
                (low + (high - low) * (rng.randrange(2**count) + 0.4) / 2**count, low, high, count) for _ in range(6)
            ]
    return found


def is_like(other: Callable[[float, float, float, int], str], cases: Iterable[Case]) -> Callable[[Answer], bool]:
    """Whether the answer goes wrong exactly as this one does."""

    def shows(answer: Answer) -> bool:
        tried = list(cases)
        return all(answer(*case) == other(*case) for case in tried) and any(other(*c) != bits(*c) for c in tried)

    return shows


def _line_below(value: float, low: float, high: float, count: int) -> str:
    return halved(value, low, high, count, gt)


def _short(value: float, low: float, high: float, count: int) -> str:
    return bits(value, low, high, count).lstrip("0") or "0"


def _same_half(value: float, low: float, high: float, count: int) -> str:
    return "01"[value >= (low + high) / 2] * count


def _backwards(value: float, low: float, high: float, count: int) -> str:
    return bits(value, low, high, count)[::-1]


def _swapped(value: float, low: float, high: float, count: int) -> str:
    return bits(value, low, high, count).translate({48: "1", 49: "0"})


def beyond_the_end(answer: Answer) -> bool:
    inside = all(answer(*case) == bits(*case) for case in INSIDE)
    return inside and any(_failed(answer, case) for case in AT_THE_ENDS[1:])


def _failed(answer: Answer, case: Case) -> bool:
    try:
        return bool(answer(*case) != bits(*case))
    except Wrong:
        return True


def from_zero(answer: Answer) -> bool:
    """Right on maps that begin at 0 only."""
    return all(not _failed(answer, case) for case in INSIDE) and all(
        _failed(answer, case) for case in ((5.5, 2.0, 10.0, 1), (2.6, -10.0, 10.0, 1))
    )


def rounds_lines(answer: Answer) -> bool:
    """Right on all lines that a computer meets exactly, and on some of the others only."""
    exact = (*INSIDE, *ON_LINES, *AT_THE_ENDS, *SMALL)
    return not any(_failed(answer, case) for case in exact) and any(_failed(answer, case) for case in ROUNDED)


def keeps_bits(answer: Answer) -> bool:
    return len({answer(*case) for case in (INSIDE[-1],) * 2}) > 1


HALVES = Exercise(
    id="25a.1",
    title="halves(value, low, high, count)",
    objective="line",
    points=2.0,
    expects=Function(("value", "low", "high", "count"), str),
    properties=(
        Property("between the lines", right_for(INSIDE)),
        Property("exactly on a line", right_for(ON_LINES)),
        Property("at both ends of the map", right_for(AT_THE_ENDS)),
        Property("one bit for each halving", right_for((*SMALL, NONE))),
        Property("on the lines of a map from -1.4 to 1.4, and of others", right_for(ROUNDED)),
        Property("on many maps, however often it is halved", right_for(everywhere())),
    ),
    misconceptions=(
        Misconception(
            "every call begins anew",
            "Asked twice with the same numbers, you gave two texts. Which of your variables outlives a call?",
            keeps_bits,
        ),
        Misconception(
            "the line belongs to the lower half",
            "The value stands exactly in the middle. Which half owns the line, by the rule above the exercise?",
            is_like(_line_below, (*INSIDE, *ON_LINES)),
        ),
        Misconception(
            "zeros in front are nothing",
            "Two places in different halves must have different names. What do 001 and 1 become?",
            is_like(_short, (*INSIDE, *SMALL)),
        ),
        Misconception(
            "every halving is of the whole map",
            "After the first halving, between which two values does the second one lie?",
            is_like(_same_half, INSIDE),
        ),
        Misconception(
            "the last halving comes first",
            "Places that share their first letters must be close. Which halving makes the largest halves?",
            is_like(_backwards, (*INSIDE, *SMALL)),
        ),
        Misconception(
            "0 is the upper half",
            "Which half of the map gets a 1?",
            is_like(_swapped, INSIDE),
        ),
        Misconception(
            "every map begins at 0",
            "The map may begin at low = 2, or at −180. What is the middle of the map then?",
            from_zero,
        ),
        Misconception(
            "the end of the map lies beyond it",
            "Somebody stands exactly at high. To the east of them there is no half; which one takes them?",
            beyond_the_end,
        ),
        Misconception(
            "one division finds the same piece",
            "Print what your division gives, with all its digits. Where does the line lie that you find by halving?",
            rounds_lines,
        ),
    ),
    steps=(
        "Begin with an empty text.",
        "Find the middle between low and high.",
        "Ask whether the value is at the middle or above it.",
        "If so, add a 1, and go on with the upper half; otherwise add a 0, and go on with the lower one.",
        "Do that count times, and return the text.",
    ),
    sister="*A shelf of 16 boxes, box 11.* Upper half (8 to 15): 1. Lower half of that (8 to 11): 0. Then 10 to 11: 1. Then 11: 1. So 1011.",
    ours=lambda: bits,
    pattern="two copies of one truth",
)
