"""The records of the feed, what its work costs, and the ways in which a request can fail."""

from dataclasses import dataclass

from course.errors import CourseError
from course.parts.snowflake import split

LARGEST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Post:
    """What an author wrote. The id is a Snowflake: it holds the moment, and newer posts have larger ids."""

    id: int
    author: int
    text: str

    @property
    def at_ms(self) -> int:
        """When it was posted, in milliseconds since 1970."""
        return split(self.id).at_ms


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a post was liked and commented on."""

    likes: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as it stands on a page."""

    post: Post
    counts: Counts


@dataclass(frozen=True, slots=True)
class Page:
    """Posts, newest first; ``cursor`` asks for the next page, None: there is none."""

    shown: tuple[Shown, ...]
    cursor: str | None


@dataclass(slots=True)
class Cost:
    """What was asked of the store: waits for an answer, commands, ids sent back, copies of an id written."""

    round_trips: int = 0
    commands: int = 0
    ids: int = 0
    deliveries: int = 0

    def trip(self, commands: int, ids: int = 0) -> None:
        """Count one round trip. One that carries no command is not made."""
        if commands:
            self.round_trips += 1
            self.commands += commands
            self.ids += ids

    def seconds(self, *, round_trip_s: float, command_s: float) -> float:
        """How long one caller waits for all of it, one trip after the other, when nobody else asks."""
        return self.round_trips * round_trip_s + self.commands * command_s


def id_text(post_id: int) -> str:
    """The id as it leaves Python: a text. As a JSON number it would lose its last digits in a browser (2**53)."""
    return str(post_id)


def read_cursor(cursor: str | None) -> int | None:
    """The id that a cursor holds. Raises ``BadCursor`` for what no page of ours gave out."""
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 20 and int(cursor) <= LARGEST_ID):
        raise BadCursor(f"{cursor!r} is no cursor. Send back the one of your last page, or none for the first page.")
    return int(cursor)


class BadCursor(CourseError):
    """The cursor was not given out by us."""


class UnknownPost(CourseError):
    """There is no such post, or no longer."""


class NotAllowed(CourseError):
    """The user may not do that."""
