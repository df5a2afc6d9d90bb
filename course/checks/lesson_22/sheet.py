"""Exercise 22.1: an empty sheet for half a billion readers."""

from collections.abc import Callable
from functools import partial
from types import NoneType

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.estimates import Quantity, quantity
from course.estimates.worksheet import Worksheet
from course.systems.news_feed.estimate import note_loads
from course.units import SECONDS_PER_DAY

Brief = dict[str, float]
BRIEF: Brief = {
    "users": 500e6,
    "posts_each": 1,
    "reads_each": 10,
    "followers_each": 200,
    "entries": 800,
    "entry_bytes": 20,
}
SCHOOL: Brief = {
    "users": 86_400,
    "posts_each": 2,
    "reads_each": 5,
    "followers_each": 30,
    "entries": 100,
    "entry_bytes": 16,
}
LINES = ("posts", "reads", "copies", "memory")


def wanted(brief: Brief) -> dict[str, float]:
    """What the four lines say, in base units."""
    users = brief["users"]
    posts_per_s = users * brief["posts_each"] / SECONDS_PER_DAY
    return {
        "posts": posts_per_s,
        "reads": users * brief["reads_each"] / SECONDS_PER_DAY,
        "copies": posts_per_s * brief["followers_each"],
        "memory": users * brief["entries"] * brief["entry_bytes"],
    }


def told(name: str, base: float) -> str:
    """A line in words."""
    unit = "B" if name == "memory" else f"{name}/s"
    return f"{name}: {quantity(base, unit)}"


def filled(answer: Answer, brief: Brief) -> dict[str, object]:
    """The lines of a new sheet after the learner's function had it."""
    sheet = Worksheet("News feed")
    answer(sheet, brief)
    return {line.name.strip().lower(): line.value for line in sheet.lines}


def value(answer: Answer, name: str, brief: Brief = BRIEF) -> float | None:
    """What one line says, in base units; None if it is missing or bare."""
    found = filled(answer, brief).get(name)
    return found.value if isinstance(found, Quantity) and fits(name, found) else None


def fits(name: str, found: Quantity) -> bool:
    """Whether a line is counted in bytes, or in something a time."""
    powers = dict(found.dimensions)
    return powers == {"B": 1} if name == "memory" else powers.get("s") == -1 and "B" not in powers


def four_lines(answer: Answer) -> None:
    lines = filled(answer, SCHOOL)
    for name in LINES:
        expect(name in lines, f"the sheet has: {', '.join(lines) or 'no line'}", f"There is no line called {name!r}.")
        found = lines[name]
        expect(
            isinstance(found, Quantity),
            f"{name}: {found!r}",
            "That is a bare number. Give it a unit: quantity(…, …).",
        )
        assert isinstance(found, Quantity)
        kind = "bytes" if name == "memory" else "something in a time"
        expect(fits(name, found), f"{name}: {found}", f"It is counted in {found.unit}. This line wants {kind}.")


def right(names: tuple[str, ...], answer: Answer) -> None:
    for brief in (SCHOOL, BRIEF):
        for name in names:
            found, should = value(answer, name, brief), wanted(brief)[name]
            given = ", ".join(f"{key} {number:g}" for key, number in brief.items())
            expect(
                found is not None and abs(found - should) <= 0.001 * should,
                f"{given}. You wrote {told(name, found) if found is not None else 'no ' + name}",
                "Say the line aloud with its units, from left to right. Which of them is left over, or missing?",
            )


def is_about(name: str, wrong: Callable[[Brief], float]) -> Callable[[Answer], bool]:
    """Recognise a line that says this instead."""

    def shows(answer: Answer) -> bool:
        try:
            found = value(answer, name, SCHOOL)
        except Wrong:
            return False
        return found is not None and abs(found - wrong(SCHOOL)) <= 0.001 * wrong(SCHOOL)

    return shows


SHEET = Exercise(
    id="22.1",
    title="fill(sheet, brief)",
    objective="estimate",
    points=2.0,
    expects=Function(("sheet", "brief"), (NoneType, Worksheet)),
    properties=(
        Property("four lines, each with its unit", four_lines),
        Property("posts and page reads", partial(right, ("posts", "reads"))),
        Property("copies", partial(right, ("copies",))),
        Property("memory of all feeds", partial(right, ("memory",))),
    ),
    misconceptions=(
        Misconception(
            "one copy for one post",
            "A post by somebody with 30 followers: into how many feeds is it written?",
            is_about("copies", lambda brief: wanted(brief)["posts"]),
        ),
        Misconception(
            "a read makes copies",
            "Nobody posts today, and everybody reads. How many copies does the worker write?",
            is_about("copies", lambda brief: wanted(brief)["reads"] * brief["followers_each"]),
        ),
        Misconception(
            "the feed of one stands for all",
            "Whose feed is that? How many people have one?",
            is_about("memory", lambda brief: brief["entries"] * brief["entry_bytes"]),
        ),
        Misconception(
            "a feed grows with its readers' followers",
            "Two users have full feeds, one of them is famous. Whose feed is longer?",
            is_about("memory", lambda brief: wanted(brief)["memory"] * brief["followers_each"]),
        ),
        Misconception(
            "a day is a second",
            "How many seconds has the day in which all this is posted?",
            is_about("posts", lambda brief: brief["users"] * brief["posts_each"]),
        ),
    ),
    steps=(
        "Give the users a unit.",
        "Multiply them by posts and by reads of one user a day.",
        "Multiply the posts by the copies that one of them needs.",
        "Multiply the users by the bytes of one feed.",
        "Write four lines, the rates per second.",
    ),
    sister=(
        "*A choir of 60* sends two notes a month to its members. `quantity(2, 'notes/month') * quantity(60, "
        "'letters/note')` is 120 letters a month. Each folder holds 40 sheets of 5 g: 60 folders weigh 12 kg."
    ),
    ours=lambda: note_loads,
)
