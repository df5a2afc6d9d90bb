"""A made-up lesson 99: small enough to read beside a test."""

import random
import sys

from course.checks.answer import Answer
from course.checks.model import (
    Exercise,
    Function,
    LessonChecks,
    Misconception,
    Number,
    Option,
    Ordering,
    Prediction,
    Property,
    Quiz,
    ReviewCard,
    WidgetState,
    expect,
)


def double_is_right(double: Answer) -> None:
    for number in (0, 1, 2, 50):
        result = double(number)
        expect(result == 2 * number, f"double({number})", f"It gave {result}; twice {number} is {2 * number}.")


def double_is_even(double: Answer) -> None:
    for number in (1, 2, 3):
        expect(double(number) % 2 == 0, f"double({number})", "An odd number came back.")


def total_is_right(total: Answer) -> None:
    for numbers in ([], [1], [1, 2]):
        expect(total(numbers) == sum(numbers), f"total({numbers})", "That is not the sum.")


def fresh_double(rng: random.Random) -> Quiz:
    number = rng.randrange(10, 100)
    options = (Option(str(2 * number), "Yes: twice.", right=True), Option(str(number + 2), "That adds two."))
    return Quiz("99.r1", f"What is twice {number}?", options, "doubling", "space too small")


LESSON = LessonChecks(
    number="99",
    objectives={"doubling": "double a number", "adding": "add up numbers"},
    exercises=(
        Exercise(
            id="99.1",
            title="Double",
            objective="doubling",
            points=2,
            expects=Function(("number",), int, awaits=True),
            properties=(Property("gives twice the number", double_is_right), Property("is even", double_is_even)),
            misconceptions=(
                Misconception("twice means plus two", "What is twice 50?", lambda double: double(50) == 52),
                Misconception("twice is the square", "And twice 1?", lambda double: double(50) == 2500, "1 became 1."),
            ),
            steps=("Take the number.", "Multiply it by two.", "Return the result."),
            sister="Treble a number:\n\n```python\ndef treble(n):\n    return 3 * n\n```",
            ours=lambda: lambda number: 2 * number,
            pattern="space too small",
        ),
        Exercise(
            id="99.2",
            title="Total",
            objective="adding",
            points=1,
            expects=Function(("numbers",), int),
            properties=(Property("is the sum", total_is_right),),
            misconceptions=(),
            steps=("Start at zero.", "Add each number."),
            sister="Multiply numbers: `math.prod`.",
        ),
        Exercise(
            id="99.3",
            title="How many",
            objective="adding",
            points=1,
            expects=Number("links", whole=True),
            properties=(
                Property("is seven", lambda answer: expect(answer.value == 7, f"{answer.value} links", "Not seven.")),
            ),
            misconceptions=(),
            steps=("Count.",),
            sister="Count your fingers.",
        ),
        Exercise(
            id="99.4",
            title="Hit the target",
            objective="adding",
            points=1,
            expects=WidgetState(),
            properties=(Property("a is 3", lambda answer: expect(answer.parameters["a"] == 3, "a", "a is not 3.")),),
            misconceptions=(),
            steps=("Move a.",),
            sister="Move b.",
        ),
    ),
    quizzes=(
        Quiz(
            id="99.q1",
            question="Which is even?",
            options=(
                Option("One", "One leaves a rest of one."),
                Option("Two", "Two halves are whole.", right=True),
                Option("Three", "Three leaves a rest of one."),
            ),
            objective="doubling",
            pattern="check-then-act",
        ),
    ),
    predictions=(
        Prediction(
            id="99.p1",
            question="After how many links do two codes meet?",
            options=("about 20 thousand", "about 134 million"),
            reconcile={"about 134 million": "I was off because I asked about one code, not about any two."},
            unit="links",
        ),
    ),
    orderings=(
        Ordering(
            id="99.o1",
            question="How does a cached read go?",
            lines={"look": "look in the cache", "load": "load it", "keep": "keep it", "guess": "guess a value"},
            before=(
                ("look", "load", "loading first makes the cache useless."),
                ("load", "keep", "there is nothing to keep yet."),
            ),
            distractors={"guess": "a guess is no value."},
            objective="adding",
        ),
    ),
    reviews=(ReviewCard("99.r1", "doubling", "space too small", fresh_double),),
)


def install() -> None:
    """Make it findable, as if it were ``course/checks/lesson_99.py``."""
    sys.modules["course.checks.lesson_99"] = sys.modules[__name__]
