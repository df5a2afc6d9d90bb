"""Lesson 22's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def copies(rng: random.Random) -> Quiz:
    """How many copies a second?"""
    per_s, receivers = rng.choice((20, 50, 400)), rng.choice((30, 75, 150))
    readers_per_s = per_s * rng.choice((10, 20))
    return Quiz(
        id="22.r1",
        objective="estimate",
        pattern=None,
        question=f"{per_s} notices a second, each for {receivers} inboxes; {readers_per_s:,} inboxes are opened a second. What is written?",
        options=(
            Option(f"{per_s * receivers:,} entries a second", "Each notice into each of its inboxes.", right=True),
            Option(f"{per_s} entries a second", "That is what is sent. An inbox does not see it before it is copied."),
            Option(
                f"{readers_per_s * receivers:,} entries a second",
                "To open an inbox writes nothing: reads ask for entries.",
            ),
        ),
    )


def lists(rng: random.Random) -> Quiz:
    """Who is cheap to pull?"""
    few, many = rng.choice((3, 5, 8)), rng.choice((300, 900))
    return Quiz(
        id="22.r2",
        objective="sides",
        pattern=None,
        question=f"Reader A subscribes to {few} magazines, reader B to {many}. Nobody copies anything. Whose front page is cheaper to make?",
        options=(
            Option(
                f"A's: {few} lists instead of {many}", "Pull costs a list for each one that you follow.", right=True
            ),
            Option(
                "B's: more magazines, more hits",
                "Each of them is one more list to ask, and the page waits for the slowest.",
            ),
            Option(
                "they cost the same: a page has 20 entries",
                "The page is as long. How many lists must be asked to know its 20?",
            ),
        ),
    )


def crossing(rng: random.Random) -> Quiz:
    """Two rules, one border."""
    border = rng.choice((500, 2_000, 10_000))
    return Quiz(
        id="22.r3",
        objective="cross",
        pattern="two copies of one truth",
        question=f"Parcels under {border:,} g go by post, parcels over {border:,} g by van. One weighs exactly {border:,} g. What happens?",
        options=(
            Option(
                "nobody takes it",
                "Under and over leave a gap. One rule must decide, and the other must be its opposite.",
                right=True,
            ),
            Option(
                "both take it",
                "For that, both rules would have to say yes. What does 'under' say to the border itself?",
            ),
            Option("the post takes it", "Only if its rule said 'up to'. Read the first rule again."),
        ),
    )


def pages(rng: random.Random) -> Quiz:
    """How many rows come twice?"""
    size, new = rng.choice((10, 25, 50)), rng.choice((2, 4, 7))
    return Quiz(
        id="22.r4",
        objective="cursor",
        pattern="place in a moving list",
        question=f"An inbox shows {size} mails a page, newest first, by 'skip {size}'. {new} mails come while you read page one. On page two?",
        options=(
            Option(f"{new} mails of page one again", "Each new one pushes an old one over the border.", right=True),
            Option("no mail twice", "Only if the list stood still."),
            Option(f"{new} mails are never shown", "That is what deletions do: they pull unread ones over the border."),
        ),
    )


def killed(rng: random.Random) -> Quiz:
    """Which order survives a power cut?"""
    thing = rng.choice(("invoice", "reminder", "statement"))
    return Quiz(
        id="22.r5",
        objective="deliver",
        pattern='"done" said too early',
        question=f"A program puts one {thing} into each of 5,000 folders, and notes how far it came. It may be killed at any moment. Which order loses nothing, and also comes to an end?",
        options=(
            Option(
                "put it in, then note",
                "What was done and not noted is done again: into the same folder, under the same name.",
                right=True,
            ),
            Option("note, then put it in", "Killed in between, the note says it is there. Nobody comes back for it."),
            Option(
                "note all 5,000 at the end",
                "Nothing is lost. But if each program dies before the end, the last folders never see one.",
            ),
        ),
    )


REVIEWS = (
    ReviewCard("22.r1", "estimate", None, copies),
    ReviewCard("22.r2", "sides", None, lists),
    ReviewCard("22.r3", "cross", "two copies of one truth", crossing),
    ReviewCard("22.r4", "cursor", "place in a moving list", pages),
    ReviewCard("22.r5", "deliver", '"done" said too early', killed),
)
