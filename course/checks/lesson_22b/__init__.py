"""Lesson 22b, the worker and what changes: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_22b.deliver import DELIVER
from course.checks.lesson_22b.follow import FOLLOW
from course.checks.lesson_22b.lives import LIVES
from course.checks.lesson_22b.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_22b.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="22b",
    objectives=OBJECTIVES,
    exercises=(LIVES, DELIVER, FOLLOW),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
