"""Lesson 26b's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def cut_short(rng: random.Random) -> Quiz:
    """How often is nobody left after the cut?"""
    shown, share = rng.choice(((3, 0.1), (4, 0.2), (6, 0.1), (3, 0.3)))
    empty = round(100 * (1 - share) ** shown)
    return Quiz(
        id="26b.r1",
        objective="kinds",
        pattern="space too small",
        question=(
            f"A page takes the {shown} nearest restaurants, and then drops those that are closed. At this hour "
            f"{share:.0%} are open. Of 100 hungry people, about how many see an empty page?"
        ),
        options=(
            Option(f"{empty}", f"All {shown} must be closed: {1 - share:.1f}, multiplied {shown} times.", right=True),
            Option(f"{round(100 * (1 - share))}", "That is so for a page with one restaurant."),
            Option("none", "Somewhere a restaurant is open. Is it among those that were taken?"),
        ),
    )


def train(rng: random.Random) -> Quiz:
    """When does one arrive, if the second road depends on the moment?"""
    walk, wait, ride = rng.randrange(4, 9), rng.randrange(12, 16), rng.randrange(20, 30)
    right, late = walk + ride, walk + ride + wait
    direct = right + rng.randrange(3, 9)
    return Quiz(
        id="26b.r2",
        objective="search",
        pattern="clock as truth",
        question=(
            f"You leave at minute 0. To the station you walk {walk} minutes. The train takes {ride} minutes if you are there "
            f"by minute 10, and {ride + wait} later. A bus from your door takes {direct} minutes. When can you arrive?"
        ),
        options=(
            Option(f"at minute {right}", "At the station you ask the train at *that* moment.", right=True),
            Option(f"at minute {late}", "You are at the station before minute 10. Which of the two times holds?"),
            Option(f"at minute {direct}", "That is the bus. When does the other way arrive?"),
        ),
    )


def scanner(rng: random.Random) -> Quiz:
    """A late copy meets a state that looks like the old one."""
    old, new = rng.sample(range(2, 30), 2)
    return Quiz(
        id="26b.r3",
        objective="machine",
        pattern="trusting the caller",
        question=(
            f"A library book was lent to reader {old}, brought back, and lent to reader {new}. Now the first desk finds its "
            f"network again, and repeats: “reader {old} brought it back”. What should the book's record say to that?"
        ),
        options=(
            Option(
                "“heard before”, and change nothing",
                "The same message stands in the list. The desk may forget it.",
                right=True,
            ),
            Option(
                "“done”: a book that is lent can be brought back",
                f"Then it stands on the shelf, on paper, while reader {new} reads it.",
            ),
            Option(
                "nothing at all",
                "Then the desk repeats it for ever. It needs to hear that it was heard.",
            ),
        ),
    )


REVIEWS = (
    ReviewCard("26b.r1", "kinds", "space too small", cut_short),
    ReviewCard("26b.r2", "search", "clock as truth", train),
    ReviewCard("26b.r3", "machine", "trusting the caller", scanner),
)
