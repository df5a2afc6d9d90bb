"""Five plans: the calculator agrees with each line, each slip is where we say, and tests find it as the lesson says."""

import pytest

from course.errors import CourseError
from course.estimates.claims import find_claim
from course.estimates.desk_plans import PLANS, look_at
from course.estimates.formula import evaluate
from course.estimates.slips import TESTS, far_apart

each_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)


@each_plan
def test_every_sum_is_right(plan):
    for line in plan.lines:
        assert not far_apart(evaluate(line.formula), float(line.written.replace(",", "")), 0.015), line


@each_plan
def test_every_test_looks_and_what_catches_points_at_the_slip(plan):
    assert set(plan.looks) == set(TESTS)
    catching = [look for look in plan.looks.values() if look.catches]
    assert catching
    assert {look.line for look in catching} == {plan.slip}
    assert all(1 <= look.line <= len(plan.lines) for look in plan.looks.values())


@each_plan
def test_it_comes_from_a_published_figure_that_does_not_hold(plan):
    assert find_claim(plan.claim).verdict in ("wrong", "inconsistent")


def test_one_plan_alone_hides_from_three_tests_and_no_test_finds_all():
    finders = {plan.name: [test for test in TESTS if plan.looks[test].catches] for plan in PLANS}
    assert [name for name, tests in finders.items() if len(tests) == 1] == ["a table in four shards"]
    assert not [test for test in TESTS if all(test in tests for tests in finders.values())]


@pytest.mark.parametrize("wrong", [{"plan": "a plan"}, {"test": "sum"}])
def test_an_unknown_plan_or_test_is_answered_with_the_known_ones(wrong):
    with pytest.raises(CourseError, match="Choose one of"):
        look_at(**wrong)
