"""Lesson 24's cards that come back, with fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def copies(rng: random.Random) -> Quiz:
    """How often is one message sealed?"""
    people, each = rng.choice(((30, 2), (12, 3), (200, 2)))
    right = people * each - 1
    return Quiz(
        id="24.r1",
        objective="cost",
        pattern="everyone at once",
        question=f"A group of {people} people has {each} phones each. One phone writes one message, sealed for each other phone. How many envelopes?",
        options=(
            Option("1", "Then all would have the same key. One stolen phone opens it for good."),
            Option(f"{people - 1}", "A person is not a phone. Each phone has keys of its own."),
            Option(f"{right}", "One for every other phone, also for the writer's own.", right=True),
        ),
    )


def chain(rng: random.Random) -> Quiz:
    """What does a copied chain key open?"""
    step, total = rng.choice(((30, 100), (8, 20), (5, 50)))
    return Quiz(
        id="24.r2",
        objective="chain",
        pattern=None,
        question=f"A camera seals {total} pictures with a chain, and deletes used keys. It is stolen after picture {step}. Which pictures does its chain key open?",
        options=(
            Option(f"1 to {step}", "A hash has no way back."),
            Option(f"{step + 1} to {total}", "From there on the thief walks as the camera does.", right=True),
            Option("all", "The first ones need keys that are deleted and cannot be computed any more."),
        ),
    )


def recover(rng: random.Random) -> Quiz:
    """When is the thief out?"""
    first, other = rng.choice((("Dea", "Eli"), ("Fay", "Cem"), ("Bo", "Dea")))
    return Quiz(
        id="24.r3",
        objective="recover",
        pattern=None,
        question=f"{first}'s phone was copied, and both go on writing with the double ratchet. Which is the first message that the thief cannot read?",
        options=(
            Option(f"{first}'s next one", f"It is sealed with the pair that was copied, unless {other} wrote before."),
            Option(f"{other}'s next answer", f"It meets {first}'s private key, which was copied."),
            Option(
                f"{first}'s first one after a new turn of {other}",
                f"Reading {other}'s new key makes {first}'s phone draw a new pair.",
                right=True,
            ),
        ),
    )


def trust(rng: random.Random) -> Quiz:
    """What does a signature show?"""
    thing = rng.choice(("a new prekey", "an update of a program", "a contract"))
    return Quiz(
        id="24.r4",
        objective="trust",
        pattern="trusting the caller",
        question=f"A server gives you {thing}, a signature, and the public key to check it with. The signature fits. What do you know?",
        options=(
            Option("that the right person signed it", "The server could have drawn a pair of its own, and signed."),
            Option(
                "that the owner of this public key signed it",
                "Whose key it is must come by another way.",
                right=True,
            ),
            Option("nothing", "Something: nobody else than the owner of that key can have made it."),
        ),
    )


def delete(rng: random.Random) -> Quiz:
    """When may a key go?"""
    sender = rng.choice(("a neighbour", "a broken router", "a prankster"))
    return Quiz(
        id="24.r5",
        objective="delete",
        pattern='"done" said too early',
        question=f"Your phone steps its chain on for every message that arrives. Now {sender} sends ten messages of garbage. What follows?",
        options=(
            Option("nothing: garbage does not open", "It does not open. But where does your chain stand now?"),
            Option("the next real message stays closed", "The chain is ten steps too far.", right=True),
            Option("the garbage is shown", "It has no valid seal, so there is no text to show."),
        ),
    )


REVIEWS = (
    ReviewCard("24.r1", "cost", "everyone at once", copies),
    ReviewCard("24.r2", "chain", None, chain),
    ReviewCard("24.r3", "recover", None, recover),
    ReviewCard("24.r4", "trust", "trusting the caller", trust),
    ReviewCard("24.r5", "delete", '"done" said too early', delete),
)
