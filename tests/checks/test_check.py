import dataclasses

import pytest

from course.checks import check, order, yours
from course.checks.log import Log
from course.errors import CourseError
from tests.checks.sample_lesson import LESSON


def double(number):
    return 2 * number


def plus_two(number):
    return number + 2


def square(number):
    # a comment
    return number**2


def square_too(number):
    return number**2


def same(number):
    return number


def stub(number):
    """A docstring."""
    # YOUR CODE HERE


async def stub_later(number):
    pass


@pytest.fixture
def card(log, said):
    """The card that a check of 99.1 shows."""

    def shown(answer):
        check("99.1", answer, log=log)
        return said()

    return shown


def test_a_right_answer_passes(card):
    assert card(double) == (
        "Check 99.1 · Double: passed\n"
        "  ✓ holds: gives twice the number\n"
        "  ✓ holds: is even\n"
    )  # fmt: skip


def test_the_first_hint_is_the_smallest_failing_case(card):
    assert card(same) == (
        "Check 99.1 · Double: 0 of 2 hold\n"
        "  ✗ fails: gives twice the number\n"
        "  ✗ fails: is even\n"
        "Hint 1 · double(1)\n"
        "It gave 1; twice 1 is 2.\n"
    )


def test_a_recognised_misconception_may_bring_its_own_case(card):
    assert "Hint 1 · 1 became 1.\n" in card(square)


def test_the_same_attempt_shows_the_same_hint_and_comments_do_not_count(card):
    for answer in (square, square, square_too):
        assert "Hint 2" not in card(answer)


def test_hints_deepen_with_different_attempts_and_stay_visible(card, log):
    assert "Hint 2" not in card(same)
    second = card(plus_two)
    assert "Hint 1 · double(0)" in second
    assert "Hint 2 · What is twice 50?" in second
    assert "Hint 3" not in second
    third = card(square)
    assert "Hint 2 · And twice 1?" in third
    assert "Hint 3 · The steps, mixed up" in third
    assert "Go on" not in third
    fourth = card(lambda number: 3 * number)
    for words in (
        "Hint 1",
        "Hint 2 · Work out the case",
        "Hint 3",
        "Go on",
        "A similar problem, solved",
        "def treble(n):",
    ):
        assert words in fourth
    assert card(lambda number: 4 * number).count("Go on") == 1
    assert [event["level"] for event in log.events("attempt", "99.1")] == [1, 2, 3, 4, 4]


def test_without_a_log_only_the_first_hint_is_shown(said):
    for answer in (same, plus_two, square):
        check("99.1", answer)
        assert "Hint 2" not in said()


def test_the_steps_of_the_third_hint_are_never_in_order_and_can_be_tested(said):
    exercise = LESSON.exercises[0]
    letters = exercise.ordering.lettered()
    assert [exercise.ordering.lines[key] for key in letters.values()] != list(exercise.steps)
    order("99.1", "".join(sorted(letters, key=letters.get)))
    assert said().startswith("✓ That order works")
    order("99.1", "".join(sorted(letters, key=letters.get, reverse=True)))
    assert "stands too early" in said()


@pytest.mark.parametrize("answer", [..., None, stub, stub_later, lambda number: None, lambda number: ...])
def test_what_was_not_attempted_is_said_kindly_and_leaves_no_trace(answer, log, said, monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert check("99.1", answer, log=log) == 0.0
    assert said().startswith("Check 99.1 · Double: not attempted yet\nNothing is wrong")
    assert log.events() == []


@pytest.mark.parametrize(
    ("answer", "points"),
    [(double, 2.0), (plus_two, 0.0), (lambda number: 4 * number, 1.0), (7, 0.0)],
    ids=["right", "wrong", "half right", "no function"],
)
def test_nbgrader_gets_points_for_the_share_of_properties(answer, points, monkeypatch, said):
    assert check("99.1", answer) is None
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    got = check("99.1", answer)
    assert got == points
    assert type(got) is float


def test_a_check_while_grading_writes_nothing_into_the_teachers_progress(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("COURSE_PROGRESS")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("99.1", same)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (7, "passed"),
        (7.0, "passed"),
        (8, "Not seven."),
        (7.5, "Give a whole number of links."),
        ("7", "You gave '7'."),
        (True, "You gave True."),
        (float("nan"), "You gave nan."),
        (double, "You gave <function>."),
    ],
)
def test_a_number_is_taken_in_any_right_form_and_other_things_are_named(answer, words, said):
    check("99.3", answer)
    assert words in said()


@pytest.mark.parametrize(
    ("answer", "words"),
    [({"a": 3}, "passed"), ({"a": 2}, "a is not 3."), (3, "Give the widget itself"), ({}, "KeyError")],
)
def test_the_state_of_a_widget_is_read_also_from_a_dictionary(answer, words, said):
    check("99.4", answer)
    assert words in said()


def test_a_widget_that_was_not_moved_is_not_attempted(said):
    from course.widgets.view import Control, Explorer

    control = Control("a", "a", (1, 2, 3), 1)
    view = Explorer("?", "3", lambda a: a, draw=None, describe=str, controls=(control,))
    check("99.4", view)
    assert "not attempted yet" in said()
    view.set(a=3)
    check("99.4", view)
    assert "passed" in said()


@pytest.mark.parametrize("exercise_id", ["99.7", "99", "98.1", "ninety", 99.1, None, "99.q1"])
def test_an_unknown_id_is_a_clear_error(exercise_id):
    with pytest.raises(CourseError, match=r"no exercise|not an id|no checks"):
        check(exercise_id, double)


def test_yours_is_the_learners_answer_once_it_passes_and_ours_until_then(said):
    assert yours("99.1", double) is double
    assert said() == "99.1 · Double: the cells below use your answer.\n"
    ours = yours("99.1", plus_two)
    assert ours(21) == 42
    assert said() == "99.1 · Double: the cells below use ours, until yours passes its check.\n"
    assert yours("99.1", ...)(21) == 42


def test_yours_gives_a_number_in_the_form_that_was_asked_for(monkeypatch):
    counted = dataclasses.replace(LESSON.exercises[2], ours=lambda: 7)
    monkeypatch.setattr("course.checks.exercises.find", lambda *_: counted)
    assert type(yours("99.3", 7.0)) is int
    assert yours("99.3", 8) == 7


def test_yours_without_an_answer_of_ours_is_an_authors_mistake():
    with pytest.raises(ValueError, match=r"99\.2 has no answer of ours"):
        yours("99.2", ...)


def test_a_check_survives_a_progress_file_that_cannot_be_written(clock, said, tmp_path):
    (tmp_path / "file").touch()
    check("99.1", same, log=Log(tmp_path / "file" / "progress.jsonl", clock))
    assert "Hint 1" in said()
