"""Lesson 22c's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def cliff(rng: random.Random) -> Quiz:
    """Which length stays packed?"""
    limit = rng.choice((64, 100, 200))
    return Quiz(
        id="22c.r1",
        objective="room",
        pattern="space too small",
        question=(
            f"A store packs lists of at most {limit} members, and never packs one again. A game adds a score to a player's list "
            "and then drops the oldest. Nothing else stands in it. How many scores may a list keep?"
        ),
        options=(
            Option(f"{limit - 1}", "Between the two steps there is one more.", right=True),
            Option(f"{limit}", f"For a moment it holds {limit + 1}, and is never packed again."),
            Option(f"{limit + 1}", "That is over the limit all the time."),
        ),
    )


def scatter(rng: random.Random) -> Quiz:
    """Which shards does a question ask?"""
    shards = rng.choice((12, 40, 64))
    return Quiz(
        id="22c.r2",
        objective="machine",
        pattern="load on the wrong tier",
        question=(
            f"A library's loans lie on {shards} shards, cut by reader. Somebody wants to know who has borrowed one book. "
            "How many shards are asked?"
        ),
        options=(
            Option(f"{shards}", "Nothing says which readers have it.", right=True),
            Option("1", "That holds for “what has this reader borrowed”."),
            Option("as many as have borrowed it", "Who they are is what is being asked."),
        ),
    )


def renewed(rng: random.Random) -> Quiz:
    """Who renews the lifetime?"""
    days = rng.choice((3, 10, 30))
    return Quiz(
        id="22c.r3",
        objective="lost",
        pattern="grows for ever",
        question=(
            f"A shop keeps a visitor's basket for {days} days. Each price change writes to all baskets and starts the {days} days anew. "
            "Prices change daily. When does a basket of somebody who never came back go?"
        ),
        options=(
            Option("never", "What is renewed by others does not end when the visitor leaves.", right=True),
            Option(f"after {days} days", "The first price change began the count again."),
            Option(f"after {2 * days} days", "And the next one after that?"),
        ),
    )


REVIEWS = (
    ReviewCard("22c.r1", "room", "space too small", cliff),
    ReviewCard("22c.r2", "machine", "load on the wrong tier", scatter),
    ReviewCard("22c.r3", "lost", "grows for ever", renewed),
)
