"""``check`` an answer, and go on with ``yours``."""

import os
import random
from string import ascii_lowercase
from typing import TypeVar

from course.checks.answer import fingerprint, untouched
from course.checks.cards import Block, Card, show
from course.checks.judge import Report, judge
from course.checks.log import Log, learners_log
from course.checks.model import Exercise, find

T = TypeVar("T")

GO_ON = 4  # the hint level at which an exercise is left open


def check(exercise_id: str, answer: object = ..., *, log: Log | None = None) -> float | None:
    """Run the answer against the exercise's properties and show a card.

    Returns:
        The points under nbgrader, otherwise None.

    Raises:
        CourseError: there is no such exercise. A learner's mistake raises nothing.
    """
    exercise = find(exercise_id, Exercise)
    if untouched(answer):
        points = 0.0
        show(Card(f"Check {exercise.id} · {exercise.title}: not attempted yet", (_invitation(exercise),)))
    else:
        report = judge(exercise, answer)
        level = _record(report, answer, learners_log(log))
        show(card(report, level))
        if level == GO_ON:
            show_sister(exercise)
        points = earned(report)
    return points if "NBGRADER_EXECUTION" in os.environ else None


def yours(exercise_id: str, answer: T, *, log: Log | None = None) -> T:  # noqa: ARG001 - one signature for all
    """Give back the learner's answer if it passes, else ours, and say which."""
    exercise = find(exercise_id, Exercise)
    if not untouched(answer) and judge(exercise, answer).passed:
        show(Card(f"{exercise.id} · {exercise.title}: from here on, the cells use your answer."))
        return answer
    if exercise.ours is None:
        raise ValueError(f"Exercise {exercise.id} has no answer of ours; give it one before a lesson calls yours().")
    show(Card(f"{exercise.id} · {exercise.title}: from here on, the cells use ours, until yours passes its check."))
    return exercise.ours()  # type: ignore[return-value]  # what the exercise expects is what it gives


def earned(report: Report) -> float:
    """Points for the share of properties that hold; all of them only if all hold."""
    points = report.exercise.points
    part = round(points * report.held / len(report.exercise.properties), 2)
    return float(points) if report.passed else max(0.0, min(part, round(points - 0.01, 2)))


def card(report: Report, level: int) -> Card:
    """✓ and ✗ for every property, then the hints up to this level."""
    exercise, total = report.exercise, len(report.exercise.properties)
    title = f"Check {exercise.id} · {exercise.title}: "
    rows = []
    for number, prop in enumerate(exercise.properties):
        known = number < len(report.findings)
        sign = ("✓ holds" if report.findings[number][0] else "✗ fails") if known else "· not tried"
        rows.append(f"{sign}: {prop.name}")
    if report.passed:
        return Card(title + f"all {total} hold" if total > 1 else title + "it holds", (rows,), "good")
    blocks = [rows, *hints(report, level)]
    if report.printed.strip():
        blocks.append(f"It printed: {report.printed.strip()}")
    return Card(title + f"{report.held} of {total} hold", tuple(blocks), "bad")


def hints(report: Report, level: int) -> list[Block]:
    """The smallest failing case; the misconception as a question; the steps, mixed up; the way on."""
    exercise = report.exercise
    known = next((known for known in exercise.misconceptions if known.name == report.misconception), None)
    case, why = report.failure
    given: list[Block] = [f"Hint 1 · {known.case}" if known and known.case else f"Hint 1 · {case}\n{why}"]
    if level >= 2:
        failing = exercise.properties[[*(found[0] for found in report.findings), False].index(False)].name
        general = f"For which input does “{failing}” fail first, and which line of yours decides that?"
        given.append(f"Hint 2 · {known.question if known else general}")
    if level >= 3:
        lines = [
            f"{letter}. {exercise.steps[at]}" for letter, at in zip(ascii_lowercase, mixed(exercise), strict=False)
        ]
        given.append(f'Hint 3 · The steps, mixed up. What is their order? Test it: `order("{exercise.id}", "…")`')
        given.append(lines)
    if level >= GO_ON:
        given.append("Go on · This exercise stays open and comes back in `review()`. A similar one, solved, is below.")
    return given


def mixed(exercise: Exercise) -> list[int]:
    """The places of the steps in an order that is the same for everybody, and not the right one."""
    rng, right = random.Random(exercise.id), list(range(len(exercise.steps)))
    places = rng.sample(right, len(right))
    while places == right and len(right) > 1:
        places = rng.sample(right, len(right))
    return places


def show_sister(exercise: Exercise) -> None:
    """Show the similar problem with its solution."""
    show(Card("A similar problem, solved", (exercise.sister,)))


def _record(report: Report, answer: object, log: Log) -> int:
    """Note the attempt; the hint level is the number of different attempts that failed, at most four."""
    exercise = report.exercise
    this = fingerprint(answer, report.findings, report.unfit)
    earlier = log.events("attempt", exercise.id)
    failed = {event.get("fingerprint") for event in earlier if not event.get("passed")} | {this}
    level = 0 if report.passed else min(len(failed), GO_ON)
    log.append("attempt", exercise.id, fingerprint=this, passed=report.passed, level=level)
    return level


def _invitation(exercise: Exercise) -> str:
    how = "Nothing is wrong: write your answer in place of `...`, run its cell, then run this one again."
    return f"{how} ({exercise.points:g} points)"
