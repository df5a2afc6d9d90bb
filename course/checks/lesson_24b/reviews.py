"""Lesson 24b's cards that come back, with fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def waiting(rng: random.Random) -> Quiz:
    """Which keys wait?"""
    last = rng.choice((7, 9, 12))
    came = sorted(rng.sample(range(last), last - 3))
    missing = [number for number in range(last) if number not in came]
    shown = ", ".join(map(str, [*came, last]))
    return Quiz(
        id="24b.r1",
        objective="late",
        pattern=None,
        question=f"One chain. The numbers {shown} have come and were opened. Which keys wait on the phone?",
        options=(
            Option(
                f"those of {', '.join(map(str, missing))}",
                "Stepped over, and not come. All others are used.",
                right=True,
            ),
            Option(f"those of 0 to {last}", "Used keys are deleted, or a thief would open what was read."),
            Option("none", "A chain has no way back. Where would the key of a late message come from?"),
        ),
    )


def forged(rng: random.Random) -> Quiz:
    """When may the state change?"""
    who = rng.choice(("A lift", "A drone", "A heating"))
    return Quiz(
        id="24b.r2",
        objective="commit",
        pattern='"done" said too early',
        question=f"{who} takes sealed orders with a number. It notes the number as done, then checks the seal. A stranger sends garbage under the next number. What follows?",
        options=(
            Option("nothing: garbage does not open", "The order is not obeyed. But what was noted?"),
            Option(
                "the real order with this number is refused",
                "It was noted as done before anybody had looked.",
                right=True,
            ),
            Option("the stranger's order is obeyed", "It has no valid seal."),
        ),
    )


def thief(rng: random.Random) -> Quiz:
    """What does a theft open?"""
    lost, late = rng.choice(((6, 4), (9, 5), (12, 3)))
    return Quiz(
        id="24b.r3",
        objective="expire",
        pattern="grows for ever",
        question=(
            f"100 messages came to a phone, {late} of them late, and {lost} more got lost before the last one that came. "
            "Keys wait for ever. The phone is copied, and the thief has recorded all. How many of these old messages open?"
        ),
        options=(
            Option(f"{lost}", "Exactly those whose keys still wait.", right=True),
            Option(f"{lost + late}", "The late ones were opened, and their keys deleted."),
            Option("0", "What was read is closed. What was never read?"),
        ),
    )


def backup(rng: random.Random) -> Quiz:
    """What does a rolled-back counter do?"""
    sent, more = rng.choice(((5, 8), (12, 20), (3, 4)))
    return Quiz(
        id="24b.r4",
        objective="restore",
        pattern="two copies of one truth",
        question=(
            f"A gate opens for each number of a chain once. A key fob pressed {sent} times since its backup is restored "
            f"from it. How often must it be pressed before the gate opens?"
        ),
        options=(
            Option(f"{sent + 1} times", f"The first {sent} numbers were used already.", right=True),
            Option("once", "Which number does the restored fob send first?"),
            Option(f"never, or only after {sent + more} times", f"Its chain is right. It is only {sent} steps behind."),
        ),
    )


REVIEWS = (
    ReviewCard("24b.r1", "late", None, waiting),
    ReviewCard("24b.r2", "commit", '"done" said too early', forged),
    ReviewCard("24b.r3", "expire", "grows for ever", thief),
    ReviewCard("24b.r4", "restore", "two copies of one truth", backup),
)
