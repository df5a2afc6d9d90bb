"""Lesson 26, riders and cars: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_26.claims import CLAIM, RELEASE
from course.checks.lesson_26.offers import FIRST_YES, WORST_WAIT
from course.checks.lesson_26.pairs import PAIRS
from course.checks.lesson_26.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_26.reviews import REVIEWS
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="26",
    objectives=OBJECTIVES,
    exercises=(CLAIM, RELEASE, WORST_WAIT, FIRST_YES, PAIRS),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
