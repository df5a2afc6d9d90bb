"""Lesson 01, estimates: what it asks for, and which misconceptions it recognises. ``trainer`` holds the endless drill."""

from course.checks.lesson_01.machines import OPERATIONS, RUSH, SERVERS
from course.checks.lesson_01.matters import CHEAPER, NINE
from course.checks.lesson_01.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_01.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="01",
    objectives=OBJECTIVES,
    exercises=(OPERATIONS, SERVERS, CHEAPER, NINE, RUSH),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
