"""An evening of a law office: who writes what to whom."""

import random
from dataclasses import dataclass

PEOPLE = ("Ana", "Bo", "Cem", "Dea", "Eli", "Fay")
TEXTS = (
    "They offer {} euros. Say nothing until Monday.",
    "I was at {} Mill Lane that night.",
    "Sell the house, but not below {} euros.",
    "File {}: he will plead guilty.",
    "The money is on account {}.",
    "My client knows about {} Harbour Street.",
)


@dataclass(frozen=True, slots=True)
class Note:
    """One text from one person to another."""

    sender: str
    reader: str
    text: str


def evening(rng: random.Random, notes: int = 200) -> list[Note]:
    """So many notes, each with another text.

    Raises:
        ValueError: more than 80,000 notes.
    """
    numbers = rng.sample(range(10_000, 90_000), notes)
    found = []
    for number in numbers:
        sender, reader = rng.sample(PEOPLE, 2)
        found.append(Note(sender, reader, rng.choice(TEXTS).format(number)))
    return found
