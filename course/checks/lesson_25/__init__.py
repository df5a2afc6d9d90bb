"""Lesson 25, nearby drivers: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_25.circle import BOX
from course.checks.lesson_25.leaves import MOVE
from course.checks.lesson_25.loads import LOADS
from course.checks.lesson_25.map import QUERY
from course.checks.lesson_25.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_25.reviews import REVIEWS
from course.checks.lesson_25.rings import STOP
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="25",
    objectives=OBJECTIVES,
    exercises=(LOADS, STOP, QUERY, MOVE, BOX),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
