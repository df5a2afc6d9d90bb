"""Exercises 20a.1 to 20a.3: an id when the clock is wrong, a block that bridges a cut, the way back of a round."""

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.parts.snowflake import IDS_PER_MS
from course.widgets.number_blocks import CUT_S, LINKS_PER_S, MOST_WASTE, Hours, number_blocks

Place = tuple[int, int] | None
LAST = IDS_PER_MS - 1
TODAY_MS = 1_767_225_600_000  # as a real clock shows it: more than 32 bits

# 20a.1 · next_place(now_ms, last_ms, last_count)


def place(answer: Answer, now_ms: int, last_ms: int, last_count: int) -> Place:
    """What the learner's function says, as a pair of whole numbers or None."""
    given = answer(now_ms, last_ms, last_count)
    if given is None:
        return None
    numbers = list(given)
    fits = len(numbers) == 2 and all(type(number) is int for number in numbers)
    expect(fits, situation(now_ms, last_ms, last_count), f"You returned {given!r}; give (millisecond, count) or None.")
    expect(
        0 <= numbers[1] <= LAST,
        situation(now_ms, last_ms, last_count),
        f"Your count is {numbers[1]:,}. Twelve bits hold 0 to {LAST:,}; more would change the machine number.",
    )
    return numbers[0], numbers[1]


def situation(now_ms: int, last_ms: int, last_count: int) -> str:
    return f"the clock shows {now_ms}, the last id was ({last_ms}, {last_count:,})"


def after_the_last(given: Place, now_ms: int, last_ms: int, last_count: int) -> None:
    """Only an id after the last one is surely new; any other may have been made before it."""
    expect(
        given is None or given > (last_ms, last_count),
        situation(now_ms, last_ms, last_count),
        f"You gave {given}. That is not after the last id: it may have been made already.",
    )
    if given is not None and given[0] > last_ms:
        expect(
            given[1] == 0, situation(now_ms, last_ms, last_count), f"You gave {given}. A new millisecond counts from 0."
        )


def gives(cases: Sequence[tuple[int, int, int]], why: str, answer: Answer) -> None:
    """The cases in which only one place is right."""
    for now_ms, last_ms, last_count in cases:
        wanted = (now_ms, last_count + 1) if now_ms == last_ms else (now_ms, 0)
        given = place(answer, now_ms, last_ms, last_count)
        expect(given == wanted, situation(now_ms, last_ms, last_count), f"You gave {given}. {why}")


def full_millisecond(answer: Answer) -> None:
    for last_ms in (100, 7_000):
        given = place(answer, last_ms, last_ms, LAST)
        expect(
            given is None or given > (last_ms, LAST),
            situation(last_ms, last_ms, LAST),
            f"You gave {given}. All {IDS_PER_MS:,} ids of this millisecond are used, so that one is used too.",
        )


def earlier_clock(answer: Answer) -> None:
    rng = random.Random(20)
    ordinary = [(behind, count) for count in (0, 5, LAST - 1, LAST) for behind in (1, 2, 7, 1_000, 10_000_000)]
    drawn = [(rng.randrange(1, 5_000), rng.randrange(IDS_PER_MS)) for _ in range(200)]
    for behind, count in (*ordinary, *drawn):
        last_ms = 20_000_000 if behind > 7 else 101
        now_ms = last_ms - behind
        after_the_last(place(answer, now_ms, last_ms, count), now_ms, last_ms, count)


def clocks() -> Iterator[tuple[tuple[int, int], list[int]]]:
    """The last id, and what a clock may show, id after id: short stories, then random walks, then full milliseconds."""
    for shown in ([100, 101, 100], [100, 101, 100, 101], [100, 100, 101, 100, 100, 101, 101], [105, 100, 105, 106, 99]):
        yield (90, 0), shown
    rng = random.Random(20)
    for _ in range(60):
        now_ms, walk = 1_000, []
        for _ in range(60):
            now_ms += rng.choice((0, 0, 0, 1, 1, 2, -1, -5))
            walk.append(now_ms)
        yield (90, 0), walk
    yield (100, LAST - 3), [100] * 6 + [101] * 3 + [100] * 3 + [101] * 3 + [102]
    yield (101, LAST - 3), [100] * 6 + [101] * 6 + [100] * 3 + [102] * 3


def never_twice(answer: Answer) -> None:
    for start, shown in clocks():
        last, made = start, {(start[0], count) for count in range(start[1] + 1)}
        for number, now_ms in enumerate(shown):
            given = place(answer, now_ms, *last)
            if given is None:
                continue
            so_far = ", ".join(map(str, shown[: number + 1])) if number < 12 else f"… {now_ms} (after {number} ids)"
            expect(
                given not in made,
                f"the last id was {start}, the clock shows {so_far}",
                f"The id {given} was made twice.",
            )
            after_the_last(given, now_ms, *last)
            made.add(given)
            last = given


def said(answer: Answer, *case: int) -> object:
    """What it gives, a list as a pair."""
    given = answer(*case)
    return tuple(given) if isinstance(given, list) else given


def ours_place() -> Callable[[int, int, int], Place]:
    def next_place(now_ms: int, last_ms: int, last_count: int) -> Place:
        latest = max(now_ms, last_ms)
        if latest > last_ms:
            return latest, 0
        return (last_ms, last_count + 1) if last_count < LAST else None

    return next_place


PLACE = Exercise(
    id="20a.1",
    title="next_place(now_ms, last_ms, last_count)",
    objective="clock",
    points=2.0,
    expects=Function(("now_ms", "last_ms", "last_count"), (tuple, list, type(None))),
    properties=(
        Property(
            "a later clock begins a new millisecond",
            partial(
                gives,
                ((101, 100, 7), (105, 100, LAST), (101, 100, 0), (TODAY_MS + 60_000, TODAY_MS, 3)),
                "The clock moved on: count from 0 in it.",
            ),
        ),
        Property(
            "a millisecond gives its ids one after the other",
            partial(
                gives,
                ((100, 100, 0), (100, 100, 1), (100, 100, LAST - 1), (TODAY_MS, int(str(TODAY_MS)), 5)),
                "There is room: take the next count.",
            ),
        ),
        Property("a full millisecond: nothing comes twice, no count is above 4,095", full_millisecond),
        Property("an earlier clock brings no earlier id", earlier_clock),
        Property("whatever the clock shows, no id comes twice", never_twice),
    ),
    misconceptions=(
        Misconception(
            "the count never begins again",
            "4,096 links came, over a whole day. Which count does the next one get?",
            lambda answer: said(answer, 101, 100, 7) == (101, 8),
        ),
        Misconception(
            "another time is a new time",
            "Is a clock that shows something *else* than before always later? What was made at 100 the first time?",
            lambda answer: said(answer, 100, 101, 0) == (100, 0),
            "The clock shows 100, 101, 100. You give (100, 0), (101, 0), (100, 0): the first id comes again.",
        ),
        Misconception(
            "the count goes on in the past",
            "After your id in the past, the clock shows 101 again. What does your function remember of its first visit?",
            lambda answer: said(answer, 100, 101, 5) == (100, 6) and said(answer, 101, 100, 7) == (101, 0),
            "The clock shows 100, 101, 100, 101. When it comes back to 101, you count from 0 there for a second time.",
        ),
        Misconception(
            "full: then the next one after the clock",
            "The clock is behind, and the last millisecond is full. After which of the two times is nothing used yet?",
            lambda answer: said(answer, 100, 101, LAST) == (101, 0),
            "The clock shows 100, the last id was (101, 4,095). You gave (101, 0), and that is where 101 began.",
        ),
        Misconception(
            "a full count may begin again",
            "Which id was the first one of this millisecond?",
            lambda answer: said(answer, 100, 100, LAST) == (100, 0),
            "The clock shows 100, the last id was (100, 4,095). You gave (100, 0), and that is where you began.",
        ),
        Misconception(
            "twelve bits hold any count",
            "How many different numbers have twelve bits?",
            lambda answer: said(answer, 100, 100, LAST) == (100, LAST + 1),
        ),
        Misconception(
            "equal numbers are one object",
            "`is` asks whether two names mean the same object in memory. Which sign asks whether two numbers are equal?",
            lambda answer: (
                said(answer, TODAY_MS, int(str(TODAY_MS)), 5) is None and said(answer, 100, 100, 5) == (100, 6)
            ),
        ),
        Misconception(
            "one id a millisecond is enough",
            "Three links come in the same millisecond. Does the second one have to wait?",
            lambda answer: said(answer, 100, 100, 0) is None,
        ),
    ),
    steps=(
        "If the clock shows a later millisecond than the last id has, return it with the count 0.",
        "If it shows an earlier one, make no id until it has caught up. (Or go on from the last id, as in the next steps.)",
        "It shows the same one: if the count is 4,095 already, make no id, or begin the millisecond after the *last id*.",
        "Otherwise return the last millisecond with the count one higher.",
    ),
    sister=(
        "*A printer numbers receipts by day and count: 14-1, 14-2.* Somebody sets its calendar from the 15th back to the "
        "14th. It must not print 14-1 again, and 14-3 does not help: tomorrow it would print 15-1 again. It compares "
        "with the last day that it printed, and waits until the calendar is past it."
    ),
    ours=ours_place,
    pattern="clock as truth",
)


# 20a.2 · the widget: a block that bridges the cut


def stand(answer: Answer) -> Hours:
    """What the widget shows when it stands so."""
    try:
        return number_blocks().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def in_words(shown: Hours) -> str:
    return f"blocks of {shown.block:,}, asked for with {shown.ask_at_percent} % left"


def nobody_notices(answer: Answer) -> None:
    shown = stand(answer)
    expect(
        shown.refused == 0,
        in_words(shown),
        f"{shown.ask_at:,.0f} numbers are in hand when the line is cut, and {LINKS_PER_S * CUT_S:,} are needed: "
        f"{shown.refused:,} links are refused.",
    )


def little_waste(answer: Answer) -> None:
    shown = stand(answer)
    expect(
        shown.waste < MOST_WASTE,
        in_words(shown),
        f"A crash loses up to {shown.lost_in_a_crash:,} numbers; in five years that wastes {100 * shown.waste:.2g} % of all codes.",
    )


BLOCK = Exercise(
    id="20a.2",
    title="A block that bridges an hour",
    objective="lease",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("no link is refused in the cut", nobody_notices),
        Property("under 1 % of the codes are wasted", little_waste),
    ),
    misconceptions=(
        Misconception(
            "a large block bridges any cut",
            "You ask when nothing is left, and in that moment the line is cut. What is in your hand then?",
            lambda answer: stand(answer).ask_at == 0,
        ),
        Misconception(
            "to ask early is enough",
            "Your server makes 58 links a second. For how many minutes does what is left last?",
            lambda answer: 0 < stand(answer).ask_at < LINKS_PER_S * CUT_S,
        ),
        Misconception(
            "more is safer",
            "Twenty servers, a crash a day each, five years. Which of the two sliders makes a crash dearer?",
            lambda answer: stand(answer).refused == 0 and stand(answer).waste >= MOST_WASTE,
        ),
    ),
    steps=(
        "Read how many numbers a server needs in the hour of the cut.",
        "Choose a moment to ask at which something is left.",
        "Make the block larger until what is left then is at least what the hour needs.",
        "If too much is wasted, take a smaller block and ask for the next one earlier.",
    ),
    sister=(
        "*A bakery uses 30 kg of flour a day, and a delivery may be three days late.* Orders of 200 kg, made when the "
        "shelf is empty, still stop the ovens. An order of 100 kg, made when 90 kg are left, does not."
    ),
    ours=None,
    pattern="load on the wrong tier",
)


# 20a.3 · back(left, right, scramble)

DIGITS = 62
Scramble = Callable[[int], int]


def forth(left: int, right: int, scramble: Scramble) -> tuple[int, int]:
    """One round of the lesson."""
    return right, (left + scramble(right)) % DIGITS


def table(seed: int) -> Scramble:
    """A scramble drawn at random: many numbers share a value, so it has no way back of its own."""
    rng = random.Random(seed)
    return [rng.randrange(DIGITS) for _ in range(DIGITS)].__getitem__


def square(right: int) -> int:
    return right * right % DIGITS


def comes_back(scramble: Scramble, told: str, starts: Sequence[tuple[int, int]], answer: Answer) -> None:
    for left, right in starts:
        mixed = forth(left, right, scramble)
        given = answer(*mixed, scramble)
        case = f"({left}, {right}) became ({mixed[0]}, {mixed[1]}); {told}"
        expect(all(type(half) is int for half in given), case, f"You gave {given!r}; give two whole numbers (int).")
        expect(tuple(given) == (left, right), case, f"Your way back leads to {tuple(given)}.")


def any_pair_comes_back(answer: Answer) -> None:
    for seed in (1, 2, 3):
        rng = random.Random(seed)
        pairs = [(rng.randrange(DIGITS), right) for right in range(DIGITS)]
        comes_back(table(seed), "scramble was drawn at random", pairs, answer)


PROBE = forth(5, 3, square)  # (3, 14)


def probed(wrong: Callable[[int, int], tuple[int, int]]) -> Callable[[Answer], bool]:
    """Does the answer do on the probe what this belief would?"""
    return lambda answer: tuple(answer(*PROBE, square)) == wrong(*PROBE)


BACK = Exercise(
    id="20a.3",
    title="back(left, right, scramble)",
    objective="permute",
    points=2.0,
    expects=Function(("left", "right", "scramble"), (tuple, list)),
    properties=(
        Property(
            "without scrambling, the halves change places",
            partial(comes_back, lambda _: 0, "scramble gives 0 for every number", ((5, 3), (0, 61))),
        ),
        Property(
            "what was added is taken away",
            partial(comes_back, lambda _: 10, "scramble gives 10 for every number", ((5, 3), (0, 0))),
        ),
        Property(
            "the clock of 62 places turns back too",
            partial(comes_back, lambda _: 60, "scramble gives 60 for every number", ((5, 3), (61, 61))),
        ),
        Property(
            "the half that was scrambled is scrambled again",
            partial(comes_back, square, "scramble(n) is n · n mod 62", ((5, 3), (3, 8), (60, 61))),
        ),
        Property("pairs with any right half come back, whatever scramble is", any_pair_comes_back),
    ),
    misconceptions=(
        Misconception(
            "forth again leads back",
            "Forth adds. What undoes an addition?",
            probed(lambda left, right: forth(left, right, square)),
        ),
        Misconception(
            "what went forth adding goes back adding",
            "Forth added scramble(3) to 5. What must you do with it to get 5 again?",
            probed(lambda left, right: ((right + square(left)) % DIGITS, left)),
        ),
        Misconception(
            "scramble the half on the right",
            "Which number did the round give to scramble, and on which side does that number stand now?",
            probed(lambda left, right: ((right - square(right)) % DIGITS, left)),
        ),
        Misconception(
            "scramble the half on the right",
            "Which number did the round give to scramble, and on which side does that number stand now?",
            probed(lambda left, right: ((left - square(right)) % DIGITS, right)),
        ),
        Misconception(
            "the halves stay where they are",
            "The round put the old right half to the left. Where does it belong?",
            probed(lambda left, right: (left, (right - square(left)) % DIGITS)),
        ),
        Misconception(
            "below zero is a place too",
            "The clock has the places 0 to 61. Which one lies three steps before 0?",
            lambda answer: min(answer(*forth(5, 3, lambda _: 60), lambda _: 60)) < 0,
        ),
    ),
    steps=(
        "The left half of the result is the old right half: keep it.",
        "Give it to scramble: that is what was added.",
        "Subtract it from the right half, modulo 62: that is the old left half.",
        "Return the old left half first, then the old right half.",
    ),
    sister=(
        "*Two clerks pass a till on.* (Ana's coins, Bo's coins) becomes (Bo's, Ana's + the number of letters in Bo's "
        "amount). 12 and 3 become 3 and 17: 'three' has five letters. To go back, read 3, spell it, and take 5 from 17."
    ),
    ours=lambda: lambda left, right, scramble: ((right - scramble(left)) % DIGITS, left),
    pattern=None,
)
