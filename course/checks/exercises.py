"""``check`` an answer, and go on with ``yours``."""

import os
from typing import Any

from course.checks.answer import CHANGED, Answer, fingerprint, untouched
from course.checks.judge import Report, judge
from course.checks.log import Log, learners_log
from course.checks.model import Exercise, Function, Number, WidgetState, find
from course.widgets.cards import Block, Card, show

GO_ON = 4
"""The hint level at which an exercise is left open. Level 1 only shows a failing case: it still counts as alone."""


def check(exercise_id: str, answer: object = ..., *, log: Log | None = None) -> float | None:
    """Run the answer against the exercise's properties and show a card; a learner's mistake raises nothing.

    Returns:
        The points while nbgrader grades, otherwise None.

    Raises:
        CourseError: there is no such exercise.
    """
    exercise, points = find(exercise_id, Exercise), 0.0
    if untouched(answer):
        how = "Nothing is wrong: write your answer in place of `...`, then run its cell and this one."
        if isinstance(exercise.expects, WidgetState):
            how = "Nothing is wrong: move the widget to its target, then run this cell again."
        show(Card(f"Check {exercise.id} · {exercise.title}: not attempted yet", (how,)))
    else:
        report = judge(exercise, answer)
        level = note(report, answer, learners_log(log))
        points = earned(report)
        show(card(report, level))
        if level == GO_ON:
            show(Card("A similar problem, solved", markdown=exercise.sister))
    return points if "NBGRADER_EXECUTION" in os.environ else None


def yours(exercise_id: str, answer: Any) -> Any:  # noqa: ANN401 - what the exercise asks for
    """Give back the learner's answer if it passes its check, else ours, and say which."""
    exercise = find(exercise_id, Exercise)
    if exercise.ours is None:
        raise ValueError(f"Exercise {exercise.id} has no answer of ours: yours() needs one.")
    passed = not untouched(answer) and judge(exercise, answer).passed
    which = "the cells below use your answer." if passed else "the cells below use ours, until yours passes its check."
    show(Card(f"{exercise.id} · {exercise.title}: {which}"))
    if passed and isinstance(exercise.expects, Number):
        return Answer(exercise.expects, answer).value  # in the form that was asked for: 7.0 links are 7
    return answer if passed else exercise.ours()


def note(report: Report, answer: object, log: Log) -> int:
    """Add the attempt to the log; the hint level is the number of different attempts that failed, at most four."""
    exercise, this = report.exercise, fingerprint(answer, report.findings)
    earlier = log.events("attempt", exercise.id)
    failed = {event.get("fingerprint") for event in earlier if not event.get("passed")} | {this}
    level = 0 if report.passed else min(len(failed), GO_ON)
    log.append("attempt", exercise.id, fingerprint=this, passed=report.passed, level=level)
    return level


def earned(report: Report) -> float:
    """Give points for the share of properties that hold; all of them only if all hold."""
    points = report.exercise.points
    part = round(points * report.held / len(report.exercise.properties), 2)
    return float(points if report.passed else min(part, max(0.0, round(points - 0.01, 2))))


def card(report: Report, level: int) -> Card:
    """Show ✓ or ✗ for every property, then the hints up to this level."""
    exercise, total = report.exercise, len(report.exercise.properties)
    signs = [*("✓ holds" if holds else "✗ fails" for holds, _, _ in report.findings), *["· not tried"] * total]
    rows = [f"{sign}: {prop.name}" for sign, prop in zip(signs, exercise.properties, strict=False)]
    title = f"Check {exercise.id} · {exercise.title}: "
    if report.passed:
        return Card(f"{title}passed", (rows,), "good")
    blocks = (rows, *hints(report, level))
    if report.printed.strip():
        blocks += (f"It printed: {report.printed.strip()}",)
    return Card(f"{title}{report.held} of {total} hold", blocks, "bad")


def hints(report: Report, level: int) -> list[Block]:
    """Give the smallest failing case; the misconception as a question; the steps, mixed up; the way on."""
    exercise = report.exercise
    known = next((known for known in exercise.misconceptions if known.name == report.misconception), None)
    _, case, why = next(found for found in report.findings if not found[0])
    first = known.case if known and known.case else f"{case}\n{why}"
    question = (
        "Whoever calls you goes on with what you were given. Which line of yours changes it?"
        if why == CHANGED
        else "Work out the case of hint 1 by hand, line by line. At which line does your result go wrong?"
        if isinstance(exercise.expects, Function)
        else "Take the case of hint 1. What would have to change in your answer, and which way?"
    )
    steps = [f"{letter}. {exercise.ordering.lines[key]}" for letter, key in exercise.ordering.lettered().items()]
    levels: tuple[tuple[Block, ...], ...] = (
        (f"Hint 1 · {first}",),
        (f"Hint 2 · {known.question if known else question}",),
        (f'Hint 3 · The steps, mixed up. What is their order? Test it: `order("{exercise.id}", "…")`', steps),
        ("Go on · This exercise stays open and comes back in `review()`. Below, a similar problem is solved.",),
    )
    return [block for blocks in levels[:level] for block in blocks]
