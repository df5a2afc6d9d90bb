"""Exercises 26.3 and 26.4: how long a rider waits at worst, and which of several drivers has the trip."""

import random
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect

# 26.3 · worst_wait_s(drivers, at_once, offer_s, deadline_s)


def right_wait(drivers: int, at_once: int, offer_s: int, deadline_s: int) -> int:
    rounds = (drivers + at_once - 1) // at_once
    return min(deadline_s, rounds * offer_s)


def waits(cases: tuple[tuple[int, int, int, int], ...], answer: Answer) -> None:
    for drivers, at_once, offer_s, deadline_s in cases:
        got = answer(drivers, at_once, offer_s, deadline_s)
        right = right_wait(drivers, at_once, offer_s, deadline_s)
        case = f"{drivers} driver{'' if drivers == 1 else 's'}, {at_once} at once, {offer_s} s for each, deadline {deadline_s} s"
        if got == right:
            continue
        if got > deadline_s:
            why = f"It returned {got:g}: that is after the deadline."
        elif got < right:
            why = f"It returned {got:g}. At that moment an offer is still open, and there is time left."
        else:
            why = f"It returned {got:g}. At that moment every driver has been asked, and the last offer is over."
        expect(False, case, why)


def many_waits(answer: Answer) -> None:
    rng = random.Random(263)
    cases = [(rng.randrange(40), rng.randint(1, 9), rng.randint(1, 30), rng.randint(1, 400)) for _ in range(300)]
    waits(tuple(cases), answer)


NEVER_S = 10**5

WORST_WAIT = Exercise(
    id="26.3",
    title="worst_wait_s(drivers, at_once, offer_s, deadline_s)",
    objective="wait",
    points=1.0,
    expects=Function(("drivers", "at_once", "offer_s", "deadline_s"), (int, float)),
    properties=(
        Property("one after the other", partial(waits, ((1, 1, 15, NEVER_S), (5, 1, 15, NEVER_S)))),
        Property("several at once", partial(waits, ((6, 3, 15, NEVER_S), (5, 5, 15, NEVER_S)))),
        Property("the last round may be small", partial(waits, ((7, 3, 15, NEVER_S), (2, 3, 15, NEVER_S)))),
        Property("the deadline ends the search", partial(waits, ((25, 1, 15, 30), (7, 3, 15, 40), (6, 3, 15, 30)))),
        Property("nobody to ask", partial(waits, ((0, 3, 15, 30),))),
        Property("any other numbers", many_waits),
    ),
    misconceptions=(
        Misconception(
            "there is always a round",
            "Nobody is there to ask. Whose phone rings in the first round?",
            lambda answer: answer(0, 3, 15, 30) == 15 and answer(6, 3, 15, NEVER_S) == 30,
        ),
        Misconception(
            "one round more, to be safe",
            "Six drivers, three at once. After the second round, who has not been asked?",
            lambda answer: answer(6, 3, 15, NEVER_S) == 45,
        ),
        Misconception(
            "only whole rounds count",
            "At 30 s a third round begins, and the deadline is at 40 s. When does it end for the rider?",
            lambda answer: answer(7, 3, 15, 40) == 30 and answer(7, 3, 15, NEVER_S) == 45,
        ),
        Misconception(
            "a round that is not full does not count",
            "Seven drivers, three at once. In which round is the seventh asked?",
            lambda answer: answer(7, 3, 15, NEVER_S) == 30,
        ),
        Misconception(
            "rounds may be split",
            "Seven drivers, three at once: does the last offer end sooner because only one driver has it?",
            lambda answer: 30 < answer(7, 3, 15, NEVER_S) < 45,
        ),
        Misconception(
            "the search ends when all were asked",
            "At 30 s the rider is told the truth. Which of your numbers lies after that?",
            lambda answer: answer(25, 1, 15, 30) > 30,
        ),
        Misconception(
            "parallel offers change nothing",
            "Three phones ring in the same second. How many seconds pass until all three offers are over?",
            lambda answer: answer(6, 3, 15, NEVER_S) == 90,
        ),
        Misconception(
            "the deadline is the wait",
            "Two drivers are silent, and nobody else is there. Why should the rider wait any longer?",
            lambda answer: answer(2, 1, 15, 300) == 300,
        ),
    ),
    steps=(
        "Count the rounds: drivers divided by how many are asked at once, rounded up.",
        "Multiply by the seconds of one offer.",
        "Take the deadline, if that is sooner.",
    ),
    sister=(
        "*Seven letters, three stamps a day, and the office closes on day two.* Seven letters need three days. The "
        "office closes before: two days."
    ),
    ours=lambda: right_wait,
)


# 26.4 · first_yes(answers, asked, deadline_s)

Answers = list[tuple[float, int, str]]
DEADLINE_S = 15


def right_first(answers: Answers, asked: list[int], deadline_s: float) -> tuple[int | None, set[int]]:
    yes = [(after_s, driver) for after_s, driver, reply in answers if reply == "yes" and after_s <= deadline_s]
    end_s, winner = min(yes, default=(deadline_s, None))
    said_no = {driver for after_s, driver, reply in answers if reply == "no" and after_s <= end_s}
    return winner, set(asked) - said_no - {winner}


def case_of(answers: Answers, asked: list[int], deadline_s: float) -> str:
    words = ", ".join(f"{driver} says {reply} at {after_s:g} s" for after_s, driver, reply in answers)
    return f"asked {asked}, deadline {deadline_s:g} s: {words or 'nobody answers'}"


def judged(answers: Answers, asked: list[int], answer: Answer, deadline_s: float = DEADLINE_S) -> None:
    got = answer(list(answers), list(asked), deadline_s)
    case = case_of(answers, asked, deadline_s)
    expect(
        isinstance(got, (tuple, list)) and len(got) == 2 and isinstance(got[1], (set, frozenset, list, tuple)),
        case,
        f"It returned {got!r}. Return two things: the winner (or None), and the set of drivers to withdraw from.",
    )
    winner, withdrawn = got
    right_winner, right_withdrawn = right_first(answers, asked, deadline_s)
    expect(winner == right_winner, case, f"The trip went to {winner}.")
    for driver in withdrawn:
        expect(driver != winner, case, f"You withdraw the offer of {driver}, who has just won it.")
        expect(driver in asked, case, f"Driver {driver!r} was never asked.")
        expect(driver in right_withdrawn, case, f"Driver {driver} had said no before: there is nothing to withdraw.")
    for driver in sorted(right_withdrawn - set(withdrawn)):
        expect(False, case, f"The offer of driver {driver} stays on his screen, or he waits for an answer for ever.")


def all_judged(cases: tuple[tuple[Answers, list[int]], ...], answer: Answer) -> None:
    for answers, asked in cases:
        judged(answers, asked, answer)


def any_evening(answer: Answer) -> None:
    rng = random.Random(264)
    for _ in range(150):
        asked = rng.sample(range(20), rng.randint(1, 6))
        moments = rng.sample(range(80), len(asked))
        replies = [rng.choice(("yes", "no", "silent")) for _ in asked]
        answers = [(m / 4, d, r) for m, d, r in zip(moments, asked, replies, strict=True) if r != "silent"]
        rng.shuffle(answers)
        judged(answers, asked, answer, rng.choice((DEADLINE_S, 5, 18.5)))


def gives(answer: Answer, answers: Answers, asked: list[int]) -> tuple[object, set[object]]:
    winner, withdrawn = answer(list(answers), list(asked), DEADLINE_S)
    return winner, set(withdrawn)


FIRST_YES = Exercise(
    id="26.4",
    title="first_yes(answers, asked, deadline_s)",
    objective="offers",
    points=2.0,
    expects=Function(("answers", "asked", "deadline_s"), (tuple, list)),
    properties=(
        Property(
            "one yes wins",
            partial(
                all_judged, (([(4.0, 7, "yes")], [7]), ([(4.0, 7, "yes")], [7, 8, 9]), ([(4.0, 0, "yes")], [0, 1]))
            ),
        ),
        Property(
            "the earliest yes wins, however the list is sorted",
            partial(
                all_judged, (([(6.0, 8, "yes"), (4.0, 7, "yes")], [7, 8]), ([(4.0, 9, "yes"), (6.0, 2, "yes")], [2, 9]))
            ),
        ),
        Property(
            "who said no before has nothing to withdraw",
            partial(
                all_judged,
                (([(2.0, 8, "no"), (4.0, 7, "yes")], [7, 8, 9]), ([(4.0, 7, "yes"), (9.0, 8, "no")], [7, 8])),
            ),
        ),
        Property(
            "without a yes nobody has it, and all open offers end",
            partial(all_judged, (([], [7, 8]), ([(3.0, 7, "no")], [7, 8]), ([(3.0, 7, "no"), (4.0, 8, "no")], [7, 8]))),
        ),
        Property(
            "a yes at the deadline counts, a later one does not",
            partial(all_judged, (([(15.0, 7, "yes")], [7, 8]), ([(15.5, 7, "yes")], [7, 8]))),
        ),
        Property(
            "a no at the deadline counts, a later one does not",
            partial(all_judged, (([(15.0, 7, "no")], [7]), ([(15.5, 7, "no")], [7, 8]))),
        ),
        Property("any other evening", any_evening),
    ),
    misconceptions=(
        Misconception(
            "the list is in order of time",
            "Messages come over a network. Which number tells who was first?",
            lambda answer: any(
                gives(answer, answers, [7, 8])[0] == 8
                for answers in ([(6.0, 8, "yes"), (4.0, 7, "yes")], [(4.0, 7, "yes"), (6.0, 8, "yes")])
            ),
        ),
        Misconception(
            "the winner's offer ends too",
            "Driver 7 has won, and then his offer is withdrawn. Does he set off?",
            lambda answer: 7 in gives(answer, [(4.0, 7, "yes")], [7, 8, 9])[1],
        ),
        Misconception(
            "the others see it by themselves",
            "Driver 9 looks at his screen. Who tells him that the trip is gone?",
            lambda answer: gives(answer, [(4.0, 7, "yes")], [7, 8, 9])[1] != {8, 9},
        ),
        Misconception(
            "without a winner nobody must hear",
            "Nobody said yes, and driver 8 stayed silent. What is on his screen after the deadline?",
            lambda answer: gives(answer, [], [7, 8])[1] != {7, 8},
        ),
        Misconception(
            "a second yes needs no reply",
            "Driver 8 said yes at 6 s, and he is already turning his car. What does he have to hear?",
            lambda answer: 8 not in gives(answer, [(4.0, 7, "yes"), (6.0, 8, "yes")], [7, 8])[1],
        ),
        Misconception(
            "a no is a no, whenever it comes",
            "At 4 s the trip is given away. What is on the screen of the driver who will say no at 9 s?",
            lambda answer: 8 not in gives(answer, [(4.0, 7, "yes"), (9.0, 8, "no")], [7, 8])[1],
        ),
        Misconception(
            "an offer has no end",
            "The claim on this driver is over. Who may have him by now?",
            lambda answer: gives(answer, [(15.5, 7, "yes")], [7, 8])[0] == 7,
        ),
        Misconception(
            "in time means before the deadline",
            "The offer stands for 15 s. He answered at 15.0 s. Was it still standing?",
            lambda answer: gives(answer, [(15.0, 7, "yes")], [7, 8])[0] is None,
        ),
        Misconception(
            "a no at the deadline is silence",
            "He said no at 15.0 s. A yes at that moment would have counted. What is still open on his screen?",
            lambda answer: (
                7 in gives(answer, [(15.0, 7, "no")], [7])[1] and 7 not in gives(answer, [(3.0, 7, "no")], [7])[1]
            ),
        ),
    ),
    steps=(
        "Keep the yes answers that came in time.",
        "The one with the smallest time wins; its time is the end. Without one, the deadline is the end.",
        "Find who had said no by that end.",
        "Withdraw from all others who were asked, except the winner.",
    ),
    sister=(
        "*A flat is offered to three people until Friday.* Ben says no on Monday, Ada yes on Tuesday, Cem yes on "
        "Wednesday. Ada has it. Cem must hear that it is gone. Ben need not hear anything."
    ),
    ours=lambda: right_first,
)
