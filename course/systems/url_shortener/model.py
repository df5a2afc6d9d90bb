"""The records of the shortener, and the ways in which a request can fail."""

from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, slots=True)
class Link:
    """A short code and where it leads. ``expires_s`` is a moment (seconds since 1970); None: it never expires."""

    code: str
    url: str
    created_s: float
    expires_s: float | None = None

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
