"""Lesson 23's cards that come back, with fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def load(rng: random.Random) -> Quiz:
    """How many gateways?"""
    millions, each = rng.choice(((2, 40_000), (6, 50_000), (9, 30_000)))
    right, written_per_s = millions * 1_000_000 // each, millions * 1_000_000 / 3_600
    return Quiz(
        id="23.r1",
        objective="load",
        pattern="load on the wrong tier",
        question=f"{millions} million phones are connected, each writes one message an hour. A gateway holds {each:,} connections. How many gateways, at least?",
        options=(
            Option(
                f"1: it carries {written_per_s:,.0f} messages a second",
                "The messages are few. Where do the connections go?",
            ),
            Option(f"{right}", "Silent connections decide, not messages.", right=True),
            Option(f"{right * 10}", f"Divide {millions},000,000 by {each:,}."),
        ),
    )


def ticks(rng: random.Random) -> Quiz:
    """What does a late receipt change?"""
    high = rng.randint(20, 60)
    low = high - rng.randint(3, 9)
    return Quiz(
        id="23.r2",
        objective="ticks",
        pattern='"done" said too early',
        question=f"Of Bo you know: delivered {high}, read {low - 2}. Now comes “read {low}”, and then a late “delivered {low - 1}”. What do you know?",
        options=(
            Option(f"delivered {low - 1}, read {low}", "He had message " + str(high) + ". Can that become untrue?"),
            Option(f"delivered {high}, read {low}", "Each number is the highest that came.", right=True),
            Option(f"delivered {high}, read {high}", "His phone has it. Did he look?"),
        ),
    )


def stored(rng: random.Random) -> Quiz:
    """What may be said after the store?"""
    thing, store, who = rng.choice(
        (
            ("a payment", "ledger", "customer"),
            ("a booking", "table of rooms", "guest"),
            ("a vote", "list of votes", "voter"),
        )
    )
    return Quiz(
        id="23.r3",
        objective="stored",
        pattern='"done" said too early',
        question=f"A server answers “done” for {thing}, then writes what it took to the {store} once a second. It dies. What does the {who} believe?",
        options=(
            Option("that it failed", "It was answered “done”."),
            Option("that it is done, and it may be nowhere", "Write first, then answer.", right=True),
            Option("nothing: no answer came", "The answer came before the write."),
        ),
    )


def once(rng: random.Random) -> Quiz:
    """What does the phone show?"""
    base = rng.randint(10, 80)
    return Quiz(
        id="23.r4",
        objective="once",
        pattern="two copies of one truth",
        question=f"A phone has shown everything up to {base}. Now come {base + 2}, {base + 1}, {base + 2}. What does it show, and in which order?",
        options=(
            Option(f"{base + 2}, {base + 1}, {base + 2}", "One stands out of place, and one twice."),
            Option(f"{base + 1}, {base + 2}", "The early one waits; the repeat is forgotten.", right=True),
            Option(f"{base + 2}, {base + 1}", "The answer would stand above the question."),
        ),
    )


def gaps(rng: random.Random) -> Quiz:
    """What does it ask for?"""
    base = rng.randint(10, 80)
    return Quiz(
        id="23.r5",
        objective="gaps",
        pattern="clock as truth",
        question=f"A phone has shown everything up to {base}, and {base + 3} has come too. It was off for an hour. What does it ask for?",
        options=(
            Option(f"what follows {base + 3}", f"And {base + 1} and {base + 2}?"),
            Option("what was stored in the last hour", "By whose clock?"),
            Option(f"{base + 1} to {base + 2}, and what follows {base + 3}", "The gap, and the open end.", right=True),
        ),
    )


def window(rng: random.Random) -> Quiz:
    """How much does a gateway hold?"""
    phones, limit = rng.choice(((10_000, 32), (50_000, 20), (20_000, 64)))
    return Quiz(
        id="23.r6",
        objective="window",
        pattern="grows for ever",
        question=f"A gateway has {phones:,} phones and a window of {limit}. All phones stop taking anything. How many messages does it hold at most?",
        options=(
            Option(f"{phones * limit:,}", "The window, for each phone.", right=True),
            Option(f"{limit}", "The window is for one connection."),
            Option("as many as are written meanwhile", "That is so without a window."),
        ),
    )


def confirm(rng: random.Random) -> Quiz:
    """What does a lost confirmation do?"""
    thing = rng.choice(("a letter", "an alarm", "a bill"))
    return Quiz(
        id="23.r7",
        objective="confirm",
        pattern=None,
        question=f"A server sends {thing} again until it is confirmed. A confirmation is lost. What follows?",
        options=(
            Option("it is lost", "It has come; only the sender does not know."),
            Option("it comes twice, and the receiver must know it again", "At least once, plus a memory.", right=True),
            Option("nothing", "What does the sender do when no confirmation comes?"),
        ),
    )


REVIEWS = (
    ReviewCard("23.r1", "load", "load on the wrong tier", load),
    ReviewCard("23.r2", "ticks", '"done" said too early', ticks),
    ReviewCard("23.r3", "stored", '"done" said too early', stored),
    ReviewCard("23.r4", "once", "two copies of one truth", once),
    ReviewCard("23.r5", "gaps", "clock as truth", gaps),
    ReviewCard("23.r6", "window", "grows for ever", window),
    ReviewCard("23.r7", "confirm", None, confirm),
)
