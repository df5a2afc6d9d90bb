"""Exercise 23.3: the earliest crash after which a message comes twice."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.widgets.delivery_view import CONFIRM, MOMENTS_S, Crossing, delivery_view, simulate


def shown(answer: Answer) -> Crossing:
    """What the widget shows when it stands so."""
    try:
        return delivery_view().set(**answer.parameters).result
    except (CourseError, TypeError, ValueError) as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def the_design(answer: Answer) -> None:
    design = shown(answer).design
    expect(design == CONFIRM, f"the design is {design!r}", "In this design no gateway sends anything again.")


def with_a_memory(answer: Answer) -> None:
    expect(
        shown(answer).memory,
        "Bo's phone remembers nothing",
        "Then what comes twice is shown twice. That is not wanted.",
    )


def it_comes_twice(answer: Answer) -> None:
    crossing = shown(answer)
    expect(
        bool(crossing.again),
        f"gateway 2 dies at {crossing.crash_s:.1f} s",
        "“Came twice: none”, says the text below the picture.",
    )


def it_is_the_earliest(answer: Answer) -> None:
    it_comes_twice(answer)
    crossing = shown(answer)
    earlier = [moment for moment in MOMENTS_S if moment < crossing.crash_s]
    twice = [moment for moment in earlier if simulate(crossing.design, moment, True).again]
    expect(
        not twice,
        f"gateway 2 dies at {crossing.crash_s:.1f} s",
        "There is an earlier crash after which one comes twice. What must have left gateway 2 before it dies?",
    )


EARLIEST = Exercise(
    id="23.3",
    title="The earliest crash after which a message comes twice",
    objective="confirm",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("with “deliver until confirmed”", the_design),
        Property("and a phone that remembers", with_a_memory),
        Property("a message comes twice", it_comes_twice),
        Property("and no earlier crash does that", it_is_the_earliest),
    ),
    misconceptions=(
        Misconception(
            "another design was asked for",
            "The first two designs send each message once. Which of them could bring it a second time?",
            lambda answer: answer.parameters.get("design") != CONFIRM,
        ),
        Misconception(
            "shown twice was asked for",
            "It comes twice, and Bo sees it twice. Which control makes him see it once?",
            lambda answer: not answer.parameters.get("memory"),
        ),
        Misconception(
            "a crash before it left makes it come twice",
            "At that moment message 1 had not left gateway 2. How many copies of it were under way?",
            lambda answer: shown(answer).crash_s < 1.1,
        ),
        Misconception(
            "a crash after the confirmation makes it come twice",
            "The confirmation was in the stores before gateway 2 died. What does gateway 1 know, then?",
            lambda answer: not shown(answer).again,
        ),
        Misconception(
            "it must have been shown before the crash",
            "Move the crash to the left, a step at a time, and watch the first circle. Does a message that is on the wire die with its sender?",
            lambda answer: answer.parameters.get("crash_s") in (1.2, 1.3, 1.4, 1.5, 1.6),
        ),
        Misconception(
            "any of the four messages will do",
            "Four messages, so four chances. Which message is the first that can come twice?",
            lambda answer: shown(answer).crash_s > 1.6,
        ),
    ),
    steps=(
        "Choose “deliver until confirmed”, and a phone that remembers.",
        "Find when message 1 leaves gateway 2 for Bo's phone.",
        "Let gateway 2 die right after that, one step at a time, until a message “came twice”.",
    ),
    sister=(
        "*A letter needs a receipt.* The postman dies on his way back from the door, with the receipt in his bag. The office sends "
        "the letter again. It also does so when he dies right after he threw it into the box."
    ),
)
