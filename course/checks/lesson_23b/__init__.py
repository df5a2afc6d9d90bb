"""Lesson 23b, groups and order: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_23b.cheaper import CHEAPER
from course.checks.lesson_23b.people import PEOPLE
from course.checks.lesson_23b.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_23b.reviews import REVIEWS
from course.checks.lesson_23b.status import STATUS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="23b",
    objectives=OBJECTIVES,
    exercises=(PEOPLE, CHEAPER, STATUS),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
