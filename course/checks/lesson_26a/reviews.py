"""Lesson 26a's review cards: the same ideas, other products, fresh numbers."""

import random
from decimal import ROUND_HALF_UP, Decimal

from course.checks.lesson_26a.surge import wanted
from course.checks.model import Option, Quiz, ReviewCard


def total(rng: random.Random) -> Quiz:
    """Lines and total."""
    grams, price = rng.choice(((435, "1.90"), (565, "2.30"), (345, "1.10")))
    cost = Decimal(price) * grams / 1000
    cent = cost.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Quiz(
        id="26a.r1",
        objective="bill",
        pattern="two copies of one truth",
        question=(
            f"A shop sells {grams} g of rice at {price} a kilogram, twice, on two lines. Exactly, each costs {cost}. "
            "Which total should the bill show?"
        ),
        options=(
            Option(f"{2 * cent}", "The sum of what stands on the lines.", right=True),
            Option(
                f"{(2 * cost).quantize(Decimal('0.001'))}",
                "No coin is that small, and the lines above it say something else.",
            ),
            Option(f"{2 * cent - Decimal('0.01')}", "Then the customer adds up the lines, and finds a cent more."),
        ),
    )


def cut(rng: random.Random) -> Quiz:
    """Which drawer?"""
    degrees = rng.choice((-3, -7, -9))
    return Quiz(
        id="26a.r2",
        objective="zone",
        pattern="space too small",
        question=(
            f"A weather chart has one bar for each 10 degrees; it computes int(t / 10). To which bar does it add {degrees} °C, "
            "and where does it belong?"
        ),
        options=(
            Option(
                "bar 0, and it belongs to bar −1", "The bar at 0 gets all from −9 to 9: twice its share.", right=True
            ),
            Option("bar −1, where it belongs", "int cuts toward zero. Which side of it is that, below 0?"),
            Option("bar 0, where it belongs", "Then bar 0 holds nearly 20 degrees, and every other bar 10."),
        ),
    )


def step(rng: random.Random) -> Quiz:
    """Next price."""
    before, riders, cars = rng.choice(((130, 24, 8), (160, 30, 6), (210, 12, 12)))
    goal = wanted(riders, cars)
    right = min(before + 20, max(before - 20, goal))
    other = before - 20 if right > before else before + 20
    return Quiz(
        id="26a.r3",
        objective="surge",
        pattern=None,
        question=(
            f"A parking garage moves its price at most 20 a minute, between 100 and 250; wanted is 100 · cars that ask / free places. "
            f"It is {before}, {riders} cars ask, {cars} places are free. What comes next?"
        ),
        options=(
            Option(f"{right}", f"Wanted is {goal}; the step is limited.", right=True),
            Option(f"{goal}", "That is wanted. How far may it move in a minute?"),
            Option(f"{other}", "That is the wrong way. Are there more cars than places?"),
        ),
    )


def silence(rng: random.Random) -> Quiz:
    """The answer is lost."""
    thing = rng.choice(("orders a pump", "books a flight", "sends money to a friend"))
    return Quiz(
        id="26a.r4",
        objective="repeat",
        pattern=None,
        question=f"A program {thing} on somebody else's server, and no answer comes. What makes it safe to ask again?",
        options=(
            Option("a longer wait before it", "The first one may have been done all the same."),
            Option(
                "the same key in both calls, which the server remembers",
                "Then the second call changes nothing.",
                right=True,
            ),
            Option("a new key, so that the calls are not mixed up", "Then the server takes them for two wishes."),
        ),
    )


def held(rng: random.Random) -> Quiz:
    """Which price holds?"""
    minutes, told, now = rng.choice(((3, 80, 95), (8, 140, 120), (5, 60, 75)))
    return Quiz(
        id="26a.r5",
        objective="quote",
        pattern="check-then-act",
        question=(
            f"A hotel shows {told} a night and keeps its offers for 10 minutes. After {minutes} minutes the guest books; the price "
            f"is {now} by then. What does he pay?"
        ),
        options=(
            Option(f"{told}", "The offer was stored, and its time was not over.", right=True),
            Option(f"{now}", "Then what he saw was no offer."),
            Option("the lower of the two", "Kind, but then nobody knows a price before the end."),
        ),
    )


def sides(rng: random.Random) -> Quiz:
    """Whom does the mean forget?"""
    before, after = rng.choice(((40, 25), (30, 18), (55, 35)))
    return Quiz(
        id="26a.r6",
        objective="sides",
        pattern=None,
        question=(
            f"A clinic doubles its fee. The middle wait of its patients falls from {before} to {after} minutes. What must you ask "
            "before you call that better?"
        ),
        options=(
            Option(
                "how many were treated, and who stayed away", "Those who stay away wait in no statistic.", right=True
            ),
            Option("how much money came in", "That tells about the clinic, not about the sick."),
            Option("nothing: a shorter wait is better", "For whom? The wait counts only those who came."),
        ),
    )


REVIEWS = (
    ReviewCard("26a.r1", "bill", "two copies of one truth", total),
    ReviewCard("26a.r2", "zone", "space too small", cut),
    ReviewCard("26a.r3", "surge", None, step),
    ReviewCard("26a.r4", "repeat", None, silence),
    ReviewCard("26a.r5", "quote", "check-then-act", held),
    ReviewCard("26a.r6", "sides", None, sides),
)
