"""Lesson 24b, lost and late keys: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_24b.commits import OPEN_LATE
from course.checks.lesson_24b.keys import KEY_FOR
from course.checks.lesson_24b.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_24b.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="24b",
    objectives=OBJECTIVES,
    exercises=(KEY_FOR, OPEN_LATE),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
