"""Every number that a lesson takes from outside, with its source and year.

A lesson cites a number from here or measures its own; it never prints a bare one.
"""

from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, slots=True)
class SourcedNumber:
    """A figure and where it comes from. ``assumption`` marks what a brief sets and nobody measured."""

    name: str
    value: float
    unit: str
    source: str
    year: int
    assumption: bool = False

    def __str__(self) -> str:
        kind = "assumption" if self.assumption else "reported"
        return f"{self.value:,.10g} {self.unit} ({kind}: {self.source}, {self.year})"


NUMBERS = (
    SourcedNumber("links-per-day", 100e6, "links/day", "the brief of this lesson", 2026, assumption=True),
    SourcedNumber("reads-per-link", 100, "redirects/link", "the brief of this lesson", 2026, assumption=True),
    SourcedNumber("link-record", 500, "B", "the brief of this lesson", 2026, assumption=True),
    SourcedNumber("link-retention", 5, "years", "the brief of this lesson", 2026, assumption=True),
    SourcedNumber("peak-factor", 3, "x", "the brief of this lesson", 2026, assumption=True),
    SourcedNumber("redirect-deadline", 0.1, "s", "the brief of this lesson", 2026, assumption=True),
    SourcedNumber("bitly-clicks", 6e9, "clicks/month", "Bitly, engineering talk", 2014),
)


def sourced(name: str) -> SourcedNumber:
    """The registered number of this name.

    Raises:
        CourseError: nothing is registered under the name.
    """
    for number in NUMBERS:
        if number.name == name:
            return number
    raise CourseError(f"No sourced number is called {name!r}. Add it to course/estimates/registry.py with its source.")
