"""Lesson 01a's review cards: the same slips, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def tier(rng: random.Random) -> Quiz:
    """How many calls reach the tier that asks the cache?"""
    views, hits = rng.choice((40_000, 90_000, 300_000)), rng.choice((75, 90, 95))
    behind = views * (100 - hits) // 100
    return Quiz(
        id="01a.r1",
        objective="follow",
        pattern="load on the wrong tier",
        question=(
            f"A weather page is viewed {views:,} times a second. Page servers ask a cache, which knows {hits} of 100 "
            "answers; for the rest they ask a database. How many views a second reach the page servers?"
        ),
        options=(
            Option(f"{views:,}", "Every one: it is the page server that asks the cache.", right=True),
            Option(f"{behind:,}", "That is what the database gets. Who asks the cache for the others?"),
            Option(f"{views - behind:,}", "Those are the cache's hits. The misses come through a page server too."),
        ),
    )


def bits(rng: random.Random) -> Quiz:
    """How much is a stream of so many megabits in an hour?"""
    rate = rng.choice((4, 8, 16))
    gigabytes = rate * 3_600 / 8_000
    return Quiz(
        id="01a.r2",
        objective="slip",
        pattern=None,
        question=f"A camera sends {rate} Mbit/s. How many GB are that in an hour?",
        options=(
            Option(f"{gigabytes:g} GB", "Seconds, then 8 bits a byte.", right=True),
            Option(f"{8 * gigabytes:g} GB", "That is in gigabits. Say both units aloud."),
            Option(f"{gigabytes / 60:.3g} GB", "That is a minute."),
        ),
    )


def kind(rng: random.Random) -> Quiz:
    """Which test finds this slip?"""
    line, right, why = rng.choice(
        (
            (
                "120 million parcels a month are 1,389 a second.",
                "units",
                "A month was divided by the seconds of a day.",
            ),
            (
                "Locker 50 belongs to block A (1 to 50) and to block B (50 to 100).",
                "extreme",
                "Only the first and the last of a block show it.",
            ),
            (
                "3 tills serve 9,000 guests an hour.",
                "other side",
                "3,000 guests an hour for each till: one every 1.2 seconds.",
            ),
        )
    )
    wrong = {
        "units": "All units fit here. What else could one ask?",
        "extreme": "The first, the last, none, all: nothing special happens here.",
        "other side": "Going back from the result gives a figure that looks plausible here.",
    }
    options = tuple(Option(test, why if test == right else said, right=test == right) for test, said in wrong.items())
    return Quiz(
        id="01a.r3", objective="tests", pattern=None, question=f"“{line}” Which test finds the slip?", options=options
    )


REVIEWS = (
    ReviewCard("01a.r1", "follow", "load on the wrong tier", tier),
    ReviewCard("01a.r2", "slip", None, bits),
    ReviewCard("01a.r3", "tests", None, kind),
)
