"""Lesson 00c: what its check shows beside its hints."""

from course.checks.judge import judge
from course.checks.lesson_00c import TIP
from tests.checks import answers_00c


def test_a_plan_that_nobody_awaits_prints_no_warning_about_our_files():
    for answer in (answers_00c.read_not_awaited, answers_00c.write_not_awaited, answers_00c.acquire_not_awaited):
        assert not judge(TIP, answer).printed
