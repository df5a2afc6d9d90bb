"""Lesson 25b, the live map: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_25b.merge import MERGE
from course.checks.lesson_25b.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_25b.reviews import REVIEWS
from course.checks.lesson_25b.sweep import SWEEP
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="25b",
    objectives=OBJECTIVES,
    exercises=(SWEEP, MERGE),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
