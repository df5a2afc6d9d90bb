"""Lesson 20, the URL shortener: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_20.codes import ENCODE, LENGTH, SHUFFLE
from course.checks.lesson_20.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_20.reviews import REVIEWS
from course.checks.lesson_20.store import CLAIM, TTL
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="20",
    objectives=OBJECTIVES,
    exercises=(LENGTH, ENCODE, SHUFFLE, CLAIM, TTL),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
