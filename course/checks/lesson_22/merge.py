"""Exercise 22.2: many lists, one page."""

import random
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.systems.news_feed.reads import merge

Case = tuple[list[list[int]], int]

RECENT = 2**60  # the ids of a Snowflake: a float loses their last digits

SMALL: tuple[Case, ...] = (
    ([[9, 4, 1]], 2),
    ([[9, 8, 7], [6]], 2),
    ([[5, 1], [4, 3, 2]], 3),
    ([[8, 2], [], [7, 3]], 3),
    ([[3, 1], [2]], 20),
    ([], 3),
    ([[110, 9], [20]], 2),
    ([[RECENT + 3, RECENT], [], [RECENT + 2]], 2),
)
TWICE: tuple[Case, ...] = (([[7, 5], [7, 6]], 2), ([[9, 8], [9, 8], [9]], 3))


def drawn(seed: int) -> Case:
    """Lists that fall, some empty, some with ids that others have too."""
    rng = random.Random(seed)
    ids = rng.sample(range(1, 400), 60)
    lists = [sorted(rng.sample(ids, rng.randrange(0, 12)), reverse=True) for _ in range(rng.randrange(1, 9))]
    return lists, rng.randrange(1, 25)


def judge(answer: Answer, case: Case, why: str) -> None:
    page, should = list(answer(*case)), merge(*case)
    expect(page == should, f"merge_page{case}", f"You returned {page}. {why}")


def newest(answer: Answer) -> None:
    for case in SMALL:
        judge(answer, case, f"The newest {case[1]} of all lists together, newest first, are {merge(*case)}.")


def once(answer: Answer) -> None:
    for case in TWICE:
        judge(answer, case, f"An id that two lists hold stands on the page once: {merge(*case)}.")


def always(answer: Answer) -> None:
    for seed in range(100):
        case = drawn(seed)
        judge(answer, case, f"It should be {merge(*case)}.")


def gives(case: Case, wrong: list[int], answer: Answer) -> bool:
    return list(answer(*case)) == wrong


MERGE = Exercise(
    id="22.2",
    title="merge_page(lists, limit)",
    objective="merge",
    points=2.0,
    expects=Function(("lists", "limit"), (list, tuple)),
    properties=(
        Property("the newest of all lists, newest first", newest),
        Property("each id once, and the page still full", once),
        Property("on 100 drawn cases", always),
    ),
    misconceptions=(
        Misconception(
            "every author gets a place",
            "One author posted three times, the other once, last year. Who is on a page of two?",
            partial(gives, ([[9, 8, 7], [6]], 2), [9, 6]),
        ),
        Misconception(
            "lists one after the other are in order",
            "The second list begins with 4. Where does your page put it, behind which id?",
            partial(gives, ([[5, 1], [4, 3, 2]], 3), [5, 1, 4]),
        ),
        Misconception(
            "larger ids are older",
            "Ids grow with time. Which end of the sorted ids is the top of the page?",
            lambda answer: sorted(answer([[9, 4, 1]], 2)) == [1, 4],
        ),
        Misconception(
            "cut first, then drop doubles",
            "A page of two, and one place is empty. What did you do first, and what second?",
            lambda answer: gives(([[7, 5], [7, 6]], 2), [7], answer) and gives(([[9, 4, 1]], 2), [9, 4], answer),
        ),
        Misconception(
            "two lists never hold the same id",
            "The same post came into the feed and stands in its author's list. How often does the reader see it?",
            partial(gives, ([[7, 5], [7, 6]], 2), [7, 7]),
        ),
        Misconception(
            "a set is in order",
            "A set has no order of its own. Which line of yours puts the ids in order?",
            partial(gives, ([[9, 8, 7], [6]], 2), list({9, 8, 7, 6})[:2]),
        ),
        Misconception(
            "ids are texts",
            "Sort 110, 20 and 9 by hand, as numbers. Which is the newest?",
            lambda answer: [int(one) for one in answer([[110, 9], [20]], 2)] == [9, 20],
        ),
    ),
    steps=(
        "Put all ids of all lists together.",
        "Keep each id once.",
        "Sort them, the largest first.",
        "Cut the page off.",
    ),
    sister=(
        "*Three choirs* sent lists of songs by year: 2024, 2022 · 2019, 1990 · 2023, 1990. The newest three, each once: 2024, "
        "2023, 2022. One choir gave two of them, and one gave none."
    ),
    ours=lambda: merge,
)
