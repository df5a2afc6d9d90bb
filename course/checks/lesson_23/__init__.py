"""Lesson 23, chat: what it asks for, and which misconceptions it recognises."""

from course.checks.lesson_23.crossing import EARLIEST
from course.checks.lesson_23.gaps import MISSING
from course.checks.lesson_23.memory import TAKE
from course.checks.lesson_23.questions import OBJECTIVES, ORDERINGS, PREDICTIONS, QUIZZES
from course.checks.lesson_23.reviews import REVIEWS
from course.checks.lesson_23.ticks import RAISED
from course.checks.lesson_23.window import TO_SEND
from course.checks.model import LessonChecks

LESSON = LessonChecks(
    number="23",
    objectives=OBJECTIVES,
    exercises=(RAISED, TAKE, EARLIEST, MISSING, TO_SEND),
    quizzes=QUIZZES,
    predictions=PREDICTIONS,
    orderings=ORDERINGS,
    reviews=REVIEWS,
)
