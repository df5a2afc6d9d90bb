"""Two conversations of two people each, for whoever wants to get into the other one."""

from course.clock import Clock
from course.stores import open_duckdb
from course.systems.chat.archive import Archive
from course.systems.chat.auth import Tokens
from course.systems.chat.history import History, by_numbers

MEMBERS = {"ana-bo": ("ana", "bo"), "eve-fay": ("eve", "fay")}


def two_talks(clock: Clock) -> tuple[Archive, dict[str, str]]:
    """The conversations, in one of which Bo has written, and each person's token."""
    tokens = Tokens(b"only servers know this", clock)
    archive = Archive(History(open_duckdb(), by_numbers(100_000)), tokens, clock)
    token = dict[str, str]()
    for conversation, people in MEMBERS.items():
        for person in people:
            token[person] = tokens.issue(person, "phone")
            archive.join(conversation, person)
    archive.write(token["bo"], "ana-bo", "the gate code is 4711")
    return archive, token
