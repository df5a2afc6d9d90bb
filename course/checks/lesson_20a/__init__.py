"""Lesson 20a, seven ways to make a code: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_20a.making import BACK, BLOCK, PLACE
from course.checks.lesson_20a.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_20a.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="20a",
    objectives=OBJECTIVES,
    exercises=(PLACE, BLOCK, BACK),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
