"""Exercise 24a.3: how many digits two people must compare."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Number, Property, expect
from course.units import SECONDS_PER_DAY

TRIES_PER_S, DAYS, ONE_IN = 10**9, 365, 10**6
TRIES = TRIES_PER_S * DAYS * SECONDS_PER_DAY
FEWEST = len(str(int(TRIES * ONE_IN)))
MOST = 60  # both people's together


def digits_of(answer: Answer) -> int:
    """What was given; a power of ten would take all memory if it were very large."""
    digits = int(answer.value)
    expect(1 <= digits <= MOST, f"{digits:,} digits", "Each person has thirty digits.")
    return digits


def enough(answer: Answer) -> None:
    digits = digits_of(answer)
    chance = TRIES / 10**digits
    told = "it will succeed, most likely" if chance >= 1 else f"its chance is 1 in {1 / chance:,.0f}"
    expect(digits >= FEWEST, f"{digits} digits", f"In a year the server makes {TRIES:.2g} identities: {told}.")


def no_more(answer: Answer) -> None:
    digits = digits_of(answer)
    fewer = f"With one digit fewer its chance is 1 in {10 ** (digits - 1) / TRIES:,.0f}."
    expect(digits <= FEWEST, f"{digits} digits", fewer)


DIGITS = Exercise(
    id="24a.3",
    title="How many digits",
    objective="digits",
    points=1.0,
    expects=Number("digits", whole=True),
    properties=(Property("a year is not enough for the server", enough), Property("no digit too many", no_more)),
    misconceptions=(
        Misconception(
            "as many numbers as tries are safe",
            "There are about as many numbers as tries. How likely is one hit in all these tries?",
            lambda answer: int(answer.value) in (16, 17),
        ),
        Misconception(
            "a digit may be rounded off",
            "How often does the number of tries fit into all numbers with so many digits? Is that a million times?",
            lambda answer: 18 <= int(answer.value) < FEWEST,
        ),
        Misconception(
            "each step is rounded up",
            "Leave one digit out. How many numbers are there now, and is the chance still small enough?",
            lambda answer: FEWEST < int(answer.value) < 30,
        ),
        Misconception(
            "any two that are alike help the server",
            "Two of its own identities read alike. Whose number must one of them read like, so that Ana is deceived?",
            lambda answer: int(answer.value) in (38, 39, 45, 46),
        ),
        Misconception(
            "one in a million makes the work smaller",
            "Must the server make fewer identities, or must there be more numbers, so that it succeeds once in a million times?",
            lambda answer: int(answer.value) == 11,
        ),
        Misconception(
            "the rate is the work",
            "1,000 million is what it makes in one second. What does it make in a year?",
            lambda answer: int(answer.value) in (9, 10, 12, 13, 14, 15),
        ),
        Misconception(
            "the server tries once",
            "With so many digits *one* identity reads like Bo once in a million times. How many does it make in a year?",
            lambda answer: int(answer.value) in (6, 7),
        ),
        Misconception(
            "the numbers are the digits",
            "So many numbers are there, perhaps. How many digits has each of them?",
            lambda answer: int(answer.value) > 1_000,
        ),
        Misconception(
            "digits are bits",
            "One digit more: how many times as many numbers are there, twice or ten times?",
            lambda answer: int(answer.value) in (54, 55, 74, 75),
        ),
        Misconception(
            "all digits that there are",
            "They are more than enough. With how many would the chance still be one in a million?",
            lambda answer: int(answer.value) in (30, 60),
        ),
    ),
    steps=(
        "Multiply: identities a second, seconds a day, days.",
        "Multiply by a million: so many numbers must there be.",
        "Find the smallest power of ten that is not smaller.",
    ),
    sister=(
        "*A padlock.* A thief tries 10 numbers a minute, for an hour: 600. His chance shall be 1 in 100, so there must be 60,000 numbers. "
        "Four wheels have 10,000, five have 100,000: five."
    ),
    ours=lambda: FEWEST,
    pattern="space too small",
)
