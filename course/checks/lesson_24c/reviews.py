"""Lesson 24c's cards that come back, with fresh numbers."""

import random

from course.checks.model import Option, Quiz, ReviewCard


def bell(rng: random.Random) -> Quiz:
    """What may a bell carry?"""
    who = rng.choice(("A bank", "A doctor", "A lawyer"))
    return Quiz(
        id="24c.r1",
        objective="bell",
        pattern=None,
        question=f"{who} promises messages that only the two ends can read. On the locked phone stands the beginning of the text. Which of these keeps the promise?",
        options=(
            Option(
                "the server puts the first words into the push",
                "Then the server has them. So has the maker of the phone.",
            ),
            Option(
                "the push says “come”, the app fetches and opens, and writes the line itself",
                "The text is in clear on the phone only.",
                right=True,
            ),
            Option("the push is sent over HTTPS", "That seals the wire. Both of its ends can read."),
        ),
    )


def again(rng: random.Random) -> Quiz:
    """How many keys does a message use?"""
    devices, times = rng.choice(((4, 3), (7, 2), (5, 5)))
    return Quiz(
        id="24c.r2",
        objective="again",
        pattern="two copies of one truth",
        question=f"A phone has the `pack` of dive 24c, scene 4. Its message goes to {devices} other devices, and leaves {times} times until it is stored. How many keys does it use?",
        options=(
            Option(f"{devices}", "One for each device, at the first time. After that, the same bytes.", right=True),
            Option(f"{devices * times}", "What do the keys of the later times wait for?"),
            Option("1", "Each device has a chain of its own with the writer's device."),
        ),
    )


def once(rng: random.Random) -> Quiz:
    """What must a phone look at first?"""
    what = rng.choice(("A photo", "A recipe", "An invitation"))
    return Quiz(
        id="24c.r3",
        objective="once",
        pattern="check-then-act",
        question=f"{what} comes a second time, sealed as before. What does a careful phone do first?",
        options=(
            Option(
                "it opens it, to see what it is", "Its key was deleted. What does a phone say of what does not open?"
            ),
            Option(
                "it looks for its name",
                "The name stands in clear, and is known. It confirms, and opens nothing.",
                right=True,
            ),
            Option("it asks the writer to seal it again", "It has it already."),
        ),
    )


def price(rng: random.Random) -> Quiz:
    """What does a picture cost?"""
    people, each = rng.choice(((5, 2), (10, 2), (4, 3)))
    others = people * each - 1
    return Quiz(
        id="24c.r4",
        objective="price",
        pattern=None,
        question=f"A group of {people} people with {each} devices each. One sends a video of 10 MB, sealed with a key of its own. How much must the device send, about?",
        options=(
            Option("10 MB", f"The video once, and {others} small messages with its key.", right=True),
            Option(
                f"{10 * others} MB",
                "That would be the video sealed for each device. What must each device have of its own?",
            ),
            Option("nothing: the server copies", "Somebody must bring the video to the server once."),
        ),
    )


REVIEWS = (
    ReviewCard("24c.r1", "bell", None, bell),
    ReviewCard("24c.r2", "again", "two copies of one truth", again),
    ReviewCard("24c.r3", "once", "check-then-act", once),
    ReviewCard("24c.r4", "price", None, price),
)
