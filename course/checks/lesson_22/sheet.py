"""Exercise 22.1: an empty sheet for half a billion readers."""

from collections.abc import Callable
from functools import partial
from types import NoneType

from course.checks.answer import Answer
from course.checks.model import Exercise, Function, Misconception, Property, Wrong, expect
from course.estimates import Quantity, quantity
from course.estimates.unit_names import singular
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
VILLAGE: Brief = {
    "users": 300,
    "posts_each": 0.5,
    "reads_each": 4,
    "followers_each": 7,
    "entries": 50,
    "entry_bytes": 24,
}
LINES = ("posts", "reads", "copies", "memory")
OTHERS = {"user", "post", "read", "copy", "like"}  # what a line must not count instead of its own


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


def things(found: Quantity) -> dict[str, int]:
    """What a rate counts, with its powers: {"post": 1, "user": 1} is left over from a line that forgot to cancel."""
    return {thing: power for thing, power in found.dimensions if thing != "s"}


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
        if name == "memory":
            continue
        counted = things(found)
        expect(
            list(counted.values()) == [1],
            f"{name}: {found}",
            f"It is counted in {found.unit}. One thing a second is wanted. Which unit is left over, or missing?",
        )
        expect(
            not counted.keys() & OTHERS - {singular(name)},
            f"{name}: {found}",
            f"This line counts {name}, and it says {found.unit}.",
        )
        expect(found.shown == "s", f"{name}: {found}", "The text asks for a rate that is told per second.")


def right(names: tuple[str, ...], answer: Answer) -> None:
    for brief in (SCHOOL, BRIEF, VILLAGE):
        for name in names:
            found, should = value(answer, name, brief), wanted(brief)[name]
            given = ", ".join(f"{key} {number:g}" for key, number in brief.items())
            expect(
                found is not None and abs(found - should) <= 0.001 * should,
                f"{given}. You wrote {told(name, found) if found is not None else 'no ' + name}",
                "Say the line aloud with its units, from left to right. Which of them is left over, or missing?",
            )


def tells_another_time(answer: Answer) -> bool:
    """A right rate, told per day."""
    lines = filled(answer, SCHOOL)
    return any(isinstance(lines.get(name), Quantity) and lines[name].shown != "s" for name in LINES[:3])  # type: ignore[attr-defined]


def quantities(answer: Answer) -> list[Quantity]:
    return [found for found in filled(answer, SCHOOL).values() if isinstance(found, Quantity)]


def leaves_a_unit(answer: Answer) -> bool:
    """Users times posts/day: users and posts are both left."""
    return any(things(found).get("user", 0) > 0 for found in quantities(answer))


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
        Misconception(
            "each user posts once",
            "In this brief each user posts twice a day. Does your line know?",
            is_about("copies", lambda brief: brief["users"] * brief["followers_each"] / SECONDS_PER_DAY),
        ),
        Misconception(
            "a day has 100,000 seconds",
            "In the head that will do. Here the sheet computes: how many seconds has a day exactly?",
            is_about("posts", lambda brief: brief["users"] * brief["posts_each"] / 1e5),
        ),
        Misconception(
            "every brief has the same users",
            "Whatever the brief says, you have 500 million users. Which of your lines says so?",
            is_about("posts", lambda brief: BRIEF["users"] * brief["posts_each"] / SECONDS_PER_DAY),
        ),
        Misconception(
            "an entry takes no room",
            "You counted entries. How many bytes does one of them take, and which line says so?",
            is_about("memory", lambda brief: brief["users"] * brief["entries"]),
        ),
        Misconception(
            "a number of a user needs no user in its unit",
            "users · posts/day gives users and posts. Whose posts are they? The example says likes/user/day.",
            leaves_a_unit,
        ),
        Misconception(
            "the example's unit fits every line",
            "Your rate counts likes. What does this line count?",
            lambda answer: any(things(found).get("like") for found in quantities(answer)),
        ),
        Misconception(
            "a rate is told as it was given",
            "The number is right, and told per day. How does the example tell its likes?",
            tells_another_time,
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
