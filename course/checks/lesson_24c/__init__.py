"""Lesson 24c, the joined chat: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_24c.packing import PACK
from course.checks.lesson_24c.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_24c.reviews import REVIEWS
from course.checks.lesson_24c.taking import TAKE
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="24c",
    objectives=OBJECTIVES,
    exercises=(PACK, TAKE),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
