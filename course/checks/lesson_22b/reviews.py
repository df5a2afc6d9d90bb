"""Lesson 22b's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def again(rng: random.Random) -> Quiz:
    """What does a death cost with a note?"""
    total, batch = rng.choice((20_000, 50_000)), rng.choice((200, 500))
    died = rng.choice((7, 13)) * batch + batch - 1
    return Quiz(
        id="22b.r1",
        objective="resume",
        question=(
            f"A program sends {total:,} bills, and notes its place after every {batch}. It dies after {died:,}. How many "
            "bills are sent twice?"
        ),
        options=(
            Option(
                f"{batch - 1}", "Those since the last note. Bills are no set of ids: here a repeat costs.", right=True
            ),
            Option("0", "The note tells where the last full batch ended, not where the program died."),
            Option(f"{died:,}", "That is so without any note."),
        ),
    )


def behind(rng: random.Random) -> Quiz:
    """How far does a queue fall behind?"""
    size_s, per_minute, minutes = rng.choice((20, 30)), rng.choice((4, 5)), rng.choice((3, 6))
    left_s = (size_s * per_minute - 60) * minutes
    return Quiz(
        id="22b.r2",
        objective="queue",
        pattern="everyone at once",
        question=(
            f"One printer, one queue. An office sends {per_minute} books a minute, {size_s} s of printing each. You send "
            f"one page after {minutes} minutes. How long do you wait?"
        ),
        options=(
            Option(
                f"about {left_s} s", "Each minute brings more work than a minute holds; the rest adds up.", right=True
            ),
            Option(f"about {size_s} s", "That is one book. How many stand before you?"),
            Option(f"about {size_s * per_minute * minutes} s", "That is all that came. A part of it is printed."),
        ),
    )


def gone(rng: random.Random) -> Quiz:
    """Who still sees it?"""
    copies = rng.choice((300, 800, 5_000))
    return Quiz(
        id="22b.r3",
        objective="truth",
        pattern="two copies of one truth",
        question=(
            f"An advertisement lies in {copies:,} letterboxes of an app. The shop closes, and one row says so. How many "
            "writes make every letterbox right from the next look on?"
        ),
        options=(
            Option("none, if each look asks the row", "The copies are hints; the row decides.", right=True),
            Option(f"{copies:,}, one a letterbox", "That works in the end, and until then some are wrong."),
            Option("one, in the cache of texts", "An unfollow or a block touches no text. What then?"),
        ),
    )


REVIEWS = (
    ReviewCard("22b.r1", "resume", None, again),
    ReviewCard("22b.r2", "queue", "everyone at once", behind),
    ReviewCard("22b.r3", "truth", "two copies of one truth", gone),
)
