"""Lesson 23c's review cards: the same ideas, other products, fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def quiet(rng: random.Random) -> Quiz:
    """What does a page cost where little happens?"""
    every, page, bucket = rng.choice((10, 20, 40)), rng.choice((20, 30)), rng.choice((2, 5))
    right = every * page // bucket
    return Quiz(
        id="23c.r1",
        objective="page",
        pattern="clock as truth",
        question=(
            f"A meter writes a line each {every} minutes. Lines lie in buckets of {bucket} minutes. About how many "
            f"buckets does a page of {page} lines read?"
        ),
        options=(
            Option(f"{right}", "The page spans so many buckets, and most of them are empty.", right=True),
            Option(f"{page}", "Those are the buckets with a line. Who knows that the others are empty?"),
            Option("1", "That would need a line each few seconds."),
        ),
    )


def full(rng: random.Random) -> Quiz:
    """When is a partition too large?"""
    people, each, size = rng.choice((200, 500)), rng.choice((10, 20)), rng.choice((100, 200))
    days = 100_000_000 // (people * each * size)
    return Quiz(
        id="23c.r2",
        objective="page",
        pattern="grows for ever",
        question=(
            f"A forum of {people} people, {each} posts each a day, {size} bytes a post. One partition should stay under "
            "100 MB. After how many days is it full?"
        ),
        options=(
            Option(f"{days}", "100 MB by the bytes of one day.", right=True),
            Option(f"{days * people}", "That is one person's share. All of them write into this partition."),
            Option("never", "Nothing takes anything out of it, and its key never changes."),
        ),
    )


def ask(rng: random.Random) -> Quiz:
    """Whose word counts?"""
    what = rng.choice(("bank statements", "laboratory results"))
    return Quiz(
        id="23c.r3",
        objective="authorise",
        pattern="trusting the caller",
        question=f"An app asks for `/people/ana/{what.replace(' ', '-')}`. Which of these may decide whether it gets them?",
        options=(
            Option(
                "the token, and a table of who may see Ana's", "Neither can be written by whoever asks.", right=True
            ),
            Option("the path: it names Ana", "Whoever asks has written it."),
            Option("whether Ana exists", "That says nothing about who asks."),
        ),
    )


REVIEWS = (
    ReviewCard("23c.r1", "page", "clock as truth", quiet),
    ReviewCard("23c.r2", "page", "grows for ever", full),
    ReviewCard("23c.r3", "authorise", "trusting the caller", ask),
)
