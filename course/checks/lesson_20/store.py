"""Exercises 20.4 and 20.5: who owns a name, and how long a copy may live."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import cast

from course.checks.answer import Answer, shown
from course.checks.model import Exercise, Function, Misconception, Property, expect
from course.simulation.interleaving import NameStore, Run, every_interleaving, holds_a_lock, run_schedule
from course.systems.url_shortener.designs import until_expiry

# 20.4 · claim(store, name, url)

NAME = "spring-sale"
MOST_CALLS = 6  # so that two callers have at most 924 orders
MANY = 1_000_000  # orders: an answer with many calls is tried in the first 3,000 of them
URLS = ("https://example.org/A/", "https://example.org/b", "https://example.org/c")


def callers(
    answer: Answer, count: int, urls: tuple[str, ...] = URLS, name: str = NAME
) -> list[Callable[[NameStore], object]]:
    function = cast("Callable[[NameStore, str, str], object]", answer.raw)
    expect(
        not holds_a_lock(function),
        "Your function waits for a lock.",
        "A lock is a variable of one server. The other server has its own.",
    )
    return [partial(lambda store, url: function(store, name, url), url=url) for url in urls[:count]]


def told(run: Run) -> str:
    """The order of a run in words, such as ``A get → None, B get → None``."""
    if not run.steps:
        return "no call of the store"
    steps = [f"{'ABC'[step.caller]} {step.operation} → {step.result}" for step in run.steps]
    return ", ".join(steps[:9]) + (" …" if len(steps) > 9 else "")


def runs(answer: Answer, count: int) -> Iterator[Run]:
    for run in islice(every_interleaving(callers(answer, count), limit=MANY), 3_000):
        judge_results(run)
        for number in range(count):
            calls = run.schedule.count(number)
            expect(
                calls <= MOST_CALLS, told(run), f"{calls} calls of the store are more than we can play in every order."
            )
        yield run


def judge_results(run: Run) -> None:
    """Every caller came to an end, and heard True or False."""
    for who, result, error in zip("ABC", run.results, run.errors, strict=False):
        expect(error is None, told(run), f"{who}: {error}")
        expect(isinstance(result, bool), told(run), f"{who} got {shown(result)}; claim returns True or False.")


def one_yes(count: int, answer: Answer) -> None:
    for run in runs(answer, count):
        yes = ["ABC"[number] for number, result in enumerate(run.results) if result]
        why = f"{' and '.join(yes)} both heard yes." if yes else "Nobody heard yes, and the name is free."
        expect(len(yes) == 1, told(run), why)


def one_yes_for_one_address(answer: Answer) -> None:
    for run in islice(every_interleaving(callers(answer, 2, URLS[:1] * 2), limit=MANY), 3_000):
        judge_results(run)
        expect(
            run.results.count(True) == 1,
            f"both bring the same address: {told(run)}",
            f"A heard {run.results[0]}, B heard {run.results[1]}. Two customers, one name: one of them owns it.",
        )


def winner_kept(answer: Answer) -> None:
    for run in runs(answer, 2):
        kept = run.store.get(NAME)
        for number, result in enumerate(run.results):
            expect(
                not result or kept == URLS[number],
                told(run),
                f"{'AB'[number]} heard yes, but the link that is kept is {kept!r}.",
            )


def taken_stays(answer: Answer) -> None:
    run = run_schedule(callers(answer, 2), [0] * 20 + [1] * 20)
    judge_results(run)
    expect(
        run.results == (True, False),
        told(run),
        f"A came first and alone. A heard {run.results[0]}, then B heard {run.results[1]}.",
    )
    expect(
        run.store.get(NAME) == URLS[0],
        told(run),
        f"Afterwards the name leads to {run.store.get(NAME)!r}, not to A's link.",
    )


def two_names(answer: Answer) -> None:
    """One store, two names: each is free for its own caller."""
    first, second = callers(answer, 1), callers(answer, 1, name="Autumn-Sale")
    run = run_schedule([*first, *second], [0] * 20 + [1] * 20)
    judge_results(run)
    expect(run.results == (True, True), told(run), "Two names, two callers, both names free: both must hear yes.")
    for name in (NAME, "Autumn-Sale"):
        kept = run.store.get(name)
        expect(kept == URLS[0], told(run), f"Both bring {URLS[0]!r}; afterwards {name!r} leads to {kept!r}.")


def nothing_remembered(answer: Answer) -> None:
    for attempt in ("first", "second"):
        run = run_schedule(callers(answer, 1), [0] * 20)
        judge_results(run)
        expect(
            run.results == (True,),
            f"a {attempt}, empty store: {told(run)}",
            "The name is free there, and the caller heard no."
            + (" Your function remembers something outside the store." if attempt == "second" else ""),
        )


def operations(answer: Answer) -> tuple[str, ...]:
    """The store calls of one caller alone."""
    return tuple(step.operation for step in run_schedule(callers(answer, 1), [0] * 20).steps)


def unasked(answer: Answer) -> bool:
    """Somebody's conditional write wrote nothing, nothing else was written, and they heard yes."""
    for run in islice(every_interleaving(callers(answer, 2), limit=MANY), 1_000):
        refused = [step.caller for step in run.steps if step.operation == "set_if_absent" and step.result is False]
        plain = any(step.operation == "set" for step in run.steps)
        if not plain and any(run.results[number] is True for number in refused):
            return True
    return False


CLAIM = Exercise(
    id="20.4",
    title="claim(store, name, url)",
    objective="claim",
    points=2.0,
    expects=Function(("store", "name", "url"), bool),
    properties=(
        Property("alone, a caller hears yes, and nothing is remembered outside the store", nothing_remembered),
        Property("two names do not get in each other's way", two_names),
        Property("a second caller, later, hears no", taken_stays),
        Property("two callers, every order: exactly one hears yes", partial(one_yes, 2)),
        Property("three callers, every order: exactly one hears yes", partial(one_yes, 3)),
        Property("exactly one, even if both bring the same address", one_yes_for_one_address),
        Property("the winner's link is the one kept", winner_kept),
    ),
    misconceptions=(
        Misconception(
            "servers share memory",
            "Two servers are two processes. Which of your variables can the other one see?",
            lambda answer: (
                [run_schedule(callers(answer, 1, name="never-used"), [0] * 20).results[0] for _ in "12"]
                == [True, False]
            ),
            "The same server asked a new, empty store, and heard no: it remembers names in a variable of its own.",
        ),
        Misconception(
            "looking reserves",
            "What did A's look forbid B to do?",
            lambda answer: operations(answer) == ("get", "set"),
            "A looked, B looked, A wrote, B wrote: both heard yes.",
        ),
        Misconception(
            "reading back proves ownership",
            "For how long was A's reading true?",
            lambda answer: operations(answer)[:2] == ("set", "get"),
            "A wrote and read A's link. Then B wrote and read B's. Both heard yes.",
        ),
        Misconception(
            "the same address means the same owner",
            "Two customers may link to one page. What tells who of them wrote?",
            lambda answer: (
                one_after_the_other(answer) == (True, False)
                and one_after_the_other(answer, URLS[:1] * 2) == (True, True)
            ),
            "Both bring the same address. A wrote it. B read it, took it for B's own, and heard yes.",
        ),
        Misconception(
            "no error means success",
            "Which value tells whether *your* write happened?",
            unasked,
            "A wrote. B's set_if_absent wrote nothing, because A's link was there, and still B heard yes.",
        ),
    ),
    steps=(
        "Do not look first: a look forbids nobody anything.",
        "Ask the store to write your link only if the name is absent.",
        "Keep the answer: it says whether your write happened.",
        "Return that answer.",
    ),
    sister=(
        "*Two clerks sell the last seat.* Both look: free. Both sell. Instead each sends one order: 'set the owner to "
        "me if there is none', and sells only on the answer 'done'. The row decides, in one step."
    ),
    ours=None,
    pattern="check-then-act",
)


def one_after_the_other(answer: Answer, urls: tuple[str, ...] = URLS) -> tuple[object, ...]:
    """What A and then B hear."""
    return run_schedule(callers(answer, 2, urls), [0] * 20 + [1] * 20).results


# 20.5 · cache_ttl(now_s, expires_at_s, default_s)

TTL_CASES = (
    (1_000, None, 3_600),
    (1_000, 1_060, 3_600),
    (1_000, 1_000 + 30 * 86_400, 3_600),
    (1_000, 995, 3_600),
    (1_000, 1_000, 3_600),
    (1_000, 1_060, 60),
    (0, 60, 3_600),
    (1_000, 1_001, 3_600),
    (7, 0, 3_600),
    (1_000, None, 0),
    (1_000, 1_060, 0),
    (1_000, 1_010, 5),
    (1_800_000_000, 1_800_000_060, 3_600),
)


def ttl_cases() -> Iterator[tuple[float, float | None, int]]:
    yield from TTL_CASES
    rng = random.Random(6)
    for _ in range(200):
        now = rng.randrange(10**9)
        yield now, rng.choice((None, now + rng.randrange(-5_000, 10_000))), rng.choice((30, 3_600, 86_400))


def situation(now_s: float, expires_at_s: float | None, default_s: float) -> str:
    end = "never expires" if expires_at_s is None else f"expires {expires_at_s:,}"
    return f"now {now_s:,}, {end}, default {default_s:,}"


def never_served_dead(answer: Answer) -> None:
    for now_s, expires_at_s, default_s in ttl_cases():
        ttl_s = answer(now_s, expires_at_s, default_s)
        if expires_at_s is not None and ttl_s > 0:
            expect(
                now_s + ttl_s <= expires_at_s,
                situation(now_s, expires_at_s, default_s),
                f"You returned {ttl_s:,}: the copy lives until {now_s + ttl_s:,}, the link until {expires_at_s:,}.",
            )


def never_over_default(answer: Answer) -> None:
    for case in ttl_cases():
        ttl_s = answer(*case)
        expect(ttl_s <= case[2], situation(*case), f"You returned {ttl_s:,}; the longest allowed is {case[2]:,}.")


def never_negative(answer: Answer) -> None:
    for case in ttl_cases():
        ttl_s = answer(*case)
        expect(
            ttl_s >= 0, situation(*case), f"You returned {ttl_s:,}. For a dead link the cache is told 0: do not keep."
        )


def not_needlessly_short(answer: Answer) -> None:
    for now_s, expires_at_s, default_s in ttl_cases():
        longest = default_s if expires_at_s is None else max(0, min(default_s, expires_at_s - now_s))
        ttl_s = answer(now_s, expires_at_s, default_s)
        expect(
            max(0, ttl_s) >= longest,
            situation(now_s, expires_at_s, default_s),
            f"You returned {ttl_s:,}; {longest:,} would be allowed, and each second less costs the table queries.",
        )


TTL = Exercise(
    id="20.5",
    title="cache_ttl(now_s, expires_at_s, default_s)",
    objective="expiry",
    points=2.0,
    expects=Function(("now_s", "expires_at_s", "default_s"), (int, float)),
    properties=(
        Property("no copy outlives its link", never_served_dead),
        Property("never longer than the default", never_over_default),
        Property("never negative", never_negative),
        Property("and as long as allowed", not_needlessly_short),
    ),
    misconceptions=(
        Misconception(
            "the table will check",
            "On a hit, who reads the date?",
            lambda answer: answer(1_000, 1_060, 3_600) == 3_600,
            "Now 1,000, the link expires at 1,060; your copy lives until 4,600.",
        ),
        Misconception(
            "a moment is a duration",
            "Seconds since what? Say it for each of the three arguments.",
            lambda answer: answer(1_000, 1_060, 3_600) == 1_060,
            "Now 1,000, the link expires at 1,060; you keep it for 1,060 seconds, until 2,060.",
        ),
        Misconception(
            "the time that is left is positive",
            "The link died five seconds ago. What should a cache do with it?",
            lambda answer: answer(1_000, 995, 3_600) < 0,
            "The link expired 5 s ago; you returned a negative number of seconds.",
        ),
        Misconception(
            "expiry is the only limit",
            "The owner takes the link down tomorrow. When do readers notice?",
            lambda answer: answer(1_000, 1_000 + 30 * 86_400, 3_600) == 30 * 86_400,
            "The link expires in 30 days: kept for 30 days, where 3,600 s are allowed.",
        ),
        Misconception(
            "0 is no moment",
            "What does `if not expires_at_s` say about a link that expires at 0? Which value alone means never?",
            lambda answer: answer(7, 0, 3_600) == 3_600 and answer(1_000, 995, 3_600) == 0,
            "Now 7, the link expired at 0: you keep it for the whole default.",
        ),
        Misconception(
            "never expires means never kept",
            "A link without an end: is there a reason to ask the table each time?",
            lambda answer: answer(1_000, None, 3_600) == 0,
        ),
    ),
    steps=(
        "If the link never expires, return the default.",
        "Subtract now from the moment of expiry: that is the time left.",
        "Take the smaller of the time left and the default.",
        "If that is below 0, return 0.",
    ),
    sister=(
        "*A ticket machine prints 'valid for two hours', but the last tram leaves at 23:30.* At 20:00 the ticket is "
        "good for 120 minutes. At 22:45 for 45. At 23:40 for 0, not for −10. Three limits: the rule, the end, zero."
    ),
    ours=lambda: until_expiry,
    pattern="two copies of one truth",
)
