"""Exercise 20c.1: the moment of the power cut."""

from course.checks.answer import Answer
from course.checks.model import Exercise, Misconception, Property, WidgetState, Wrong, expect
from course.errors import CourseError
from course.widgets.crash_moment import CrashMoment, crash_moment


def stopped(answer: Answer) -> CrashMoment:
    """What the widget shows when it stands so."""
    try:
        return crash_moment().set(**answer.parameters).result
    except CourseError as error:
        raise Wrong("The widget cannot stand so.", str(error)) from None


def both_wrong(answer: Answer) -> None:
    moment = stopped(answer)
    for lane, damage in ((moment.ack_first, moment.ack_first.lost), (moment.write_first, moment.write_first.twice)):
        expect(
            damage > 0,
            f"step {moment.after}: {lane.name}",
            "This bill is right. The target is a moment at which both bills are wrong.",
        )


def by_the_same(answer: Answer) -> None:
    moment = stopped(answer)
    lost, twice = moment.ack_first.lost, moment.write_first.twice
    expect(lost == twice, f"step {moment.after}", f"One bill lacks {lost}, the other has {twice} too many.")


MOMENT = Exercise(
    id="20c.1",
    title="A moment at which one bill lacks what the other has too many",
    objective="crash",
    points=1.0,
    expects=WidgetState(),
    properties=(
        Property("both bills are wrong", both_wrong),
        Property("by the same number of clicks", by_the_same),
    ),
    misconceptions=(
        Misconception(
            "a good moment is wanted",
            "Nothing is wrong on a bill here. Compare a program's two records, acknowledged and on the bill: when is it wrong?",
            lambda answer: stopped(answer).ack_first.lost == 0 and stopped(answer).write_first.twice == 0,
        ),
        Misconception(
            "what is worst for one is worst for the other",
            "Move by one step, either way. Which mistake grew, and which shrank?",
            lambda answer: stopped(answer).ack_first.lost == 5 or stopped(answer).write_first.twice == 5,
        ),
    ),
    steps=(
        "Find a step at which both bills are wrong.",
        "Read both mistakes.",
        "Move by one step: see which grows and which shrinks.",
        "Go on in the direction in which they come together.",
    ),
    sister=(
        "*A shop counts coats into a van, six at a time.* One clerk crosses six off the list and then loads them. The "
        "other loads first. They are called away after three coats: the first list says six, the van holds three: 3 "
        "lost. The second van holds three, the list none: 3 are loaded again."
    ),
    ours=None,
    pattern="two copies of one truth",
)
