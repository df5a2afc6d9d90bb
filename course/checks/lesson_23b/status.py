"""Exercise 23b.3: what the sender of a group message sees, when members sleep, come and go."""

import random
from collections.abc import Mapping

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.chat.group_ticks import group_status

Since = Mapping[str, int]
Cursors = Mapping[str, tuple[int, int]]
WORDS = ("stored", "delivered", "read")
HERE = {"ana": 0, "bo": 0, "cem": 0}
OTHERS = "bcdefghijklmnopqrstu"


def told(number: int, sender: str, since: Since, cursors: Cursors) -> str:
    """The call, in words."""
    if len(since) > 8:
        late = {user: cursors.get(user, (0, 0)) for user in since if user != sender}
        late = {user: pair for user, pair in late.items() if pair[1] < number}
        return f"message {number} of {sender}; {len(since)} members from the start; all others have read it{f', but {late}' if late else ''}"
    return f"message {number} of {sender}; since {dict(since)}; cursors {dict(cursors)}"


def judged(answer: Answer, number: int, sender: str, since: Since, cursors: Cursors) -> None:
    said, right = answer(number, sender, dict(since), dict(cursors)), group_status(number, sender, since, cursors)
    case = told(number, sender, since, cursors)
    expect(said in WORDS, case, f"You return {said!r}; return one of {', '.join(WORDS)}.")
    expect(said == right, case, f'You say "{said}"; it is "{right}".')


def two_people(answer: Answer) -> None:
    two = {"ana": 0, "bo": 0}
    for pair in ((6, 6), (7, 6), (7, 7), (9, 7), (9, 9), (8, 6), (0, 0)):
        judged(answer, 7, "ana", two, {"bo": pair})
    judged(answer, 3, "bo", two, {"ana": (3, 1), "bo": (3, 3)})


def all_others(answer: Answer) -> None:
    judged(answer, 7, "ana", HERE, {"bo": (7, 6), "cem": (6, 6)})
    for cem in ((6, 6), (7, 6), (7, 7), (0, 0)):
        judged(answer, 7, "ana", HERE, {"bo": (9, 9), "cem": cem})
        judged(answer, 7, "ana", HERE, {"bo": cem, "cem": (9, 9)})
    judged(answer, 7, "ana", HERE, {"bo": (7, 6), "cem": (9, 9)})
    for pairs in (((7, 7), (9, 6)), ((6, 6), (9, 0)), ((9, 6), (7, 7))):
        judged(answer, 7, "ana", HERE, dict(zip(("bo", "cem"), pairs, strict=True)))
    for late in "bcdefg":
        judged(answer, 7, "a", dict.fromkeys("abcdefg", 0), dict.fromkeys("bcdefg", (9, 9)) | {late: (7, 6)})
    for size, number in ((30, 7), (256, 4_000)):
        crowd = [f"p{place}" for place in range(size)]
        all_read = dict.fromkeys(crowd, (number + 2, number))
        judged(answer, number, "p3", dict.fromkeys(crowd, 0), all_read)
        for late in (crowd[0], crowd[size // 2], crowd[-1]):
            judged(answer, number, "p3", dict.fromkeys(crowd, 0), all_read | {late: (number, number - 1)})


def nobody_heard_of(answer: Answer) -> None:
    judged(answer, 7, "ana", HERE, {"bo": (9, 9)})
    judged(answer, 7, "ana", HERE, {})


def the_sender(answer: Answer) -> None:
    judged(answer, 7, "ana", HERE, {"ana": (0, 0), "bo": (9, 9), "cem": (8, 7)})
    judged(answer, 7, "bo", HERE, {"bo": (3, 1), "ana": (9, 7), "cem": (8, 7)})
    judged(answer, 7, "ana", HERE, {"ana": (9, 9)})


def who_left(answer: Answer) -> None:
    judged(answer, 7, "ana", {"ana": 0, "bo": 0}, {"bo": (9, 9), "cem": (2, 1)})
    judged(answer, 7, "ana", {"ana": 0, "bo": 0}, {"bo": (8, 6), "cem": (9, 9)})
    judged(answer, 7, "ana", {"bo": 0, "cem": 0}, {"bo": (8, 8), "cem": (9, 7), "ana": (1, 1)})


def who_came_later(answer: Answer) -> None:
    judged(answer, 7, "ana", {**HERE, "dea": 8}, {"bo": (9, 9), "cem": (8, 7)})
    judged(answer, 7, "ana", {**HERE, "dea": 7}, {"bo": (9, 9), "cem": (8, 7)})
    judged(answer, 7, "ana", {**HERE, "dea": 6}, {"bo": (9, 9), "cem": (8, 7)})
    judged(answer, 7, "ana", {**HERE, "dea": 6}, {"bo": (9, 9), "cem": (8, 7), "dea": (7, 6)})


def nobody_to_wait_for(answer: Answer) -> None:
    judged(answer, 7, "ana", {"ana": 0}, {"ana": (7, 7)})
    judged(answer, 7, "ana", {"ana": 0}, {"bo": (9, 9)})
    judged(answer, 1, "ana", {"ana": 0, "dea": 1}, {"dea": (1, 1)})


def any_group(answer: Answer) -> None:
    rng = random.Random(23)
    people = ("ana", "bo", "cem", "dea", "eli")
    for _ in range(400):
        more = rng.choice((0, 0, 100, 5_000))
        since = {user: rng.choice((0, 0, 0, 4 + more, 5 + more, 6 + more)) for user in people if rng.random() < 0.8}
        cursors = {}
        for user in people:
            if rng.random() < 0.85:
                delivered = rng.choice((0, 4, 5, 6, 6, 9)) + more
                cursors[user] = (delivered, rng.randint(more, delivered))
        judged(answer, rng.choice((1, 5, 6)) + more, rng.choice(people), since, cursors)


def says(answer: Answer, number: int, sender: str, since: Since, cursors: Cursors) -> str:
    """What the answer says; empty where it breaks."""
    try:
        return str(answer(number, sender, dict(since), dict(cursors)))
    except Wrong:
        return ""


def late_one(answer: Answer, late: str) -> str:
    """What it says where twenty of twenty have message 21, and all but one have read it."""
    return says(
        answer, 21, "ana", dict.fromkeys(["ana", *OTHERS], 0), dict.fromkeys(OTHERS, (22, 22)) | {late: (21, 20)}
    )


def to_bo(answer: Answer, had: int, seen: int) -> str:
    """What it says of message 31 where Bo is the only other, and has come so far."""
    return says(answer, 31, "ana", {"ana": 0, "bo": 0}, {"bo": (had, seen)})


def knows_all(answer: Answer) -> bool:
    """It says "read" where everybody has."""
    return says(answer, 7, "ana", HERE, {"ana": (9, 9), "bo": (9, 9), "cem": (9, 9)}) == "read"


STATUS = Exercise(
    id="23b.3",
    title="status(number, sender, since, cursors)",
    objective="ticks",
    points=2.0,
    expects=Function(("number", "sender", "since", "cursors"), str),
    properties=(
        Property("two people: it is the other's", two_people),
        Property("several: all of them must have come so far", all_others),
        Property("who was never heard of has nothing", nobody_heard_of),
        Property("the sender's own place does not count", the_sender),
        Property("who left holds nothing back, and helps nobody", who_left),
        Property("who came later owes nothing from before", who_came_later),
        Property("with nobody to wait for, it is stored", nobody_to_wait_for),
        Property("so it is for any group", any_group),
    ),
    misconceptions=(
        Misconception(
            "the first number is what was read",
            "Bo's cursor is (7, 6). Which of its two numbers tells what he has, and which what he has read?",
            lambda answer: (
                to_bo(answer, 31, 30) == "read" == to_bo(answer, 31, 31) and to_bo(answer, 30, 30) == "stored"
            ),
        ),
        Misconception(
            "who has it has not read it",
            "Bo has read it: then he also has it. Which of the two does your function ask first?",
            lambda answer: (
                to_bo(answer, 30, 30) == "stored"
                and to_bo(answer, 31, 30) == to_bo(answer, 31, 31) == to_bo(answer, 33, 33) == "delivered"
            ),
        ),
        Misconception(
            "one fewer than all is enough",
            "Ana and Bo are the group. For how many people is Ana's message, and how many cursors do you ask for?",
            lambda answer: (
                to_bo(answer, 0, 0) == "read"
                or (
                    to_bo(answer, 33, 33) != "read"
                    and says(answer, 8, "ana", HERE, {"bo": (9, 9), "cem": (2, 1)}) == "read"
                )
            ),
        ),
        Misconception(
            "one reader speaks for all",
            "Bo read it, Cem sleeps. What does “read by all” need of Cem?",
            lambda answer: says(answer, 8, "ana", HERE, {"ana": (0, 0), "bo": (9, 9), "cem": (2, 1)}) == "read",
        ),
        Misconception(
            "so many readers are enough",
            "You count cursors. Whose are they: do they belong to the members for whom this message is?",
            lambda answer: (
                says(answer, 7, "ana", {"ana": 0, "bo": 0, "cem": 0}, {"bo": (9, 9), "cem": (2, 1), "gus": (9, 9)})
                == "read"
                and says(answer, 7, "ana", HERE, {"bo": (9, 9), "cem": (2, 1)}) == "stored"
            ),
        ),
        Misconception(
            "nobody else is a group of one",
            "You look whether the group has one member. Dea came after this message: for how many is it, though they are two?",
            lambda answer: (
                says(answer, 7, "ana", {"ana": 0}, {}) == "stored"
                and says(answer, 7, "ana", {**HERE, "dea": 8}, {"bo": (9, 9), "cem": (9, 9)}) == "read"
                and says(answer, 7, "ana", {"ana": 0, "dea": 8}, {"dea": (9, 9)}) != "stored"
            ),
        ),
        Misconception(
            "half of them are everybody",
            "The message is for several people, and one of them has not read it. May the sender see “read”?",
            lambda answer: all(late_one(answer, late) == "read" for late in OTHERS),
        ),
        Misconception(
            "some of them are all",
            "For how many people is this message, and at how many of their cursors does your function look?",
            lambda answer: {late_one(answer, late) for late in OTHERS} == {"read", "delivered"},
        ),
        Misconception(
            "one who has it speaks for all",
            "Bo has it, Cem's phone is off. How many of them must have it, before it is “delivered”?",
            lambda answer: (
                to_bo(answer, 0, 0) == "stored"
                and says(answer, 7, "ana", HERE, {"ana": (9, 9), "bo": (7, 6), "cem": (2, 1)}) == "delivered"
            ),
        ),
        Misconception(
            "the smallest pair holds both minimums",
            "Bo has (7, 7), Cem has (9, 6). Which of these pairs is the smaller one for Python? And who has not read message 7?",
            lambda answer: (
                says(answer, 7, "ana", HERE, {"ana": (9, 9), "bo": (7, 7), "cem": (9, 6)}) == "read"
                and says(answer, 7, "ana", HERE, {"ana": (9, 9), "bo": (7, 6), "cem": (9, 9)}) == "delivered"
            ),
        ),
        Misconception(
            "everybody was heard of",
            "Nobody has heard of Cem's phone yet. Is he in `cursors`? And which pair has he, says the table?",
            lambda answer: knows_all(answer) and says(answer, 8, "ana", HERE, {"bo": (9, 9)}) == "",
        ),
        Misconception(
            "the sender is always a member",
            "Ana wrote, and left. Is she in `since`? Where do you look for her?",
            lambda answer: (
                knows_all(answer)
                and says(answer, 7, "ana", {"bo": 0, "cem": 0}, {"ana": (9, 9), "bo": (9, 9), "cem": (9, 9)}) != "read"
            ),
        ),
        Misconception(
            "only who was here from the start",
            "Dea's number in `since` is not 0. From which message on is each for her, too?",
            lambda answer: (
                knows_all(answer)
                and says(answer, 41, "ana", {**HERE, "dea": 3}, {"bo": (49, 49), "cem": (49, 49), "dea": (3, 3)})
                == "read"
            ),
        ),
        Misconception(
            "her first message is not hers",
            "Dea came after message 6. Which message is her first one?",
            lambda answer: (
                knows_all(answer)
                and says(answer, 42, "ana", {**HERE, "dea": 41}, {"bo": (49, 49), "cem": (49, 49), "dea": (6, 6)})
                == "read"
            ),
        ),
        Misconception(
            "whoever has a cursor is all there are",
            "Cem's phone was off since the group was made. Where would you find him?",
            lambda answer: knows_all(answer) and says(answer, 8, "ana", HERE, {"bo": (9, 9)}) == "read",
        ),
        Misconception(
            "the sender must read it too",
            "Ana typed it. Whose receipt do you wait for?",
            lambda answer: (
                knows_all(answer)
                and says(answer, 7, "ana", HERE, {"ana": (0, 0), "bo": (9, 9), "cem": (9, 9)}) != "read"
            ),
        ),
        Misconception(
            "who left is still owed",
            "Cem left the group; his last receipt was message 2. When will the next one come?",
            lambda answer: (
                knows_all(answer)
                and says(answer, 7, "ana", {"ana": 0, "bo": 0}, {"ana": (9, 9), "bo": (9, 9), "cem": (2, 1)}) != "read"
            ),
        ),
        Misconception(
            "who comes later is owed what was before",
            "Dea joined after message 8. What happens to the ticks of message 7 at that moment?",
            lambda answer: (
                knows_all(answer)
                and says(answer, 7, "ana", {**HERE, "dea": 8}, {"ana": (9, 9), "bo": (9, 9), "cem": (9, 9)}) != "read"
            ),
        ),
        Misconception(
            "after message 7 includes message 7",
            "Dea is here *after* message 7. Is message 7 hers? And whose is message 8?",
            lambda answer: (
                knows_all(answer)
                and says(answer, 7, "ana", {**HERE, "dea": 8}, {"ana": (9, 9), "bo": (9, 9), "cem": (9, 9)}) == "read"
                and says(answer, 7, "ana", {**HERE, "dea": 7}, {"ana": (9, 9), "bo": (9, 9), "cem": (9, 9)}) != "read"
            ),
        ),
        Misconception(
            "nobody means everybody",
            "Ana is alone in the group. Who has read her message?",
            lambda answer: knows_all(answer) and says(answer, 8, "ana", {"ana": 0}, {"ana": (9, 9)}) != "stored",
        ),
        Misconception(
            "up to 9 does not hold 7",
            "Bo has read up to 9. Has he read message 7?",
            lambda answer: to_bo(answer, 31, 31) == "read" and to_bo(answer, 33, 33) != "read",
        ),
        Misconception(
            "up to 7 does not hold 7",
            "Bo's cursor is 7. Has he message 7?",
            lambda answer: (
                says(answer, 7, "ana", {"ana": 0, "bo": 0}, {"ana": (9, 9), "bo": (9, 9)}) == "read"
                and says(answer, 7, "ana", {"ana": 0, "bo": 0}, {"ana": (9, 9), "bo": (7, 7)}) != "read"
            ),
        ),
    ),
    steps=(
        "Collect the members for whom the message is: not the sender, and here before it.",
        "If there is none, it stays stored.",
        "Look up how far each has come; who is unknown has (0, 0).",
        "If all have read up to its number, it is read.",
        "Else, if all have it, it is delivered; else it is stored.",
    ),
    sister=(
        "*A bus leaves when everybody on the list is in.* It does not wait for who cancelled, nor for who booked the next "
        "trip, nor for the driver's own ticket. But who has not been heard of is on the list, and not in."
    ),
    ours=lambda: group_status,
    pattern="two copies of one truth",
    free=((1, 2),),
)
