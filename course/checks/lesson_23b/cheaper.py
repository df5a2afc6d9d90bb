"""Exercise 23b.2: which way of keeping what members have not seen asks less of the store?"""

import random

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.chat.group_costs import asked, cheaper, day

WAYS = ("inboxes", "log")
BUSY = (8, 200, 24, 20), (1_000, 500, 10, 20), (8, 2, 0, 20)  # days on which the log asks less
QUIET = (1_000, 2, 24, 20), (2, 3, 24, 20)  # and the inboxes


def told(members: int, messages: int, opens: int, groups: int) -> str:
    """The call, in words."""
    return f"members {members:,}, messages {messages:,}, opens {opens}, groups {groups}"


def judged(answer: Answer, members: int, messages: int, opens: int, groups: int) -> None:
    said, right = answer(members, messages, opens, groups), cheaper(members, messages, opens, groups)
    case = told(members, messages, opens, groups)
    expect(said in WAYS, case, f'You return {said!r}; return "inboxes" or "log".')
    inboxes, log = asked(members, messages, opens, groups)
    expect(said == right, case, f'You say "{said}". The inboxes ask {inboxes:,.6g}, the log {log:,.6g}.')


def measured_days(answer: Answer) -> None:
    rng = random.Random(23)
    for members, messages, opens in ((8, 200, 24), (1_000, 2, 24), (60, 90, 6), (60, 3, 6)):
        judged(answer, members, messages, opens, 20)
        case = told(members, messages, opens, 20)
        said, played = answer(members, messages, opens, 20), day(members, messages, opens, rng).cheaper
        expect(said == played, case, "A day that we played says the other.")


def quiet_and_busy(answer: Answer) -> None:
    for members in (8, 256, 1_000):
        for messages, opens in ((1, 30), (500, 10), (12, 40), (60, 24)):
            judged(answer, members, messages, opens, 20)


def groups_matter(answer: Answer) -> None:
    judged(answer, 2, 3, 2, 3)  # 6 + 4/3 and 3 + 4
    judged(answer, 3, 4, 5, 2)  # 12 + 15/2 and 4 + 15
    judged(answer, 5, 3, 4, 3)  # 15 + 20/3 and 3 + 20
    judged(answer, 2, 21, 11, 21)  # 42 + 22/21 and 21 + 22
    judged(answer, 3, 10, 7, 20)  # 30 + 21/20 and 10 + 21
    judged(answer, 8, 103, 92, 49)
    judged(answer, 7, 50, 43, 300)
    judged(answer, 11, 100, 91, 1_000)
    judged(answer, 1_000, 97, 100, 50)
    for groups in (1, 2, 5, 20, 100):
        judged(answer, 200, 8, 10, groups)
        judged(answer, 200, 12, 10, groups)
        judged(answer, 40, 6, 10, groups)


def small_groups(answer: Answer) -> None:
    for members in (2, 3, 4):
        for messages in range(1, 60, 3):
            judged(answer, members, messages, 20, 20)


def alike(answer: Answer) -> None:
    judged(answer, 2, 20, 20, 2)  # 40 + 20 and 20 + 40
    judged(answer, 1, 5, 3, 1)
    judged(answer, 10, 10, 10, 10)  # 100 + 10 and 10 + 100
    judged(answer, 40, 0, 0, 5)


def any_group(answer: Answer) -> None:
    rng = random.Random(23)
    for _ in range(400):
        judged(
            answer,
            rng.choice((2, 5, 30, 256, 1_000)),
            rng.randint(0, 120),
            rng.randint(0, 60),
            rng.choice((1, 2, 10, 20, 50, 400)),
        )


def says(answer: Answer, members: int, messages: int, opens: int, groups: int) -> str:
    """What the answer says; empty where it breaks."""
    try:
        return str(answer(members, messages, opens, groups))
    except Wrong:
        return ""


def says_of(answer: Answer, days: tuple[tuple[int, int, int, int], ...]) -> set[str]:
    """All that it says of these days."""
    return {says(answer, *one) for one in days}


CHEAPER = Exercise(
    id="23b.2",
    title="cheaper(members, messages, opens, groups)",
    objective="fan-out",
    points=2.0,
    expects=Function(("members", "messages", "opens", "groups"), str),
    properties=(
        Property("as on four days that we played", measured_days),
        Property("quiet groups and busy ones", quiet_and_busy),
        Property("it matters how many groups one look serves", groups_matter),
        Property("two people are a group as well", small_groups),
        Property("inboxes, if both ask alike", alike),
        Property("so it is for any group", any_group),
    ),
    misconceptions=(
        Misconception(
            "the smaller one's name is the other's",
            "Which of the two sums is smaller in the case of hint 1, and whose is it?",
            lambda answer: says_of(answer, BUSY) == {"inboxes"} and says_of(answer, QUIET) == {"log"},
        ),
        Misconception(
            "a message costs both ways alike",
            "How many entries do you count for one message to eight members: for the inboxes, and for the log?",
            lambda answer: says_of(answer, BUSY + QUIET) == {"inboxes"},
        ),
        Misconception(
            "a look is one for each message",
            "A member opens the app, and 200 messages follow. How many looks into the log is that, says the table?",
            lambda answer: (
                says(answer, 8, 200, 2, 20) == says(answer, 60, 90, 6, 20) == "inboxes"
                and says(answer, 8, 2, 0, 20) == "log"
            ),
        ),
        Misconception(
            "large groups are read, small ones are written",
            "A thousand members, two messages a day. How many looks does a log get, and how many entries do the inboxes?",
            lambda answer: (
                says(answer, 1_000, 2, 24, 20) == "log"
                and says(answer, 8, 200, 24, 20) == "inboxes"
                and says(answer, 1_000, 200, 24, 20) == "log"
            ),
        ),
        Misconception(
            "messages against openings, and nothing else",
            "Members 3, messages 4, opens 5, groups 2: count entries and looks, for the inboxes and for the log. Which of these "
            "four does your comparison leave out?",
            lambda answer: (
                says(answer, 2, 21, 20, 20) == "log"
                and says(answer, 3, 4, 5, 2) == says(answer, 200, 8, 10, 2) == "inboxes"
                and says(answer, 8, 200, 24, 20) == "log"
            ),
        ),
        Misconception(
            "one member looks into an inbox",
            "`opens / groups` are the looks of one member. Who else looks into an inbox?",
            lambda answer: (
                says(answer, 200, 8, 10, 1) == "inboxes"
                and says(answer, 2, 3, 2, 1) == says(answer, 8, 200, 24, 20) == "log"
            ),
        ),
        Misconception(
            "inboxes are never looked into",
            "Who opens the app looks into the inbox. Where did you count this group's part of these looks?",
            lambda answer: (
                says(answer, 200, 8, 10, 1) == "inboxes"
                and says(answer, 200, 11, 11, 20) == "inboxes"
                and says(answer, 2, 22, 20, 20) == "inboxes"
                and says(answer, 8, 200, 24, 20) == "log"
            ),
        ),
        Misconception(
            "every look is for one group",
            "You count a look into an inbox as you count one into the log. For how many groups is each, says the table?",
            lambda answer: (
                says(answer, 1_000, 5, 20, 20) == "log"
                and says(answer, 2, 3, 24, 20) == "log"
                and says(answer, 10, 0, 5, 20) == "inboxes"
            ),
        ),
        Misconception(
            "a day has one reader",
            "One of `messages` and `opens` is told for one member, the other for the group. Which is which?",
            lambda answer: (
                says(answer, 1_000, 2, 24, 20) == "log"
                and says(answer, 8, 200, 24, 20) == "log"
                and says(answer, 2, 3, 24, 20) == "inboxes"
            ),
        ),
        Misconception(
            "what is written once is free",
            "One message to two members: how many entries do you count for the inboxes, and how many for the log?",
            lambda answer: says(answer, 2, 20, 20, 20) == "log" and says(answer, 8, 2, 24, 20) == "inboxes",
        ),
        Misconception(
            "alike means log",
            "Both ask alike. Which of the two did the text want then?",
            lambda answer: (
                says(answer, 2, 20, 20, 2) == says(answer, 40, 0, 0, 5) == "log"
                and says(answer, 2, 20, 20, 3) == "inboxes"
            ),
        ),
        Misconception(
            "this group is not among the groups",
            "A look into an inbox serves `groups` groups. Is this group one of them? Into how many parts do you divide the look?",
            lambda answer: says(answer, 2, 21, 20, 3) == "log" and says(answer, 2, 21, 20, 4) == "inboxes",
        ),
        Misconception(
            "everybody is in twenty groups",
            "In the guess everybody is in 20 groups. In how many are they in the case of hint 1?",
            lambda answer: (
                says(answer, 2, 21, 20, 2) == "inboxes"
                and says(answer, 10, 11, 10, 1_000) == says(answer, 10, 11, 10, 20) == "log"
            ),
        ),
        Misconception(
            "the writer needs no entry",
            "How many members has the group, and how many entries do you count for one message? What does the table say?",
            lambda answer: (
                says(answer, 5, 104, 100, 5) == says(answer, 2, 40, 20, 20) == "inboxes"
                and says(answer, 5, 140, 100, 5) == "log"
            ),
        ),
        Misconception(
            "more groups, more looks for each of them",
            "A person joins another group. Are there more looks for *this* group now? Say it for the inbox, and for the log.",
            lambda answer: (
                (
                    says(answer, 8, 200, 24, 20) == "inboxes"
                    and says(answer, 8, 200, 24, 1) == says(answer, 8, 2_000, 24, 20) == "log"
                )
                or (
                    says(answer, 10, 0, 5, 20) == says(answer, 2, 3, 24, 20) == "log"
                    and says(answer, 8, 0, 5, 1) == "inboxes"
                )
            ),
        ),
        Misconception(
            "looks are shared in whole numbers",
            "Two members look twice a day each, and a look serves three groups. How much of these four looks is this group's, "
            "exactly?",
            lambda answer: (
                says(answer, 2, 3, 2, 3) == "inboxes"
                and says(answer, 2, 3, 2, 2) == "log"
                and says(answer, 2, 20, 2, 3) == "log"
            ),
        ),
        Misconception(
            "a part of a look is a whole one",
            "Five members look four times a day each, and a look serves three groups. How much of these twenty looks is this "
            "group's, exactly?",
            lambda answer: (
                says(answer, 5, 3, 4, 3) == "log"
                and says(answer, 2, 3, 2, 3) == "log"
                and says(answer, 5, 0, 4, 3) == "inboxes"
            ),
        ),
    ),
    steps=(
        "Inboxes: count one entry for each message and each member.",
        "Add the looks: every member's, divided by the groups that a look serves.",
        "Log: count one entry for each message.",
        "Add the looks: every member's, each for this group alone.",
        "Return the smaller one's name; the inboxes' if both are equal.",
    ),
    sister=(
        "*A school writes to parents: a letter each, or one board at the gate.* 300 parents pass the gate twice a day. One "
        "letter a week: 300 envelopes against 3,000 looks at an empty board. Ten letters a day: the board wins. It is the "
        "letters for each look that decide, not the parents."
    ),
    ours=lambda: cheaper,
    pattern="load on the wrong tier",
    free=((0, 1), (2, 3), (1, 2), (0, 2), (0, 3), (1, 3)),
)
