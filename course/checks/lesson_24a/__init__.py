"""Dive 24a, X3DH by hand: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_24a.digits import DIGITS
from course.checks.lesson_24a.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_24a.reach import CAN_REACH
from course.checks.lesson_24a.reviews import REVIEWS
from course.checks.lesson_24a.sides import BO_COMPUTES
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="24a",
    objectives=OBJECTIVES,
    exercises=(BO_COMPUTES, CAN_REACH, DIGITS),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
