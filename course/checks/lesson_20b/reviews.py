"""Lesson 20b's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.lesson_20b.capacity import machines_needed
from course.checks.model import Option, Quiz, ReviewCard


def remainder(rng: random.Random) -> Quiz:
    """How much moves when the divisor grows by one?"""
    before = rng.choice((3, 6, 7, 9))
    after = before + 1
    return Quiz(
        id="20b.r1",
        objective="ring",
        pattern="place in a moving list",
        question=f"Photos lie on {before} disks by hash modulo {before}. Now it is modulo {after}. Which share of them is on the wrong disk?",
        options=(
            Option(f"about {before / after:.0%}", f"Both remainders agree for one number in {after}.", right=True),
            Option(
                f"about {1 / after:.0%}",
                f"That share belongs on the new disk. On a ring only that share would move; here {before} in {after} do.",
            ),
            Option("none", "They are all still there. But the reader now looks on another disk."),
        ),
    )


def missing(rng: random.Random) -> Quiz:
    """How many for the day on which one is missing?"""
    load, rated = rng.choice(((9_000, 2_000), (26_000, 4_000), (70_000, 12_000)))
    right, full, bare = (
        machines_needed(load, rated, 0.5, 1),
        machines_needed(load, rated, 1, 1),
        machines_needed(load, rated, 0.5, 0),
    )
    busy = load / (rated * (full - 1))
    return Quiz(
        id="20b.r2",
        objective="size",
        pattern="load on the wrong tier",
        question=f"A pharmacy's search gets {load:,} questions a second. A server is rated for {rated:,} and planned to half of it. One may be missing. How many?",
        options=(
            Option(f"{right}", "Load over half the rating, rounded up, and one more.", right=True),
            Option(f"{full}", f"Then each is {busy:.0%} busy as soon as one is missing, not half."),
            Option(f"{bare}", "On the day on which one is missing, the others are over the plan."),
        ),
    )


def relieved(rng: random.Random) -> Quiz:
    """Whose load does the cache take away?"""
    hit, requests = rng.choice((60, 75, 90)), rng.choice((2_000, 8_000, 50_000))
    misses = requests * (100 - hit) // 100
    return Quiz(
        id="20b.r3",
        objective="tiers",
        pattern="load on the wrong tier",
        question=f"A weather service answers {requests:,} requests a second; its servers ask a cache, which has {hit} %. What do the servers get?",
        options=(
            Option(f"{requests:,} a second", "The servers stand before the cache: they ask it.", right=True),
            Option(f"{misses:,} a second", "That is what is left for the database behind the cache."),
            Option(
                f"{requests - misses:,} a second",
                "So many the cache answers, and the servers passed on every one of them.",
            ),
        ),
    )


REVIEWS = (
    ReviewCard("20b.r1", "ring", "place in a moving list", remainder),
    ReviewCard("20b.r2", "size", "load on the wrong tier", missing),
    ReviewCard("20b.r3", "tiers", "load on the wrong tier", relieved),
)
