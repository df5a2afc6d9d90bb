"""Lesson 22a's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def shifted(rng: random.Random) -> Quiz:
    """What do arrivals and departures above an offset do?"""
    size, arrive = rng.choice((10, 25, 50)), rng.choice((3, 4, 6))
    vanish = arrive - rng.choice((1, 2))
    return Quiz(
        id="22a.r1",
        objective="moving",
        pattern="place in a moving list",
        question=(
            f"A shop lists offers, newest first, {size} a page, by offset. While you read page one, {arrive} new offers "
            f"come and {vanish} of page one are sold. What does page two do?"
        ),
        options=(
            Option(f"it repeats {arrive - vanish}", "The others moved down by the difference.", right=True),
            Option(f"it repeats {arrive}", f"{vanish} vanished above, which moves the others up again."),
            Option(f"it skips {vanish}", f"{arrive} came above, which moves the others down by more than that."),
            Option("each offer once", "That is so only when as many come as go."),
        ),
    )


def rounded(rng: random.Random) -> Quiz:
    """Which part of a number does a double lose?"""
    bits = rng.choice((56, 58, 62))
    step = 2 ** (bits - 53)
    return Quiz(
        id="22a.r2",
        objective="cursor",
        pattern="space too small",
        question=f"Tickets have numbers of {bits} bits. A double holds 53. To multiples of what are they rounded?",
        options=(
            Option(f"{step}", f"{bits} − 53 = {bits - 53} bits are lost: 2 to this power.", right=True),
            Option(f"{bits - 53}", "So many bits are lost. How many numbers do they tell apart?"),
            Option("nothing, 53 bits are enough", "They are enough below 2 to the power of 53."),
        ),
    )


def fading(rng: random.Random) -> Quiz:
    """What does a half-life do to points?"""
    half_life_h, halves = rng.choice((4, 12, 24)), rng.choice((2, 3))
    points = rng.choice((100, 240))
    return Quiz(
        id="22a.r3",
        objective="rank",
        pattern="grows for ever",
        question=(
            f"Songs lose half of their score every {half_life_h} hours. A new song has {points} points. How many does a "
            f"song need that is {halves * half_life_h} hours old, to stand beside it?"
        ),
        options=(
            Option(f"{points * 2**halves}", f"{halves} half-lives: the points doubled {halves} times.", right=True),
            Option(f"{points * halves}", "It doubles with each half-life; it does not grow by the same amount."),
            Option(f"{points + halves * half_life_h}", "Points and hours cannot be added."),
        ),
    )


REVIEWS = (
    ReviewCard("22a.r1", "moving", "place in a moving list", shifted),
    ReviewCard("22a.r2", "cursor", "space too small", rounded),
    ReviewCard("22a.r3", "rank", "grows for ever", fading),
)
