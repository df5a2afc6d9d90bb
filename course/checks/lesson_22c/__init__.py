"""Lesson 22c, where a feed lives: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_22c.hot import KEEP
from course.checks.lesson_22c.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_22c.reviews import REVIEWS
from course.checks.lesson_22c.room import ROOM
from course.checks.lesson_22c.shards import WHICH
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="22c",
    objectives=OBJECTIVES,
    exercises=(ROOM, WHICH, KEEP),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
