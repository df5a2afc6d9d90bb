"""Exercise 23.1: receipts that come late, twice, and in any order, and ticks that never go back."""

import random
from itertools import permutations

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect

State = dict[str, tuple[int, int]]
Receipt = tuple[str, int, int]

RECEIPTS: tuple[Receipt, ...] = (("bo", 3, 0), ("bo", 7, 0), ("bo", 5, 5), ("cem", 4, 0))


def given(answer: Answer, state: State, receipt: Receipt) -> State:
    """What the learner makes of it, as pairs."""
    found = answer(state, *receipt)
    case = answer.calling
    fine = all(
        isinstance(user, str) and isinstance(pair, tuple | list) and len(pair) == 2 for user, pair in found.items()
    )
    expect(fine, case, "Return a dictionary: a name, and with it a pair of numbers (delivered, read).")
    return {user: (pair[0], pair[1]) for user, pair in found.items()}


def after(answer: Answer, receipts: tuple[Receipt, ...] | list[Receipt], state: State | None = None) -> State:
    """The state when all of them have come, one after the other."""
    state = {} if state is None else state
    for receipt in receipts:
        state = given(answer, state, receipt)
    return state


def truth(receipts: tuple[Receipt, ...] | list[Receipt], state: State | None = None) -> State:
    """The same, by the highest number of each."""
    found = dict(state or {})
    for user in {user for user, _, _ in receipts}:
        mine = [(delivered, read) for name, delivered, read in receipts if name == user] + [found.get(user, (0, 0))]
        read = max(pair[1] for pair in mine)
        found[user] = (max(read, *(pair[0] for pair in mine)), read)
    return found


def told(receipts: tuple[Receipt, ...] | list[Receipt]) -> str:
    return ", then ".join(f"{user} {delivered}, {read}" for user, delivered, read in receipts)


def compare(answer: Answer, receipts: tuple[Receipt, ...] | list[Receipt], state: State | None = None) -> None:
    got, right = after(answer, receipts, state), truth(receipts, state)
    for user in sorted(right):
        case = f"state {state or {}}; receipts come: {told(receipts)}"
        expect(user in got, case, f"{user} is not in your result.")
        expect(got[user] == right[user], case, f"You say {got[user]} for {user}; it is {right[user]}.")
    expect(
        got.keys() == right.keys(), f"receipts come: {told(receipts)}", "There is somebody of whom nothing was told."
    )


def the_first_one_counts(answer: Answer) -> None:
    compare(answer, [("bo", 3, 0)])
    compare(answer, [("bo", 3, 2)])


def it_rises(answer: Answer) -> None:
    compare(answer, [("bo", 3, 0), ("bo", 5, 0)])
    compare(answer, [("bo", 9, 4)], {"bo": (5, 4)})
    compare(answer, [("bo", 70_000, 60_000)], {"bo": (65_000, 50_000)})


def nothing_falls(answer: Answer) -> None:
    compare(answer, [("bo", 7, 7), ("bo", 5, 0)])
    compare(answer, [("bo", 9, 0)], {"bo": (7, 7)})
    compare(answer, [("bo", 6, 3)], {"bo": (9, 2)})
    compare(answer, [("bo", 9, 1)], {"bo": (6, 4)})


def who_read_has_it(answer: Answer) -> None:
    compare(answer, [("bo", 0, 7)])
    compare(answer, [("bo", 3, 7)])
    compare(answer, [("bo", 0, 7)], {"bo": (4, 2)})
    compare(answer, [("bo", 0, 3)], {"bo": (9, 2)})


def others_stay(answer: Answer) -> None:
    compare(answer, [("bo", 7, 7)], {"cem": (2, 1), "dea": (0, 0)})
    compare(answer, [("cem", 3, 0)], {"bo": (9, 9), "cem": (2, 1)})
    compare(answer, [("bo", 700, 300)], {"bo": (9, 9), "cem": (80_000, 4), "dea": (1, 0)})


def every_order(answer: Answer) -> None:
    for order in permutations(RECEIPTS):
        compare(answer, list(order))
    rng = random.Random(23)
    for _ in range(60):
        some = [(rng.choice(("bo", "cem")), rng.choice((0, rng.randint(1, 40))), rng.randint(0, 40)) for _ in range(5)]
        compare(answer, some + rng.sample(some, 2), {"bo": (3, 1), "dea": (8, 8)})


def ours_raised(state: State, user: str, delivered: int, read: int) -> State:
    known = state.get(user, (0, 0))
    reading = max(known[1], read)
    return {**state, user: (max(known[0], delivered, reading), reading)}


def fell(answer: Answer) -> bool:
    return after(answer, [("bo", 7, 0), ("bo", 5, 0)])["bo"][0] == 5


def breaks_on_a_newcomer(answer: Answer) -> bool:
    given(answer, {"bo": (3, 0)}, ("bo", 5, 0))
    try:
        given(answer, {}, ("bo", 3, 0))
    except Wrong:
        return True
    return False


RAISED = Exercise(
    id="23.1",
    title="raised(state, user, delivered, read)",
    objective="ticks",
    points=2.0,
    expects=Function(("state", "user", "delivered", "read"), dict),
    properties=(
        Property("the first receipt of somebody counts", the_first_one_counts),
        Property("a higher one raises", it_rises),
        Property("a lower one, which comes late, lowers nothing", nothing_falls),
        Property("who has read a message has it", who_read_has_it),
        Property("of others nothing changes", others_stay),
        Property("in every order, and with repeats, the end is the same", every_order),
    ),
    misconceptions=(
        Misconception(
            "a function keeps what it heard",
            "A gateway starts anew, and is given an empty state. From where does your function know of Bo?",
            lambda answer: given(answer, {}, ("zoe", 1, 0)) != [given(answer, {}, ("zoe", n, 0)) for n in (9, 1)][-1],
        ),
        Misconception(
            "everybody is known",
            "Bo's first receipt comes, and `state` has no entry for him. What is known of him then?",
            breaks_on_a_newcomer,
        ),
        Misconception(
            "a message has one status",
            "Bo read message 7; Cem's phone is off. What does your state say about Cem? Whose eyes does a tick stand for?",
            lambda answer: given(answer, {"cem": (2, 1)}, ("bo", 7, 7)).get("cem") != (2, 1),
        ),
        Misconception(
            "the pair is compared as one",
            "(9, 0) is larger than (7, 7) for Python. Which of its two numbers did it look at?",
            lambda answer: (
                given(answer, {"bo": (7, 7)}, ("bo", 9, 0))["bo"] == (9, 0)
                and given(answer, {"bo": (7, 7)}, ("bo", 5, 0))["bo"] == (7, 7)
            ),
        ),
        Misconception(
            "what came last is the latest",
            "A high number came, then a late, lower one. Is the lower one news about now, or about a moment before?",
            fell,
        ),
        Misconception(
            "receipts come without gaps",
            "“Delivered up to” a number: what does that say about the messages before it? Must a receipt for each have come?",
            lambda answer: given(answer, {"bo": (3, 0)}, ("bo", 5, 0))["bo"][0] in (3, 4),
        ),
        Misconception(
            "a receipt is a count",
            "“Up to 3” came, then “up to 5”. How many messages does Bo have?",
            lambda answer: given(answer, {"bo": (3, 0)}, ("bo", 5, 0))["bo"][0] == 8,
        ),
        Misconception(
            "reading and having are two stories",
            "Bo has read message 7, says your state, but it never came to him. Can that be?",
            lambda answer: given(answer, {"bo": (4, 0)}, ("bo", 0, 7))["bo"] == (4, 7),
        ),
        Misconception(
            "the first receipt is taken as it is",
            "Nobody knew Bo, and his first receipt says: read 7. What does “who has read a message also has it” say then?",
            lambda answer: (
                given(answer, {}, ("bo", 0, 7))["bo"] == (0, 7) or given(answer, {}, ("bo", 3, 7))["bo"] == (3, 7)
            ),
        ),
        Misconception(
            "read waits for delivered",
            "Bo has read 7, he says, and you keep less: no more was delivered. Can one read what has not come?",
            lambda answer: given(answer, {}, ("bo", 3, 7))["bo"] == (3, 3),
        ),
        Misconception(
            "a receipt says one thing",
            "A receipt says two things, delivered and read. What does your function do with the one when the other is there?",
            lambda answer: (
                given(answer, {"bo": (1, 0)}, ("bo", 5, 2))["bo"] in ((2, 2), (5, 0))
                and given(answer, {"bo": (1, 0)}, ("bo", 5, 0))["bo"] == (5, 0)
            ),
        ),
        Misconception(
            "what is late in part is late in whole",
            "One number of this receipt is late, the other is news. What does your function do with the news?",
            lambda answer: (
                given(answer, {"bo": (9, 2)}, ("bo", 6, 3))["bo"] == (9, 2)
                or given(answer, {"bo": (6, 4)}, ("bo", 9, 1))["bo"] == (6, 4)
            ),
        ),
        Misconception(
            "who has it has read it",
            "Bo's phone got the message in his pocket. What has Bo seen?",
            lambda answer: given(answer, {"bo": (3, 1)}, ("bo", 5, 0))["bo"][1] > 1,
        ),
    ),
    steps=(
        "Take the pair that is known of this user; who is not known has (0, 0).",
        "The new read is the higher of both reads.",
        "The new delivered is the highest of both delivereds and the new read.",
        "Return a new dictionary: the old one, with this user's pair replaced.",
    ),
    sister=(
        "*Hikers report the highest hut they reached.* Postcards come late, twice, in any order. The map keeps for each "
        "hiker the highest one: hut 7, then a card from hut 5, is still 7. And a card from one hiker moves no other."
    ),
    ours=lambda: ours_raised,
    pattern='"done" said too early',
)
