"""Lesson 25a's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def rebuild(rng: random.Random) -> Quiz:
    """Moves, or a new build?"""
    birds, build_ms, move_us = rng.choice((50_000, 200_000)), rng.choice((20, 40)), rng.choice((2, 4))
    wait_s = rng.choice((60, 300))
    moves_ms, builds_ms = birds * move_us / 1_000 / 10, build_ms / wait_s
    return Quiz(
        id="25a.r1",
        objective="choice",
        pattern="load on the wrong tier",
        question=(
            f"{birds:,} birds carry senders that report once in 10 s. A report may wait {wait_s} s until the map shows it. Index A takes a move in "
            f"{move_us} µs; index B is built anew in {build_ms} ms. Looks cost the same; to write a row of B costs nearly nothing. Which one works less?"
        ),
        options=(
            Option(
                f"B: {builds_ms:.2g} ms of builds a second",
                f"A has {birds / 10:,.0f} moves a second: {moves_ms:.3g} ms of work.",
                right=True,
            ),
            Option(
                f"A: {move_us} µs is less than {build_ms} ms",
                "One move against one build. How many of each come in a second?",
            ),
            Option("Both the same: all birds are in both", "Count the work of one second for each."),
        ),
    )


def owner(rng: random.Random) -> Quiz:
    """Who owns a point on a line?"""
    side = rng.choice((16, 32))
    line = side // 4 * rng.choice((1, 3))
    low, high = (0, side // 2) if line < side // 2 else (side // 2, side)
    return Quiz(
        id="25a.r2",
        objective="line",
        pattern="two copies of one truth",
        question=(
            f"A warehouse is {side} m long and is halved twice: four zones. A box stands at {line} m exactly. Western ends "
            "belong to a zone. Which zone has it?"
        ),
        options=(
            Option(f"the one from {line} to {high} m", "It begins there, and owns its western end.", right=True),
            Option(f"the one from {low} to {line} m", "That one ends there; its eastern end belongs to the next."),
            Option("both", "Then one program puts it here, and another looks there."),
        ),
    )


def names(rng: random.Random) -> Quiz:
    """What does a shared beginning prove?"""
    letters = rng.choice((4, 5, 6))
    return Quiz(
        id="25a.r3",
        objective="border",
        pattern='"done" said too early',
        question=(
            f"Two letter boxes have geohashes of 8 letters, and share none of the first {letters}. What do you know about their "
            "distance?"
        ),
        options=(
            Option(
                "Nothing: they may stand side by side",
                "A line of an early cut may run between them.",
                right=True,
            ),
            Option("They are far apart", "The line of the very first cut is as thin as any other."),
            Option(
                f"They are at least one cell of {letters} letters apart",
                "Cells that touch can have names without one shared letter.",
            ),
        ),
    )


REVIEWS = (
    ReviewCard("25a.r1", "choice", "load on the wrong tier", rebuild),
    ReviewCard("25a.r2", "line", "two copies of one truth", owner),
    ReviewCard("25a.r3", "border", '"done" said too early', names),
)
