"""Judges a learner's answers and remembers how they went.

``check`` runs an answer, ``yours`` goes on with it; ``quiz``, ``predict``, ``reveal`` and ``order`` ask;
``progress`` and ``review`` look back; ``measured`` shows a wall-clock figure. A lesson's own questions are in
``lesson_NN``, made of the records of ``model``.
"""

from course.checks.exercises import check, yours
from course.checks.overview import progress
from course.checks.questions import order, predict, quiz, reveal
from course.checks.reviews import review
from course.widgets.measurements import measured

__all__ = ["check", "measured", "order", "predict", "progress", "quiz", "reveal", "review", "yours"]
