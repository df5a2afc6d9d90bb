"""The sheet of four steps."""

import pytest

from course.errors import CourseError
from course.estimates import quantity
from course.estimates.worksheet import MINUTES, STEPS, Worksheet


@pytest.fixture
def sheet():
    return Worksheet("Printed tickets")


def test_a_line_gives_its_value_back(sheet):
    rate = sheet.note("estimate", "tickets", quantity(23, "tickets/s"))
    assert rate * 2 == quantity(46, "tickets/s")


def test_an_empty_sheet_shows_its_steps_in_order(sheet):
    lines = repr(sheet).splitlines()
    assert [line.partition(" ")[0].lower() for line in lines[1:]] == list(STEPS) == list(MINUTES)


def test_the_dominant_load_is_marked_and_bytes_and_machines_are_none(sheet):
    assert sheet.dominant is None
    sheet.note("clarify", "for how long", quantity(5, "years"))
    sheet.note("estimate", "bytes out", quantity(1, "GB/s"))
    sheet.note("design", "machines", quantity(40, "machines"))
    sheet.note("design", "an answer", "no")
    assert sheet.dominant is None
    sheet.note("estimate", "made", quantity(1e6, "tickets/day"))
    sheet.note("estimate", "opened", quantity(30, "tickets/s"))
    assert sheet.dominant is not None
    assert sheet.dominant.name == "opened"
    assert next(line for line in repr(sheet).splitlines() if "<- dominant" in line).split()[0] == "opened"


def test_a_second_line_of_a_name_takes_the_place_of_the_first(sheet):
    sheet.note("clarify", "made", 1)
    sheet.note("clarify", "made", 2)
    assert [line.value for line in sheet.lines] == [2]


def test_an_unknown_step_is_answered_with_the_steps(sheet):
    with pytest.raises(CourseError, match="no step 'draw'"):
        sheet.note("draw", "a box", 1)
