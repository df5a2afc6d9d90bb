"""Lesson 20c, counting clicks: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_20c.carry import DELIVER
from course.checks.lesson_20c.hours import HOURS
from course.checks.lesson_20c.moment import MOMENT
from course.checks.lesson_20c.questions import OBJECTIVES, PREDICTIONS, QUIZZES
from course.checks.lesson_20c.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="20c",
    objectives=OBJECTIVES,
    exercises=(MOMENT, DELIVER, HOURS),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    reviews=REVIEWS,
)
