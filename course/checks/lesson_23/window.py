"""Exercise 23.5: how much a gateway may have on its way to one phone."""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect


def sent(answer: Answer, inbox: list[int], on_the_way: set[int], window: int) -> list[int]:
    """What the learner sends."""
    found = list(answer(inbox, on_the_way, window))
    expect(all(isinstance(number, int) for number in found), answer.calling, "Return a list of numbers of the inbox.")
    return found


def compare(answer: Answer, inbox: list[int], on_the_way: set[int], window: int) -> list[int]:
    """Compare with what is oldest and free, as far as there is room."""
    got, right = sent(answer, inbox, on_the_way, window), list[int]()
    for number in inbox:
        if number not in on_the_way and len(on_the_way) + len(right) < window:
            right.append(number)
    case = answer.calling
    again = sorted(on_the_way.intersection(got))
    expect(not again, case, f"You send {got}; {again[:1] and again[0]} is on its way already.")
    expect(
        len(on_the_way) + len(got) <= window or not got,
        case,
        f"You send {got}; with those on their way that makes {len(on_the_way) + len(got)}, the window is {window}.",
    )
    expect(got == right, case, f"You send {got}; {right} may go, oldest first.")
    return got


def an_empty_line(answer: Answer) -> None:
    compare(answer, [4, 5, 6, 7], set(), 2)
    compare(answer, [4], set(), 2)
    compare(answer, [], set(), 2)


def what_is_on_its_way_counts(answer: Answer) -> None:
    compare(answer, [4, 5, 6, 7], {4}, 2)
    compare(answer, [4, 5, 6, 7], {4}, 3)
    compare(answer, [4, 5, 6, 7], {4, 5}, 2)


def wherever_they_stand(answer: Answer) -> None:
    compare(answer, [4, 5, 6, 7], {6}, 2)
    compare(answer, [4, 5, 6, 7], {5, 7}, 3)
    compare(answer, [4, 5, 6, 7, 8], {7}, 3)
    compare(answer, [4, 5, 6, 7], {6}, 1)


def a_smaller_window(answer: Answer) -> None:
    compare(answer, [4, 5, 6, 7], {4, 5, 6}, 2)
    compare(answer, [4, 5, 6, 7, 8, 9], {4, 5, 6, 7}, 3)
    compare(answer, [4, 5, 6], {4}, 0)


def a_talk(answer: Answer) -> None:
    """Messages come, confirmations come, in any order, until all is done."""
    for seed in range(40):
        rng = random.Random(seed)
        window, waiting = rng.choice((1, 2, 5, 32)), list(range(1, 41))
        inbox, on_the_way, arrived = list[int](), set[int](), list[int]()
        for _ in range(2_000):
            if waiting and rng.random() < 0.6:
                inbox.append(waiting.pop(0))
            elif on_the_way and rng.random() < 0.7:
                done = {number for number in on_the_way if number <= rng.choice(sorted(on_the_way))}
                inbox = [number for number in inbox if number not in done]
                on_the_way -= done
            going = compare(answer, inbox, on_the_way, window)
            arrived += going
            on_the_way |= set(going)
            if not waiting and not inbox:
                break
        expect(arrived == list(range(1, 41)), "40 messages, confirmed bit by bit", f"Sent were {arrived}.")


def ours_to_send(inbox: list[int], on_the_way: set[int], window: int) -> list[int]:
    going: list[int] = []
    for number in inbox:
        if len(on_the_way) + len(going) >= window:
            break
        if number not in on_the_way:
            going.append(number)
    return going


def tries(answer: Answer, on_the_way: set[int], window: int) -> list[int]:
    return sent(answer, [4, 5, 6, 7, 8, 9], on_the_way, window)


TO_SEND = Exercise(
    id="23.5",
    title="to_send(inbox, on_the_way, window)",
    objective="window",
    points=2.0,
    expects=Function(("inbox", "on_the_way", "window"), (list, tuple)),
    properties=(
        Property("with nothing on its way: the oldest, as many as the window allows", an_empty_line),
        Property("what is on its way takes room, and is not sent again", what_is_on_its_way_counts),
        Property("so it is wherever they stand in the inbox", wherever_they_stand),
        Property("if the window was made smaller, nothing goes", a_smaller_window),
        Property("over a whole talk, everything goes once and in order", a_talk),
    ),
    misconceptions=(
        Misconception(
            "a slice ends where I say",
            "`window - len(on_the_way)` is -1 here. What does Python do with `[: -1]`?",
            lambda answer: tries(answer, {4, 5, 6}, 2) == [7, 8] and tries(answer, {4}, 3) == [5, 6],
        ),
        Misconception(
            "the window is for each call",
            "Two are on their way, and you send two more. And at the next call?",
            lambda answer: tries(answer, {4}, 2) == [5, 6] and tries(answer, set(), 2) == [4, 5],
        ),
        Misconception(
            "whatever is not confirmed goes now",
            "4 left a moment ago, and nothing is wrong with it. Why send it again?",
            lambda answer: 4 in tries(answer, {4}, 3),
        ),
        Misconception(
            "the newest is the most important",
            "Bo's phone shows messages in order. What can it do with 9 before it has 4?",
            lambda answer: len(tries(answer, set(), 2)) == 2 and 9 in tries(answer, set(), 2),
        ),
        Misconception(
            "first all must be confirmed",
            "One of three is confirmed. How long does its room stay empty?",
            lambda answer: tries(answer, {4}, 3) == [] and tries(answer, set(), 3) == [4, 5, 6],
        ),
        Misconception(
            "one at a time is enough",
            "A confirmation takes 60 ms to come back. How many messages a second is that?",
            lambda answer: tries(answer, set(), 3) == [4],
        ),
        Misconception(
            "there is always room",
            "A thousand messages wait for a phone that takes ten a second. Where do the others lie, if you send all?",
            lambda answer: tries(answer, set(), 2) == [4, 5, 6, 7, 8, 9],
        ),
        Misconception(
            "what is on its way stands first",
            "Of 4, 5, 6 and 7 only 6 is on its way, and the window is 2. Which one is the oldest that may go, and is there room for more?",
            lambda answer: tries(answer, {4}, 3) == [5, 6] and tries(answer, {6}, 2) != [4],
        ),
    ),
    steps=(
        "Count how much room is left: the window without what is on its way, and never below 0.",
        "Leave out of the inbox what is on its way.",
        "Of the rest, return the first ones, as many as there is room.",
    ),
    sister=(
        "*A library lends five books to a reader.* Three are at home, so two more may go, the ones that were ordered first. Then the "
        "rule becomes two books: none may go, and nobody calls the three back."
    ),
    ours=lambda: ours_to_send,
    pattern="grows for ever",
    free=((0, 1),),
)
