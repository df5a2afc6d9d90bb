"""Exercise 22a.1: a list that moves, and an offset that looks right."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.widgets.moving_list import MovingList, moving_list, span


def moved(answer: Answer) -> MovingList:
    """What the widget shows when it stands so."""
    try:
        return moving_list().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def case(moving: MovingList) -> str:
    return f"{moving.arrive} arrive, {moving.vanish} vanish"


def it_moves(answer: Answer) -> None:
    moving = moved(answer)
    expect(moving.arrive > 0, case(moving), "No post arrives. The target wants some that arrive and some that vanish.")
    expect(moving.vanish > 0, case(moving), "No post vanishes. The target wants some that arrive and some that vanish.")


def none_twice(answer: Answer) -> None:
    moving = moved(answer)
    expect(not moving.by_offset.twice, case(moving), f"By offset, shown twice: {span(moving.by_offset.twice)}.")


def none_passed_over(answer: Answer) -> None:
    moving = moved(answer)
    over = moving.by_offset.passed_over
    expect(not over, case(moving), f"By offset, never shown: {span(over)}.")


MOVING = Exercise(
    id="22a.1",
    title="A moving list on which an offset looks right",
    objective="moving",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("posts arrive, and posts vanish", it_moves),
        Property("the offset shows no post twice", none_twice),
        Property("the offset passes no post over", none_passed_over),
    ),
    misconceptions=(
        Misconception(
            "a list that stands still is wanted",
            "This list does not move. Which rank has a post after something arrived, and something vanished above it?",
            lambda answer: moved(answer).arrive == moved(answer).vanish == 0,
        ),
        Misconception(
            "arrivals alone are harmless",
            "One post arrives. Which rank does the last post of page one have now, and where does page two begin?",
            lambda answer: moved(answer).arrive > moved(answer).vanish,
        ),
        Misconception(
            "what vanishes was read already, so it does no harm",
            "A post above you vanishes. Which way do the unread ones move, and where does page two begin?",
            lambda answer: moved(answer).arrive < moved(answer).vanish,
        ),
    ),
    steps=(
        "Let one post arrive, and see which way the others move.",
        "Let none arrive and one vanish, and see which way they move now.",
        "Ask how many must come for each one that goes, so that the unread posts stay where they are.",
        "Set both sliders so.",
    ),
    sister=(
        "*A waiting room gives no numbers; a nurse calls “the fourth chair”.* Two people squeeze in at the front and "
        "two leave from the front: the fourth chair still has the same patient. That is luck, not a rule."
    ),
    ours=None,
    pattern="place in a moving list",
)
