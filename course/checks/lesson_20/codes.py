"""Exercises 20.1 to 20.3: how long a code is, how it is written, and why nobody should walk it."""

import math
import random
from dataclasses import replace
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Number, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.parts import base62
from course.systems.url_shortener.designs import CODES, MULTIPLIER
from course.systems.url_shortener.estimate import LinkPlan
from course.widgets.link_estimate import link_estimate

MADE = 1_000_000  # links that exist when the stranger of scene 6 walks


# 20.1 · the widget: a code length at which guessing does not pay


def planned(answer: Answer) -> LinkPlan:
    """What the widget shows when it stands so."""
    try:
        return link_estimate().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def promises_kept(answer: Answer) -> None:
    plan = planned(answer)
    expect(
        plan.links_per_day == 100e6 and plan.years == 5,
        f"{plan.links_per_day:,.0f} links a day, kept for {plan.years:g}",
        "The customer's 100 million a day for five years are given. Only the length of the code is yours to choose.",
    )


def guessing_does_not_pay(answer: Answer) -> None:
    plan = planned(answer)
    expect(
        plan.guess_hit_share < 0.01,
        f"{plan.code_length} characters",
        f"{plan.guess_hit_share:.2%} of random guesses hit a live link; the target is under 1 %.",
    )


def no_longer_than_needed(answer: Answer) -> None:
    plan = planned(answer)
    shorter = replace(plan, code_length=plan.code_length - 1)
    expect(
        shorter.guess_hit_share >= 0.01,
        f"{plan.code_length} characters",
        "Fewer characters would do, and the customer counts them.",
    )


LENGTH = Exercise(
    id="20.1",
    title="Make guessing pay less than one time in a hundred",
    objective="length",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("the customer's promises are kept", promises_kept),
        Property("under 1 % of guesses hit", guessing_does_not_pay),
        Property("and no character more than needed", no_longer_than_needed),
    ),
    misconceptions=(
        Misconception(
            "fewer links instead of longer codes",
            "The share is links divided by codes. Which of the two did the customer leave to you?",
            lambda answer: planned(answer).links_kept < LinkPlan().links_kept,
        ),
    ),
    steps=(
        "Put links a day back to 100 million and the years back to five.",
        "Move each slider by one step and back: find the one that changes the share most.",
        "Move that one by one step and read the share.",
        "Stop at the first step at which the share is under 1 %.",
    ),
    sister=(
        "*A car park gives four-digit exit codes, and 500 cars are inside.* A random code opens the gate with "
        "500 / 10,000 = 5 %. Halving the cars gives 2.5 %. One more digit gives 0.5 %. Length beats everything else."
    ),
    ours=None,
)


# 20.2 · to_base62(number)


def encoded(numbers: tuple[int, ...], answer: Answer) -> None:
    for number in numbers:
        code = answer(number)
        expect(
            code == base62.encode(number),
            f"to_base62({number:,}) gave {code!r}",
            f"It should read back as {number:,}, and {reading(code)}."
            if reading(code) != READS.format(number)
            else "It reads back, but a shorter code does too: no zeros in front.",
        )


READS = "the alphabet reads it as {:,}"


def reading(code: str) -> str:
    """What a server with our alphabet makes of the code."""
    if not code:
        return "an empty text is no code at all"
    strange = sorted(set(code) - set(base62.ALPHABET))
    if strange:
        return f"{strange[0]!r} is not in the alphabet"
    return READS.format(base62.decode(code))


def every_code_once(answer: Answer) -> None:
    seen: dict[str, int] = {}
    rng = random.Random(3)
    edges = [62**power + step for power in range(2, 21) for step in (-1, 0, 1)]
    for number in (*range(4_000), *edges, *(rng.randrange(62 ** rng.randint(3, 20)) for _ in range(300))):
        code = answer(number)
        expect(seen.setdefault(code, number) == number, f"{seen[code]:,} and {number:,}", f"Both are {code!r}.")
        expect(code == base62.encode(number), f"to_base62({number:,}) gave {code!r}", f"But {reading(code)}.")


ENCODE = Exercise(
    id="20.2",
    title="to_base62(number)",
    objective="encode",
    points=2.0,
    expects=Function(("number",), str),
    properties=(
        Property("zero is a number too", partial(encoded, (0,))),
        Property("one character up to 61", partial(encoded, (1, 9, 10, 35, 36, 61))),
        Property("the places carry over", partial(encoded, (62, 63, 124, 3_843, 3_844))),
        Property("large numbers are exact", partial(encoded, (62**7 - 1, 2**53 + 1, 62**12 - 1))),
        Property("no two numbers share a code, and each reads back", every_code_once),
    ),
    misconceptions=(
        Misconception(
            "nothing is left to write for zero",
            "How often does your loop run for 0? How many digits has the number 0 in decimal?",
            lambda answer: answer(0) == "" and answer(1) == base62.encode(1),
            "to_base62(0) gave an empty text: the very first link has no code.",
        ),
        Misconception(
            "the first remainder stands in front",
            "Divide 157 by ten: which of its digits comes out first, and where does it stand?",
            lambda answer: answer(62) == base62.encode(62)[::-1] and answer(1) == base62.encode(1),
        ),
        Misconception(
            "any order of the 62 characters will do",
            "Another server reads your code with the alphabet above. Which link does it open?",
            lambda answer: answer(61) in tuple("zZ9") and answer(10) in tuple("akK") and len(answer(62)) == 2,
        ),
        Misconception(
            "one place is enough",
            "You wrote the remainder. What happens to the rest of the number?",
            lambda answer: len(answer(3_907)) == 1 and answer(1) == base62.encode(1),
        ),
        Misconception(
            "a float keeps every digit",
            "`/` and `math.log` give a float, which keeps about sixteen digits. Which operator keeps whole numbers whole?",
            lambda answer: answer(62**7 - 1) == base62.encode(62**7 - 1) and answer(62**12 - 1)[:6] != "zzzzzz",
        ),
    ),
    steps=(
        "If the number is 0, return the first character of the alphabet.",
        "Begin with an empty text.",
        "Divide by 62 and keep the quotient and the remainder, both whole.",
        "Put the character of the remainder in front of the text.",
        "Repeat with the quotient until it is 0.",
    ),
    sister=(
        "*Write 157 with the digits 0–4.* 157 = 31 · 5 + 2, so the last digit is 2. 31 = 6 · 5 + 1: a 1 before it. "
        "6 = 1 · 5 + 1: another 1. 1 = 0 · 5 + 1: a 1 in front. Result: 1112."
    ),
    ours=lambda: base62.encode,
)


# 20.3 · the multiplier


def in_range(answer: Answer) -> None:
    a = int(answer.value)
    expect(
        1 < a < CODES,
        f"a = {a:,}",
        f"Choose between 2 and {CODES - 1:,}: a and a − 62⁷ put every link in the same place, and 1 moves nothing.",
    )


def no_two_share(answer: Answer) -> None:
    a = int(answer.value)
    shared = math.gcd(a, CODES)
    expect(
        shared == 1,
        f"a = {a:,}",
        f"Link 0 and link {CODES // shared:,} both get place 0: a and 62⁷ share the factor {shared:,}.",
    )


def walker_finds_nothing(answer: Answer) -> None:
    """Exact: ``step`` places on stands the link ``distance`` numbers away, and a live one if that is under a million."""
    a = int(answer.value)
    shared = math.gcd(a, CODES)
    places = CODES // shared  # so many are ever used: every ``shared``-th
    back = pow(a // shared, -1, places)
    hits = []
    for step in range(shared, 101, shared):
        distance = step // shared * back % places
        if min(distance, places - distance) < MADE:
            hits.append(step)
    expect(
        not hits,
        f"a = {a:,}",
        f"A stranger who counts up or down opens somebody's link {len(hits)} times in 100 requests, first at step "
        f"{hits[0] if hits else 0}.",
    )


SHUFFLE = Exercise(
    id="20.3",
    title="A multiplier for 62⁷ places",
    objective="walk",
    points=1.0,
    expects=Number(unit="", whole=True),
    properties=(
        Property("a step on this clock", in_range),
        Property("no two links share a code", no_two_share),
        Property("counting up or down from a code finds nobody", walker_finds_nothing),
    ),
    misconceptions=(
        Misconception(
            "unique is enough",
            "Your codes are all different. Where does the stranger find your neighbour's link?",
            lambda answer: int(answer.value) % CODES == 1,
        ),
        Misconception(
            "any large number shuffles",
            "On the clock with ten places, which multipliers visited only some? What did they share with ten?",
            lambda answer: math.gcd(int(answer.value), CODES) > 1,
        ),
        Misconception(
            "backwards is another order",
            "Your neighbours still stand next door, only in the other order. Which way may a stranger walk?",
            lambda answer: CODES - 100 <= int(answer.value) < CODES,
        ),
        Misconception(
            "a few places apart is far enough",
            "The stranger tries 100 places in a row. How far apart do your links stand?",
            lambda answer: 1 < int(answer.value) <= 100,
        ),
    ),
    steps=(
        "Write 62⁷ as a product of primes: 2⁷ · 31⁷.",
        "Take a number with many digits, smaller than 62⁷.",
        "Make sure that neither 2 nor 31 divides it.",
        "Let the stranger walk up and down, and see that nobody is found.",
    ),
    sister=(
        "*A clock with 12 places.* 12 = 2 · 2 · 3. So 8 fails (it shares 4), and 9 fails (it shares 3). 5, 7 and 11 "
        "visit all twelve. But 11 is −1: it walks backwards. 5 or 7."
    ),
    ours=lambda: MULTIPLIER,
)
