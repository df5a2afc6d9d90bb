"""A lesson's answers on the bench: each right one is accepted, each wrong one is refused for the reason it has.

A lesson lists them in ``tests/checks/answers_NN.py``: ``RIGHT`` maps an exercise's id to answers, ``WRONG`` maps it to
pairs (the misconception that must be recognised, or None; the answer). ``test_answers.py`` finds and tries them all.
"""

import importlib
from collections import Counter
from pathlib import Path

from course.checks.exercises import card
from course.checks.judge import judge
from course.checks.model import Exercise, find

LIMIT_S = 2.0  # an endless answer is tried twice: a bench has no time for ten seconds
FEWEST = {"right": 2, "wrong": 4}


def lessons_on_the_bench():
    """The modules that list answers, by the number of their lesson."""
    numbers = sorted(path.stem.removeprefix("answers_") for path in Path(__file__).parent.glob("answers_*.py"))
    return {number: importlib.import_module(f"tests.checks.answers_{number}") for number in numbers}


def accept(exercise_id, answer):
    """Fail unless the answer passes."""
    report = judge(find(exercise_id, Exercise), answer, LIMIT_S)
    assert report.passed, f"a right answer was refused\n{card(report, level=2)!r}"


def refuse(exercise_id, misconception, answer):
    """Fail unless the answer is refused, with a first hint, and with this misconception recognised."""
    report = judge(find(exercise_id, Exercise), answer, LIMIT_S)
    assert not report.passed, "a wrong answer was accepted"
    assert report.misconception == misconception, repr(card(report, level=2))


def named(answer):
    """A short name for a test's id."""
    return getattr(answer, "__name__", None) or repr(answer)[:30]


def pytest_terminal_summary(terminalreporter):
    """Print how many answers each exercise was tried with."""
    tried = Counter(
        value
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == "answer"
    )
    if tried:
        terminalreporter.section("answers on the bench")
    for exercise_id in sorted({exercise_id for exercise_id, _ in tried}):
        counts = ", ".join(f"{tried[exercise_id, kind]} {kind}" for kind in FEWEST)
        terminalreporter.write_line(f"{exercise_id}: {counts}")
