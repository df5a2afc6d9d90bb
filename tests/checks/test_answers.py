"""Every exercise accepts right answers and refuses wrong ones, each with the hint for its misconception."""

import pytest

from course.checks.model import load
from tests.checks.bench_of_answers import FEWEST, accept, lessons_on_the_bench, named, refuse

BENCH = lessons_on_the_bench()
RIGHT = [(key, answer) for bench in BENCH.values() for key, answers in bench.RIGHT.items() for answer in answers]
WRONG = [(key, *pair) for bench in BENCH.values() for key, pairs in bench.WRONG.items() for pair in pairs]
OURS = [exercise for number in BENCH for exercise in load(number).exercises if exercise.ours]


@pytest.mark.parametrize(("exercise_id", "answer"), RIGHT, ids=[f"{key} {named(answer)}" for key, answer in RIGHT])
def test_a_right_answer_is_accepted(exercise_id, answer, record_property):
    accept(exercise_id, answer)
    record_property("answer", (exercise_id, "right"))


@pytest.mark.parametrize(
    ("exercise_id", "misconception", "answer"), WRONG, ids=[f"{key} {named(answer)}" for key, _, answer in WRONG]
)
def test_a_wrong_answer_is_refused_for_its_reason(exercise_id, misconception, answer, record_property):
    refuse(exercise_id, misconception, answer)
    record_property("answer", (exercise_id, "wrong"))


@pytest.mark.parametrize("exercise", OURS, ids=lambda exercise: exercise.id)
def test_our_own_answer_is_accepted(exercise):
    accept(exercise.id, exercise.ours())


@pytest.mark.parametrize("number", [number for number in BENCH if number != "00"])
def test_every_exercise_has_enough_right_and_wrong_answers_and_each_misconception_is_shown(number):
    bench = BENCH[number]
    for exercise in load(number).exercises:
        assert len(bench.RIGHT[exercise.id]) >= FEWEST["right"], exercise.id
        assert len(bench.WRONG[exercise.id]) >= FEWEST["wrong"], exercise.id
        shown = {misconception for misconception, _ in bench.WRONG[exercise.id]}
        assert {known.name for known in exercise.misconceptions} <= shown, exercise.id
