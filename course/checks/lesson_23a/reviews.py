"""Lesson 23a's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def window(rng: random.Random) -> Quiz:
    """How long must the first window be?"""
    boxes, takes = rng.choice(((60_000, 500), (90_000, 1_000), (12_000, 200)))
    return Quiz(
        id="23a.r1",
        objective="storm",
        pattern="everyone at once",
        question=(
            f"After a power cut {boxes:,} ticket machines of a railway come back in the same second. The server takes {takes:,} of them a "
            "second. How long should the window of their first, random wait be, so that hardly anybody queues?"
        ),
        options=(
            Option(
                f"about {boxes // takes} s",
                f"{boxes:,} / {takes:,}: then they come as fast as they are taken.",
                right=True,
            ),
            Option("1 s, and it doubles after each failure", "What happens in this first second?"),
            Option(f"everybody waits exactly {boxes // takes} s", "Then they come together, only later."),
        ),
    )


def silence(rng: random.Random) -> Quiz:
    """How long is something shown that is gone?"""
    ping_s, spare_s, lease_s = rng.choice(((10, 25, 3), (60, 150, 10), (20, 50, 5)))
    return Quiz(
        id="23a.r2",
        objective="truth",
        pattern="clock as truth",
        question=(
            f"Parcel lockers ping every {ping_s} s; a locker that is silent for {spare_s} s counts as off. Each server that holds "
            f"them has a lease of {lease_s} s. A *server* dies. For how long at most are its lockers shown as on?"
        ),
        options=(
            Option(f"{lease_s} s", "The lease ends first: nobody is there over a dead server.", right=True),
            Option(f"{spare_s} s", "So long for a locker that dies alone. What ends earlier here?"),
            Option(f"{lease_s + spare_s} s", "Which of the two is enough?"),
        ),
    )


def telling(rng: random.Random) -> Quiz:
    """What does telling everybody cost?"""
    members, watch, gaps = rng.choice(((3_000, 20, 4), (800, 10, 6), (5_000, 50, 2)))
    return Quiz(
        id="23a.r3",
        objective="telling",
        pattern="load on the wrong tier",
        question=(
            f"A ship's gate tells each of {members:,} people on board when somebody leaves and when they return; everybody does "
            f"so {gaps} times a day. At any moment {watch} people look at the list. How many tells a day, if only they are told?"
        ),
        options=(
            Option(
                f"{members * gaps * 2 * watch:,}", f"{members:,} people × {gaps} × 2 × {watch} who look.", right=True
            ),
            Option(f"{members * gaps * 2 * members:,}", "That is the number if everybody is told."),
            Option(f"{watch * gaps * 2:,}", "These people look; but who comes and goes?"),
        ),
    )


REVIEWS = (
    ReviewCard("23a.r1", "storm", "everyone at once", window),
    ReviewCard("23a.r2", "truth", "clock as truth", silence),
    ReviewCard("23a.r3", "telling", "load on the wrong tier", telling),
)
