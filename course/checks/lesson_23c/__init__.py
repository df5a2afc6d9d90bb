"""Lesson 23c, scrolling up: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_23c.pages import PAGES
from course.checks.lesson_23c.questions import OBJECTIVES, OPENING, PREDICTIONS, QUIZZES
from course.checks.lesson_23c.reviews import REVIEWS
from course.checks.lesson_23c.search import SEARCH
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="23c",
    objectives=OBJECTIVES,
    exercises=(PAGES, SEARCH),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=(OPENING,),
    reviews=REVIEWS,
)
