"""Exercise 23a.2: how long to wait before a device knocks again."""

import random
from collections import Counter

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.parts.backoff import full_jitter_s

DRAWS = 1_600
MANY_FAILURES = ((9, 1, 60), (3_000, 0.5, 60))
THOUSANDS = ((4_096, 1, 60), (6_400, 0.5, 60))
LONG_AGO = ((10, 0.001, 60), (16, 0.001, 86_400), (26, 0.001, 86_400))
SMALL = (
    (0, 8, 60),
    (0, 2.5, 60),
    (1, 8, 60),
    (2, 8, 60),
    (0, 0.001, 60),
    (3, 1, 60),
    (5, 2, 1_000),
    (1, 0.5, 60),
    *LONG_AGO,
)


class Dice(random.Random):
    """A generator whose name in a card is short."""

    def __repr__(self) -> str:
        return "rng"


def window_s(failures: int, first_s: float, longest_s: float) -> float:
    """The end of the window."""
    return min(longest_s, first_s * float(2 ** min(failures, 60)))


def draws(answer: Answer, failures: int, first_s: float, longest_s: float, count: int = DRAWS) -> list[float]:
    """The waits of so many devices, each with its own generator's next number."""
    rng = Dice(7)
    return [answer(failures, first_s, longest_s, rng) for _ in range(count)]


def called(failures: int, first_s: float, longest_s: float) -> str:
    """The call, in a line."""
    return f"wait_s({failures}, {first_s:g}, {longest_s:g}, rng)"


def inside(answer: Answer) -> None:
    for failures, first_s, longest_s in SMALL:
        end_s = window_s(failures, first_s, longest_s)
        waits = draws(answer, failures, first_s, longest_s, 400)
        low, high = min(waits), max(waits)
        expect(low >= 0, called(failures, first_s, longest_s), f"One of 400 devices waits {low:.2f} s.")
        case = f"{called(failures, first_s, longest_s)}, 400 times"
        expect(high <= end_s, case, f"The longest wait is {high:.3g} s; the window ends at {end_s:g} s.")
        expect(high >= 0.9 * end_s, case, f"The longest wait is {high:.3g} s; the window reaches to {end_s:g} s.")


def never_over(answer: Answer) -> None:
    for failures, first_s, longest_s in (
        (6, 1, 60),
        (20, 1, 60),
        (0, 30, 20),
        (20, 0.01, 3_600),
        (40, 0.001, 86_400),
        (3_000, 0.5, 60),
        (1_500, 0.001, 86_400),
        (3_000, 0.001, 86_400),
        (3_000, 0.01, 60),
        *THOUSANDS,
    ):
        count = 60 if failures > 1_000 else 200
        waits, end_s = draws(answer, failures, first_s, longest_s, count), window_s(failures, first_s, longest_s)
        case = f"{called(failures, first_s, longest_s)}, {count} times"
        expect(max(waits) <= longest_s, case, f"The longest wait is {max(waits):,.6g} s; {longest_s} s are allowed.")
        expect(
            max(waits) >= 0.85 * end_s,
            case,
            f"The longest wait is {max(waits):,.6g} s; the window ends at {end_s:g} s.",
        )
        wait, together = Counter(waits).most_common(1)[0]
        expect(together < count / 2, case, f"{together} of {count} devices wait exactly {wait:,.6g} s.")


def evenly(answer: Answer) -> None:
    for failures, first_s, longest_s in ((0, 30, 60), (0, 0.001, 86_400), (9, 1, 60), (1_100, 0.5, 60)):
        end_s = window_s(failures, first_s, longest_s)
        waits = draws(answer, failures, first_s, longest_s)
        case = f"{DRAWS:,} devices after {failures:,} failures, first_s {first_s:g}, longest_s {longest_s}"
        parts = [0] * 8
        for wait in waits:
            parts[min(7, max(0, int(8 * wait / end_s)))] += 1
        crowd, empty = max(range(8), key=parts.__getitem__), min(range(8), key=parts.__getitem__)
        said = f"{parts[crowd]} knock between {crowd * end_s / 8:g} and {(crowd + 1) * end_s / 8:g} s"
        said += f", {parts[empty]} between {empty * end_s / 8:g} and {(empty + 1) * end_s / 8:g} s."
        expect(parts[crowd] < 1.4 * DRAWS / 8 and parts[empty] > 0.6 * DRAWS / 8, case, said)
        moments = Counter(round(wait / end_s, 6) for wait in waits)
        part, together = moments.most_common(1)[0]
        said = f"They knock at only {len(moments)} different moments; {together} of them after {part * end_s:g} s."
        expect(len(moments) > 0.9 * DRAWS and together <= 10, case, said)
        low, high = min(waits), max(waits)  # a right answer misses a hundredth once in ten million times
        said = f"The window is 0 to {end_s:g} s; nobody knocks before {low:.3g} or after {high:.3g} s."
        expect(low < 0.01 * end_s and high > 0.99 * end_s, case, said)


def by_the_dice(answer: Answer) -> None:
    for failures, first_s in ((0, 30), (2, 4)):
        same = [answer(failures, first_s, 60, Dice(seed)) for seed in (1, 1, 2)]
        case = f"{called(failures, first_s, 60)} on three devices; two have the same numbers in rng"
        expect(same[0] == same[1], case, f"These two wait {same[0]:.2f} and {same[1]:.2f} s. Draw from rng only.")
        expect(same[0] != same[2], case, f"The third one waits {same[2]:.2f} s as well.")


def waits_of(answer: Answer, failures: int, first_s: float, longest_s: float, count: int = 200) -> list[float]:
    """Some waits; none where the answer breaks."""
    try:
        return draws(answer, failures, first_s, longest_s, count)
    except Wrong:
        return []


def spread(answer: Answer, failures: int = 1, first_s: float = 8, longest_s: float = 60) -> tuple[float, float]:
    """The least and the greatest wait, in parts of the window; (0, 0) where the answer breaks."""
    waits = waits_of(answer, failures, first_s, longest_s)
    end_s = window_s(failures, first_s, longest_s)
    return (min(waits) / end_s, max(waits) / end_s) if waits else (0.0, 0.0)


def reaches(answer: Answer, failures: int, first_s: float = 8, longest_s: float = 10_000) -> float:
    """The greatest wait as a multiple of the first window."""
    return max(waits_of(answer, failures, first_s, longest_s), default=0.0) / first_s


def equal(answer: Answer) -> bool:
    try:
        return len({answer(1, 8, 60, Dice(seed)) for seed in range(20)}) == 1
    except Wrong:
        return False


def never_below(answer: Answer) -> bool:
    """Whether all wait alike where the window is a thousandth of a second: as long as the answer lets them at least."""
    waits = waits_of(answer, 0, 0.001, 60)
    return bool(waits) and 0 < min(waits) == max(waits)


def starts_late(answer: Answer) -> bool:
    """Whether none of many devices knocks in the first hundredth of the window."""
    return min(waits_of(answer, 1, 8, 60, DRAWS), default=0.0) > 0.01 * window_s(1, 8, 60)


def mostly_short(answer: Answer) -> bool:
    """Whether waits come in every quarter of the window, and in the first one far more often than in the third."""
    quarters = Counter(int(4 * wait / window_s(1, 8, 60)) for wait in waits_of(answer, 1, 8, 60, DRAWS))
    return quarters[3] > DRAWS / 20 and quarters[0] > 1.4 * quarters[2]


def remembers(answer: Answer) -> bool:
    """Whether the same call, with the same dice, gives something else after another call; or a call gives an old result."""
    rested, failed = ([answer(failures, 8, 60, Dice(3)) for _ in range(2)] for failures in (0, 1))
    if rested[0] == rested[1] and failed[0] != failed[1]:
        return True
    short, long, other = (
        answer(failures, 0.001, end_s, Dice(3)) for failures, end_s in ((34, 9), (34, 900), (35, 900))
    )
    return bool(short == long and other > 10 * short)


def too_deep(answer: Answer) -> bool:
    """Whether it calls itself too often."""
    try:
        for failures in (1, 3_000):
            answer(failures, 0.5, 60, Dice(1))
    except Wrong as wrong:
        return "called itself" in str(wrong)
    return False


def odd(waits: list[float], longest_s: float) -> bool:
    """Whether these waits are not from the longest window, where that is due."""
    return bool(waits) and (max(waits) < 0.8 * longest_s or max(Counter(waits).values()) > len(waits) / 2)


def other_dice(answer: Answer) -> bool:
    try:
        return len({answer(1, 8, 60, Dice(3)) for _ in range(10)}) > 1
    except Wrong:
        return False


def full_jitter(failures: int, first_s: float, longest_s: float, rng: random.Random) -> float:
    """As the chat's devices do."""
    return full_jitter_s(failures, first_s, longest_s, rng)


WAITS = Exercise(
    id="23a.2",
    title="wait_s(failures, first_s, longest_s, rng)",
    objective="storm",
    points=2.0,
    expects=Function(("failures", "first_s", "longest_s", "rng"), (int, float)),
    properties=(
        Property("no failure: the window is first_s; each failure doubles it", inside),
        Property("no wait is over longest_s, after any number of failures", never_over),
        Property("every moment of the window is equally likely", evenly),
        Property("chance comes from rng, and from nothing else", by_the_dice),
    ),
    misconceptions=(
        Misconception(
            "a call may build on the call before",
            "Two devices share your function, and call it in turn. What does it keep of the one when it answers the other?",
            remembers,
        ),
        Misconception(
            "everybody waits equally long",
            "Two thousand devices lost their gateway in the same moment. When does each of yours knock?",
            equal,
        ),
        Misconception(
            "chance is there, but not from rng",
            "Two devices with the same rng wait differently. Where do your numbers come from?",
            lambda answer: other_dice(answer) and not equal(answer),
        ),
        Misconception(
            "the beginning of the window may stay empty",
            "How many devices knock at the beginning of your window? Who could use that time?",
            lambda answer: not equal(answer) and (starts_late(answer) or never_below(answer)),
        ),
        Misconception(
            "the end of the window may stay empty",
            "The window ends at a moment. How close to it does the last of your devices knock?",
            lambda answer: all(0.9 < spread(answer, *case)[1] < 0.975 for case in ((1, 8, 60), (0, 30, 60))),
        ),
        Misconception(
            "moments are round",
            "How many different moments does your window have? And how many devices knock at each of them?",
            lambda answer: (
                not equal(answer)
                and bool(waits_of(answer, 1, 8, 60))
                and any(all(round(wait, n) == wait for wait in waits_of(answer, 1, 8, 60)) for n in range(7))
            ),
        ),
        Misconception(
            "short waits may be likelier",
            "Cut the window into four quarters. How many of 1,600 waits fall into each of yours, and how many should?",
            mostly_short,
        ),
        Misconception(
            "cut the wait, not the window",
            "After nine failures, and after thousands: how many of your devices wait exactly `longest_s`?",
            lambda answer: not equal(answer) and any(waits_of(answer, *case).count(60) > 20 for case in MANY_FAILURES),
        ),
        Misconception(
            "a wait may grow for ever",
            "After twenty failures your device sleeps for days. Who waits for it?",
            lambda answer: reaches(answer, 20, 1, 60) > 60.5,
        ),
        Misconception(
            "the first try is number one",
            "`failures` is 0 at the first knock. Which window do you give it?",
            lambda answer: 0.3 < reaches(answer, 0) < 0.6 or 1.4 < reaches(answer, 0) < 2.1,
        ),
        Misconception(
            "the first failure changes nothing",
            "One failure, and your window is still `first_s`. What does *each* failure do?",
            lambda answer: 0.85 < reaches(answer, 1) <= 1 and 3.4 < reaches(answer, 3) <= 4,
        ),
        Misconception(
            "windows are whole seconds",
            "`wait_s(0, 2.5, 60, rng)`: the window ends at 2.5 s. Where does yours?",
            lambda answer: 0.9 < spread(answer)[1] <= 1 and not 0.9 < spread(answer, 0, 2.5, 60)[1] <= 1,
        ),
        Misconception(
            "many failures mean the longest window",
            "Double `first_s` by hand, once for each failure. Where does this window end, and where does yours?",
            lambda answer: (
                0.9 < spread(answer, 3, 1)[1] <= 1
                and any(spread(answer, *case)[1] > 1.05 for case in LONG_AGO)
                and reaches(answer, 20, 1, 60) <= 60
            ),
        ),
        Misconception(
            "each window is one first_s longer",
            "After two failures: how long is a window that doubled each time? And after three?",
            lambda answer: 3.2 < reaches(answer, 3) < 4.2,
        ),
        Misconception(
            "each failure needs a call of its own",
            "When does your function stop calling itself? From which window on would one more call change nothing?",
            too_deep,
        ),
        Misconception(
            "nobody fails a thousand times",
            "A phone is a day without a network and knocks twice a minute: 3,000 failures, a `first_s` of 0.5 or of 0.001. How large is your "
            "power of two then?",
            lambda answer: (
                spread(answer)[1] > 0.9
                and not all(
                    waits_of(answer, 3_000, first_s, end_s, 1) for first_s, end_s in ((0.5, 60), (0.001, 86_400))
                )
            ),
        ),
        Misconception(
            "a window that once was long enough need not grow",
            "`wait_s(40, 0.001, 86_400, rng)`: where should this window end, and where does yours?",
            lambda answer: (
                spread(answer, 3, 1)[1] > 0.9
                and any(0 < spread(answer, *case)[1] < 0.8 for case in ((20, 0.01, 3_600), (40, 0.001, 86_400)))
            ),
        ),
        Misconception(
            "thousands of failures are a case of their own",
            "A window that has reached `longest_s`: what may one more failure change? Work out yours for hint 1.",
            lambda answer: (
                not odd(waits_of(answer, 50, 1, 60), 60)
                and any(odd(waits_of(answer, many, first_s, end_s, 60), end_s) for many, first_s, end_s in THOUSANDS)
            ),
        ),
        Misconception(
            "the first window needs no limit",
            "`wait_s(0, 30, 20, rng)`: no window may be longer than 20 s. Where do you cut the first one?",
            lambda answer: max(waits_of(answer, 0, 30, 20), default=0) > 20.5 and reaches(answer, 20, 1, 60) <= 60.5,
        ),
    ),
    steps=(
        "Double first_s once for each failure, but stop as soon as the window reaches longest_s.",
        "Cut this window at longest_s.",
        "Draw any moment between 0 and the end of the window, from rng.",
    ),
    sister=(
        "*A school's gate.* If all 600 pupils come at 8:00, the gate is blocked. Each class draws its minutes at random "
        "between 7:40 and 8:00. A class that finds the gate blocked draws again, from a window twice as long."
    ),
    ours=lambda: full_jitter,
    pattern="everyone at once",
)
