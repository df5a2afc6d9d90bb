"""Exercises 24.3 and 24.4: a talk that does not recover, and the first message that a thief cannot read."""

import random
from collections.abc import Callable
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.systems.encryption.theft import steal
from course.widgets.ratchet import FEWEST_AFTER, MESSAGES, Talk, ratchet_view, writers_of

# 24.3 · the widget


def shown(answer: Answer) -> Talk:
    """What the widget shows when it stands so."""
    try:
        return ratchet_view().set(**answer.parameters).result
    except (CourseError, TypeError, ValueError) as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def it_is_the_double_ratchet(answer: Answer) -> None:
    design = shown(answer).theft.design
    expect(design == "double ratchet", f"the design is {design!r}", "It never recovers, whatever people write.")


def enough_follows(answer: Answer) -> None:
    step = shown(answer).theft.step
    expect(
        step <= MESSAGES - FEWEST_AFTER,
        f"the phone is copied after message {step}",
        f"{MESSAGES - step} messages follow; {FEWEST_AFTER} or more are wanted.",
    )


def everything_opens(answer: Answer) -> None:
    theft = shown(answer).theft
    follow = MESSAGES - theft.step
    expect(
        theft.future == follow,
        f"{follow} messages follow the theft",
        f"The thief reads {theft.future} of them. Then new chance came in. Who brought it?",
    )


def it_never_ends(answer: Answer) -> None:
    everything_opens(answer)
    turns, step = answer.parameters["turns"], shown(answer).theft.step
    opened = steal("double ratchet", step, writers=writers_of(turns, 3 * MESSAGES)).opened
    closed = next((place for place in range(step, len(opened)) if not opened[place]), None)
    expect(
        closed is None,
        f"they write on as before, {turns} in turn, after message {MESSAGES}",
        f"The picture ends, the talk does not: message {closed if closed is None else closed + 1} stays closed.",
    )


def stands(answer: Answer, **wanted: object) -> bool:
    return all(answer.parameters.get(name) == value for name, value in wanted.items())


NEVER_RECOVERS = Exercise(
    id="24.3",
    title="A talk that does not recover",
    objective="recover",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("with the double ratchet", it_is_the_double_ratchet),
        Property(f"{FEWEST_AFTER} or more messages follow the theft", enough_follows),
        Property("the thief reads them all", everything_opens),
        Property("and all that would come after the picture's end", it_never_ends),
    ),
    misconceptions=(
        Misconception(
            "another design was asked for",
            "One key and the chain never recover. What does the double ratchet need, to do better?",
            lambda answer: shown(answer).theft.design != "double ratchet",
        ),
        Misconception(
            "a late theft never heals",
            "Few messages were left to heal in. Steal earlier: which talk does not heal even if it goes on?",
            lambda answer: shown(answer).theft.step > MESSAGES - FEWEST_AFTER,
        ),
        Misconception(
            "the moment of the theft decides",
            "You moved the moment. Who has to write, before Ana's phone makes a new pair?",
            lambda answer: stands(answer, turns=2) or stands(answer, turns=1),
        ),
        Misconception(
            "the end of the picture is the end of the talk",
            "Write the messages down as they go on. Who writes after number 12, and what does Ana's phone do when it reads that?",
            lambda answer: (
                (stands(answer, turns=3) or stands(answer, turns=4))
                and shown(answer).theft.future == MESSAGES - shown(answer).theft.step
            ),
        ),
        Misconception(
            "long turns are enough",
            "Look at Ana's keys after the theft. At which message does her next pair begin, and whose message is it?",
            lambda answer: stands(answer, turns=3) or stands(answer, turns=4),
        ),
    ),
    steps=(
        "Choose the double ratchet.",
        "See when Ana's phone makes a new pair: whose message has just come?",
        "Change who writes, so that no such message ever comes after the theft.",
    ),
    sister=(
        "*Two people change the lock together: each brings a half.* As long as only one of them comes by, the old key fits."
    ),
    ours=None,
)


# 24.4 · first_closed(writers, step)


def truth(writers: str, step: int) -> int | None:
    """Steal for real, and look."""
    opened = steal("double ratchet", step, writers=writers).opened
    return next((place for place in range(step, len(writers)) if not opened[place]), None)


def cases(
    wanted: tuple[tuple[str, int], ...], answer: Answer, right_for: Callable[[str, int], int | None] = truth
) -> None:
    for writers, step in wanted:
        given, right = answer(writers, step), right_for(writers, step)
        case = f"first_closed({writers!r}, {step})"
        if given == right and not isinstance(given, bool):
            continue
        if given is None:
            why = f"You say that the thief reads all that follows. But message {right} stays closed."
        elif not step <= given < len(writers):
            why = f"You say {given}. The messages after the theft are {step} to {len(writers) - 1}."
        elif right is None or given < right:
            why = f"You say {given}. The thief reads that one."
        else:
            why = f"You say {given}. An earlier one stays closed already."
        expect(False, case, why)


def any_talk(answer: Answer) -> None:
    """Against our rule, which is quick; a test holds it against thefts."""
    rng = random.Random(244)
    talks = ["A" + "".join(rng.choices("AB", k=rng.randrange(22))) for _ in range(100)]
    cases(tuple((writers, rng.randint(0, len(writers))) for writers in talks), answer, ours_first_closed)


def ours_first_closed(writers: str, step: int) -> int | None:
    """Ours: what a new turn of Bo is made of."""
    renewed = False
    for place, writer in enumerate(writers):
        if place < step:
            continue
        if writer == "A" and renewed:
            return place
        renewed = renewed or (writer == "B" and writers[place - 1] == "A")
    return None


FIRST_CLOSED = Exercise(
    id="24.4",
    title="first_closed(writers, step)",
    objective="recover",
    points=2.0,
    expects=Function(("writers", "step"), (int, type(None))),
    properties=(
        Property("only Ana writes", partial(cases, (("A", 0), ("AAA", 1)))),
        Property("Bo answers, and Ana writes again", partial(cases, (("ABA", 1), ("ABA", 0), ("AABBAA", 2)))),
        Property("Bo answers, and that is all", partial(cases, (("AB", 1), ("ABB", 1), ("AABB", 0)))),
        Property("the theft comes in the middle of Bo's turn", partial(cases, (("ABBA", 2), ("ABBABA", 2)))),
        Property("the theft comes after all of it", partial(cases, (("ABA", 3), ("ABAB", 4), ("ABABA", 2)))),
        Property("any other talk", any_talk),
    ),
    misconceptions=(
        Misconception(
            "Ana's next message is safe",
            "With which pair does Ana write it? Since when does her phone have that pair?",
            lambda answer: answer("AAA", 1) == 1 and answer("ABA", 1) == 2,
        ),
        Misconception(
            "Bo's answer is safe",
            "Bo's new key meets Ana's old private key. Who has that?",
            lambda answer: answer("AB", 1) == 1 and answer("ABBB", 1) == 1,
        ),
        Misconception(
            "the theft is at the beginning",
            "The phone is copied after `step` messages. Which of Bo's answers came before that?",
            lambda answer: answer("ABABA", 3) == 2,
        ),
        Misconception(
            "every talk recovers",
            "Bo never answers. From which message on is the thief out?",
            lambda answer: (answer("AAA", 1) or 0) > 0,
        ),
        Misconception(
            "every message of Bo brings a new key",
            "With which pair does Ana's phone write after A B B? At which message did it draw that pair, and when was the theft?",
            lambda answer: answer("ABBA", 2) == 3 and answer("ABA", 1) == 2,
        ),
        Misconception(
            "the message before the theft does not count",
            "Message number `step` is Bo's, and the one before it Ana's. Does a turn of Bo begin there?",
            lambda answer: [answer("ABA", 0), answer("ABA", 1), answer("ABABA", 1)] == [2, None, 4],
        ),
        Misconception(
            "a turn of Bo is one message",
            "Bo may write twice or more before Ana writes again. Where does your rule look then?",
            lambda answer: answer("ABA", 1) == 2 and answer("ABBA", 1) is None,
        ),
        Misconception(
            "a round is two messages",
            "Count by hand: Ana writes twice, Bo twice. How many messages until Ana has read *and* written?",
            lambda answer: answer("AABBAA", 2) == 4 and answer("AAAAAA", 2) == 4,
        ),
        Misconception(
            "every change of writer counts",
            "From Ana to Bo, from Bo to Ana: at which of these changes does *Ana's* phone read a new key?",
            lambda answer: answer("ABBAA", 2) == 4 and answer("ABA", 1) == 2,
        ),
        Misconception(
            "before the first message stands another one",
            "With `step` 0 the phone is copied before message 0. Where does your rule begin to look, and what is at place -1?",
            lambda answer: answer("ABA", 0) != 2 and [answer("ABA", 1), answer("AABBAA", 2)] == [2, 4],
        ),
        Misconception(
            "a number can stand for none",
            "He reads all that follows. What does the exercise want then, in the place of a number?",
            lambda answer: answer("AAA", 1) == -1,
        ),
        Misconception(
            "counting from the theft",
            "Which number has the very first message of the talk, and which one has the first after the theft?",
            lambda answer: answer("ABA", 1) == 1 and answer("AABBAA", 2) == 2,
        ),
        Misconception(
            "counting from one",
            "Which number has the first message here?",
            lambda answer: answer("ABA", 1) == 3,
        ),
    ),
    steps=(
        "Walk through the messages from number `step` on.",
        "Remember when a turn of Bo begins: he writes, and the message before it was Ana's.",
        "The first message of Ana after that is the one.",
        "If none comes, it is None.",
    ),
    sister=(
        "*A spare key was copied on Tuesday.* Your neighbour brings a new lock on Wednesday; you build it in on Friday. "
        "From Friday on the copy is useless, and not from Wednesday on."
    ),
    ours=lambda: ours_first_closed,
)
