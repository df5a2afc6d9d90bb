"""Dive 24a's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def halves(rng: random.Random) -> Quiz:
    """What opens, if each lock takes one of two keys?"""
    shop, bank, guard = rng.choice(
        (("shop", "bank", "guard"), ("school", "town hall", "janitor"), ("ship", "port", "pilot"))
    )
    return Quiz(
        id="24a.r1",
        objective="reach",
        pattern=None,
        question=(
            f"A secret is hashed out of two agreements: the {shop}'s lasting key with the {guard}'s, and the {shop}'s key of the day with "
            f"the {bank}'s. Each evening the key of the day is deleted. Next year somebody steals the {guard}'s key. What else must he steal?"
        ),
        options=(
            Option("nothing", f"With the {guard}'s key he makes one of two agreements."),
            Option(f"the {bank}'s key", "One half of each agreement: that is all it takes.", right=True),
            Option(f"the {shop}'s lasting key", f"It makes the same agreement as the {guard}'s key."),
        ),
    )


def alike(rng: random.Random) -> Quiz:
    """One given number, or any two?"""
    digits = rng.choice((4, 6, 8))
    return Quiz(
        id="24a.r2",
        objective="digits",
        pattern="space too small",
        question=(
            f"A museum's ticket is shown by {digits} digits of a hash. A forger makes tickets until one reads like *your* ticket, which he saw. "
            "How many does he make, about?"
        ),
        options=(
            Option(
                f"{10 ** (digits // 2):,}", "So many until any two of his own are alike. Yours is one given number."
            ),
            Option(f"{10**digits:,}", f"Each try hits with one in {10**digits:,}.", right=True),
            Option(f"{10 ** (2 * digits):,}", f"{digits} digits make {10**digits:,} numbers, not more."),
        ),
    )


def vouchers(rng: random.Random) -> Quiz:
    """What does a one-time thing need?"""
    place, thing = rng.choice((("cinema", "voucher"), ("library", "day pass"), ("garage", "ticket")))
    return Quiz(
        id="24a.r3",
        objective="once",
        pattern='"done" said too early',
        question=(
            f"A {place} takes a {thing} off its list as soon as somebody *names* its number, and checks the stamp afterwards. What can a "
            "prankster do?"
        ),
        options=(
            Option("enter with a number alone", "The stamp is checked, and his is false."),
            Option(
                f"use up a {thing} that is yours",
                "It is off the list before anybody has seen that he holds no stamp.",
                right=True,
            ),
            Option(f"use one {thing} twice", "It is off the list at once: that is what the haste was for."),
        ),
    )


REVIEWS = (
    ReviewCard("24a.r1", "reach", None, halves),
    ReviewCard("24a.r2", "digits", "space too small", alike),
    ReviewCard("24a.r3", "once", '"done" said too early', vouchers),
)
