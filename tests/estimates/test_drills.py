"""The endless questions: right answers, solutions that hold, guesses read as people write them."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import CourseError
from course.estimates.drills import EASY, KINDS, NEAR_A_SKIP, drill, factor_off, near, read_guess, score, told

MANY = [drill(number) for number in range(600)]


def test_the_same_number_gives_the_same_question():
    assert drill(7) == drill(7)
    assert drill(7) != drill(7 + len(KINDS))


def test_each_kind_comes_once_before_any_comes_again():
    for first in range(0, 120, len(KINDS)):
        assert {each.kind for each in MANY[first : first + len(KINDS)]} == set(KINDS)


def test_questions_are_numbered_from_0():
    with pytest.raises(CourseError, match="numbered from 0; you gave -1"):
        drill(-1)


@pytest.mark.parametrize("kind", KINDS)
def test_the_worked_solution_comes_within_a_factor_of_2_of_the_answer(kind):
    """Its last number before "Without rounding" is what a person gets in the head."""
    for each in (each for each in MANY if each.kind == kind):
        rounded = each.steps[-2].rstrip(" .").removesuffix(" Round up").rstrip(".")
        assert score(last_number(rounded), each.answer) == 1.0, each


def last_number(text: str) -> float:
    raised = {sign: str(digit) for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {"⁻": "-"}
    found = re.findall(r"(?:([\d,.]*\d) · )?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|([\d,]*\d(?:\.\d+)?)", text)[-1]
    if found[1]:
        return float(found[0].replace(",", "") or 1) * 10 ** int("".join(raised[sign] for sign in found[1]))
    return float(found[2].replace(",", ""))


def test_the_answers_are_those_of_other_arithmetic():
    for each in MANY:
        numbers = [read_said(text) for text in re.findall(r"[\d,.]*\d(?: (?:million|billion))?", each.question)]
        match each.kind:
            case "deliveries":
                assert each.answer == pytest.approx(numbers[0] * numbers[1] / 86_400)
            case "pings":
                assert each.answer == pytest.approx(numbers[0] / numbers[1])
            case "bytes out":
                assert each.answer == pytest.approx(numbers[0] * numbers[1] / 1_000)
            case "memory":
                assert each.answer == pytest.approx(numbers[0] * numbers[1] * numbers[2] / 1e9)
            case "storage":
                count, size, years, copies = numbers
                assert each.answer == pytest.approx(count * size * 365 * years * copies / 1e12)
            case "transfer":
                assert each.answer == pytest.approx(numbers[0] * 8e12 / (numbers[1] * 1e9) / 3_600)
            case "downtime":
                assert each.answer == pytest.approx((1 - numbers[0] / 100) * 43_200)


def read_said(text: str) -> float:
    number, _, scale = text.partition(" ")
    return float(number.replace(",", "")) * {"": 1, "million": 1e6, "billion": 1e9}[scale]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3e5", 3e5),
        ("300k", 3e5),
        ("300 K", 3e5),
        ("300,000", 3e5),
        ("300 000", 3e5),
        ("0.3 million", 3e5),
        ("3 x 10^5", 3e5),
        ("3·10**5", 3e5),
        ("3 · 10⁵", 3e5),
        ("10⁵", 1e5),
        ("10^5", 1e5),
        ("2 · 10⁻³", 2e-3),
        ("  .5M ", 5e5),
        ("1e-3", 1e-3),
        (42, 42),
        (0.25, 0.25),
    ],
)
def test_a_guess_is_read_as_people_write_it(text, value):
    assert read_guess(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "many", "-3", "0", "3,5", "1e400", "5 apples", "1_0", "3e5e5", "nan", "inf", "١٢", "⁵"]
)
def test_what_is_no_number_above_0_is_answered_with_how_to_write_one(text):
    with pytest.raises(CourseError, match="Write 3e5, 300k, 300,000 or"):
        read_guess(text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("24 GB", "GB", 24),
        ("24GB", "TB", 0.024),
        ("0.3 million notices/s", "notices/s", 3e5),
        ("30 M GB", "TB", 3e4),
        ("2 h", "min", 120),
        ("58", "orders/s", 58),
    ],
)
def test_a_guess_may_say_a_unit_of_the_kind_that_was_asked_for(text, unit, value):
    assert read_guess(text, unit) == pytest.approx(value)


def test_a_guess_in_another_kind_of_unit_hears_which_two_were_mixed():
    with pytest.raises(CourseError, match="24 GB is counted in B, which is no kind of Gbit/s"):
        read_guess("24 GB", "Gbit/s")


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_course_error(text):
    with suppress(CourseError):
        assert read_guess(text) > 0


@pytest.mark.parametrize(
    ("guess", "points"),
    [(100, 1), (200, 1), (50, 1), (201, 0.5), (49.9, 0.5), (1_000, 0.5), (10, 0.5), (1_001, 0), (9.9, 0), (-5, 0)],
)
def test_marks_are_for_the_size(guess, points):
    assert score(guess, 100) == points


def test_leaving_out_a_number_of_the_question_never_earns_full_marks():
    """For thousands of questions, and whether the rest is computed exactly or in round numbers."""
    for each in map(drill, range(6_000)):
        numbers = [read_said(text) for text in re.findall(r"[\d,.]*\d(?: (?:million|billion))?", each.question)]
        if each.kind == "downtime":
            numbers = [numbers[0] / 100, 1 - numbers[0] / 100]
        if each.kind == "machines":
            numbers[-1] /= 100
        for number in (*numbers, *(skip.factor for skip in each.skips)):
            for result in (each.answer, each.worked):
                kept_in = each.kind == "downtime" and number > 0.9  # 99.9 % is nearly all: leaving it out is no slip
                assert kept_in or score(result / number, each.answer) < 1.0, (each, number)
                assert kept_in or score(result * number, each.answer) < 1.0, (each, number)


def test_what_was_left_out_is_named():
    for each in map(drill, range(1_000)):
        assert each.skips
        assert each.skipped_by(each.answer) is None
        assert each.skipped_by(each.worked) is None
        for skip in each.skips:
            named = each.skipped_by(each.answer / skip.factor)
            assert named is not None
            assert factor_off(named.factor, skip.factor) < NEAR_A_SKIP**2


@given(st.floats(1e-9, 1e15), st.floats(1e-9, 1e15))
def test_too_large_and_too_small_are_judged_alike(guess, answer):
    assert factor_off(guess, answer) == pytest.approx(factor_off(answer, guess))


@given(st.floats(1e-6, 1e15))
def test_a_number_for_the_head_is_easy_and_near(value):
    easy = near(value)
    assert easy / value == pytest.approx(1, abs=0.26)
    digits = float(f"{easy:e}".partition("e")[0])
    assert min(abs(digits - one) for one in EASY) < 1e-6
    assert told(easy)
