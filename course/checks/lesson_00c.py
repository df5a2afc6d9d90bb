"""Lesson 00c, just enough async: a tip jar that a hundred tasks read and write, and the lock that they share."""

import asyncio
import gc
import inspect
import random
import re
import selectors
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from course.checks.answer import Answer, described, shown
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

OBJECTIVES = {
    "wait": "Tell how long many waits take in one thread, and what makes all of them stop",
    "race": "Keep a step across an await whole, with a lock that all share",
}

CALL = "add_tip(read, write, lock)"
READING, WRITING, EMPTYING = 1, 7, 20
"""How many turns of the loop each takes. A write that is slow finds out who did not wait for it."""

PATIENCE_S, TURNS = 600.0, 3_000
"""When to give a tip up: after so long, in a time that waits for nobody, or after so many turns of the loop."""


class Impatient(selectors.SelectSelector):
    """What a loop waits with. This one never waits: time jumps to where the loop wants to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s, self.turns = 0.0, 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """As ``selectors.BaseSelector.select``."""
        self.turns += 1
        self.now_s += timeout or (PATIENCE_S if self.turns == TURNS else 0.0)
        return super().select(timeout if timeout is None else 0)


def loop_without_waiting() -> asyncio.AbstractEventLoop:
    """A loop in which sleeping takes no time, so that a slow machine is as patient as a quick one."""
    impatient = Impatient()
    loop = asyncio.SelectorEventLoop(impatient)
    loop.time = lambda: impatient.now_s  # type: ignore[method-assign]
    return loop


class NotedLock(asyncio.Lock):
    """A lock that notes who comes and goes."""

    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self.log = log

    async def acquire(self) -> Literal[True]:
        """As ``asyncio.Lock.acquire``."""
        await super().acquire()
        self.log.append("enter")
        return True

    def release(self) -> None:
        """As ``asyncio.Lock.release``."""
        super().release()
        self.log.append("leave")


@dataclass
class Jar:
    """Coins that take a while to read, and longer to write; the first writes may fail."""

    coins: int = 5
    fail: int = 0
    log: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def read(self) -> int:
        """How many coins there are."""
        await turns(READING)
        self.log.append("read")
        return self.coins

    async def write(self, coins: int) -> None:
        """Say how many there are now."""
        await turns(WRITING)
        self.log.append("write")
        if self.log.count("write") <= self.fail:
            raise OSError("the lid is stuck")
        self.coins = coins


async def turns(count: int) -> None:
    """Let all others go on, so many times."""
    for _ in range(count):
        await asyncio.sleep(0)


def tipped(answer: Answer, tips: int, jar: Jar, *, emptied: bool = False) -> Jar:
    """Let so many tips come at once, while somebody empties the jar if asked to; give the jar back."""

    async def tip(lock: asyncio.Lock) -> None:
        result = answer.raw(jar.read, jar.write, lock)
        if not inspect.isawaitable(result):
            raise Wrong(CALL, f"It returned {shown(result)} at once. Begin with async def.")
        await result

    async def empty(lock: asyncio.Lock) -> None:
        async with lock:
            await turns(EMPTYING)
            jar.coins = 0

    async def evening() -> None:
        lock = NotedLock(jar.log)
        tasks = [asyncio.create_task(empty(lock))] if emptied else []
        await asyncio.sleep(0)
        tasks += [asyncio.create_task(tip(lock)) for _ in range(tips)]
        _, waiting = await asyncio.wait(tasks, timeout=PATIENCE_S)
        for task in waiting:
            task.cancel()
        for error in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(error, Wrong):
                raise error
            if isinstance(error, Exception):
                jar.errors.append(described(error))
        expect(not waiting, f"{told(tips)} at once", f"{len(waiting)} of them never came to an end. Who lets them in?")

    with warnings.catch_warnings():  # Python's words about a plan that nobody awaited tell of our files, not of the jar
        warnings.simplefilter("ignore", RuntimeWarning)
        with asyncio.Runner(loop_factory=loop_without_waiting) as runner:
            runner.run(evening())
        gc.collect()
    return jar


def told(tips: int) -> str:
    return "one tip" if tips == 1 else f"{tips} tips"


def none_lost(tips: int) -> Callable[[Answer], None]:
    def test(answer: Answer) -> None:
        jar = tipped(answer, tips, Jar())
        case = f"5 coins in the jar, {told(tips)}{' at once' if tips > 1 else ''}"
        expect(not jar.errors, case, f"It raised {next(iter(jar.errors), '')}.")
        order = f" The order: {', '.join(jar.log[:6])}." if tips == 2 else ""
        expect(jar.coins == 5 + tips, case, f"Then it holds {jar.coins}, not {5 + tips}.{order}")

    return test


FIRST_FAILS = "5 coins, 3 tips at once; the first write fails, because the lid is stuck"


def goes_on_after_an_error(answer: Answer) -> None:
    try:
        jar = tipped(answer, 3, Jar(fail=1))
    except Wrong:
        raise Wrong(FIRST_FAILS, "The others never came to an end. Who opens the lock?") from None
    expect(jar.coins >= 7, FIRST_FAILS, f"Then the jar holds {jar.coins}, not 7.")


def says_what_is_lost(answer: Answer) -> None:
    for fail, case in ((1, FIRST_FAILS), (10, FIRST_FAILS.replace("write fails", "ten writes fail"))):
        jar = tipped(answer, 3, Jar(fail=fail))
        expect("write" in jar.log, case, "None of the 3 wrote anything, so nobody met the lid.")
        missing, heard = 5 + 3 - jar.coins, len(jar.errors)
        expect(
            missing == heard,
            case,
            f"{missing} of the 3 coins are missing in the end, and {heard} callers heard an error.",
        )


def waits_for_others(answer: Answer) -> None:
    jar = tipped(answer, 1, Jar(), emptied=True)
    expect(
        jar.coins == 1,
        "somebody holds the lock and empties the jar; meanwhile a tip comes",
        f"Then the jar holds {jar.coins}, not 1: the tip did not wait for the lock.",
    )


def alone(answer: Answer) -> Jar:
    return tipped(answer, 1, Jar())


def order_of(answer: Answer) -> list[str]:
    """What one tip does, if it comes as far as writing."""
    log = alone(answer).log
    expect("write" in log, CALL, "It wrote nothing.")
    return log


def names(answer: Answer) -> tuple[str, ...]:
    return tuple(getattr(getattr(answer.raw, "__code__", None), "co_names", ()))


def raised(answer: Answer) -> str:
    return " ".join(alone(answer).errors)


def sticks_after_an_error(answer: Answer) -> bool:
    none_lost(2)(answer)
    try:
        goes_on_after_an_error(answer)
    except Wrong:
        return True
    return False


def swallowed(answer: Answer) -> bool:
    jar = tipped(answer, 3, Jar(fail=1))
    return not jar.errors and jar.log.count("write") == 3


def other_jar(answer: Answer) -> bool:
    """Whether it runs without an error, and neither reads nor writes what it was given."""
    jar = alone(answer)
    return not jar.errors and not {"read", "write"} & set(jar.log)


def forgotten_brackets(answer: Answer) -> bool:
    """Whether it awaits a function in place of its call."""
    return re.search(r"(method|function)\b.*await", raised(answer)) is not None


def forgotten_await(answer: Answer) -> bool:
    jar = alone(answer)
    plan = any("coroutine" in error or "not acquired" in error for error in jar.errors)
    return plan or (not jar.errors and "write" not in jar.log)


TIP = Exercise(
    id="00c.1",
    title=CALL,
    objective="race",
    points=2.0,
    expects=Function(("read", "write", "lock"), type(None), awaits=True),
    properties=(
        Property("one tip: one coin more", none_lost(1)),
        Property("two at once: both coins are there", none_lost(2)),
        Property("a hundred at once: none is lost", none_lost(100)),
        Property("it waits while somebody else holds the lock", waits_for_others),
        Property("an error in one tip does not stop the others", goes_on_after_an_error),
        Property("whose coin is not in the jar hears an error", says_what_is_lost),
    ),
    misconceptions=(
        Misconception(
            "a lock is entered like a file",
            "Others may go on while you wait for the lock. Which word lets them, and where does it stand?",
            lambda answer: "context manager" in raised(answer) or "__enter__" in raised(answer),
        ),
        Misconception(
            "any jar will do",
            "Whose jar does your function fill? The check looks at the jar behind the `read` and `write` that it gave you.",
            other_jar,
            "5 coins in the jar of the check, one tip: nobody read that jar, and nobody wrote to it. It still holds 5.",
        ),
        Misconception(
            "a function is its own call",
            "Look at what stands behind each await. What does `read` need, so that it is called?",
            forgotten_brackets,
            "5 coins in the jar, one tip: an await got a function, not a plan.",
        ),
        Misconception(
            "calling is doing",
            "Scene 3: what happened to the ledger between the call and the await?",
            forgotten_await,
        ),
        Misconception(
            "a lock of my own is a lock",
            "A hundred tips, a hundred locks. Whom does each of them keep out?",
            lambda answer: "enter" not in order_of(answer) and "Lock" in names(answer),
        ),
        Misconception(
            "one thread cannot race",
            "Between your read and your write stands an await. Who may come to the jar there?",
            lambda answer: "enter" not in order_of(answer),
        ),
        Misconception(
            "only writing needs the lock",
            "You hold the lock and write. How old is the number that you read?",
            lambda answer: order_of(answer)[:2] == ["read", "enter"],
            "A read 5. B read 5. A entered, wrote 6, left. B entered and wrote 6.",
        ),
        Misconception(
            "only reading needs the lock",
            "You read 5 and left the lock. Who may read before you write?",
            lambda answer: order_of(answer)[:3] == ["enter", "read", "leave"],
            "A entered, read 5, left. B entered and read 5 too, before A wrote.",
        ),
        Misconception(
            "every step comes to its end",
            "write raises an error. Which of your lines is never reached?",
            sticks_after_an_error,
        ),
        Misconception(
            "an error that is caught is mended",
            "The write failed, and add_tip came back as always. What does this guest believe?",
            swallowed,
        ),
    ),
    steps=(
        "Enter the lock with async with.",
        "Inside, await read: it gives the coins.",
        "Still inside, await write with one coin more.",
        "Leave the block: the next one may enter.",
    ),
    sister=(
        "*A guest list on a tablet.* `async with door:` then `names = await load()` and `await save(names + [guest])`, both "
        "inside. Two hosts who add a guest at once wait for each other, and no guest is missing."
    ),
    pattern="check-then-act",
)

TABLES = Prediction(
    id="00c.p1",
    question="A hundred tables, one waiter, 0.1 s in the kitchen for each dish. When are all dishes ready?",
    options=("after 10 s", "after 5 s", "in under 1 s"),
    reconcile={
        "after 10 s": "I was off because I added the waits. One waiter cannot do two things at once, but can wait for a "
        "hundred.",
        "after 5 s": "I was off: waiting costs the waiter nothing, so it is not shared out, it is all at the same time.",
    },
    objective="wait",
)

COINS = Prediction(
    id="00c.p2",
    question="The jar is empty. A hundred guests tip one coin each, at once, in one thread. How many coins does it hold?",
    options=("100", "99", "about 50", "1"),
    reconcile={
        "100": "I was off because one thread felt safe. At each await, the others come to the jar.",
        "99": "I was off: not one unlucky pair met here. All hundred had read before the first one wrote.",
        "about 50": "I was off: chance plays no part. All hundred had read before the first one wrote.",
    },
    objective="race",
    pattern="check-then-act",
)

THUMBNAIL = Quiz(
    id="00c.q1",
    question="A chat server has 10,000 people in one thread. One async function shrinks a photo for 2 s, in plain Python, "
    "without an await. What do the others notice?",
    objective="wait",
    options=(
        Option("Nothing: the function is async", "async lets it pause at an await. It has none."),
        Option("All of them wait for 2 s", "Nobody gets the thread before the next await.", right=True),
        Option("Only the owner of the photo waits", "Whoever has the thread keeps it from everybody."),
    ),
)


def waits(rng: random.Random) -> Quiz:
    """How long do many waits take?"""
    count, wait_ms = rng.choice(((50, 200), (40, 500), (200, 50)))
    total_s, one_s = count * wait_ms / 1000, wait_ms / 1000
    return Quiz(
        id="00c.r1",
        objective="wait",
        pattern=None,
        question=f"`for user in users: await send(user)`, {count} users, {wait_ms} ms of waiting for each. How long?",
        options=(
            Option(f"about {total_s:g} s", "Each await ends before the next one starts.", right=True),
            Option(f"about {one_s:g} s", "That takes gather. A loop starts one after the other."),
            Option(f"about {total_s / 2:g} s", "Nothing overlaps here, or everything would."),
        ),
    )


LESSON = LessonChecks(
    number="00c",
    objectives=OBJECTIVES,
    exercises=(TIP,),
    quizzes=(THUMBNAIL,),
    predictions=(TABLES, COINS),
    reviews=(ReviewCard("00c.r1", "wait", None, waits),),
)
