"""Lesson 22, the news feed: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_22.deliver import DELIVER
from course.checks.lesson_22.merge import MERGE
from course.checks.lesson_22.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_22.reviews import REVIEWS
from course.checks.lesson_22.sheet import SHEET
from course.checks.lesson_22.threshold import TEXTBOOK_RIGHT, THRESHOLD
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="22",
    objectives=OBJECTIVES,
    exercises=(SHEET, MERGE, THRESHOLD, TEXTBOOK_RIGHT, DELIVER),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
