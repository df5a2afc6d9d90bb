"""Lesson 00, start here: a number, a function that fails on purpose, a widget."""

import random
from collections.abc import Sequence
from functools import partial

from course.checks.answer import Answer
from course.checks.model import (
    Exercise,
    Function,
    LessonChecks,
    Misconception,
    Number,
    Option,
    Prediction,
    Property,
    Quiz,
    WidgetState,
    Wrong,
    expect,
)
from course.errors import CourseError
from course.parts.waiting_room import visits
from course.widgets.view import Explorer
from course.widgets.waiting_room import LOADS_PER_S, PROMISE_S, Waits, load_and_wait

OBJECTIVES = {
    "run": "Run a cell, change a number, and measure what it changed",
    "repair": "Read what a check says, and repair an answer with it",
    "load": "Compute how busy a server is, and tell what happens when it gets too busy",
}


def refused(places: int) -> int:
    return sum(visit.refused for visit in visits(1_000, random.Random(23), places=places))


def nobody_refused(answer: Answer) -> None:
    places = answer.value
    expect(0 <= places <= 1_000, f"{places:.4g} places", "A waiting room has between 0 and 1,000 places here.")
    sent_away = refused(int(places))
    expect(sent_away == 0, f"{places} places", f"{sent_away} of 1,000 {'was' if sent_away == 1 else 'were'} sent away.")


def none_too_many(answer: Answer) -> None:
    places = int(answer.value)
    needed = places < 1 or refused(places - 1) > 0
    expect(needed, f"{places} places", "With a place less, still nobody is sent away.")


PLACES = Exercise(
    id="00.1",
    title="The fewest places",
    objective="run",
    points=1.0,
    expects=Number(unit="places", whole=True),
    properties=(
        Property("nobody is sent away", nobody_refused),
        Property("and no place more than needed", none_too_many),
    ),
    misconceptions=(
        Misconception(
            "one cross is no cross",
            "One cross among a thousand is easy to miss. What does the line above the picture say?",
            lambda answer: answer.value in (9, 10),
        ),
        Misconception(
            "half the trouble needs double the places",
            "You have seen 6 places (12 sent away) and 12 places (nobody). What lies between?",
            lambda answer: answer.value in (6, 12),
        ),
        Misconception(
            "more is always better",
            "Who pays for a place that nobody ever uses?",
            lambda answer: answer.value > 12,
        ),
    ),
    steps=(
        "Go to the first cell.",
        "Set the places to a number between 6 and 12.",
        "Run the cell and count the crosses.",
        "If there are none, try one place less; else one more.",
        "Write the smallest number without a cross.",
    ),
    sister=(
        "*A shop with one till and three baskets.* With 1 basket 9 customers leave, with 2 baskets 3, with 3 baskets 0. "
        "The fewest baskets with which nobody leaves: 3, and you know because you tried 2."
    ),
)

LOADS = ((60.0, 0.010, 0.6), (10.0, 0.020, 0.2), (1.0, 1.0, 1.0), (200.0, 0.010, 2.0), (0.0, 0.5, 0.0))
MORE_LOADS = (*LOADS[3:], (2.5, 0.004, 0.01), (33.0, 0.00101, 0.03333), (1_000.0, 0.010, 10.0))


def right_load(cases: Sequence[tuple[float, float, float]], answer: Answer) -> None:
    for arrivals_per_s, service_s, busy in cases:
        given = answer(arrivals_per_s, service_s)
        expect(
            abs(given - busy) < 1e-6,
            f"{arrivals_per_s:g} requests a second, {service_s:g} s each: you returned {given:g}",
            f"Each second brings {busy:g} s of work.",
        )


LOAD = Exercise(
    id="00.2",
    title="load(arrivals_per_s, service_s)",
    objective="repair",
    points=1.0,
    expects=Function(("arrivals_per_s", "service_s"), (int, float)),
    properties=(
        Property("one request a second that takes one second: always busy", partial(right_load, LOADS[2:3])),
        Property("60 requests of 0.010 s: busy for 0.6 s of each second", partial(right_load, LOADS[:2])),
        Property(
            "any other rate and time, from no request at all to more than it can do", partial(right_load, MORE_LOADS)
        ),
    ),
    misconceptions=(
        Misconception(
            "divide by the time",
            "If each request takes *longer*, is the server more busy or less? What does your formula say?",
            lambda answer: abs(answer(60.0, 0.010) - 6_000) < 1e-6,
        ),
        Misconception(
            "turned round",
            "If *more* requests come, is the server more busy or less? What does your formula say?",
            lambda answer: abs(answer(60.0, 0.010) - 0.010 / 60) < 1e-9,
        ),
        Misconception(
            "never more than one",
            "200 requests a second of 0.010 s each: how many servers would they keep busy?",
            lambda answer: answer(200.0, 0.010) == 1 and abs(answer(60.0, 0.010) - 0.6) < 1e-9,
        ),
        Misconception(
            "in percent",
            "Busy all the time is 1, not 100. Which of your factors is one too many?",
            lambda answer: abs(answer(60.0, 0.010) - 60) < 1e-9,
        ),
    ),
    steps=(
        "Take one second.",
        "Count the requests that come in it.",
        "Multiply by the seconds that each one takes.",
        "The result is the work that arrives in this second.",
    ),
    sister=(
        "*A barber has 3 customers an hour, and each takes a quarter of an hour.* 3 · ¼ = ¾: the barber works three "
        "quarters of each hour."
    ),
)


def moved(answer: Answer) -> Explorer[Waits]:
    try:
        return load_and_wait().set(**answer.parameters)
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def promise_kept(answer: Answer) -> None:
    view = moved(answer)
    expect(
        view.result.p99_s < PROMISE_S,
        f"{view.result.arrivals_per_s} requests a second",
        f"One in a hundred waits longer than {1_000 * view.result.p99_s:,.0f} ms; the target is 100 ms.",
    )


def highest(answer: Answer) -> None:
    view = moved(answer)
    higher = [rate for rate in LOADS_PER_S if rate > view.result.arrivals_per_s]
    kept = [rate for rate in higher if load_and_wait().set(arrivals_per_s=rate).result.p99_s < PROMISE_S]
    expect(
        not kept,
        f"{view.result.arrivals_per_s} requests a second",
        "The promise still holds at a higher load.",
    )


WAIT = Exercise(
    id="00.3",
    title="The highest load that keeps the promise",
    objective="load",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("99 of 100 requests wait less than 100 ms", promise_kept),
        Property("and no higher load does that", highest),
    ),
    misconceptions=(
        Misconception(
            "not always busy is fast enough",
            "The server has time left. Who waits, although it is idle at other moments?",
            lambda answer: moved(answer).result.p99_s >= PROMISE_S,
        ),
        Misconception(
            "safe is best",
            "The promise holds. How many more requests could the same server answer?",
            lambda answer: moved(answer).result.p99_s < PROMISE_S,
        ),
    ),
    steps=(
        "Click on the slider.",
        "Move it up until the line of 100 ms is crossed.",
        "Move it back by one step.",
    ),
    sister="*A lift.* With 7 people it goes, with 8 it goes, with 9 it rings. The most that it takes are 8: you know because you "
    "tried 9.",
)

FIRST_STEP = Quiz(
    id="00.q1",
    question="Somebody asks you to design a ticket shop. What do you do first?",
    objective="load",
    options=(
        Option("Choose a database", "You would choose before you know what it must hold, and how often it is asked."),
        Option("Draw boxes and arrows", "A good third step. But how would you know that a box is missing?"),
        Option("Ask what it must do, for how many people, and how fast", "Requirements first.", right=True),
        Option("Compute how many servers it needs", "From which numbers? Somebody has to give them to you first."),
    ),
)

DOUBLE = Prediction(
    id="00.p1",
    question="12 of 1,000 were sent away with 6 places. How many with 12 places?",
    options=("0", "3", "6", "24"),
    reconcile={
        "3": "You expected a steep fall. It is steeper still: each place more makes it rarer by the same factor.",
        "6": "Double the places, half the trouble? A place more is used only when all others are taken.",
        "24": "More places, fewer people sent away. Were you thinking of the longest wait? That does get longer.",
    },
    unit="sent away",
    objective="run",
)

LESSON = LessonChecks(
    number="00",
    objectives=OBJECTIVES,
    exercises=(PLACES, LOAD, WAIT),
    quizzes=(FIRST_STEP,),
    predictions=(DOUBLE,),
)
