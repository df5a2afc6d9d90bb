"""Lesson 26a, money and surge: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_26a.bill import BILL
from course.checks.lesson_26a.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_26a.reviews import REVIEWS
from course.checks.lesson_26a.surge import NEXT
from course.checks.lesson_26a.zone import ZONE
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="26a",
    objectives=OBJECTIVES,
    exercises=(BILL, ZONE, NEXT),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
