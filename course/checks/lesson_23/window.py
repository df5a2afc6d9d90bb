"""Exercise 23.5: how much a gateway may have on its way to one phone."""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect

LINE = ["trip 4", "club 9", "trip 5", "work 2", "club 10", "trip 6"]


def sent(answer: Answer, waiting: list[str], on_the_way: int, window: int) -> list[str]:
    """What the learner sends."""
    return list(answer(waiting, on_the_way, window))


def compare(answer: Answer, waiting: list[str], on_the_way: int, window: int) -> list[str]:
    """Compare with what is oldest, as far as there is room."""
    got, room = sent(answer, waiting, on_the_way, window), max(0, window - on_the_way)
    case = answer.calling
    expect(
        len(got) <= room,
        case,
        f"You send {got}; with those on their way that makes {on_the_way + len(got)}, the window is {window}.",
    )
    expect(got == waiting[:room], case, f"You send {got}; {waiting[:room]} may go, oldest first.")
    return got


def an_empty_wire(answer: Answer) -> None:
    compare(answer, LINE[:4], 0, 2)
    compare(answer, LINE[:1], 0, 2)
    compare(answer, [], 0, 2)


def what_is_on_its_way_counts(answer: Answer) -> None:
    compare(answer, LINE[:4], 1, 2)
    compare(answer, LINE[:4], 1, 3)
    compare(answer, LINE[:4], 2, 2)


def a_smaller_window(answer: Answer) -> None:
    compare(answer, LINE[:4], 3, 2)
    compare(answer, LINE, 7, 3)
    compare(answer, LINE[:3], 1, 0)


def a_talk(answer: Answer) -> None:
    """Messages come, confirmations come, until all is done."""
    copies = [f"{name} {number}" for number in range(50) for name in ("trip", "club")]
    compare(answer, copies, 10, 90)
    for seed, window in enumerate((1, 2, 5, 32)):
        rng, written, waiting = random.Random(seed), list(copies), list[str]()
        on_the_way, arrived = 0, list[str]()
        while len(arrived) < len(copies):
            come = rng.randint(0, 9)
            waiting, written = waiting + written[:come], written[come:]
            going = compare(answer, waiting, on_the_way, window)
            arrived += going
            waiting = waiting[len(going) :]
            on_the_way = rng.randint(0, on_the_way + len(going))
        expect(arrived == copies, f"{len(copies)} copies, confirmed bit by bit", f"Sent were {arrived}.")


def ours_to_send(waiting: list[str], on_the_way: int, window: int) -> list[str]:
    going = max(window - on_the_way, 0)
    return waiting[:going]


def tries(answer: Answer, on_the_way: int, window: int) -> list[str]:
    return sent(answer, LINE, on_the_way, window)


def breaks_on_a_short_line(answer: Answer) -> bool:
    try:
        sent(answer, LINE[:1], 0, 2)
    except Wrong:
        return tries(answer, 1, 3) == LINE[:2]
    return False


TO_SEND = Exercise(
    id="23.5",
    title="to_send(waiting, on_the_way, window)",
    objective="window",
    points=1.0,
    expects=Function(("waiting", "on_the_way", "window"), (list, tuple)),
    properties=(
        Property("with nothing on its way: the oldest, as many as the window allows", an_empty_wire),
        Property("what is on its way takes room", what_is_on_its_way_counts),
        Property("if the window was made smaller, nothing goes", a_smaller_window),
        Property("over a whole talk, everything goes once and in order", a_talk),
    ),
    misconceptions=(
        Misconception(
            "a slice ends where I say",
            "`window - on_the_way` is -1 here. What does Python do with `[: -1]`?",
            lambda answer: tries(answer, 3, 2) == LINE[:-1] and tries(answer, 1, 3) == LINE[:2],
        ),
        Misconception(
            "as many wait as may go",
            "One copy waits, and there is room for two. Which place in the list do you read for the second?",
            breaks_on_a_short_line,
        ),
        Misconception(
            "the window is for each call",
            "One is on its way, and you send two more. How many may be on their way? And at the next call?",
            lambda answer: tries(answer, 1, 2) == LINE[:2] == tries(answer, 0, 2),
        ),
        Misconception(
            "the newest is the most important",
            "Bo's phone shows a conversation in order. What can it do with “trip 5” before it has “trip 4”?",
            lambda answer: tries(answer, 0, 2) in (LINE[-2:], LINE[:-3:-1]),
        ),
        Misconception(
            "a name tells the age",
            "“club 9” stands after “trip 4” in the list. Which of the two has waited longer?",
            lambda answer: tries(answer, 0, 2) == sorted(LINE)[:2],
        ),
        Misconception(
            "first all must be confirmed",
            "One is on its way, and two may be. How long does the other place stay empty?",
            lambda answer: tries(answer, 1, 3) == [] and tries(answer, 0, 3) == LINE[:3],
        ),
        Misconception(
            "one at a time is enough",
            "A copy is confirmed some 150 ms after you send it. How many copies a second is that, one at a time?",
            lambda answer: tries(answer, 0, 3) == LINE[:1],
        ),
        Misconception(
            "one more or less does not matter",
            "The window is 2, and nothing is on its way. Count what you send.",
            lambda answer: tries(answer, 0, 3) in (LINE[:2], LINE[:4]) and tries(answer, 0, 4) in (LINE[:3], LINE[:5]),
        ),
        Misconception(
            "a difference is room",
            "3 are on their way, and the window is 2. How much room is left? What does `abs` make of it?",
            lambda answer: tries(answer, 3, 2) == LINE[:1] and tries(answer, 2, 2) == [],
        ),
        Misconception(
            "a count meets its limit exactly",
            "3 are on their way, the window is 2. You count up from 3: when is it 2?",
            lambda answer: tries(answer, 3, 2) == LINE and tries(answer, 2, 2) == [],
        ),
        Misconception(
            "one may always go",
            "The window is full, and you send one more at each call. The phone takes nothing for an hour: how many wait in the line?",
            lambda answer: tries(answer, 2, 2) == tries(answer, 5, 2) == LINE[:1],
        ),
        Misconception(
            "there is always room",
            "A thousand copies wait for a phone that takes ten a second. Where do the others lie, if you send all?",
            lambda answer: tries(answer, 0, 2) == LINE,
        ),
        Misconception(
            "what is on its way stands in the list",
            "“trip 4” was never sent, and you leave it out. Which copies are in the list, and which are not?",
            lambda answer: tries(answer, 1, 3) == LINE[1:3],
        ),
    ),
    steps=(
        "Count how much room is left: the window without what is on its way.",
        "If that is less than nothing, there is no room.",
        "Return the first ones that wait, as many as there is room.",
    ),
    sister=(
        "*A library lends five books to a reader.* Three are at home, so two more may go, the ones that were ordered first. Then the "
        "rule becomes two books: none may go, and nobody calls the three back."
    ),
    ours=lambda: ours_to_send,
    pattern="grows for ever",
)
