"""Lesson 26's cards that come back, with fresh numbers."""

import random

from course.checks.lesson_26.offers import right_wait
from course.checks.model import Option, Quiz, ReviewCard


def wait(rng: random.Random) -> Quiz:
    """How long at worst?"""
    nurses, at_once, seconds = rng.choice(((10, 4, 20), (7, 2, 30), (11, 3, 25)))
    right = right_wait(nurses, at_once, seconds, 10**6)
    return Quiz(
        id="26.r1",
        objective="wait",
        pattern=None,
        question=f"An alarm rings at {nurses} nurses' phones, {at_once} at once, {seconds} s each. Nobody answers. After how long is the list over?",
        options=(
            Option(f"{right} s", "Rounds, rounded up, times the seconds of one.", right=True),
            Option(f"{nurses * seconds} s", "That would be one after the other."),
            Option(f"{nurses // at_once * seconds} s", "The last round is not full, but it takes as long."),
        ),
    )


def release(rng: random.Random) -> Quiz:
    """Who may end a claim?"""
    thing = rng.choice(("a meeting room", "a charging point", "a delivery bay"))
    return Quiz(
        id="26.r2",
        objective="release",
        pattern="check-then-act",
        question=f"A program reserves {thing} for a minute, works for 70 seconds, and then deletes the reservation. What goes wrong?",
        options=(
            Option("nothing: it was over anyway", "Over, yes. What may stand under that name since second 60?"),
            Option(
                "it may delete the reservation of the next one",
                "Delete only what still carries your token.",
                right=True,
            ),
            Option("the delete fails", "A delete does not ask who you are."),
        ),
    )


def expiry(rng: random.Random) -> Quiz:
    """What does a lock need?"""
    dies = rng.choice(("runs out of memory", "loses its power", "is restarted"))
    return Quiz(
        id="26.r3",
        objective="claim",
        pattern="check-then-act",
        question=f"A worker takes a lock without an expiry and {dies}. What happens to the lock?",
        options=(
            Option("the store sees it and deletes the lock", "The store does not know who is alive."),
            Option("it stays, and everybody waits for a dead worker", "That is why a lock ends by itself.", right=True),
            Option(
                "the next worker takes it over",
                "It finds the lock taken, and has no way to know that its owner is gone.",
            ),
        ),
    )


def copies(rng: random.Random) -> Quiz:
    """Which copy decides?"""
    seconds = rng.choice((5, 20, 60))
    return Quiz(
        id="26.r4",
        objective="truth",
        pattern="two copies of one truth",
        question=f"A web page lists free hotel rooms, {seconds} s old. A guest clicks on one. Who decides whether it is free?",
        options=(
            Option("the page: it showed the room", f"It tells what was true up to {seconds} s ago."),
            Option("the record where rooms are booked, when it is written", "The page only suggests.", right=True),
            Option("the guest who clicked first", "By whose clock? Only the record sees both."),
        ),
    )


def batch(rng: random.Random) -> Quiz:
    """Greedy against the sum."""
    near, middle, far = rng.choice(((2, 3, 11), (1, 2, 9), (3, 5, 14)))
    return Quiz(
        id="26.r5",
        objective="batch",
        pattern=None,
        question=(
            f"Technician A needs {near} min to customer 1 and {middle} to customer 2; technician B needs {middle} to customer 1 and "
            f"{far} to customer 2. Both customers call in the same minute. What is the smallest sum?"
        ),
        options=(
            Option(f"{near + far} min", "That is what you get if customer 1 takes the nearest."),
            Option(f"{2 * middle} min", "A gives up a little, and customer 2 wins a lot.", right=True),
            Option(f"{near + middle} min", "Both would be technician A."),
        ),
    )


REVIEWS = (
    ReviewCard("26.r1", "wait", None, wait),
    ReviewCard("26.r2", "release", "check-then-act", release),
    ReviewCard("26.r3", "claim", "check-then-act", expiry),
    ReviewCard("26.r4", "truth", "two copies of one truth", copies),
    ReviewCard("26.r5", "batch", None, batch),
)
