"""Lesson 24, end-to-end encryption: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_24.bundles import MAY_WRITE
from course.checks.lesson_24.chains import OPEN_NEXT, STEP
from course.checks.lesson_24.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_24.reviews import REVIEWS
from course.checks.lesson_24.thefts import FIRST_CLOSED, NEVER_RECOVERS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="24",
    objectives=OBJECTIVES,
    exercises=(STEP, OPEN_NEXT, NEVER_RECOVERS, FIRST_CLOSED, MAY_WRITE),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
