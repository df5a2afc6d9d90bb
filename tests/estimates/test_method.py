"""INT-01 to INT-40: the advice on interviews, each piece once, in a group."""

import pytest

from course.errors import CourseError
from course.estimates.method import ADVICE, advice


def test_each_piece_of_advice_stands_once():
    assert sorted(row.id for row in ADVICE) == [f"INT-{n:02}" for n in range(1, 41)]
    assert all(row.text for row in ADVICE)


def test_a_group_is_printed_under_its_name():
    text = repr(advice("do not", "do"))
    assert text.index("DO NOT:") < text.index("Work in silence") < text.index("DO:") < text.index("Think aloud")
    assert "Requirements" not in text.partition("DO:")[2].partition("Think")[0]


def test_all_of_it_without_a_group():
    assert len(advice().rows) == len(ADVICE)


def test_an_unknown_group_is_answered_with_the_known_ones():
    with pytest.raises(CourseError, match="no advice on 'dont'"):
        advice("dont")
