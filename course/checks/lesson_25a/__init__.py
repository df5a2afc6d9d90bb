"""Lesson 25a, rival indexes: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_25a.around import AROUND
from course.checks.lesson_25a.halves import HALVES
from course.checks.lesson_25a.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_25a.reviews import REVIEWS
from course.checks.lesson_25a.work import WORK
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="25a",
    objectives=OBJECTIVES,
    exercises=(HALVES, AROUND, WORK),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
