"""Lesson 23a, presence and storms: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_23a.online import ONLINE
from course.checks.lesson_23a.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_23a.reviews import REVIEWS
from course.checks.lesson_23a.waits import WAITS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="23a",
    objectives=OBJECTIVES,
    exercises=(ONLINE, WAITS),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
