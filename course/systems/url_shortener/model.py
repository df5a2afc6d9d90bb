"""The records of the shortener, and the ways in which a request can fail."""

from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, slots=True)
class Link:
    """A short code and where it leads. ``expires_s`` is a moment (seconds since 1970); None: it never expires.

    ``owner`` names a registered customer; None: nobody who registered.
    """

    code: str
    url: str
    created_s: float
    expires_s: float | None = None
    owner: str | None = None

    def expired(self, now_s: float) -> bool:
        """A link is dead from the moment ``expires_s`` on, that moment included."""
        return self.expires_s is not None and now_s >= self.expires_s


class UnknownCode(CourseError):
    """Nobody was ever given this code."""


class ExpiredLink(CourseError):
    """The code was given, and its time is over."""


class NameTaken(CourseError):
    """Somebody else owns the name."""


class BadLink(CourseError):
    """The address or the name cannot be used."""


class NotYours(CourseError):
    """The link belongs to another customer."""


class UnknownKey(CourseError):
    """No customer has this key."""


class TryLater(CourseError):
    """The same request may succeed in ``retry_s`` seconds: nothing is wrong with it."""

    def __init__(self, message: str, retry_s: int) -> None:
        super().__init__(message)
        self.retry_s = retry_s


class Unavailable(TryLater):
    """A store does not answer. Whether it did what it was asked for, nobody knows."""

    def __init__(self, message: str, retry_s: int = 2) -> None:
        super().__init__(message, retry_s)


class TooManyCalls(TryLater):
    """The caller has used up what one caller may ask for."""
