"""Lesson 00a, just enough Redis: hold a seat, on a real store whose commands others come between."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import redis

from course.checks.answer import Answer
from course.checks.model import (
    Exercise,
    Function,
    LessonChecks,
    Misconception,
    Option,
    Prediction,
    Property,
    Quiz,
    ReviewCard,
    Wrong,
    expect,
)
from course.clock import ManualClock
from course.simulation.interleaving import holds_a_lock
from course.stores.embedded_redis import Trip, embedded_client, embedded_server, overhear

OBJECTIVES = {
    "step": "Tell which writes to a shared store get lost, and do them in one command",
    "lifetime": "Give a name a lifetime, and let only the first writer have it",
}

SEAT, OTHER_SEAT = "seat:12", "Seat:B14"
HOLD_S = 600
HOUR_S = 3_600
MOST_COMMANDS = 12
MANY_TRIPS, SAME_AGAIN = 60, 8
MOST_LETTERS = 60
GREETINGS = {"HELLO", "CLIENT", "SELECT", "AUTH"}
"""What a client says when it connects."""


class Ended(BaseException):
    """The program stops here, as on a machine without power."""


class Waits(BaseException):
    """Somebody asks the store the same again and again, and cannot go on before another does."""


@dataclass
class Hall:
    """A store with its clock; after one of our commands somebody does something, or our program stops.

    Commands are noted where they reach the server, so those of pipelines, scripts and locks are too. What travels
    together arrives together, so a program stops only after a whole trip.
    """

    after: int = -1
    then: Callable[[], object] = lambda: None
    stops: bool = False
    clock: ManualClock = field(default_factory=ManualClock)
    commands: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = embedded_server(self.clock)
        self._reader = embedded_client(self._server)
        self.ours = self.client(self._trip, self._noted)

    def client(self, trip: Trip | None = None, note: Callable[[str], object] = len) -> redis.Redis:
        """Open the store to one more program; whoever sends far too many commands is stopped."""
        client, trips = embedded_client(self._server), count(1)

        def counted(send: Callable[[], None], data: bytes) -> None:
            if next(trips) > MANY_TRIPS:
                raise Waits
            trip(send, data) if trip else send()

        overhear(client, counted, lambda command: None if command.split()[0] in GREETINGS else note(command))
        return client

    def _trip(self, send: Callable[[], None], _data: bytes) -> None:
        if not self._stopped:  # whatever a ``finally`` still wants to send stays here
            send()
        if self._stopped:
            raise Ended

    def _noted(self, command: str) -> None:
        self.commands.append(command[:MOST_LETTERS])
        if len(self.commands) == self.after:
            self.then()

    @property
    def _stopped(self) -> bool:
        return self.stops and len(self.commands) >= self.after

    @property
    def told(self) -> str:
        """What was sent so far, as one reads it."""
        return " · ".join(self.commands[:4]) or "no command"

    def held(self, seat: str = SEAT) -> str | None:
        """Whose name is kept."""
        with suppress(redis.ResponseError):
            return str(name) if (name := self._reader.get(seat)) is not None else None
        return "something that is no text"


class Visit:
    """Ben asks for the seat in the middle of Ana's program; if he keeps asking the same, he waits until hers is done."""

    def __init__(self, answer: Answer, hall: Hall) -> None:
        self._answer, self._store, self._said = answer, hall.client(self._trip), list[bytes]()
        self._pause, self._go_on = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._heard: bool | Wrong = False

    def begin(self) -> None:
        """Go on until he has heard an answer, or waits."""
        self._thread.start()
        self._pause.wait()

    def end(self) -> bool:
        """Tell what he hears after all."""
        self._go_on.set()
        self._thread.join()
        if isinstance(self._heard, Wrong):
            raise self._heard
        return self._heard

    def _ask(self) -> None:
        try:
            self._heard = asks(self._answer, self._store, "Ben")
        except Wrong as wrong:
            self._heard = wrong
        finally:
            self._pause.set()

    def _trip(self, send: Callable[[], None], data: bytes) -> None:
        self._said.append(data)
        if self._said[-SAME_AGAIN:] == [data] * SAME_AGAIN:
            self._pause.set()
            self._go_on.wait()
        send()


@contextmanager
def unheard() -> Iterator[None]:
    """Let nobody hear what objects of a stopped program still say when they are cleared away."""
    said, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = said


@contextmanager
def sleepless() -> Iterator[None]:
    """Let whoever waits for a lock ask again at once: nothing here takes time but that of the hall's clock."""
    sleep, time.sleep = time.sleep, lambda _: None
    try:
        yield
    finally:
        time.sleep = sleep


def asks(answer: Answer, store: redis.Redis, guest: str, seat: str = SEAT) -> bool:
    try:
        return bool(answer(store, seat, guest))
    except Waits:
        raise Wrong(f"{guest} asks for {seat}", "It asked Redis again and again, and never came to an end.") from None


def alone(answer: Answer) -> None:
    for attempt in ("a free seat", "another store, where it is free too"):
        hall = Hall()
        yes = asks(answer, hall.ours, "Ana")
        expect(yes, f"{attempt}: Ana asks for {SEAT}", "She heard no.")
        expect(
            hall.held() == "Ana",
            f"Ana holds {SEAT}",
            f"GET {SEAT} says {hall.held()!r}. The guest's name stands under the seat's name.",
        )


def two_seats(answer: Answer) -> None:
    hall = Hall()
    first, second = asks(answer, hall.ours, "Ana"), asks(answer, hall.ours, "Ben", OTHER_SEAT)
    expect(first and second, f"Ana asks for {SEAT}, Ben for {OTHER_SEAT}", "Both seats are free: both must hear yes.")
    name = hall.held(OTHER_SEAT)
    expect(name == "Ben", f"Ben holds {OTHER_SEAT}", f"GET {OTHER_SEAT} says {name!r}.")


def second_guest(answer: Answer) -> None:
    hall = Hall()
    asks(answer, hall.ours, "Ana")
    expect(not asks(answer, hall.ours, "Ben"), f"Ana holds {SEAT}; a minute later Ben asks", "Ben heard yes too.")
    expect(hall.held() == "Ana", f"Ana holds {SEAT}; Ben asks", f"Now GET {SEAT} says {hall.held()!r}.")


def ten_minutes(answer: Answer) -> None:
    hall = Hall()
    asks(answer, hall.ours, "Ana")
    hall.clock.advance(HOLD_S - 0.125)
    expect(hall.held() == "Ana", "Ana's hold, 599.875 s later", "It is gone. It lasts for 600 seconds.")
    hall.clock.advance(0.125)
    expect(
        hall.held() is None, "Ana's hold, 600 s later", f"GET {SEAT} still says {hall.held()!r}: nobody else can buy."
    )
    expect(asks(answer, hall.ours, "Ben"), "Ana's hold is over; Ben asks", "Ben heard no.")


def no_changes_nothing(answer: Answer) -> None:
    quiet, disturbed = Hall(), Hall()
    for hall in (quiet, disturbed):
        asks(answer, hall.ours, "Ana")
        hall.clock.advance(300)
    asks(answer, disturbed.ours, "Ben")
    for hall in (quiet, disturbed):
        hall.clock.advance(300)
    expect(
        disturbed.held() == quiet.held(),
        "Ana asks at 0 s; Ben asks at 300 s and hears no; it is 600 s",
        f"{disturbed.held()} still holds the seat: Ben's question made the hold longer.",
    )


def moments(answer: Answer) -> Iterator[int]:
    """After which commands somebody can come between."""
    hall = Hall()
    asks(answer, hall.ours, "Ana")
    sent = len(hall.commands)
    expect(sent <= MOST_COMMANDS, hall.told, f"{sent} commands for one seat. How few does it take?")
    yield from range(1, sent + 1)


def somebody_between(answer: Answer) -> None:
    expect(
        not holds_a_lock(answer.raw),
        "Your function waits for a lock.",
        "A lock is a variable of one program. Ben's program has its own.",
    )
    for after in moments(answer):
        hall = Hall(after)
        visit = Visit(answer, hall)
        hall.then = visit.begin
        with sleepless():
            ana = asks(answer, hall.ours, "Ana")
            ben = visit.end()
        case = f"Ana: {' · '.join(hall.commands[:after])}, then Ben asks, then Ana goes on"
        both = "Both heard yes." if ana else "Both heard no, and the seat was free."
        expect(ana != ben, case, both)
        winner = "Ana" if ana else "Ben"
        expect(hall.held() == winner, case, f"{winner} heard yes, but GET {SEAT} says {hall.held()!r}.")


def program_stops(answer: Answer) -> None:
    for after in moments(answer):
        hall = stopped(answer, after)
        case = f"Ana: {' · '.join(hall.commands[:after])}, then the program stops; Redis goes on"
        expect(hall.held() is None, case, f"An hour later GET {SEAT} still says {hall.held()!r}. Who frees the seat?")
        expect(
            comes_later(answer, hall),
            f"{case}; an hour later Ben asks",
            f"Nobody holds {SEAT}, and still he does not get it. What did Ana's program leave behind?",
        )


def stopped(answer: Answer, after: int) -> Hall:
    """An hour after our program stopped behind this command."""
    hall = Hall(after, stops=True)
    with unheard(), suppress(Ended):
        answer.raw(hall.ours, SEAT, "Ana")
    hall.clock.advance(HOUR_S)
    return hall


def comes_later(answer: Answer, hall: Hall) -> bool:
    """Whether Ben gets the seat now."""
    try:
        with sleepless():
            return asks(answer, hall.client(), "Ben")
    except Wrong:
        return False


def sent(answer: Answer) -> list[str]:
    """The commands for one free seat."""
    hall = Hall()
    asks(answer, hall.ours, "Ana")
    return hall.commands


def first_words(answer: Answer) -> list[str]:
    words = [command.split()[0].upper() for command in sent(answer)]
    return [word for word in words if word not in {"MULTI", "WATCH"}]


def says_no_in_a_new_store(answer: Answer) -> bool:
    return [asks(answer, Hall().ours, "Ana", "seat:99") for _ in "12"] == [True, False]


def yes_to_all(answer: Answer) -> bool:
    """Whoever writes only if it is free, and hears yes in any case: one after the other, or one between the other."""
    if holds_a_lock(answer.raw):
        return False  # the two would wait for each other
    for after in (1, MOST_COMMANDS):
        hall, heard = Hall(after), list[bool]()
        hall.then = lambda hall=hall, heard=heard: heard.append(asks(answer, hall.client(), "Ben"))  # type: ignore[misc]
        heard.append(asks(answer, hall.ours, "Ana"))
        if after == MOST_COMMANDS:
            hall.then()
        if all(heard) and len(heard) > 1 and hall.held() and "NX" in " ".join(hall.commands):
            return True
    return False


def fails(test: Callable[[Answer], None], answer: Answer) -> bool:
    try:
        test(answer)
    except Wrong:
        return True
    return False


def overwrites(answer: Answer) -> bool:
    hall = Hall()
    for guest in ("Ana", "Ben"):
        asks(answer, hall.ours, guest)
    return hall.held() == "Ben" and first_words(answer)[0] == "SET"


def under_the_guest(answer: Answer) -> bool:
    hall = Hall()
    asks(answer, hall.ours, "Ana")
    return hall.held() is None and hall.held("Ana") is not None


def left_a_lock(answer: Answer) -> bool:
    """Whether a program that stopped keeps others from a seat that nobody holds."""
    if fails(ten_minutes, answer):
        return False
    halls = [stopped(answer, after) for after in moments(answer)]
    return any(hall.held() is None and not comes_later(answer, hall) for hall in halls)


def still_there(answer: Answer, after_s: float) -> bool:
    hall = Hall()
    asks(answer, hall.ours, "Ana")
    hall.clock.advance(after_s)
    return hall.held() == "Ana"


HOLD = Exercise(
    id="00a.1",
    title="hold(store, seat, guest)",
    objective="lifetime",
    points=2.0,
    expects=Function(("store", "seat", "guest"), (bool, type(None))),
    properties=(
        Property("a guest alone gets a free seat, and the store has the guest's name", alone),
        Property("two seats do not get in each other's way", two_seats),
        Property("a second guest hears no, and the first keeps the seat", second_guest),
        Property("a hold lasts for 600 seconds, and then the seat is free", ten_minutes),
        Property("a question that hears no changes nothing", no_changes_nothing),
        Property("somebody comes between any two commands: exactly one hears yes", somebody_between),
        Property("the program stops between any two commands: in an hour the seat is free", program_stops),
    ),
    misconceptions=(
        Misconception(
            "programs share a variable",
            "The other door is another program. Which of your variables can it see?",
            says_no_in_a_new_store,
            "A new, empty store was asked, and the guest heard no: the function remembers seats in a variable.",
        ),
        Misconception(
            "the guest is the name",
            "What will the next guest's program ask Redis for: a guest, or a seat?",
            under_the_guest,
            "Ana got her seat, but `GET seat:12` finds nothing. The seat stands under her name.",
        ),
        Misconception(
            "looking reserves",
            "What did Ana's look forbid Ben to do?",
            lambda answer: first_words(answer)[0] in {"GET", "EXISTS", "TTL"} and "NX" not in " ".join(sent(answer)),
            "Ana looked: free. Ben looked: free, and wrote. Ana wrote over it. Both heard yes.",
        ),
        Misconception(
            "a guest who leaves gives the seat back",
            "Ana closed the page. Which command frees her seat?",
            lambda answer: still_there(answer, 30 * 86_400),
            "Ana held the seat and closed the page. A month later nobody can buy it.",
        ),
        Misconception(
            "SET refuses a name that is taken",
            "What does SET do with the value that was there before?",
            overwrites,
            "Ana held the seat. Ben asked for it, and now the store says Ben.",
        ),
        Misconception(
            "no error means success",
            "Which value says whether *your* write happened?",
            yes_to_all,
            "Ana holds the seat. Ben's write did not happen, and still Ben heard yes.",
        ),
        Misconception(
            "whoever locks will unlock",
            "Your program stops while it has the lock. Who takes the lock away, and when?",
            left_a_lock,
        ),
        Misconception(
            "two commands happen together",
            "Your program stops after its first command, and Redis goes on. Who sends the second one?",
            lambda answer: still_there(answer, 1) and fails(program_stops, answer) and not fails(ten_minutes, answer),
        ),
        Misconception(
            "a question is harmless",
            "Ben hears no. What did your function still change?",
            lambda answer: (
                [fails(test, answer) for test in (ten_minutes, second_guest, no_changes_nothing)]
                == [False, False, True]
            ),
        ),
        Misconception(
            "600 of anything",
            "600 what? Ten minutes must pass before the seat is free.",
            lambda answer: still_there(answer, 0) and not still_there(answer, 10),
            "Ana holds the seat. Ten seconds later it is free again.",
        ),
    ),
    steps=(
        "Send one command, so that nobody can come between.",
        "Let it store the guest's name under the seat's name.",
        "Let it write only if the seat is free.",
        "In the same command, say that it ends after 600 seconds.",
        "Return what came back: it says whether you wrote.",
    ),
    sister=(
        "*One washing machine, many neighbours.* Whoever comes hangs their card on its hook, if the hook is empty, for "
        'two hours: `store.set("washer", "flat 3", ex=7_200, nx=True)`. It gives back True if the card hangs, None if '
        "another card is there. Nobody has to remember to take it down."
    ),
    pattern="check-then-act",
)

DOORS = Prediction(
    id="00a.p1",
    question="200 guests are inside, counted through two doors. What does Redis say?",
    options=("200", "about 195", "about 125", "about 5"),
    reconcile={
        "200": "I was off because each single command is safe, and I took two of them for one.",
        "about 195": "I was off because I thought that the doors rarely meet. They meet often: on average, about three of eight guests are lost.",
        "about 5": "I was off: a count is lost only when the other door wrote in between, not each time.",
    },
    objective="step",
    pattern="check-then-act",
)

SEAT_AFTER = Prediction(
    id="00a.p2",
    question="Ana's hold had 300 s left when she gave the seat to Eva. An hour later: whose seat is it?",
    options=("nobody's", "Ana's", "Eva's"),
    reconcile={
        "nobody's": "I was off because I thought that the lifetime stays with the name. SET throws it away.",
        "Ana's": "I was off: SET replaces the value.",
    },
    objective="lifetime",
    pattern="grows for ever",
)

VISITS = Quiz(
    id="00a.q1",
    question="Two servers count the visits of a page. Which line loses none?",
    objective="step",
    pattern="check-then-act",
    options=(
        Option(
            'store.set("visits", int(store.get("visits")) + 1)',
            "One line of Python, two commands. The other server may write between them.",
        ),
        Option('store.incr("visits")', "One command: nobody comes between.", right=True),
        Option("visits = visits + 1", "Each server has a variable of its own, and none sees the other's."),
    ),
)


def lifetime(rng: Any) -> Quiz:  # noqa: ANN401 - a random.Random
    """What is left of a lifetime?"""
    given_s, passed_s = rng.choice(((900, 300), (3_600, 1_200), (60, 20)))
    thing = rng.choice(("code:7", "cart:3", "login:5"))
    return Quiz(
        id="00a.r1",
        objective="lifetime",
        pattern="grows for ever",
        question=f"`SET {thing} a EX {given_s}`; {passed_s} s later `SET {thing} b`. When does the name end?",
        options=(
            Option(f"in {given_s - passed_s} s", "That was left of the first SET. The second threw it away."),
            Option(f"in {given_s} s", "EX stood in the first SET only."),
            Option("never", "SET without EX writes a name without an end.", right=True),
        ),
    )


LESSON = LessonChecks(
    number="00a",
    objectives=OBJECTIVES,
    exercises=(HOLD,),
    quizzes=(VISITS,),
    predictions=(DOORS, SEAT_AFTER),
    reviews=(ReviewCard("00a.r1", "lifetime", "grows for ever", lifetime),),
)
