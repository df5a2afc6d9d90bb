"""Lesson 20b, shards and capacity: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_20b.capacity import MACHINES
from course.checks.lesson_20b.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_20b.reviews import REVIEWS
from course.checks.lesson_20b.ring import BALANCE, OWNER
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="20b",
    objectives=OBJECTIVES,
    exercises=(OWNER, BALANCE, MACHINES),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
