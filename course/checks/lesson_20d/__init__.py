"""Lesson 20d, the shortener on the open internet: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_20d.doors import MAY_REDIRECT, SPELLING
from course.checks.lesson_20d.fetching import PREVIEW
from course.checks.lesson_20d.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_20d.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="20d",
    objectives=OBJECTIVES,
    exercises=(SPELLING, MAY_REDIRECT, PREVIEW),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
