"""A log of its own for each test, and a manual clock."""

import pytest

from course.checks.log import Log
from course.clock import ManualClock
from tests.checks import sample_lesson


@pytest.fixture(autouse=True)
def _lesson_99():
    sample_lesson.install()


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def log(tmp_path, clock):
    return Log(tmp_path / "progress.jsonl", clock)


@pytest.fixture
def said(capsys):
    """What was printed since the last question, as one text."""
    return lambda: capsys.readouterr().out
