"""Exercises 01.1, 01.2 and 01.5: every operation of a cache, the servers for a peak, and a rate in the head."""

import math
import random
from collections.abc import Callable
from functools import partial

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Number, Property, expect

# 01.1 · cache_operations(reads_per_s, new_links_per_s, hit_ratio)

PLAN = (1_157_400, 11_600, 0.8)


def operations(reads_per_s: float, new_links_per_s: float, hit_ratio: float) -> float:
    """Our own, in another shape than the lesson's: what is asked, and what is written."""
    written = new_links_per_s + reads_per_s - hit_ratio * reads_per_s
    return reads_per_s + written


def counted(cases: tuple[tuple[float, float, float], ...], why: str, answer: Answer) -> None:
    for case in cases:
        given, wanted = answer(*case), operations(*case)
        expect(
            abs(given - wanted) <= max(1.0, 1e-6 * wanted),
            f"{case[0]:,} reads/s, {case[1]:,} new links/s, hit ratio {case[2]:g}: you count {given:,.6g} operations/s",
            f"Counted one by one they are {wanted:,.6g}. {why}",
        )


def counted_anywhere(answer: Answer) -> None:
    rng = random.Random(1)
    cases = tuple((rng.randrange(1_000, 10**6), rng.randrange(0, 10**5), rng.random()) for _ in range(200))
    counted(cases, "It should hold for every load.", answer)


def gives(case: tuple[float, float, float], wanted: Callable[[float, float, float], float], answer: Answer) -> bool:
    """Whether the answer is what this wrong belief gives, and not what is right."""
    return math.isclose(answer(*case), wanted(*case), rel_tol=1e-6) and not math.isclose(
        wanted(*case), operations(*case)
    )


SMALL = (100, 10, 0.8)

OPERATIONS = Exercise(
    id="01.1",
    title="cache_operations(reads_per_s, new_links_per_s, hit_ratio)",
    objective="missing",
    points=2.0,
    expects=Function(("reads_per_s", "new_links_per_s", "hit_ratio"), (int, float)),
    properties=(
        Property(
            "if every read hits, a read is one operation",
            partial(counted, ((100, 0, 1.0),), "Each read asks the cache once, and finds its link."),
        ),
        Property(
            "reads that miss are counted to their end",
            partial(
                counted, ((100, 0, 0.0), (100, 0, 0.8)), "Follow one read that finds nothing, word by word, in scene 1."
            ),
        ),
        Property(
            "a new link is one operation, whatever the hit ratio",
            partial(counted, ((0, 10, 0.8), (0, 10, 0.0)), "A new link takes one number from the counter."),
        ),
        Property("it holds for the plan and for any other load", counted_anywhere),
    ),
    misconceptions=(
        Misconception(
            "a miss costs the cache nothing",
            "A read misses. The table answers. What happens to that answer, so that the next read hits?",
            partial(gives, SMALL, lambda reads, new, _: reads + new),
        ),
        Misconception(
            "a read that hits is no work for the cache",
            "A read hits. Who found the link, and did that take an operation?",
            partial(gives, SMALL, lambda reads, new, hit: reads * (1 - hit) + new),
        ),
        Misconception(
            "a read that misses does not reach the cache",
            "How does the server find out that the link is not in the cache?",
            partial(gives, SMALL, lambda reads, new, hit: reads * hit + new),
        ),
        Misconception(
            "hits are written back",
            "Which reads find nothing and must be written: 80 of 100, or the others?",
            partial(gives, SMALL, lambda reads, new, hit: reads * (1 + hit) + new),
        ),
        Misconception(
            "new links miss as well",
            "A new link takes a number. Which part of that could hit or miss?",
            partial(gives, SMALL, lambda reads, new, hit: (reads + new) * (2 - hit)),
        ),
    ),
    steps=(
        "Count one operation for each read.",
        "Find the share of reads that miss.",
        "Count one more operation for each of those.",
        "Count one operation for each new link, and add up.",
    ),
    sister=(
        "*A shop's price cache.* 1,000 readers a second, 90 % find the price; 5 prices a second are changed by hand. "
        "Look-ups: 1,000. Written after a miss: 10 % of 1,000 = 100. Written by hand: 5. Together 1,105 a second."
    ),
    ours=lambda: operations,
    free=((0, 1), (0, 2)),
)


# 01.2 · servers for the peak, while two are down

PEAK_PER_S, EACH_PER_S, BUSY_AT_MOST, DOWN = 1_169_000, 80_000, 0.7, 2


def needed(peak_per_s: float, each_per_s: float, busy_at_most: float, failed: int) -> int:
    """The fewest, tried upwards from a safe start below."""
    working = math.floor(peak_per_s / (each_per_s * busy_at_most) * (1 - 1e-9))
    while peak_per_s > working * each_per_s * busy_at_most * (1 + 1e-9):
        working += 1
    return working + failed


def busy(count: float) -> float:
    """How busy each server is that is left while two are down."""
    return PEAK_PER_S / ((count - DOWN) * EACH_PER_S) if count > DOWN else math.inf


def limit_holds(answer: Answer) -> None:
    expect(
        busy(answer.value) <= BUSY_AT_MOST,
        f"{answer.value:g} servers, {DOWN} of them down",
        f"The {answer.value - DOWN:g} that are left are {100 * busy(answer.value):.4g} % busy."
        if answer.value > DOWN
        else "None is left.",
    )


def none_too_many(answer: Answer) -> None:
    expect(
        busy(answer.value - 1) > BUSY_AT_MOST,
        f"{answer.value:g} servers, {DOWN} of them down",
        f"With {answer.value - 1:g} they are {100 * busy(answer.value - 1):.4g} % busy: one less would do.",
    )


SERVERS = Exercise(
    id="01.2",
    title="Servers for the peak, while two are down",
    objective="machines",
    points=2.0,
    expects=Number(unit="servers", whole=True),
    properties=(
        Property("nobody works above 70 % while two are down", limit_holds),
        Property("and no server is too many", none_too_many),
    ),
    misconceptions=(
        Misconception(
            "a part of a machine does not count",
            "You divided, and something was left over. Who carries that?",
            lambda answer: answer.value in {20, 22},
        ),
        Misconception(
            "all that we buy will run",
            "You bought exactly what the load needs. Then two stop. Who takes their requests?",
            lambda answer: answer.value == 21,
        ),
        Misconception(
            "a machine may be busy all the time",
            "At most 70 % busy: how many requests may one server take that could take 80,000?",
            lambda answer: answer.value in {14, 15, 16, 17},
        ),
        Misconception(
            "room makes fewer machines",
            "You leave three tenths of every server free. Do you need more servers then, or fewer?",
            lambda answer: answer.value in {10, 11, 12, 13},
        ),
        Misconception(
            "a machine that is down takes load",
            "Two servers are down. How many requests does a server get that is down?",
            lambda answer: answer.value == 24,
        ),
    ),
    steps=(
        "Multiply what one server can do by how busy it may be.",
        "Divide the peak by that.",
        "Round up to a whole server.",
        "Add those that may be down.",
    ),
    sister=(
        "*Tills in a shop.* 130 customers an hour; a till serves 20, and shall be busy at most 80 %: 16 an hour. "
        "130 / 16 = 8.1, so 9 tills work. One cashier is ill: 10 must be there."
    ),
    ours=lambda: needed(PEAK_PER_S, EACH_PER_S, BUSY_AT_MOST, DOWN),
)


# 01.5 · a rate in the head

RUSH_PER_S = 5 * 30e6 / 86_400


def of_this_size(answer: Answer) -> None:
    expect(
        RUSH_PER_S / 2 <= answer.value <= 2 * RUSH_PER_S,
        f"{answer.value:,.6g} requests a second",
        f"So many all day long are {answer.value * 86_400 / 1e6:,.4g} million a day. The peak is five times an average "
        "of 30 million.",
    )


def near(wrong: float, answer: Answer) -> bool:
    return bool(wrong / 1.16 <= answer.value <= wrong * 1.16)


RUSH = Exercise(
    id="01.5",
    title="Requests a second at the peak",
    objective="machines",
    points=1.0,
    expects=Number(unit="requests/s"),
    properties=(Property("right within a factor of two", of_this_size),),
    misconceptions=(
        Misconception(
            "the average is enough",
            "That many come if the day is even. How many come at the busiest moment?",
            partial(near, RUSH_PER_S / 5),
        ),
        Misconception(
            "the peak makes the rate smaller",
            "You divided by the peak factor. Do more come at the peak than on average, or fewer?",
            partial(near, RUSH_PER_S / 25),
        ),
        Misconception(
            "a period is a detail",
            "How many seconds has the period that the question names?",
            lambda answer: any(near(wrong, answer) for wrong in (RUSH_PER_S / 30, RUSH_PER_S * 60, RUSH_PER_S * 3_600)),
        ),
        Misconception(
            "a day's requests are a rate",
            "Those are the requests of a day. By what must you divide them?",
            lambda answer: answer.value >= 25e6,
        ),
    ),
    steps=(
        "Write the requests of a day as a power of ten.",
        "Divide by the seconds of a day, 10⁵.",
        "Multiply by the peak factor.",
    ),
    sister=(
        "*A toll road.* 4 million cars a day, three times as many at the peak. 4 · 10⁶ / 10⁵ = 40 a second on average; "
        "at the peak 120."
    ),
    free=((1, 2),),
)
