"""Lesson 25b's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def blind(rng: random.Random) -> Quiz:
    """How long is a part blind?"""
    notice_s, every_s = rng.choice((4, 10, 20)), rng.choice((2, 5, 30))
    return Quiz(
        id="25b.r1",
        objective="death",
        pattern=None,
        question=(
            f"Fridges in shops report their temperature every {every_s} s to one of six servers. One server dies, and that "
            f"is noticed after {notice_s} s. No copies. After how long are all its fridges known again?"
        ),
        options=(
            Option(
                f"after at most {notice_s + every_s} s",
                "Until it is noticed nobody takes the reports; then each fridge reports once.",
                right=True,
            ),
            Option(f"after at most {every_s} s", "To whom do they report until the death is noticed?"),
            Option("never: what the server knew is lost", "The fridges say it again."),
        ),
    )


def waiting(rng: random.Random) -> Quiz:
    """How long may a time-out be?"""
    dies, timeout_s = rng.choice((6, 12, 30)), rng.choice((20, 60))
    return Quiz(
        id="25b.r2",
        objective="ghosts",
        pattern="grows for ever",
        question=(
            f"Of the scooters of a city, {dies} a minute are stolen: no more reports. The map hides a scooter after "
            f"{timeout_s} s of silence. How many stolen ones does it show at a moment?"
        ),
        options=(
            Option(
                f"about {dies * timeout_s // 60}", f"Each stays for {timeout_s} s; {dies} come in 60 s.", right=True
            ),
            Option("none", "For how long does each of them stay on the map?"),
            Option(f"{dies} more each minute", "So it was without the time-out."),
        ),
    )


def crowded(rng: random.Random) -> Quiz:
    """What does a crowd in one cell do?"""
    nodes, percent = rng.choice(((10, 40), (5, 60), (4, 50)))
    other = (100 - percent) / nodes
    busiest = (percent + other) * nodes / 100
    return Quiz(
        id="25b.r3",
        objective="shards",
        pattern="everyone at once",
        question=(
            f"{nodes} servers share the blocks of a festival's ground. At nine, {percent} % of all visitors stand in one "
            "block, the others evenly. How many times the mean does the busiest server carry?"
        ),
        options=(
            Option(
                f"about {busiest:.1f}",
                f"It has {percent} % and its part of the rest, {other:g} %. The mean is {100 / nodes:g} %.",
                right=True,
            ),
            Option("about 1: the blocks are dealt evenly", "Blocks are, visitors are not."),
            Option(f"{nodes}", "Then the others would stand empty."),
        ),
    )


REVIEWS = (
    ReviewCard("25b.r1", "death", None, blind),
    ReviewCard("25b.r2", "ghosts", "grows for ever", waiting),
    ReviewCard("25b.r3", "shards", "everyone at once", crowded),
)
