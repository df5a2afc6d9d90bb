"""The one table of lessons: README, index, builds and tests read it."""

from dataclasses import dataclass

from course.errors import CourseError


@dataclass(frozen=True, slots=True)
class Lesson:
    """One notebook: a core (``20``) or one of its dives (``20a``)."""

    number: str
    slug: str
    title: str
    minutes: int
    summary: str

    @property
    def stem(self) -> str:
        """The name of its files, without suffix: ``20-url-shortener``."""
        return f"{self.number}-{self.slug}"


LESSONS = (
    Lesson(
        number="00",
        slug="start-here",
        title="Start here",
        minutes=10,
        summary="A first cell run, a first service broken and mended, a first check passed and one failed.",
    ),
    Lesson(
        number="01",
        slug="estimates",
        title="Estimates that run",
        minutes=50,
        summary="Rates, storage, machines: worked out loud, tested against what runs, "
        "with the one load that dominates.",
    ),
    Lesson(
        number="20",
        slug="url-shortener",
        title="A URL shortener",
        minutes=60,
        summary="Codes that do not collide and cannot be walked, a cache that forgets in time, a stampede stopped.",
    ),
)


def find_lesson(number: str) -> Lesson:
    """The lesson with this number.

    Raises:
        CourseError: no lesson has it.
    """
    for lesson in LESSONS:
        if lesson.number == number:
            return lesson
    known = ", ".join(lesson.number for lesson in LESSONS)
    raise CourseError(f"There is no lesson {number!r}. Choose one of: {known}.")
