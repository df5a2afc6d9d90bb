"""Exercise 22a.3: a number that ranks fading posts, and needs no clock."""

import math
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from course.checks.answer import Answer, shown
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.clock import ManualClock
from course.systems.news_feed.ranked_scrolls import hot
from course.systems.news_feed.ranking import MS_PER_H

NOON_MS = 1_800_000_000_000
EARLIEST_S, EARLIEST_MS = 1e9, 1e11
"""Since 1970: a larger number in a notebook may be a moment of our time, in seconds or in milliseconds."""
LATER_S = 6 * 3_600
Fading = tuple[float, float]
"""(points, hours before noon)"""


def keyed(answer: Answer, post: Fading, half_life_h: float) -> float:
    """The answer's key. Raises ``Wrong`` where it is not a number that can be compared."""
    found: Any = answer(post[0], NOON_MS - round(post[1] * MS_PER_H), half_life_h)
    expect(math.isfinite(found), answer.calling, f"It returned {shown(found)}.")
    return float(found)


def told(post: Fading) -> str:
    return f"{post[0]:g} points, {post[1]:g} h old"


def in_order(answer: Answer, upper: Fading, lower: Fading, half_life_h: float) -> None:
    high, low = keyed(answer, upper, half_life_h), keyed(answer, lower, half_life_h)
    case = f"half-life {half_life_h:g} h: {told(upper)}, against {told(lower)}"
    scores = [points * 0.5 ** (age_h / half_life_h) for points, age_h in (upper, lower)]
    why = f"At noon the first one's score is {scores[0]:.3g}, the other's {scores[1]:.3g}. "
    why += f"Your keys: {high:.10g} and {low:.10g}."
    expect(high > low, case, why)


def more_points(answer: Answer) -> None:
    for many, few in ((200, 100), (2, 1), (101, 100), (1, 0.5), (0.002, 0.001), (3_000_000, 2_000_000)):
        in_order(answer, (many, 1), (few, 1), 6)


def newer(answer: Answer) -> None:
    for new_h, old_h in ((0, 6), (0, 1), (5, 5.1), (100, 20_000), (0, 1 / 3_600)):
        in_order(answer, (100, new_h), (100, old_h), 6)
    for ms in (5, 205, 705):
        in_order(answer, (100, ms / MS_PER_H), (100, (ms + 1) / MS_PER_H), 6)


def one_half_life(answer: Answer) -> None:
    in_order(answer, (210, 6), (100, 0), 6)
    in_order(answer, (100, 0), (190, 6), 6)
    in_order(answer, (410, 12), (100, 0), 6)
    in_order(answer, (100, 0), (390, 12), 6)
    in_order(answer, (2.1, 6), (1, 0), 6)
    in_order(answer, (1, 0), (1.9, 6), 6)


def other_half_lives(answer: Answer) -> None:
    for half_life_h in (24, 1, 0.5, 168):
        in_order(answer, (210, half_life_h), (100, 0), half_life_h)
        in_order(answer, (100, 0), (190, half_life_h), half_life_h)


def other_years(answer: Answer) -> None:
    """Half-lives of an hour: thousands lie between these posts."""
    dates_h = {"2001": 227_900, "2021": 52_584, "2026": 8_760, "noon of the other cases": 0, "2036": -78_900}
    keys = {name: keyed(answer, (100, age_h), 1) for name, age_h in dates_h.items()}
    for (old, low), (new, high) in pairwise(keys.items()):
        case = f"half-life 1 h: two posts with 100 points, of {old} and of {new}"
        expect(high > low, case, f"Your keys: {low:.10g} and {high:.10g}. The newer one must stand higher.")


def without_a_clock(answer: Answer) -> None:
    first = keyed(answer, (100, 1), 6)
    time.sleep(0.02)
    second = keyed(answer, (100, 1), 6)
    why = f"The same post got {first!r}, and 20 ms later {second!r}. Keys of different moments cannot be compared."
    expect(first == second, answer.calling, why)
    with later_in_the_notebook(answer.raw) as names:
        third = keyed(answer, (100, 1), 6)
    moments = ", ".join(f"`{name}`" for name in names)
    why = f"The same post got {first!r}, and {third!r} six hours later: your key reads a moment of the notebook ({moments})."
    expect(first == third, answer.calling, why)


@contextmanager
def later_in_the_notebook(raw: object) -> Iterator[list[str]]:
    """Inside, each moment among the global names that the answer can read lies six hours later; gives their names."""
    names: dict[str, Any] = getattr(raw, "__globals__", {})
    before = {name: value for name, value in names.items() if is_moment(value)}
    names.update({name: moved_on(value) for name, value in before.items()})
    try:
        yield [name for name in getattr(getattr(raw, "__code__", None), "co_names", ()) if name in before] or [*before]
    finally:
        names.update(before)


def is_moment(value: object) -> bool:
    """A large number, a date, or a clock that somebody set."""
    large = isinstance(value, (int, float)) and EARLIEST_S < value < math.inf
    return large or isinstance(value, (datetime, ManualClock))


def moved_on(value: Any) -> Any:  # noqa: ANN401 - a moment, in whatever way it is told
    match value:
        case ManualClock():
            return ManualClock(value.now_s() + LATER_S)
        case datetime():
            return value + timedelta(seconds=LATER_S)
    return value + (1_000 * LATER_S if value > EARLIEST_MS else LATER_S)


def pairs(answer: Answer) -> None:
    rng = random.Random(22)
    for _ in range(500):
        half_life_h = rng.choice((1, 6, 24))
        posts = [(math.exp(rng.uniform(0, 8)), rng.uniform(0, 10 * half_life_h)) for _ in range(2)]
        scores = [points * 0.5 ** (age_h / half_life_h) for points, age_h in posts]
        if 0.99 < scores[0] / scores[1] < 1.01:
            continue
        upper, lower = posts if scores[0] > scores[1] else posts[::-1]
        in_order(answer, upper, lower, half_life_h)


def worth(answer: Answer) -> float:
    """How many half-lives twice the points are worth, by the answer's keys: 1 is right."""
    base = keyed(answer, (100, 6), 6)
    newer = keyed(answer, (100, 0), 6) - base
    return (keyed(answer, (200, 6), 6) - base) / newer if newer else math.inf


def an_hour(answer: Answer, half_life_h: float) -> float:
    """What an hour is worth by the answer's keys."""
    return keyed(answer, (100, 0), half_life_h) - keyed(answer, (100, 1), half_life_h)


def fails_with(test: Callable[[Answer], object], answer: Answer, words: str) -> bool:
    try:
        test(answer)
    except Wrong as wrong:
        return words in str(wrong)
    return False


KEY = Exercise(
    id="22a.3",
    title="key(points, at_ms, half_life_h)",
    objective="rank",
    points=2.0,
    expects=Function(("points", "at_ms", "half_life_h"), (float, int)),
    properties=(
        Property("of two posts of one moment, more points stand higher", more_points),
        Property("of two posts with equal points, the newer one stands higher", newer),
        Property("twice the points make up for one half-life of age, no more and no less", one_half_life),
        Property("whatever the half-life is", other_half_lives),
        Property("in other years too", other_years),
        Property("the same post has the same key, now and later", without_a_clock),
        Property("500 random pairs stand in the order of their scores", pairs),
    ),
    misconceptions=(
        Misconception(
            "the key may look at the clock",
            "You store it once. What does it say beside the key of a post that comes tomorrow?",
            lambda answer: fails_with(without_a_clock, answer, "later"),
        ),
        Misconception(
            "a power can stay a power",
            "Count the half-lives from 1970 to today. How large is 2 to this power, and what is its logarithm?",
            lambda answer: fails_with(other_years, answer, "OverflowError"),
            "Half-lives of an hour, a post of another year: 2 to the power of thousands is too large for a float.",
        ),
        Misconception(
            "a power can be computed before its logarithm",
            "What is log2 of ½ to the power of 3? Of 80,000? Did you need the power itself?",
            lambda answer: fails_with(lambda answer: keyed(answer, (100, 1), 6), answer, "ValueError"),
            "½ to the power of the half-lives since 1970 is so small that a float keeps 0. And 0 has no logarithm.",
        ),
        Misconception(
            "a later moment is a larger age",
            "A post comes an hour later. Does its age grow or shrink, and which way must its key go?",
            lambda answer: keyed(answer, (100, 0), 6) < keyed(answer, (100, 6), 6) or keyed(answer, (100, 0), 6) == 0,
            "Two posts with 100 points: the key of noon is not above the key of six in the morning.",
        ),
        Misconception(
            "points and half-lives can be added",
            "100 more points: is that the same for a post with 1 point and for one with 1,000? What does a half-life do to each?",
            lambda answer: (
                keyed(answer, (200, 1), 6) > keyed(answer, (100, 1), 6)
                and math.isclose(
                    keyed(answer, (300, 1), 6) - keyed(answer, (200, 1), 6),
                    keyed(answer, (200, 1), 6) - keyed(answer, (100, 1), 6),
                    rel_tol=1e-6,
                )
            ),
        ),
        Misconception(
            "milliseconds are hours",
            "In which unit is `at_ms`, and in which is `half_life_h`?",
            lambda answer: 0 < worth(answer) < 0.02 or 20 < worth(answer) < 2_000,
            "Twice the points are worth far less, or far more, than one half-life.",
        ),
        Misconception(
            "any logarithm will do",
            "Twice the points must be worth exactly one half-life. Which logarithm of 2 is 1?",
            lambda answer: any(
                math.isclose(worth(answer), log(2), rel_tol=1e-3)
                for log in (math.log, math.log10, lambda two: 1 / math.log(two))
            ),
        ),
        Misconception(
            "the half-life is always that of the example",
            "You were given another half-life. Where does your formula use it?",
            lambda answer: (
                keyed(answer, (100, 1), 6) == keyed(answer, (100, 1), 24)
                and keyed(answer, (100, 1), 6) != keyed(answer, (100, 2), 6)
            ),
        ),
        Misconception(
            "a longer half-life counts each hour more",
            "Half-life 24 h instead of 6 h: does a post fade faster or slower? What is one hour worth then?",
            lambda answer: an_hour(answer, 24) > 1.01 * an_hour(answer, 6) > 0,
            "An hour is worth more in your keys when the half-life is 24 h than when it is 6 h.",
        ),
        Misconception(
            "the points are divided by the half-life too",
            "What is counted in half-lives: the points, or the age? How far does your division reach?",
            lambda answer: (
                math.isclose(worth(answer), 1 / 6, rel_tol=1e-3)
                and keyed(answer, (200, 1), 24) - keyed(answer, (100, 1), 24)
                < 0.5 * (keyed(answer, (200, 1), 6) - keyed(answer, (100, 1), 6))
            ),
            "Half-life 6 h: twice the points are worth one hour in your keys, not six.",
        ),
        Misconception(
            "points may be 0",
            "Points are above 0. From 1 to 2 points is a doubling: how much does your key grow?",
            lambda answer: math.isclose(
                (keyed(answer, (2, 1), 6) - keyed(answer, (1, 1), 6))
                / (keyed(answer, (200, 1), 6) - keyed(answer, (100, 1), 6)),
                math.log(3 / 2) / math.log(201 / 101),
                rel_tol=1e-3,
            ),
            "From 1 to 2 points your key grows less than from 100 to 200. Both are a doubling.",
        ),
        Misconception(
            "half-lives are whole",
            "Two posts of one afternoon, an hour apart: how many whole half-lives lie between them?",
            lambda answer: keyed(answer, (100, 12), 6) < keyed(answer, (100, 0), 6) == keyed(answer, (100, 1), 6),
            "Two posts with 100 points, 1 h apart, got the same key.",
        ),
        Misconception(
            "a key may be rounded",
            "Two posts of one second. Where did your formula lose the milliseconds between them?",
            lambda answer: (
                any(
                    keyed(answer, (100, ms / MS_PER_H), 6) == keyed(answer, (100, (ms + 1) / MS_PER_H), 6)
                    for ms in (5, 205)
                )
                and keyed(answer, (100, 0), 6) > keyed(answer, (100, 6), 6)
            ),
            "Two posts with 100 points, 1 ms apart, got the same key.",
        ),
    ),
    steps=(
        "Write the logarithm of the score: log2 of the points, minus the half-lives of age.",
        "Age is now minus the moment of the post. Make two parts of it.",
        "Leave out what is the same for all posts at one moment.",
        "Bring milliseconds and hours to one unit.",
    ),
    sister=(
        "*Cakes lose half of their worth each day; the baker writes a number on each box, once.* Worth is price · ½^age. "
        "So log2(worth) = log2(price) − age = log2(price) − today + day baked. Today is the same for all boxes: the number "
        "is log2(price) + day baked."
    ),
    ours=lambda: hot,
    pattern="grows for ever",
)
