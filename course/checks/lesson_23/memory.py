"""Exercise 23.2: show each message once and in order, and remember no more than that needs."""

import random
from collections.abc import Callable
from itertools import permutations

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect

Taken = tuple[list[int], int, set[int]]


def taken(answer: Answer, upto: int, early: set[int], number: int) -> Taken:
    """What the learner returns, in plain form."""
    found = answer(upto, early, number)
    case = answer.calling
    fine = len(found) == 3 and isinstance(found[0], list | tuple) and isinstance(found[1], int)
    fine = fine and isinstance(found[2], set | frozenset | list | tuple)
    expect(fine, case, "Return three things: the list to show, upto, and the set early.")
    return list(found[0]), found[1], set(found[2])


def shown(answer: Answer, numbers: tuple[int, ...] | list[int], upto: int = 0) -> tuple[list[int], int, set[int]]:
    """All that stands on the screen when these have come, one after the other."""
    screen, early = [], set[int]()
    for number in numbers:
        show, upto, early = taken(answer, upto, early, number)
        screen += show
    return screen, upto, early


def compare(answer: Answer, numbers: tuple[int, ...] | list[int], upto: int = 0) -> None:
    """Hold it against what one would do with a list of everything that ever came."""
    screen, early, now = list[int](), set[int](), upto
    for place, number in enumerate(numbers, start=1):
        before, known = now, set(early)
        show, now, early = taken(answer, now, early, number)
        screen += show
        came = set(numbers[:place]) | set(range(upto + 1))
        last = next(number for number in range(upto, upto + len(numbers) + 2) if number + 1 not in came)
        case = f"{', '.join(map(str, numbers[:place]))} came" + (f", after {upto} were shown" if upto else "")
        call = f" (the last call: upto {before}, early {known or 'empty'}, number {number})"
        wanted = list(range(upto + 1, last + 1))
        expect(screen == wanted, case + call, f"On the screen stands {screen}; it should be {wanted}.")
        expect(now == last, case + call, f"Your upto is {now}; everything up to {last} is shown.")
        needed = {number for number in came if number > last}
        expect(
            early == needed,
            case + call,
            f"You keep {sorted(early) or 'nothing'}; needed is {sorted(needed) or 'nothing'}.",
        )


def in_order(answer: Answer) -> None:
    compare(answer, (1, 2, 3))
    compare(answer, (41, 42), upto=40)


def a_repeat_is_forgotten(answer: Answer) -> None:
    compare(answer, (1, 1))
    compare(answer, (1, 2, 1))
    compare(answer, (40, 3, 41, 40), upto=40)


def what_is_early_waits(answer: Answer) -> None:
    compare(answer, (2, 1))
    compare(answer, (3, 2, 1))
    compare(answer, (2, 2, 1))
    compare(answer, (3, 1, 3, 2, 3))


def every_order(answer: Answer) -> None:
    for order in permutations((1, 2, 3, 4)):
        compare(answer, order)
    rng = random.Random(23)
    for _ in range(60):
        numbers = [number for number in range(1, 7) for _ in range(rng.randint(1, 2))]
        rng.shuffle(numbers)
        upto = rng.choice((0, 0, 99))
        compare(answer, [upto + number for number in numbers], upto)
    screen, upto, early = shown(answer, list(range(200, 0, -1)))
    expect(
        (screen, upto, early) == (list(range(1, 201)), 200, set()),
        "200, 199, 198 … 1 came",
        f"On the screen stand {len(screen)} messages, upto is {upto}, and you keep {len(early)}.",
    )


def thousands_wait(answer: Answer) -> None:
    """Numbers that are far away, and many."""
    compare(answer, (5_000, 1))
    far = 2_000_000
    for early, number, wanted in ((set(range(3, 80_000)), far, 0), (set(range(2, 5_002)), 1, 5_001)):
        case = f"upto 0, early: all from {min(early)} to {max(early)}; {number} comes"
        try:
            show, upto, left = taken(answer, 0, early, number)
        except Wrong as broken:
            raise Wrong(case, broken.args[1]) from None
        said = f"You show {len(show):,}, your upto is {upto:,}, and you keep {len(left):,}."
        expect(show == list(range(1, wanted + 1)) and upto == wanted, case, said)
        expect(left == (set() if wanted else early | {number}), case, said)


def nothing_is_kept_elsewhere(answer: Answer) -> None:
    first = shown(answer, (1, 2))
    second = shown(answer, (1, 2))
    expect(
        first == second,
        "two conversations, each with its own upto and early",
        "In the second one your function does something else. What does it know that it was not given?",
    )
    _, upto, early = shown(answer, (5, 3))
    again = taken(answer, upto, early, 1), taken(answer, upto, early, 1)
    expect(again[0] == again[1], "the same call twice", "It returns two different results.")


def ours_take(upto: int, early: set[int], number: int) -> Taken:
    waiting = early | {number} if number > upto else set(early)
    show: list[int] = []
    while upto + len(show) + 1 in waiting:
        show.append(upto + len(show) + 1)
    return show, upto + len(show), waiting.difference(show)


def holds(answer: Answer, promise: Callable[[Answer], None]) -> bool:
    """Whether this property holds."""
    try:
        promise(answer)
    except Wrong:
        return False
    return True


def recursive(answer: Answer) -> bool:
    """Whether five thousand that wait break the answer, and five hundred do not."""
    try:
        fine = taken(answer, 0, set(range(2, 502)), 1)[1] == 501
    except Wrong:
        return False
    try:
        taken(answer, 0, set(range(2, 5_002)), 1)
    except Wrong as broken:
        return fine and "called itself" in broken.args[1]
    return False


def screen(answer: Answer, *numbers: int) -> list[int]:
    return shown(answer, numbers)[0]


TAKE = Exercise(
    id="23.2",
    title="take(upto, early, number)",
    objective="once",
    points=3.0,
    expects=Function(("upto", "early", "number"), (tuple, list)),
    properties=(
        Property("what comes in order is shown at once", in_order),
        Property("what comes again is not shown again", a_repeat_is_forgotten),
        Property("what comes early waits for its turn", what_is_early_waits),
        Property("so it is in every order, with repeats, and no more is kept than needed", every_order),
        Property("also with thousands that came early, and far ahead", thousands_wait),
        Property("all that it knows is in its arguments", nothing_is_kept_elsewhere),
    ),
    misconceptions=(
        Misconception(
            "whatever comes is new",
            "Bo reads “pay 10” twice. Which of your arguments says that 1 was on the screen already?",
            lambda answer: screen(answer, 1, 1) == [1, 1],
        ),
        Misconception(
            "a repeat follows at once",
            "1, 2, and then 1 again. With which number do you compare?",
            lambda answer: screen(answer, 1, 2, 1) == [1, 2, 1] and screen(answer, 1, 1) == [1],
        ),
        Misconception(
            "the highest number is the last one shown",
            "You show 2 at once, and then take 1 for an old one. Who shows 1?",
            lambda answer: 2 not in screen(answer, 1, 3, 2) and 3 in screen(answer, 1, 3, 2),
        ),
        Misconception(
            "a memory needs all numbers",
            "You keep what was shown. After 1,000 messages, how many numbers is that? Which one number says the same?",
            lambda answer: len(shown(answer, (1, 2, 3))[2]) >= 3,
        ),
        Misconception(
            "showing early is as good",
            "Bo reads the answer above the question. May you show a number while the one before it is missing?",
            lambda answer: screen(answer, 1, 3) == [1, 3],
        ),
        Misconception(
            "what is early comes again",
            "2 came, and you let it go. If nobody sends it again, when is it shown?",
            lambda answer: screen(answer, 1, 3, 2) == [1, 2] and not shown(answer, (1, 3))[2],
        ),
        Misconception(
            "only its own number becomes free",
            "1 came at last. Which others were only waiting for it?",
            lambda answer: screen(answer, 1, 3, 2) == [1, 2],
        ),
        Misconception(
            "only one waits",
            "1 came; 2 waited for it, and 3 for 2. How many of those that wait does your function look for?",
            lambda answer: taken(answer, 0, {2, 3}, 1)[0] == [1, 2],
        ),
        Misconception(
            "what was early stays early",
            "It is on the screen now. Why do you still keep it? And after a year?",
            lambda answer: shown(answer, (2, 1))[:2] == ([1, 2], 2) and bool(shown(answer, (2, 1))[2]),
        ),
        Misconception(
            "what was shown may come in again",
            "It was shown, and came again. You put it into `early`: when does it leave?",
            lambda answer: bool({3, 5} & (taken(answer, 5, {9}, 3)[2] | taken(answer, 5, {9}, 5)[2])),
        ),
        Misconception(
            "one number frees all that wait",
            "1 came, and 3 waits. Who has shown 2 when you show 3?",
            lambda answer: taken(answer, 3, {5, 9}, 4)[0] == [4, 5, 9],
        ),
        Misconception(
            "whoever waits may be forgotten",
            "A number waits in `early`, and something else comes, or a repeat. If you forget the one that waits, who shows it?",
            lambda answer: any(not taken(answer, 5, {9}, number)[2] for number in (5, 6, 9)),
        ),
        Misconception(
            "a function may call itself as often as it likes",
            "Five thousand wait for 1. Python stops a function that calls itself some thousand times. How else do you go on?",
            recursive,
        ),
        Misconception(
            "few are early",
            "A phone was off for a year, in a busy group. How many numbers may be early, and how far ahead?",
            lambda answer: holds(answer, what_is_early_waits) and not holds(answer, thousands_wait),
        ),
    ),
    steps=(
        "If the number is at most upto, it was shown: show nothing, and return upto and early as they are.",
        "Put the number into a copy of early.",
        "While the next number after upto is in that copy: take it out, show it, and count upto up.",
        "Return what you showed, upto, and what is left.",
    ),
    sister=(
        "*A reader gets a novel in weekly parts.* Part 5 comes before part 4: it waits on the shelf. Part 4 comes: the reader "
        "reads 4 and 5, and the shelf is empty. Part 4 comes again: into the bin. All that the reader remembers is “up to 5”."
    ),
    ours=lambda: ours_take,
    pattern="two copies of one truth",
)
