"""Exercise 20c.2: a delivery that survives every power cut."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import permutations, product
from unittest.mock import patch

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.simulation.interleaving import holds_a_lock
from course.simulation.power import Fuse, PowerCut
from course.systems.url_shortener.click_faults import Bill, FusedLog, bill_once
from course.systems.url_shortener.clicks import Click, Entry

FIRST: tuple[Entry, ...] = (
    ("101", Click("sale", 7.0, visitor="ana")),
    ("102", Click("sale", 7.0, visitor="ana")),  # Ana clicked twice in one second: two clicks
    ("103", Click("sale", 8.0, visitor="bo")),
)
SECOND: tuple[Entry, ...] = (("104", Click("sale", 9.0, visitor="cy")), ("105", Click("sale", 9.0, visitor="di")))
OTHERS: tuple[Entry, ...] = tuple((f"{number:03}", Click("sale", number)) for number in range(200, 212))
RETURNS = (type(None), bool, int, float, list, tuple, set, frozenset, dict, str, bytes)
MOST_CALLS = 40
PATIENCE = 4  # deliveries until we say that a click comes back for ever


def no_sleep(_seconds: float) -> None:
    """Who waits before another try is right too; here nobody has the time."""


class MemoryLog:
    """The ids that were acknowledged."""

    def __init__(self) -> None:
        self.done: set[str] = set()

    def ack(self, batch: Sequence[Entry]) -> None:
        """These need not be handed out again."""
        self.done |= {key for key, _ in batch}


class Desk:
    """A bill and a log that survive power cuts, and a program that does not."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.entries: list[Entry] = []
        self.log = MemoryLog()

    def deliver(self, batch: Sequence[Entry], fuse: Fuse | None = None, bill: type[Bill] = Bill) -> list[str]:
        """Hand out the batch, as far as the fuse lets it; returns the calls that were made."""
        fuse = fuse or Fuse()
        with suppress(PowerCut), patch("time.sleep", no_sleep):
            self._answer(list(batch), bill(self.entries, fuse), FusedLog(self.log, fuse))
        return fuse.calls

    def again(self, batch: Sequence[Entry] = FIRST) -> None:
        """Hand out what is not acknowledged, until nothing is left or patience is over."""
        for _ in range(PATIENCE):
            if left := [entry for entry in batch if entry[0] not in self.log.done]:
                self.deliver(left)

    def times(self, entry_id: str) -> int:
        """How often the click stands on the bill."""
        return Counter(key for key, _ in self.entries)[entry_id]


class BusyBill(Bill):
    """Refuses its first change with an error."""

    refusals = 1

    def add(self, batch: Sequence[Entry]) -> None:
        """See :class:`Bill`."""
        self._refuse("add")
        super().add(batch)

    def add_new(self, batch: Sequence[Entry]) -> int:
        """See :class:`Bill`."""
        self._refuse("add_new")
        return super().add_new(batch)

    def _refuse(self, call: str) -> None:
        if self.refusals > 0:
            self.refusals -= 1
            self._fuse.burn(call)
            raise OSError("the bill is busy, try again later")


class ClosedBill(BusyBill):
    """Refuses for longer than anybody should ask: then the batch must come again."""

    refusals = 50


class Preempted(Fuse):
    """Before one call, another worker runs from beginning to end."""

    def __init__(self, before: int, other: Callable[[], object]) -> None:
        super().__init__()
        self._before = before
        self._other = other

    def burn(self, call: str) -> None:
        """See :class:`Fuse`."""
        if len(self.calls) == self._before:
            self.calls.append("(the other worker)")
            self._other()
        super().burn(call)


def undisturbed(answer: Answer) -> list[str]:
    """The calls of one delivery in which nothing goes wrong."""
    calls = Desk(answer).deliver(FIRST)
    expect(len(calls) <= MOST_CALLS, f"{len(calls)} calls for three clicks", "Fewer calls must do.")
    return calls


def in_words(calls: Sequence[str]) -> str:
    return ", then ".join(calls) or "no call"


def cuts(answer: Answer) -> Iterator[tuple[str, Desk]]:
    """Each way to fail in the middle of a delivery, smallest first, and what it left behind."""
    for number in range(len(undisturbed(answer)) + 1):
        desk = Desk(answer)
        done = desk.deliver(FIRST, Fuse(number))
        yield f"clicks 101 to 103; the power fails after: {in_words(done)}", desk
    for known, bill in ((0, BusyBill), (1, BusyBill), (0, ClosedBill)):
        desk, fuse = Desk(answer), Fuse()
        desk.entries += FIRST[:known]
        with suppress(Wrong):  # the error may reach the worker: then the batch comes again
            desk.deliver(FIRST, fuse, bill)
        begins = "101 is on the bill; " * known + "clicks 101 to 103"
        calls = in_words([*fuse.calls[:6], *["…"] * (len(fuse.calls) > 6)])
        yield f"{begins}; the bill stops {'the call' if bill is BusyBill else 'each call'} with an error: {calls}", desk


def alone(answer: Answer) -> None:
    for attempt in ("", "a second day, a new bill, a new log, the same ids: "):
        desk = Desk(answer)
        calls = desk.deliver(FIRST)
        case = f"{attempt}clicks 101, 102, 103, no power cut: {in_words(calls)}"
        memory = " Your function remembers something outside the bill and the log." if attempt else ""
        for key, _ in FIRST:
            times = desk.times(key)
            expect(times == 1, case, f"Click {key} stands on the bill {times} times.{memory}")
            expect(key in desk.log.done, case, f"Click {key} was never acknowledged, so it comes back for ever.")
    desk = Desk(answer)
    desk.deliver(OTHERS)
    expect(
        len(desk.entries) == len(OTHERS)
        and all(entry in desk.entries for entry in OTHERS)
        and desk.log.done == {key for key, _ in OTHERS},
        f"a third day, a new bill, a new log, the clicks {named(OTHERS)}",
        f"On the bill stand {named(desk.entries)}; acknowledged are {', '.join(sorted(desk.log.done)) or 'none'}. "
        "Each (id, click) pair belongs there once, as it came.",
    )


def come_again(answer: Answer) -> Iterator[tuple[str, Desk]]:
    """After each failure what is not acknowledged is handed out again, in several ways."""
    orders: tuple[tuple[str, list[Sequence[Entry]]], ...] = (
        ("as before", [FIRST]),
        ("the last one first", [FIRST[::-1]]),
        ("one by one", [[entry] for entry in FIRST]),
        ("with two new ones", [[*FIRST, *SECOND]]),
        ("after two new ones", [[*SECOND, *FIRST]]),
    )
    for how, batches in orders:
        for case, desk in cuts(answer):
            for batch in batches:
                desk.again(batch)
            yield f"{case}. They come again, {how}.", desk


def nothing_lost(answer: Answer) -> None:
    for case, desk in come_again(answer):
        for key, _ in (*FIRST, *SECOND):
            expect(
                desk.times(key) >= 1 or key not in desk.log.done,
                case,
                f"Click {key} is acknowledged and stands on no bill. Nobody will hand it out again.",
            )


def nothing_twice(answer: Answer) -> None:
    for case, desk in come_again(answer):
        for key, _ in (*FIRST, *SECOND):
            times = desk.times(key)
            expect(times <= 1, case, f"Click {key} stands on the bill {times} times.")


def mixed_batches() -> Iterator[tuple[Sequence[Entry], Sequence[Entry]]]:
    """What is on the bill, and the batch that comes: smallest first, old and new clicks in every order."""
    old, new = FIRST[0], SECOND[0]
    yield [old], [old, new]
    yield [old], [new, old]
    entries = (*FIRST, *SECOND)
    for batch in permutations(entries[:4]):
        for known in range(16):
            yield [entry for place, entry in enumerate(entries[:4]) if known >> place & 1], batch
    for gap in entries:  # four old, one new
        yield [entry for entry in entries if entry != gap], entries


def named(batch: Sequence[Entry]) -> str:
    return ", ".join(key for key, _ in batch) or "nothing"


def old_and_new(answer: Answer) -> None:
    for known, batch in mixed_batches():
        desk = Desk(answer)
        desk.entries += known
        desk.deliver(batch)
        for key, _ in batch:
            expect(
                desk.times(key) >= 1 or key not in desk.log.done,
                f"on the bill: {named(known)}; then comes a batch of {named(batch)}",
                f"Click {key} is acknowledged and stands on no bill.",
            )


def leaves_out_the_new(answer: Answer) -> bool:
    """A click is acknowledged and not billed, because another one of its batch was on the bill."""
    for batch in ((FIRST[0], SECOND[0]), (SECOND[0], FIRST[0])):
        desk = Desk(answer)
        desk.entries.append(FIRST[0])
        desk.deliver(batch)
        if SECOND[0][0] in desk.log.done and not desk.times(SECOND[0][0]):
            return True
    return False


def gives_no_pairs(answer: Answer) -> bool:
    try:
        undisturbed(answer)
    except Wrong as wrong:
        return "(id, click) pairs" in str(wrong)
    return False


def forgotten_in_the_end(answer: Answer) -> None:
    for case, desk in cuts(answer):
        desk.again()
        for key, _ in FIRST:
            expect(
                key in desk.log.done,
                f"{case}. They come again {PATIENCE} times, with power.",
                f"Click {key} is still not acknowledged. It comes back for ever.",
            )


def late_batch(answer: Answer) -> None:
    desk = Desk(answer)
    desk.deliver(SECOND)
    desk.deliver(FIRST)
    for key, _ in FIRST:
        expect(
            desk.times(key) == 1,
            "clicks 104, 105 first, from another worker; then 101, 102, 103",
            f"Click {key} stands on the bill {desk.times(key)} times.",
        )


def two_workers(answer: Answer) -> None:
    expect(
        not holds_a_lock(answer.raw),
        "Your function waits for a lock.",
        "A lock is a variable of one program. The second worker has its own.",
    )
    for bill, number in product((Bill, BusyBill), range(len(undisturbed(answer)) + 1)):
        desk = Desk(answer)
        fuse = Preempted(number, lambda desk=desk: desk.deliver(FIRST))  # type: ignore[misc]
        with suppress(Wrong):  # the error may reach the worker
            desk.deliver(FIRST, fuse, bill)
        for key, _ in FIRST:
            expect(
                desk.times(key) == 1 or (not desk.times(key) and bill is BusyBill),
                f"two workers hold clicks 101 to 103. The slow one: {in_words(fuse.calls)}"
                + ("; its first call stops with an error" * (bill is BusyBill)),
                f"Click {key} stands on the bill {desk.times(key)} times.",
            )


def fails(test: Callable[[Answer], None], answer: Answer) -> bool:
    try:
        test(answer)
    except Wrong:
        return True
    return False


def remembers_outside(answer: Answer) -> bool:
    fresh = [("901", Click("sale", 10.0)), ("902", Click("sale", 11.0))]  # no property has shown it these ids
    first, second = Desk(answer), Desk(answer)
    first.deliver(fresh)
    second.deliver(fresh)
    return len(first.entries) == len(fresh) and not second.entries


def drops_look_alikes(answer: Answer) -> bool:
    desk = Desk(answer)
    desk.deliver(FIRST)
    return len(desk.entries) == len(FIRST) - 1 and len({click for _, click in desk.entries}) == len(desk.entries)


def acks_what_was_refused(answer: Answer) -> bool:
    for bill in (BusyBill, ClosedBill):
        desk = Desk(answer)
        with suppress(Wrong):
            desk.deliver(FIRST, bill=bill)
        if desk.log.done and not desk.entries:
            return True
    return False


def adds_after_an_error(answer: Answer) -> bool:
    desk = Desk(answer)
    desk.entries += FIRST[:1]
    with suppress(Wrong):
        desk.deliver(FIRST, bill=BusyBill)
    return desk.times(FIRST[0][0]) > 1 and "add" not in undisturbed(answer)


def acks_only_what_is_new(answer: Answer) -> bool:
    desk = Desk(answer)
    desk.entries += FIRST
    desk.deliver(FIRST)
    return "ack" in undisturbed(answer) and not desk.log.done and len(desk.entries) == len(FIRST)


def adds_blindly(answer: Answer) -> bool:
    calls = undisturbed(answer)
    return "add" in calls and not {"ids", "add_new"} & set(calls)


DELIVER = Exercise(
    id="20c.2",
    title="deliver(batch, bill, log)",
    objective="once",
    points=3.0,
    expects=Function(("batch", "bill", "log"), RETURNS),
    properties=(
        Property("without a power cut, each click is billed once and acknowledged", alone),
        Property("whatever fails, no click is lost", nothing_lost),
        Property("whatever fails, no click is billed twice", nothing_twice),
        Property("and in the end the log is told about each", forgotten_in_the_end),
        Property("a new click in a batch with an old one is billed too", old_and_new),
        Property("an older batch that comes late is billed too", late_batch),
        Property("two workers with the same batch bill it once", two_workers),
    ),
    misconceptions=(
        Misconception(
            "an id is enough",
            "`XACK` takes ids. What do `bill` and `log` of this exercise take? Look at the table of calls.",
            gives_no_pairs,
            "Every call wants (id, click) pairs, as they came in the batch. One of yours got something else.",
        ),
        Misconception(
            "the worker's memory survives",
            "The power was off. Which of your variables are still there, and can a second worker see them?",
            remembers_outside,
            "A new bill and a new log got clicks with the same ids. They were not billed: a variable of yours knew them.",
        ),
        Misconception(
            "done may be said first",
            "The log believes you. Who will hand these clicks out again?",
            lambda answer: undisturbed(answer)[:1] == ["ack"],
            "A click was acknowledged. Then the power failed. It stands on no bill.",
        ),
        Misconception(
            "written means done",
            "How does the log learn that it need not hand these clicks out again?",
            lambda answer: "ack" not in undisturbed(answer),
        ),
        Misconception(
            "what looks the same is the same",
            "Ana clicked twice within a second. Which part of an entry tells her two clicks apart?",
            drops_look_alikes,
            "Clicks 101 and 102 look the same: Ana clicked twice. Only one of them is on the bill.",
        ),
        Misconception(
            "a restart goes on where it stopped",
            "After the restart it comes again. Who could know that it is on the bill already?",
            adds_blindly,
            "A click went onto the bill. The power failed. It came again, and stands there twice.",
        ),
        Misconception(
            "the newest id tells all",
            "Another worker has billed 104. What does that say about 101?",
            lambda answer: fails(late_batch, answer) and "ids" in undisturbed(answer),
            "Clicks 104 and 105 were billed first. Then 101 came late, and was left out.",
        ),
        Misconception(
            "a batch is old or new",
            "Which clicks of a batch can be on the bill already: all, none, or some?",
            leaves_out_the_new,
            "101 was on the bill. 104 came with it, and was left out.",
        ),
        Misconception(
            "looking reserves",
            "Between your look and your write the other worker wrote. Was what you had seen still true?",
            lambda answer: {"ids", "add"} <= set(undisturbed(answer)) and fails(two_workers, answer),
            "Both workers looked: a click was not on the bill. Both added it.",
        ),
        Misconception(
            "nothing new means nothing to do",
            "All three stand on the bill already, and the log does not know it. Who tells it, and when?",
            acks_only_what_is_new,
            "Clicks 101 to 103 went onto the bill, and the power failed. They came again, and again, and again.",
        ),
        Misconception(
            "an error can be passed over",
            "The bill said no, and then the log heard *done*. Which of the two is right?",
            acks_what_was_refused,
            "The bill stopped with an error and kept nothing. Still the log heard *done*.",
        ),
        Misconception(
            "after an error any call will do",
            "The call that looks and writes stopped with an error. What does your other call do with a click that is there?",
            adds_after_an_error,
            "101 was on the bill. The first call stopped with an error; your next one put 101 there once more.",
        ),
    ),
    steps=(
        "Take the call that leaves out what the bill has already.",
        "Give it the batch as it came, ids and all.",
        "Let an error of the bill end the function there.",
        "Tell the log last, and tell it about the whole batch.",
    ),
    sister=(
        "*A baker gets orders by post, and a letter is sent again if no reply comes.* The order has a number. The baker "
        "writes number and cake into one line of the book, unless the number stands there. Only then the reply goes out. "
        "A second letter finds its number, bakes nothing, and gets a reply too."
    ),
    ours=lambda: bill_once,
    pattern="two copies of one truth",
)
