"""Lesson 23b's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def full(rng: random.Random) -> Quiz:
    """How many come in?"""
    places, askers = rng.choice((1, 2)), rng.choice((5, 8))
    return Quiz(
        id="23b.r1",
        objective="members",
        pattern="check-then-act",
        question=(
            f"A course has {places} free {'place' if places == 1 else 'places'}. {askers} students ask at one moment; each "
            "request reads the count, and then writes its name. How many can be in at worst?"
        ),
        options=(
            Option(f"{askers}", "All of them may read before the first one writes.", right=True),
            Option(f"{places}", "That needs reading and writing in one step."),
            Option(f"{places + 1}", "One too many is the mildest case. Who else has read already?"),
        ),
    )


def waits(rng: random.Random) -> Quiz:
    """How long does a sender wait?"""
    shops, trip_ms = rng.choice((200, 400)), rng.choice((2, 5))
    return Quiz(
        id="23b.r2",
        objective="waiting",
        pattern="load on the wrong tier",
        question=(
            f"A price changes. The office tells {shops} shops one after another, two trips of {trip_ms} ms each, and then says "
            "“saved”. How long does the clerk wait?"
        ),
        options=(
            Option(f"{shops * 2 * trip_ms / 1000:g} s", "The wait grows with the shops. It need not.", right=True),
            Option(f"{2 * trip_ms} ms", "That is one shop."),
            Option(f"{shops * trip_ms / 1000:g} s", "Each shop takes two trips."),
        ),
    )


def which(rng: random.Random) -> Quiz:
    """A copy for each, or one that all look at?"""
    members, opens = rng.choice((300, 2_000)), rng.choice((10, 40))
    quiet, busy = rng.choice((1, 2)), rng.choice((200, 300))
    return Quiz(
        id="23b.r3",
        objective="fan-out",
        pattern="load on the wrong tier",
        question=(
            f"{members:,} employees open their app {opens} times a day; one look brings the news of 30 channels, where each has "
            f"its copies. Channel “fire drill” has {quiet} a day, channel “sales” {busy}. Which of them should be one log?"
        ),
        options=(
            Option("sales", "It writes more often than people look; the other one less often.", right=True),
            Option("fire drill", "A look a member each time, for a message or two."),
            Option("both: there are many members", "Members stand on both sides of the comparison."),
            Option("neither: copies are faster", f"{members * busy:,} copies a day for sales alone."),
        ),
    )


def waiting_for(rng: random.Random) -> Quiz:
    """Who holds the tick back?"""
    number = rng.choice((12, 40))
    return Quiz(
        id="23b.r4",
        objective="ticks",
        pattern="two copies of one truth",
        question=(
            f"Notice {number} went to a class. Ida left last week. Jon came after notice {number}. Kim has opened nothing since "
            "she came in May. For whom does “seen by all” wait?"
        ),
        options=(
            Option("for Kim", "She is here, it is hers, and nobody has heard from her.", right=True),
            Option("for Kim and Jon", f"Jon is owed what comes after {number}."),
            Option("for Kim and Ida", "No receipt will come from Ida, ever."),
            Option("for nobody", "Whoever has not been heard of has seen nothing."),
        ),
    )


REVIEWS = (
    ReviewCard("23b.r1", "members", "check-then-act", full),
    ReviewCard("23b.r2", "waiting", "load on the wrong tier", waits),
    ReviewCard("23b.r3", "fan-out", "load on the wrong tier", which),
    ReviewCard("23b.r4", "ticks", "two copies of one truth", waiting_for),
)
