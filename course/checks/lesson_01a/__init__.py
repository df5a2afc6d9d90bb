"""Lesson 01a, the slips of published figures: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_01a.follow import FORGOTTEN
from course.checks.lesson_01a.plans import DESK, THREE_PLANS
from course.checks.lesson_01a.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_01a.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="01a",
    objectives=OBJECTIVES,
    exercises=(FORGOTTEN, DESK, THREE_PLANS),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
