"""Lesson 20c's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def queue(rng: random.Random) -> Quiz:
    """How long is the wait for one row?"""
    update_ms, factor, seconds = rng.choice((2, 5)), rng.choice((3, 4)), rng.choice((10, 20))
    rate = factor * 1_000 // update_ms
    return Quiz(
        id="20c.r1",
        objective="path",
        pattern="load on the wrong tier",
        question=(
            f"{rate:,} votes a second add to one row; an update takes {update_ms} ms. After {seconds} seconds, how long "
            "does a voter wait?"
        ),
        options=(
            Option(
                f"about {(factor - 1) * seconds} s", "Each second brings more work than a second holds.", right=True
            ),
            Option(f"about {factor * update_ms} ms", "That would be the wait if nothing were left over."),
            Option(f"about {seconds} s", "That is so with twice as many votes as the row can take. Here it is more."),
        ),
    )


def restart(rng: random.Random) -> Quiz:
    """What does the crash do to the count?"""
    batch, batches = rng.choice((20, 50, 200)), rng.choice((5, 8))
    total = batch * batches
    return Quiz(
        id="20c.r2",
        objective="crash",
        pattern='"done" said too early',
        question=(
            f"A mill reads {total:,} deliveries in batches of {batch}. It confirms a batch, then writes it down. The "
            "power fails once between the two. How many are written down?"
        ),
        options=(
            Option(f"{total - batch:,}", "Confirmed, so it never comes again, and written nowhere.", right=True),
            Option(f"{total:,}", "Who would hand the confirmed batch out again?"),
            Option(f"{total + batch:,}", "That happens when it writes first and confirms afterwards."),
        ),
    )


def hidden(rng: random.Random) -> Quiz:
    """Which part does a cache let through?"""
    rate, age_s = rng.choice((2, 5)), rng.choice((10, 20, 60))
    return Quiz(
        id="20c.r3",
        objective="cached",
        pattern=None,
        question=f"A cache keeps a page for {age_s} s; {rate} readers a second ask it. Which part reaches your server?",
        options=(
            Option(f"1 in {1 + rate * age_s}", "One, and those that come while its copy lives.", right=True),
            Option(f"1 in {age_s}", "As if one reader came a second."),
            Option("half", "As if one reader came while a copy lives."),
        ),
    )


REVIEWS = (
    ReviewCard("20c.r1", "path", "load on the wrong tier", queue),
    ReviewCard("20c.r2", "crash", '"done" said too early', restart),
    ReviewCard("20c.r3", "cached", None, hidden),
)
