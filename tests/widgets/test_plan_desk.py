"""The desk of lesson 01a: each state is legible, and says what the picture shows."""

from html import escape

import pytest

from course.estimates.desk_plans import NO_TEST, PLANS, look_at
from course.estimates.slips import TESTS, far_apart
from course.widgets.plan_desk import describe, draw, plan_desk
from course.widgets.slip_matrix import caught_by, slip_matrix
from tests.widgets.layout import assert_legible, assert_legible_svg


@pytest.mark.parametrize("test", [NO_TEST, *TESTS])
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_every_state_is_legible(plan, test):
    assert_legible(draw(look_at(plan.name, test)))


def test_at_the_start_every_sum_is_right_and_no_line_is_accused():
    view = plan_desk()
    assert "All sums are right." in view.summary
    assert "The slip is in" not in view.summary
    assert "used up after 2.7 days" in view.set(test="units").summary


def test_the_right_test_names_the_line_and_another_one_finds_nothing():
    view = plan_desk().set(plan="a table in four shards", test="extreme")
    assert "a factor of 1.17. The slip is in line 4." in view.summary
    assert "Nothing found." in view.set(test="units").summary


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_neither_words_nor_picture_tell_the_line_or_what_happened_before_a_test_finds_it(plan):
    for test in (NO_TEST, *TESTS):
        desk = look_at(plan.name, test)
        assert ("The slip is in" in describe(desk)) == desk.catches
        assert (plan.happened in describe(desk)) == desk.catches
        assert (escape(plan.happened) in draw(desk).svg()) == desk.catches


def test_the_matrix_is_legible_and_its_finding_is_in_words():
    picture = slip_matrix(far_apart)
    assert_legible_svg(picture.svg)
    assert "all (57): calculator 11, units 9, other side 25, one request 22, extreme 27" in picture.alt


def test_the_matrix_counts_by_the_rule_that_it_is_given():
    assert not caught_by("sum", lambda planned, found: False)
    assert len(caught_by("sum", lambda planned, found: True)) > len(caught_by("sum", far_apart))
