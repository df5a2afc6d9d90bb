"""Lesson 26b, roads and trip states: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_26b.arrival import ARRIVAL
from course.checks.lesson_26b.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_26b.reviews import REVIEWS
from course.checks.lesson_26b.take import TAKE
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="26b",
    objectives=OBJECTIVES,
    exercises=(ARRIVAL, TAKE),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
