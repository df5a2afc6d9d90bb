"""Exercise 22b.1: how many copies between two notes."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.widgets.worker_lives import FOLLOWERS, TARGET_AGAIN, TARGET_S, Lives, ending, worker_lives

LIFE_S = 40


def shown(answer: Answer) -> Lives:
    """What the widget shows when it stands so."""
    try:
        return worker_lives().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def short_lives(answer: Answer) -> None:
    lives = shown(answer)
    expect(lives.life_s == LIFE_S, f"a life of {lives.life_s:g} s", f"The target is meant for {LIFE_S} s.")


def on_time(answer: Answer) -> None:
    lives = shown(answer)
    expect(
        lives.done_s is not None and lives.done_s <= TARGET_S,
        f"a note every {lives.batch:,} copies: {ending(lives)}",
        f"The last follower waits longer than {TARGET_S:g} s.",
    )


def hardly_again(answer: Answer) -> None:
    lives = shown(answer)
    share = lives.written_again / FOLLOWERS
    expect(
        share < TARGET_AGAIN,
        f"a note every {lives.batch:,} copies: {lives.written_again:,} written again",
        f"That is {100 * share:.2g} of 100 copies; fewer than 1 is the target.",
    )


LIVES = Exercise(
    id="22b.1",
    title="Copies between two notes",
    objective="resume",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("a worker lives 40 s", short_lives),
        Property("everybody has the post within 180 s", on_time),
        Property("fewer than 1 copy in 100 is written again", hardly_again),
    ),
    misconceptions=(
        Misconception(
            "the worker must live longer",
            "You do not choose when a machine dies. What can you choose?",
            lambda answer: shown(answer).life_s != LIFE_S,
        ),
        Misconception(
            "a note more often is always better",
            "Each note is a round trip of 1 ms. How many round trips does your setting make?",
            lambda answer: shown(answer).batch <= 10,
        ),
        Misconception(
            "fewer notes cost less",
            "A worker died shortly before its next note. How much of its work does the next one do again?",
            lambda answer: shown(answer).batch >= 10_000,
        ),
    ),
    steps=(
        "Leave the life at 40 s, and read how many copies are written again.",
        "Go to more frequent notes, until they are fewer than 1 in 100.",
        "Then read the end. If it is too late, count the round trips, and go one step back.",
    ),
    sister=(
        "*A painter numbers 6,000 fence posts and is often called away.* A mark in his book takes a minute. After every "
        "post: 100 hours of marks. Once a week: a week painted twice. After every 50 posts, an hour of painting, he loses an hour at most, "
        "and two hours go into marks."
    ),
    ours=None,
    pattern="grows for ever",
)
