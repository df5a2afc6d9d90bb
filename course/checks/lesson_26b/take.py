"""Exercise 26b.2: what a trip says to a message: done, again, or refused."""

from collections.abc import Iterator
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.systems.ride_matching.trip_log import AGAIN, DONE, OF_THE_DRIVER, REFUSED, Message, state_of, take_message
from course.systems.ride_matching.trips import EVENTS, STATES, STEPS

SEVEN, EIGHT, RIDER, BANK, OFFICE = "driver 7", "driver 8", "rider", "bank", "dispatcher"
SENDER_OF = {"match": SEVEN, "cancel": RIDER, "give_up": OFFICE, "pay": BANK}
VERDICTS = (DONE, AGAIN, REFUSED)
DEEPEST = 6


def told(*events: tuple[str, str]) -> list[Message]:
    """A history in which each sender numbers its own messages."""
    numbers: dict[str, int] = {}
    history: list[Message] = []
    for sender, event in events:
        numbers[sender] = numbers.get(sender, 0) + 1
        history.append((numbers[sender], sender, event))
    return history


def ride(*events: str, driver: str = SEVEN) -> list[Message]:
    """A history with one driver."""
    return told(*((driver if event in OF_THE_DRIVER | {"match"} else SENDER_OF[event], event) for event in events))


WAYS = {
    "searching": (),
    "matched": ("match",),
    "arrived": ("match", "arrive"),
    "riding": ("match", "arrive", "board"),
    "completed": ("match", "arrive", "board", "drop_off"),
    "paid": ("match", "arrive", "board", "drop_off", "pay"),
    "cancelled": ("match", "cancel"),
    "no_drivers": ("give_up",),
}
LEFT = told((SEVEN, "match"), (SEVEN, "driver_left"), (EIGHT, "match"))
LONG = told(*((SEVEN, "match"), (SEVEN, "driver_left")) * 15)
BACK = told((SEVEN, "match"), (SEVEN, "driver_left"), (EIGHT, "match"), (EIGHT, "driver_left"), (SEVEN, "match"))


def told_as(history: list[Message], message: Message) -> str:
    words = ", ".join(f"{number} {sender}: {event}" for number, sender, event in history) or "nothing yet"
    return f"accepted: {words}. Now {message[0]} {message[1]}: {message[2]}"


def judged(answer: Answer, history: list[Message], message: Message) -> None:
    given = answer(list(history), message[:2] + message[2:])  # a tuple of its own: it comes from another program
    right = take_message(history, message)
    if given == right:
        return
    case = told_as(history, message)
    expect(given in VERDICTS, case, f"You say {given!r}; it must be 'done', 'again' or 'refused'.")
    why = {
        DONE: "The table allows it, and it comes from the right one.",
        AGAIN: "This very message was accepted before.",
        REFUSED: _refused(history, message),
    }[right]
    raise Wrong(case, f"You say {given!r}. {why}")


def _refused(history: list[Message], message: Message) -> str:
    state = state_of([event for _, _, event in history])
    if (state, message[2]) in STEPS:
        return f"The trip is not the one of {message[1]}."
    return f"No line of the table begins with {state!r} and {message[2]!r}."


def all_judged(cases: tuple[tuple[list[Message], Message], ...], answer: Answer) -> None:
    for history, message in cases:
        judged(answer, history, message)


def next_message(history: list[Message], sender: str, event: str) -> Message:
    numbers = [number for number, who, _ in history if who == sender]
    return max(numbers, default=0) + 1, sender, event


def steps(allowed: bool, answer: Answer) -> None:
    for state in STATES:
        history = ride(*WAYS[state])
        for event in (*EVENTS, "teleport"):
            if ((state, event) in STEPS) is allowed:
                sender = SENDER_OF.get(event, SEVEN)
                judged(answer, history, next_message(history, sender, event))


def repeats(answer: Answer) -> None:
    for history in (*(ride(*way) for way in WAYS.values()), LEFT, BACK):
        for message in reversed(history):
            judged(answer, history, message)
    judged(answer, LONG, LONG[0])


def histories() -> Iterator[list[Message]]:
    """Every history of two drivers up to some length, shortest first."""
    level: list[list[Message]] = [[]]
    for _ in range(DEEPEST):
        yield from level
        level = [
            [*history, message]
            for history in level
            for message in fresh_messages(history)
            if take_message(history, message) == DONE
        ]


def fresh_messages(history: list[Message]) -> Iterator[Message]:
    for event in EVENTS:
        senders = (SEVEN, EIGHT) if event in OF_THE_DRIVER | {"match"} else (SENDER_OF[event],)
        for sender in senders:
            yield next_message(history, sender, event)


def any_history(answer: Answer) -> None:
    for history in histories():
        for message in (*fresh_messages(history), *history):
            judged(answer, history, message)


def nothing_is_remembered(answer: Answer) -> None:
    """Only whether the same question has the same answer: whether it is right, other rows tell."""
    drivers = ("driver 101", "driver 102")
    trips = [(ride(*way, driver=driver), driver) for driver in drivers for way in WAYS.values()]
    asked = [(history, next_message(history, driver, event)) for history, driver in trips for event in EVENTS]
    first = [answer(list(history), message) for history, message in asked]
    for (history, message), before in reversed(list(zip(asked, first, strict=True))):
        then = answer(list(history), message)
        why = f"You said {before!r}. Asked once more, after other trips, you say {then!r}."
        expect(then == before, told_as(history, message), why)


def says(answer: Answer, history: list[Message], message: Message) -> object:
    try:
        return answer(list(history), message)
    except Wrong:
        return None


def fails_on_unknown(answer: Answer) -> bool:
    return says(answer, [], (1, RIDER, "teleport")) is None and says(answer, [], (1, SEVEN, "match")) == DONE


TWO_MISSING = [(1, SEVEN, "match"), (3, SEVEN, "arrive")]
ONE_MISSING = [(2, SEVEN, "match")]
MATCHED, ARRIVED = ride(*WAYS["matched"]), ride(*WAYS["arrived"])

TAKE = Exercise(
    id="26b.2",
    title="take(history, message)",
    objective="machine",
    points=3.0,
    expects=Function(("history", "message"), str),
    properties=(
        Property("every step of the table is done", partial(steps, True)),
        Property("every other step is refused, an unknown event too", partial(steps, False)),
        Property("a repeat is answered “again”, whatever was accepted since", repeats),
        Property(
            "a driver's word counts on his own trip only",
            partial(
                all_judged,
                (
                    (MATCHED, (1, EIGHT, "arrive")),
                    (MATCHED, (1, RIDER, "arrive")),
                    (ARRIVED, (1, EIGHT, "board")),
                    (LEFT, (3, SEVEN, "arrive")),
                    (LEFT, (3, SEVEN, "driver_left")),
                    (LEFT, (2, EIGHT, "arrive")),
                    (BACK, (3, EIGHT, "driver_left")),
                    (BACK, (4, SEVEN, "arrive")),
                ),
            ),
        ),
        Property(
            "equal numbers of two phones are two messages",
            partial(
                all_judged,
                (
                    (MATCHED, (1, RIDER, "cancel")),
                    (MATCHED, (1, EIGHT, "match")),
                    (ARRIVED, (2, RIDER, "cancel")),
                ),
            ),
        ),
        Property(
            "a number that was never accepted is no repeat, also if a larger one was",
            partial(
                all_judged,
                (
                    (TWO_MISSING, (2, SEVEN, "driver_left")),
                    (ONE_MISSING, (1, SEVEN, "arrive")),
                    (TWO_MISSING, (2, SEVEN, "board")),
                ),
            ),
        ),
        Property("only the history remembers", nothing_is_remembered),
        Property("every history of two drivers, up to five steps", any_history),
    ),
    misconceptions=(
        Misconception(
            "all trips are one",
            "Another trip begins, and its history is empty. What does your function still know of the last trip?",
            lambda answer: (
                says(answer, [], (1, SEVEN, "match")) == AGAIN and says(answer, [], (5, SEVEN, "match")) == DONE
            ),
        ),
        Misconception(
            "what cannot be done was done before",
            "Nothing was accepted yet. Was this message accepted before?",
            lambda answer: says(answer, [], (1, SEVEN, "board")) == AGAIN,
        ),
        Misconception(
            "who asks for the state that stands gets yes",
            "The trip is matched already. Is this the message that was accepted, or a new one that asks for the same?",
            lambda answer: says(answer, MATCHED, (2, EIGHT, "match")) == AGAIN,
        ),
        Misconception(
            "a repeat comes at once",
            "Driver 7's phone repeats its first message. What was accepted in between?",
            lambda answer: (
                {says(answer, ride(*WAYS["riding"]), (1, SEVEN, "match")), says(answer, LONG, LONG[0])} != {AGAIN}
                and says(answer, MATCHED, (1, SEVEN, "match")) == AGAIN
            ),
        ),
        Misconception(
            "the table knows who speaks",
            "Driver 8 says “arrive”. Whose car does the rider wait for?",
            lambda answer: says(answer, MATCHED, (1, EIGHT, "arrive")) == DONE,
            case=f"{told_as(MATCHED, (1, EIGHT, 'arrive'))}\nYou say 'done'. The trip is not the one of driver 8.",
        ),
        Misconception(
            "the first driver stays the driver",
            "Driver 7 left, and driver 8 said yes. Who may say “arrive” now?",
            lambda answer: (
                says(answer, LEFT, (2, EIGHT, "arrive")) == REFUSED
                and says(answer, MATCHED, (2, SEVEN, "arrive")) == DONE
            ),
        ),
        Misconception(
            "who drove once may speak for ever",
            "Driver 7 left this trip. Whose word counts on it now?",
            lambda answer: (
                says(answer, LEFT, (3, SEVEN, "driver_left")) == DONE
                and says(answer, MATCHED, (1, EIGHT, "arrive")) == REFUSED
            ),
        ),
        Misconception(
            "a number names a message",
            "Driver 7's phone sent its message 1. Whose message 1 is this one?",
            lambda answer: says(answer, MATCHED, (1, RIDER, "cancel")) == AGAIN,
        ),
        Misconception(
            "a phone tells each event once",
            "The same driver sends the same event, with a new number. Is that a repeat?",
            lambda answer: (
                says(answer, LEFT[:2], (3, SEVEN, "match")) == AGAIN and says(answer, [], (1, SEVEN, "match")) == DONE
            ),
        ),
        Misconception(
            "a smaller number is an old message",
            "The log has a larger number of this phone. Does this very message stand there, so that he may forget it?",
            lambda answer: (
                says(answer, TWO_MISSING, (2, SEVEN, "driver_left")) == AGAIN
                or says(answer, ONE_MISSING, (1, SEVEN, "arrive")) == AGAIN
            ),
        ),
        Misconception(
            "everybody sends what the table knows",
            "Somebody sends an event that stands in no line. Which of the three words does he hear?",
            fails_on_unknown,
        ),
    ),
    steps=(
        "Does exactly this message stand in the history? Then it is a repeat.",
        "Walk through the history: follow the state from line to line, and keep the sender of the last match.",
        "Look for the step in the table; without one, refuse.",
        "Is it an event of the driver, and the sender another one? Refuse.",
        "Otherwise it is done.",
    ),
    sister=(
        "*A parcel.* Its list says: handed in, in van 3, back in the hall, in van 5. Van 3's scanner finds a signal and "
        "repeats “in van 3”, with its old number: it was heard before, and nothing changes. Then it says, with a new "
        "number, “delivered”: the parcel is not in van 3. Refused."
    ),
    ours=lambda: ours,
    pattern="trusting the caller",
    free=((0, 1), (2, 3)),
)


def ours(history: list[Message], message: Message) -> str:
    return take_message(history, message)
