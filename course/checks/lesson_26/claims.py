"""Exercises 26.1 and 26.2: a claim that one gets and that ends by itself, and an end that only its owner brings."""

from collections.abc import Callable
from contextlib import suppress

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.systems.ride_matching.claim_store import ClaimStore

SECONDS = 15
KEY = "driver:7"
MOST_CALLS = 12


class Stopped(BaseException):
    """The process died between two calls."""


class Store:
    """A store with a clock of its own, and something that may happen before one of its calls."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.values: dict[str, tuple[str, float]] = {}
        self.calls: list[str] = []
        self.before: dict[int, Callable[[], None]] = {}

    def meanwhile(self, call: int, happens: Callable[[], None]) -> None:
        """Let this happen right before the call with this number, 0 first."""
        self.before[call] = happens

    def get(self, name: str) -> str | None:
        """See :class:`ClaimStore`."""
        self._count("get")
        return self.held(name)

    def set(self, name: str, value: str) -> None:
        """See :class:`ClaimStore`."""
        self._count("set")
        self.values[name] = (value, float("inf"))

    def set_if_absent(self, name: str, value: str, seconds: float | None = None) -> bool:
        """See :class:`ClaimStore`."""
        self._count("set_if_absent")
        if self.held(name) is not None:
            return False
        self.values[name] = (value, float("inf") if seconds is None else self.now_s + seconds)
        return True

    def expire(self, name: str, seconds: float) -> None:
        """See :class:`ClaimStore`."""
        self._count("expire")
        held = self.held(name)
        if held is not None:
            self.values[name] = (held, self.now_s + seconds)

    def delete(self, name: str) -> bool:
        """See :class:`ClaimStore`."""
        self._count("delete")
        held = self.held(name)
        self.values.pop(name, None)
        return held is not None

    def delete_if(self, name: str, value: str) -> bool:
        """See :class:`ClaimStore`."""
        self._count("delete_if")
        if self.held(name) != value:
            return False
        del self.values[name]
        return True

    def held(self, name: str) -> str | None:
        """What is there now; not counted as a call."""
        value, until_s = self.values.get(name, (None, 0.0))
        return value if self.now_s < until_s else None

    def put(self, name: str, value: str, seconds: float) -> None:
        """What somebody else wrote; not counted as a call."""
        self.values[name] = (value, self.now_s + seconds)

    def _count(self, call: str) -> None:
        number = len(self.calls)
        expect(number < MOST_CALLS, ", then ".join(self.calls), f"{MOST_CALLS} calls of the store must be enough.")
        self.calls.append(call)
        if number in self.before:
            self.before.pop(number)()


def stopping() -> None:
    raise Stopped


def claims(answer: Answer, store: Store, token: str, driver: int = 7, seconds: float = SECONDS) -> bool:
    """Let the answer claim a driver, and look at its reply."""
    said = answer(store, driver, token, seconds)
    expect(
        isinstance(said, bool),
        f"claim(store, {driver}, {token!r}, {seconds})",
        f"It returned {said!r}, not True or False.",
    )
    return bool(said)


def calls_of(run: Callable[[Store], object], store: Store | None = None) -> int:
    """How many calls an undisturbed run makes, at least one."""
    store = store or Store()
    run(store)
    expect(
        bool(store.calls), "one caller, undisturbed", "It made no call of the store: nobody else can see what it did."
    )
    return len(store.calls)


# 26.1 · claim(store, driver, token, seconds)


def a_free_driver_is_yours(answer: Answer) -> None:
    store = Store()
    expect(claims(answer, store, "trip 1"), "driver 7 is free", "The reply was False: nobody gets the driver.")
    expect(
        store.held(KEY) == "trip 1",
        f"after claim(store, 7, 'trip 1', 15) the key {KEY!r} holds {store.held(KEY)!r}",
        "It should hold the token: only then can one see whose claim it is.",
    )


def a_claimed_one_is_not(answer: Answer) -> None:
    store = Store()
    claims(answer, store, "trip 1")
    expect(not claims(answer, store, "trip 2"), "trip 1 has driver 7; trip 2 asks", "Trip 2 heard True as well.")
    expect(store.held(KEY) == "trip 1", "trip 1 has driver 7; trip 2 asks", f"Now the key holds {store.held(KEY)!r}.")
    expect(claims(answer, store, "trip 3", driver=8), "driver 7 is claimed; trip 3 asks for 8", "Driver 8 is free.")


def one_yes_in_every_order(answer: Answer) -> None:
    for place in range(calls_of(lambda store: claims(answer, store, "trip 1"))):
        store = Store()
        heard: dict[str, bool] = {}

        def other(store: Store = store, heard: dict[str, bool] = heard) -> None:
            heard["trip 2"] = claims(answer, store, "trip 2")

        store.meanwhile(place, other)
        heard["trip 1"] = claims(answer, store, "trip 1")
        yes = [token for token, said in heard.items() if said]
        case = f"trip 2 asks right before call {place + 1} of trip 1; the calls: {', '.join(store.calls)}"
        expect(len(yes) == 1, case, f"{' and '.join(yes) or 'Nobody'} heard True.")
        expect(store.held(KEY) == yes[0], case, f"{yes[0]} heard True, but the key holds {store.held(KEY)!r}.")


def it_ends_by_itself(answer: Answer) -> None:
    for seconds in (SECONDS, 4, 2.5, 40):
        store = Store()
        claims(answer, store, "trip 1", seconds=seconds)
        store.now_s += seconds - 0.5
        expect(
            store.held(KEY) is not None, f"a claim for {seconds} s, {seconds - 0.5:g} s later", "It is gone already."
        )
        claims(answer, store, "trip 2", seconds=seconds)  # it hears False, and changes nothing
        store.now_s += 0.5
        expect(
            store.held(KEY) is None,
            f"a claim for {seconds} s, {seconds} s later; trip 2 asked half a second before",
            "The driver is still reserved, and whoever reserved him may be long dead.",
        )


def even_if_its_owner_dies(answer: Answer) -> None:
    for place in range(1, calls_of(lambda store: claims(answer, store, "trip 1"))):
        store = Store()
        store.meanwhile(place, stopping)
        with suppress(Stopped):
            answer(store, 7, "trip 1", SECONDS)
        store.now_s += 8 * SECONDS
        expect(
            store.held(KEY) is None,
            f"the process dies after {', '.join(store.calls[:place])}",
            "Two minutes later the driver is still reserved, for nobody.",
        )


def nothing_is_remembered_elsewhere(answer: Answer) -> None:
    claims(answer, Store(), "trip 1")
    expect(
        claims(answer, Store(), "trip 2"),
        "another store, in which driver 7 is free",
        "The reply was False: your function remembers something that is not in the store.",
    )


def takes(answer: Answer, *tokens: str) -> tuple[list[object], Store]:
    store = Store()
    return [answer(store, 7, token, SECONDS) for token in tokens], store


def remembers_elsewhere(answer: Answer) -> bool:
    return [answer(Store(), 901, token, SECONDS) for token in ("a", "b")] == [True, False]


def ours_claim(store: ClaimStore, driver: int, token: str, seconds: float) -> bool:
    name = f"driver:{driver}"
    return store.set_if_absent(name, value=token, seconds=seconds)


def never_ends(answer: Answer) -> bool:
    _, store = takes(answer, "a")
    store.now_s = 1e6
    return store.held(KEY) is not None


def asking_prolongs(answer: Answer) -> bool:
    store = takes(answer, "a")[1]
    if store.values.get(KEY, ("", 0))[1] != SECONDS:
        return False
    store.now_s = SECONDS - 1
    claims(answer, store, "b")
    return store.values[KEY][1] > SECONDS


CLAIM = Exercise(
    id="26.1",
    title="claim(store, driver, token, seconds)",
    objective="claim",
    points=2.0,
    expects=Function(("store", "driver", "token", "seconds"), bool),
    properties=(
        Property("a free driver is yours, and the key holds your token", a_free_driver_is_yours),
        Property("only the store remembers", nothing_is_remembered_elsewhere),
        Property("a claimed driver is not, and stays whose he is", a_claimed_one_is_not),
        Property("one of two gets him, whatever the order", one_yes_in_every_order),
        Property("the claim ends by itself, and not earlier", it_ends_by_itself),
        Property("also when its owner dies between two calls", even_if_its_owner_dies),
    ),
    misconceptions=(
        Misconception(
            "any name will do",
            "Trip 2 asks for driver 7. Under which name does it look?",
            lambda answer: KEY not in (written := takes(answer, "a")[1].values) and bool(written),
        ),
        Misconception(
            "my variable is everybody's",
            "A second server runs your function, with a memory of its own. What does it know of your claims?",
            remembers_elsewhere,
        ),
        Misconception(
            "looking reserves",
            "You looked, and he was free. What may happen before you write?",
            lambda answer: takes(answer, "a", "b")[0] == [True, False] and "get" in takes(answer, "a")[1].calls,
        ),
        Misconception(
            "no error means success",
            "Which value tells whether *your* write happened?",
            lambda answer: takes(answer, "a", "b")[0] == [True, True],
        ),
        Misconception(
            "asking is free of effects",
            "Trip 2 asks every second, and hears False each time. When does the claim of trip 1 end?",
            asking_prolongs,
        ),
        Misconception(
            "two calls in a row are one step",
            "Your process may stop after any call. Which of your calls can a dead process no longer make?",
            lambda answer: "expire" in takes(answer, "a")[1].calls,
        ),
        Misconception(
            "its owner will tidy up",
            "Who ends the claim of a process that has died?",
            never_ends,
        ),
        Misconception(
            "a mark is enough",
            "Two trips look at the key. How does each see whether the claim is its own?",
            lambda answer: takes(answer, "a")[1].held(KEY) not in {"a", None},
        ),
    ),
    steps=(
        "Make the name of the key from the driver's number.",
        "In one call: write the token if nothing is there, with the seconds after which it ends.",
        "Return what that call says: it knows whether it wrote.",
    ),
    sister=(
        "*A washing machine in the cellar.* You hang a card on it: your name, and 'until 15:00'. One movement, if no card "
        "hangs there. Who finds a card goes away. Who finds an old card takes it down and hangs up their own."
    ),
    ours=lambda: ours_claim,
    pattern="check-then-act",
)


# 26.2 · release(store, driver, token)


def releases(answer: Answer, store: Store, token: str, driver: int = 7) -> bool:
    said = answer(store, driver, token)
    expect(isinstance(said, bool), f"release(store, {driver}, {token!r})", f"It returned {said!r}, not True or False.")
    return bool(said)


def held_by(value: str, driver: int = 7) -> Store:
    store = Store()
    store.put(f"driver:{driver}", value, SECONDS)
    return store


def your_claim_ends(answer: Answer) -> None:
    for driver in (7, 12):
        store = held_by("trip 1", driver)
        case = f"driver {driver} is claimed by 'trip 1', which releases him"
        expect(releases(answer, store, "trip 1", driver), case, "The reply was False.")
        expect(store.held(f"driver:{driver}") is None, case, "He is still claimed.")


def the_others_stays(answer: Answer) -> None:
    for value, token in (("trip 2", "trip 1"), ("trip 12", "trip 1"), ("trip 1", "trip 12"), ("trip:5", "trip 5")):
        store = held_by(value)
        case = f"driver 7 is held by {value!r}; {token!r} releases"
        said = releases(answer, store, token)
        expect(store.held(KEY) == value, case, "His claim is gone, and he does not know it.")
        expect(not said, case, "The reply was True, but nothing of yours has ended.")


def nothing_ends_where_nothing_is(answer: Answer) -> None:
    expect(not releases(answer, Store(), "trip 1"), "nobody has claimed driver 7", "The reply was True.")


def between_two_calls(answer: Answer) -> None:
    for place in range(calls_of(lambda store: releases(answer, store, "trip 1"), held_by("trip 1"))):
        store = held_by("trip 1")

        def passes(store: Store = store) -> None:
            store.now_s += SECONDS
            store.put(KEY, "trip 2", SECONDS)

        store.meanwhile(place, passes)
        said = releases(answer, store, "trip 1")
        case = (
            f"right before call {place + 1} ({store.calls[place]}) your 15 s are over and trip 2 claims the driver; "
            f"your calls: {', '.join(store.calls)}"
        )
        expect(store.held(KEY) == "trip 2", case, "You ended the claim of trip 2.")
        expect(not said, case, "The reply was True, but your claim had ended by itself.")


def ends(answer: Answer, value: str | None, token: str) -> tuple[object, str | None]:
    store = Store() if value is None else held_by(value)
    return answer(store, 7, token), store.held(KEY)


def ours_release(store: ClaimStore, driver: int, token: str) -> bool:
    name = f"driver:{driver}"
    return store.delete_if(name, value=token)


RELEASE = Exercise(
    id="26.2",
    title="release(store, driver, token)",
    objective="release",
    points=2.0,
    expects=Function(("store", "driver", "token"), bool),
    properties=(
        Property("your own claim ends", your_claim_ends),
        Property("somebody else's stays", the_others_stays),
        Property("where nothing is, nothing ends", nothing_ends_where_nothing_is),
        Property("also when the claim changes hands between two calls", between_two_calls),
    ),
    misconceptions=(
        Misconception(
            "what I claimed is still mine",
            "Your 15 seconds were over at some moment. Who may have the driver since then?",
            lambda answer: ends(answer, "b", "a")[1] is None,
        ),
        Misconception(
            "reading proves ownership",
            "For how long was your `get` true?",
            lambda answer: (
                ends(answer, "b", "a")[1] == "b" and released(answer).calls[:1] == ["get"] != released(answer).calls
            ),
        ),
        Misconception(
            "no error means success",
            "Which call knows whether *your* claim has ended just now?",
            lambda answer: ends(answer, None, "a")[0] is True,
        ),
        Misconception(
            "it will expire anyway",
            "The driver said no after two seconds. Who can be offered to him in the next thirteen?",
            lambda answer: ends(answer, "a", "a")[1] == "a",
        ),
    ),
    steps=(
        "Make the name of the key from the driver's number.",
        "In one call: delete the key if it still holds your token.",
        "Return what that call says.",
    ),
    sister=(
        "*The card on the washing machine.* You come back late. Somebody else's card hangs there. You read the name "
        "while you hold the card, and you take down only your own."
    ),
    ours=lambda: ours_release,
    pattern="check-then-act",
)


def released(answer: Answer) -> Store:
    store = held_by("a")
    answer(store, 7, "a")
    return store
