"""Lesson 20's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard
from course.parts.birthday import median_first_collision


def collision(rng: random.Random) -> Quiz:
    """When do two random codes of this length meet?"""
    digits = rng.choice((5, 6, 8))
    space = 10**digits
    median = median_first_collision(space)
    return Quiz(
        id="20.r1",
        objective="length",
        pattern="space too small",
        question=f"Tickets carry {digits} random decimal digits. After how many tickets is a double as likely as not?",
        options=(
            Option(f"about {median:,.0f}", "About 1.18 times the square root of all codes.", right=True),
            Option(f"about {space // 2:,}", "Half of the codes. But every *pair* of tickets is a chance."),
            Option(f"about {space:,}", "Then every code would have to be used before two meet."),
        ),
    )


def guess(rng: random.Random) -> Quiz:
    """Which share of guesses hits?"""
    length, live = rng.choice(((4, 200_000), (5, 30_000_000), (6, 2_000_000_000)))
    share = live / 62**length
    return Quiz(
        id="20.r2",
        objective="walk",
        pattern="trusting the caller",
        question=f"{live:,} private photo links are live, with {length} characters of 62. One guess in how many hits one?",
        options=(
            Option(f"one in {1 / share:,.0f}", "All codes divided by the live ones.", right=True),
            Option(f"one in {62**length:,}", "That is the chance to hit one *given* photo. The stranger takes any."),
            Option(f"one in {live:,}", "The more photos are live, the *easier* is the guess. Turn it round."),
        ),
    )


def claim(rng: random.Random) -> Quiz:
    """Which of these can sell a seat twice?"""
    thing = rng.choice(("seat", "parking space", "locker"))
    return Quiz(
        id="20.r3",
        objective="claim",
        pattern="check-then-act",
        question=f"Two servers sell the same {thing}. Which line can never sell it twice?",
        options=(
            Option("if owner(x) is None: set_owner(x, me)", "Both look, both see nobody, both write."),
            Option(
                "set_owner(x, me); sold = owner(x) == me", "Each writes and reads its own write, one after the other."
            ),
            Option("sold = set_owner_if_absent(x, me)", "One step in the store, and its answer decides.", right=True),
        ),
    )


def ttl(rng: random.Random) -> Quiz:
    """How long may the copy live?"""
    now, left, default = rng.randrange(4_000, 9_000), rng.randrange(40, 900), rng.choice((1_800, 3_600))
    return Quiz(
        id="20.r4",
        objective="expiry",
        pattern="two copies of one truth",
        question=f"Now {now:,}; an offer ends at {now + left:,}; copies live at most {default:,} s. For how long do you keep it?",
        options=(
            Option(f"{left} s", "The smaller of the time left and the limit.", right=True),
            Option(f"{default:,} s", f"Then it is shown until {now + default:,}, long after its end."),
            Option(f"{now + left:,} s", "That is a moment, not a duration."),
        ),
    )


def stampede(rng: random.Random) -> Quiz:
    """How many queries at once?"""
    reads, query_ms = rng.choice((400, 2_000, 8_000)), rng.choice((5, 25, 50))
    queries = reads * query_ms // 1_000
    return Quiz(
        id="20.r5",
        objective="stampede",
        pattern="everyone at once",
        question=f"A price is read {reads:,} times a second. Its copy vanishes; a query takes {query_ms} ms. How many queries?",
        options=(
            Option(f"about {queries:,}", "Rate times time: those who come before the first answer.", right=True),
            Option("1", "Only with single flight. Without it nobody knows that somebody is asking already."),
            Option(f"about {reads:,}", "That is a whole second; the copy is back much sooner."),
        ),
    )


REVIEWS = (
    ReviewCard("20.r1", "length", "space too small", collision),
    ReviewCard("20.r2", "walk", "trusting the caller", guess),
    ReviewCard("20.r3", "claim", "check-then-act", claim),
    ReviewCard("20.r4", "expiry", "two copies of one truth", ttl),
    ReviewCard("20.r5", "stampede", "everyone at once", stampede),
)
