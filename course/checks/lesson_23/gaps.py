"""Exercise 23.4: what a phone asks for when it comes back."""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect

Span = tuple[int, int | None]


def asked(answer: Answer, upto: int, early: set[int]) -> list[Span]:
    """What the learner asks for, as pairs."""
    found = answer(upto, early)
    case = answer.calling
    fine = all(isinstance(span, tuple | list) and len(span) == 2 for span in found)
    fine = fine and all(isinstance(first, int) and (last is None or isinstance(last, int)) for first, last in found)
    expect(fine, case, "Return a list of pairs (first, last); the last pair ends with None.")
    return [(first, last) for first, last in found]


def truth(upto: int, early: set[int]) -> list[Span]:
    """The gaps, one number after the other."""
    end = max(early, default=upto) + 1
    wanted = [number for number in range(upto + 1, end) if number not in early]
    spans: list[Span] = []
    for number in wanted:
        if spans and spans[-1][1] == number - 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return [*spans, (end, None)]


def compare(answer: Answer, upto: int, early: set[int]) -> None:
    got, right = asked(answer, upto, early), truth(upto, early)
    end = max(early, default=upto) + 4

    def covered(spans: list[Span]) -> list[int]:
        return [number for first, last in spans for number in range(first, (end if last is None else last) + 1)]

    case = f"shown up to {upto}, early: {sorted(early) or 'nothing'}"
    asks, needs = covered(got), covered(right)
    missed = sorted(set(needs) - set(asks))
    expect(not missed, case, f"You ask for {got}. Nobody ever asks for {missed[:1] and missed[0]}.")
    useless = sorted(set(asks) - set(needs))
    expect(not useless, case, f"You ask for {got}. The phone has {useless[:1] and useless[0]} already.")
    expect(len(asks) == len(set(asks)), case, f"You ask for {got}: something twice.")
    expect(got == right, case, f"You ask for {got}. Fewer pairs, in order, say the same: {right}.")


def nothing_is_early(answer: Answer) -> None:
    compare(answer, 3, set())
    compare(answer, 0, set())


def one_gap(answer: Answer) -> None:
    compare(answer, 3, {5})
    compare(answer, 3, {7})
    compare(answer, 0, {2, 3})


def several_gaps(answer: Answer) -> None:
    compare(answer, 3, {5, 6, 9})
    compare(answer, 0, {2, 4, 6})
    compare(answer, 7, {17, 10, 12})
    compare(answer, 7, {400, 1_203})
    compare(answer, 0, {5_000})
    compare(answer, 7, {20_000, 60_000})


def many_gaps(answer: Answer) -> None:
    """Every second number came."""
    got, right = asked(answer, 7, set(range(9, 5_000, 2))), truth(7, set(range(9, 5_000, 2)))
    case = "shown up to 7, early: 9, 11, 13 … 4999"
    expect(
        len(got) == len(right), case, f"You return {len(got):,} pairs; there are {len(right) - 1:,} gaps, and the end."
    )
    expect(got == right, case, "Your pairs are others than these gaps.")


def any_gaps(answer: Answer) -> None:
    rng = random.Random(23)
    for _ in range(150):
        upto = rng.choice((0, 3, 98, 1_000))
        size = rng.randint(0, 9)
        compare(answer, upto, {upto + 2 + rng.randrange(30) for _ in range(size)})
    many_gaps(answer)


def ours_missing(upto: int, early: set[int]) -> list[Span]:
    spans: list[Span] = []
    for number in sorted(early):
        if number > upto + 1:
            spans.append((upto + 1, number - 1))
        upto = number
    return [*spans, (upto + 1, None)]


def nothing_early_nothing_asked(answer: Answer) -> bool:
    """Whether an answer that is right for one gap returns nothing, or breaks, where nothing is early."""
    if asked(answer, 3, {5}) != truth(3, {5}):
        return False
    try:
        return not asked(answer, 3, set())
    except Wrong:
        return True


MISSING = Exercise(
    id="23.4",
    title="missing(upto, early)",
    objective="gaps",
    points=2.0,
    expects=Function(("upto", "early"), (list, tuple)),
    properties=(
        Property("with nothing early, all that follows", nothing_is_early),
        Property("one gap, and all that follows", one_gap),
        Property("several gaps, each once, and nothing that is there", several_gaps),
        Property("so it is for any gaps", any_gaps),
    ),
    misconceptions=(
        Misconception(
            "what I have seen tells what there is",
            "Five messages were written while the phone was off, all after its newest. Which of your pairs asks for them?",
            lambda answer: not any(last is None for _, last in asked(answer, 3, {5, 6, 9})),
        ),
        Misconception(
            "my newest message says how far I am",
            "5 is here, 4 is not. You ask for what follows 5. Who sends 4?",
            lambda answer: asked(answer, 3, {5, 6, 9}) == [(10, None)],
        ),
        Misconception(
            "to be safe, ask for everything",
            "Such a phone may have 5 to 900, and miss 4. How many of those that you ask for does it have already?",
            lambda answer: asked(answer, 3, {5, 6, 9}) in ([(4, None)], [(4, 9), (10, None)], [(4, 8), (10, None)]),
        ),
        Misconception(
            "the open end begins where the phone stands",
            "Your last pair asks for all from 4 on, and 5 is there. From where on does the phone have nothing?",
            lambda answer: asked(answer, 3, {5}) == [(4, 4), (4, None)],
        ),
        Misconception(
            "gaps lie between early numbers only",
            "5 is the first early number, and 3 was shown. What lies between, and which of your pairs asks for it?",
            lambda answer: asked(answer, 3, {5, 6, 9}) == [(7, 8), (10, None)],
        ),
        Misconception(
            "there is one gap",
            "5, 6 and 9 are early. Count the gaps before 9.",
            lambda answer: asked(answer, 3, {5, 6, 9}) in ([(4, 4), (10, None)], [(4, 4), (7, None)]),
        ),
        Misconception(
            "the end of a pair is left out",
            "For you (4, 5) means 4 only, as in a Python slice. What does the exercise say about `last`?",
            lambda answer: (4, 5) in asked(answer, 3, {5}),
        ),
        Misconception(
            "a set is sorted",
            "Sets have no order. Loop over {5, 6, 9} and print: which one comes first?",
            lambda answer: (
                asked(answer, 7, {9, 10, 13}) == truth(7, {9, 10, 13})  # small sets come sorted, by chance
                and asked(answer, 7, {17, 10, 12}) != truth(7, {17, 10, 12})
            ),
        ),
        Misconception(
            "a phone misses a few messages",
            "A phone was off for a year, in a busy group. How far may the next number that it has lie from upto?",
            lambda answer: (
                asked(answer, 3, {5, 6, 9}) == truth(3, {5, 6, 9})
                and asked(answer, 7, {20_000, 60_000}) != [(8, 19_999), (20_001, 59_999), (60_001, None)]
            ),
        ),
        Misconception(
            "few gaps are open",
            "Every second number came, over thousands. How many gaps is that, and how many does your list have room for?",
            lambda answer: (
                asked(answer, 3, {5, 6, 9}) == truth(3, {5, 6, 9})
                and 3 < len(asked(answer, 7, set(range(9, 5_000, 2)))) < 2_000
            ),
        ),
        Misconception(
            "where nothing is early, nothing is missing",
            "Nothing is early, and the phone was off all day. What does it ask for?",
            nothing_early_nothing_asked,
        ),
        Misconception(
            "there is a gap before each early number",
            "Two early numbers are neighbours here. How many lie between them? And from which to which goes your pair?",
            lambda answer: any(last is not None and first > last for first, last in asked(answer, 3, {5, 6, 9})),
        ),
        Misconception(
            "each number is a question of its own",
            "4, 5 and 6 are missing in a row. How many pairs say that, at least?",
            lambda answer: asked(answer, 3, {7}) == [(4, 4), (5, 5), (6, 6), (8, None)],
        ),
    ),
    steps=(
        "Begin with the number after upto.",
        "Go through the early numbers, sorted.",
        "If there is room before one of them, ask for that room; then go on with the number after it.",
        "At the end ask for all from there on: (that number, None).",
    ),
    sister=(
        "*A shelf of a magazine holds issues 1 to 12, and 15, 16 and 20.* The order to the publisher says: 13 to 14, 17 to 19, and "
        "all from 21 on. Nobody in the shop knows which issue is the newest; the publisher does."
    ),
    ours=lambda: ours_missing,
    pattern="clock as truth",
)
