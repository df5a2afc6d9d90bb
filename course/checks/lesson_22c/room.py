"""Exercise 22c.1: as many lines as a hundred machines hold."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.systems.news_feed.shapes import CAPS, LIMITS, Shape, shape
from course.widgets.feed_shape import MOST_MACHINES, feed_shape


def chosen(answer: Answer) -> Shape:
    """What the widget shows when it stands so."""
    try:
        return feed_shape().set(**answer.parameters).result.chosen
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def situation(one: Shape) -> str:
    return f"{one.cap} lines, Redis packs up to {one.limit}"


def it_fits(answer: Answer) -> None:
    one = chosen(answer)
    most = one.cap + 2
    moment = f"For a moment of each delivery the set has {most} members, and is unpacked"
    expect(
        one.machines <= MOST_MACHINES,
        situation(one),
        f"{'It is packed' if one.packed else moment}: a line costs {one.line_bytes:.1f} B. "
        f"All feeds take {one.machines:,} machines; there are {MOST_MACHINES}.",
    )


def no_lines_left_out(answer: Answer) -> None:
    one = chosen(answer)
    expect(one.machines <= MOST_MACHINES, situation(one), "The machines do not hold these feeds yet.")
    better = max(
        other.cap for limit in LIMITS for cap in CAPS if (other := shape(limit, cap)).machines <= MOST_MACHINES
    )
    expect(
        one.cap >= better,
        situation(one),
        f"{one.machines} machines are in use, of {MOST_MACHINES}. They can hold longer feeds.",
    )


ROOM = Exercise(
    id="22c.1",
    title="As many lines as a hundred machines hold",
    objective="room",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("all feeds fit on the machines", it_fits),
        Property("they hold as many lines as the machines can", no_lines_left_out),
    ),
    misconceptions=(
        Misconception(
            "only lines count against the limit",
            "Which two members did you not count: the one that is no line, and the one that soon goes?",
            lambda answer: not chosen(answer).packed and chosen(answer).cap in (limit - 1 for limit in LIMITS),
        ),
        Misconception(
            "one price for every length",
            "Look at the two shapes in the figure: how far is a square above a circle?",
            lambda answer: not chosen(answer).packed and chosen(answer).cap not in (limit - 1 for limit in LIMITS),
        ),
        Misconception(
            "what fits is enough",
            "How many machines stand empty now? Which longer feed still stays packed, on this limit or on a greater one?",
            lambda answer: chosen(answer).machines <= MOST_MACHINES,
        ),
    ),
    steps=(
        "Let Redis pack as many members as it may.",
        "Lengthen the feed, step by step.",
        "Watch the figure: when does the circle become a square?",
        "Go back one step.",
    ),
    sister=(
        "*A lift carries eight.* A group that is always led by a guide wants to ride together, and on each floor one more steps "
        "in before one steps out. Eight less the guide, less the one for a moment: groups of six."
    ),
    ours=None,
    pattern="space too small",
)
