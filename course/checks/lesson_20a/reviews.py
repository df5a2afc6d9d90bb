"""Lesson 20a's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def step_back(rng: random.Random) -> Quiz:
    """What may be given when the clock is behind?"""
    last, behind, count = rng.randrange(5_000, 9_000), rng.randrange(3, 40), rng.randrange(2, 90)
    return Quiz(
        id="20a.r1",
        objective="clock",
        pattern="clock as truth",
        question=f"The last ticket was (minute {last:,}, count {count}). Now the clock shows {last - behind:,}. The next ticket?",
        options=(
            Option(
                f"({last - behind:,}, 0): another minute counts from 0",
                "That minute was lived through before, and began with count 0.",
            ),
            Option(
                f"({last - behind:,}, {count + 1}): the count goes on in it",
                f"And at minute {last - behind + 1:,} you begin again with count 0.",
            ),
            Option(
                f"none before minute {last:,}, or ({last:,}, {count + 1})",
                "Both stay behind everything that was given. One waits, one trusts its memory more than the clock.",
                right=True,
            ),
        ),
    )


def block(rng: random.Random) -> Quiz:
    """Which block bridges the cut?"""
    per_minute, minutes = rng.choice((6, 30, 120)), rng.choice((10, 20, 60))
    need = per_minute * minutes
    return Quiz(
        id="20a.r2",
        objective="lease",
        pattern="load on the wrong tier",
        question=(
            f"A till prints {per_minute} receipts a minute, and the line may be cut for {minutes} minutes. It asks for more "
            "numbers when half a block is left. Which is the smallest block?"
        ),
        options=(
            Option(f"{2 * need:,}", f"Half of it, {need:,}, is surely in hand when the line is cut.", right=True),
            Option(f"{need:,}", f"In the worst moment half of it is in hand, and that lasts {minutes // 2} minutes."),
            Option(f"{10 * need:,}", "It bridges the cut, and a crash loses five times as many numbers."),
        ),
    )


def doubles(rng: random.Random) -> Quiz:
    """How many numbers do two offices give twice?"""
    each, digits = rng.choice(((10_000, 8), (30_000, 9), (100_000, 10)))
    mean = each * each / 10**digits
    return Quiz(
        id="20a.r3",
        objective="choose",
        pattern="space too small",
        question=(
            f"Two offices, cut apart, each draw {each:,} random numbers of {digits} digits. How many numbers do both draw?"
        ),
        options=(
            Option(f"about {mean:.2g}", "Pairs divided by numbers: one office times the other.", right=True),
            Option(
                "none, as good as surely", f"There are {each * each:,} pairs. Divide them by 10 to the power {digits}."
            ),
            Option(f"about {each // 100:,}", "That is one in a hundred. Each draw meets a used number far less often."),
        ),
    )


REVIEWS = (
    ReviewCard("20a.r1", "clock", "clock as truth", step_back),
    ReviewCard("20a.r2", "lease", "load on the wrong tier", block),
    ReviewCard("20a.r3", "choose", "space too small", doubles),
)
