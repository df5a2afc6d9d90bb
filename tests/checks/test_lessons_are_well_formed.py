"""What every lesson module owes: ids, objectives, patterns and keys that fit together; cards that can be answered."""

import ast
import random
import subprocess
import sys
from pathlib import Path

import pytest

from course.checks.model import PATTERNS, load
from course.lessons import LESSONS
from tests.checks import sample_lesson

CHECKS = Path(__file__).parents[2] / "course" / "checks"
BEGUN = [lesson.number for lesson in LESSONS if list(CHECKS.glob(f"lesson_{lesson.number}*"))]
MODULES = [*map(load, BEGUN), sample_lesson.LESSON]

each_lesson = pytest.mark.parametrize("lesson", MODULES, ids=lambda lesson: lesson.number)


def assert_one_right(quiz):
    assert sum(option.right for option in quiz.options) == 1, quiz.id
    assert len({option.text for option in quiz.options}) == len(quiz.options), quiz.id
    assert all(option.feedback for option in quiz.options), quiz.id


@each_lesson
def test_ids_are_unique_and_begin_with_the_lesson(lesson):
    ids = [item.id for item in lesson.items]
    assert len(set(ids)) == len(ids)
    assert all(key.startswith(f"{lesson.number}.") for key in ids)


@each_lesson
def test_every_item_serves_an_objective_and_a_known_pattern(lesson):
    for item in lesson.items:
        assert item.objective is None or item.objective in lesson.objectives, item.id
        assert item.pattern is None or item.pattern in PATTERNS, item.id


@each_lesson
def test_every_objective_is_assessed(lesson):
    assessed = {item.objective for item in (*lesson.exercises, *lesson.quizzes, *lesson.orderings)}
    assert assessed == set(lesson.objectives)


@each_lesson
def test_an_exercise_has_points_properties_steps_and_a_sister(lesson):
    for exercise in lesson.exercises:
        assert exercise.points > 0, exercise.id
        assert exercise.properties, exercise.id
        assert exercise.steps, exercise.id
        assert exercise.sister, exercise.id


@each_lesson
def test_a_quiz_has_one_right_option_and_feedback_for_each(lesson):
    for quiz in lesson.quizzes:
        assert_one_right(quiz)


@each_lesson
def test_a_prediction_reconciles_only_options_that_it_has(lesson):
    for prediction in lesson.predictions:
        assert set(prediction.reconcile) <= set(prediction.options), prediction.id


@each_lesson
def test_the_order_in_which_the_lines_are_written_works(lesson):
    for ordering in lesson.orderings:
        keys = [key for key in ordering.lines if key not in ordering.distractors]
        assert set(ordering.distractors) < set(ordering.lines), ordering.id
        for earlier, later, _ in ordering.before:
            assert keys.index(earlier) < keys.index(later), (ordering.id, earlier, later)


@each_lesson
def test_a_review_card_draws_a_fair_question_from_every_seed(lesson):
    for card in lesson.reviews:
        for seed in range(30):
            quiz = card.make(random.Random(seed))
            assert_one_right(quiz)
            assert (quiz.id, quiz.objective, quiz.pattern) == (card.id, card.objective, card.pattern)


def statements(path):
    """How many statements a module has, docstrings aside: what a formatter breaks into several lines counts once."""
    return sum(
        isinstance(node, ast.stmt) and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_the_framework_stays_small():
    # Why not the 800 lines of the plan: docs/adr/0005.
    framework = [path for path in CHECKS.glob("*.py") if not path.name.startswith("lesson_")]
    assert sum(map(statements, framework)) < 870


def test_importing_the_checks_loads_no_notebook_library():
    code = "import sys, course.checks; print(*{'IPython', 'ipywidgets', 'matplotlib', 'duckdb'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
