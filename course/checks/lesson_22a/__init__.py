"""Lesson 22a, pages and ranking: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_22a.key import KEY
from course.checks.lesson_22a.moving import MOVING
from course.checks.lesson_22a.page import PAGE
from course.checks.lesson_22a.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_22a.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="22a",
    objectives=OBJECTIVES,
    exercises=(MOVING, PAGE, KEY),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
