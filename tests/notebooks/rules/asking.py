"""What a lesson asks: how much, how often, for which objective, and that it keeps to the table of coverage."""

import ast

from course.editions.source import is_answer, is_graded
from tests.notebooks.reading import Problems, Reading, item_calls, syntax

CHECKS = {"core": (4, 6), "dive": (2, 3), "primer": (1, 1), "start": (0, 6)}
QUIZZES = {"core": (3, 5), "dive": (0, 5), "primer": (0, 2), "start": (0, 5)}
PREDICTIONS = {"core": (4, 7), "dive": (0, 7), "primer": (0, 2), "start": (0, 7)}
ORDERINGS = {"core": (1, 1), "dive": (0, 1), "primer": (0, 1), "start": (0, 1)}
MOST_MINUTES_BETWEEN_CHECKS = 20


def _budget(lesson: Reading, found: list[str], budgets: dict[str, tuple[int, int]], what: str, call: str) -> Problems:
    fewest, most = budgets[lesson.kind]
    if not fewest <= len(found) <= most:
        allowed = str(fewest) if fewest == most else f"{fewest} to {most}"
        advice = f'Write more {call}("{lesson.lesson.number}.…")' if len(found) < fewest else "Drop some"
        yield f"{len(found)} {what} ({', '.join(found) or 'none'}), a {lesson.kind} has {allowed}. {advice}."


def checks_fit_the_budget(lesson: Reading) -> Problems:
    graded = [item for number, cell in lesson.cells if is_graded(cell) for _name, item in item_calls(cell.source)]
    yield from _budget(lesson, graded, CHECKS, "graded checks", "check")


def quizzes_fit_the_budget(lesson: Reading) -> Problems:
    yield from _budget(lesson, lesson.called("quiz"), QUIZZES, "quizzes", "quiz")


def predictions_fit_the_budget(lesson: Reading) -> Problems:
    yield from _budget(lesson, lesson.called("predict"), PREDICTIONS, "predictions", "predict")


def orderings_fit_the_budget(lesson: Reading) -> Problems:
    yield from _budget(lesson, lesson.called("order"), ORDERINGS, "ordering exercises", "order")


def checks_are_never_far_apart(lesson: Reading) -> Problems:
    since, last = 0, "the start"
    checked = {call.scene for call in lesson.calls if call.name in ("check", "order")}
    for number, scene in enumerate(lesson.scenes):
        if scene not in lesson.timed_scenes:
            continue
        since += scene.minutes
        if since > MOST_MINUTES_BETWEEN_CHECKS:
            yield (
                f"{since} minutes from {last} to the end of scene {number} without a check, at most "
                f"{MOST_MINUTES_BETWEEN_CHECKS}. Let the learner try something in between."
            )
            return
        if number in checked:
            since, last = 0, f"scene {number}"


def objectives_and_assessments_match(lesson: Reading) -> Problems:
    declared = [str(objective) for objective in lesson.source.front.get("objectives", [])]
    known = set(lesson.checks.objectives)
    module = f"course/checks/lesson_{lesson.lesson.number}"
    if not declared:
        yield f"No objective. Name in the header and in {module} what the learner can do afterwards, and assess it."
    for objective in sorted(set(declared) ^ known):
        place = "the header" if objective in known else module
        yield f"The objective {objective!r} is missing in {place}. Both name the same objectives."
    used = {call.item for call in lesson.calls}
    asked = [item for item in lesson.checks.items if item not in lesson.checks.reviews]
    assessed = {item.objective for item in asked if item.id in used}
    for objective in declared:
        if objective not in assessed:
            yield f"Nothing in the notebook assesses the objective {objective!r}. Add a check or a quiz, or drop it."
    for item in lesson.checks.items:
        if item.objective is not None and item.objective not in known:
            yield f"{item.id} assesses {item.objective!r}, which is no objective of {module}."


def items_of_the_checks_and_of_the_notebook_match(lesson: Reading) -> Problems:
    groups = {
        "exercise": (lesson.checks.exercises, ("check", "yours")),
        "quiz": (lesson.checks.quizzes, ("quiz",)),
        "prediction": (lesson.checks.predictions, ("predict",)),
        "ordering": (lesson.checks.orderings, ("order",)),
    }
    for what, (items, names) in groups.items():
        known, used = {item.id for item in items}, set(lesson.called(*names))
        for item in sorted(known - used):
            yield f"The {what} {item} of the checks is not in the notebook. Call {names[0]}({item!r}) or drop it."
        for item in sorted(used - known):
            yield f"The notebook calls {names[0]}({item!r}), but the lesson's checks have no such {what}."


def what_the_cards_name_is_imported(lesson: Reading) -> Problems:
    imported = {
        alias.name
        for _number, cell in lesson.cells
        if cell.cell_type == "code"
        for node in ast.walk(syntax(cell.source))
        if isinstance(node, ast.ImportFrom) and node.module == "course.checks"
        for alias in node.names
    }
    for name in ("order", "review"):
        if "check" in imported and name not in imported:
            yield f"The cards of check() tell the learner to call {name}(…): import it where check is imported."


def points_are_those_of_the_exercise(lesson: Reading) -> Problems:
    points = {exercise.id: exercise.points for exercise in lesson.checks.exercises}
    answered = False
    for number, cell in lesson.cells:
        answered = answered or is_answer(cell)
        if not is_graded(cell):
            continue
        if not answered:
            yield (
                f"{lesson.where(number)} is graded, and no answer cell stands above it: nobody hands in where a widget "
                "was moved to. Take its nbgrader metadata away."
            )
        answered = False
        calls = list(item_calls(cell.source))
        if len(calls) != 1 or calls[0][0] != "check":
            yield f"{lesson.where(number)} is graded, so it must hold one check(…) and nothing else."
        elif cell.metadata.nbgrader.points != points.get(calls[0][1]):
            yield (
                f"{lesson.where(number)} gives {cell.metadata.nbgrader.points} points, but exercise {calls[0][1]} has "
                f"{points.get(calls[0][1])}."
            )


def what_it_covers_is_what_the_table_allots(lesson: Reading) -> Problems:
    claimed = {item: number for number, cell in lesson.cells for item in cell.metadata.get("covers", [])}
    for item in sorted(lesson.items - set(claimed)):
        yield f'{item} is allotted to lesson {lesson.lesson.number}, but no cell has covers=["{item}"].'
    for item in sorted(set(claimed) - lesson.items):
        yield (
            f"{lesson.where(claimed[item])} covers {item}, but datasets/coverage/coverage.csv does not allot it "
            f"to lesson {lesson.lesson.number}. Drop it here, or move its row."
        )


RULES = (
    checks_fit_the_budget,
    quizzes_fit_the_budget,
    predictions_fit_the_budget,
    orderings_fit_the_budget,
    checks_are_never_far_apart,
    objectives_and_assessments_match,
    items_of_the_checks_and_of_the_notebook_match,
    what_the_cards_name_is_imported,
    points_are_those_of_the_exercise,
    what_it_covers_is_what_the_table_allots,
)
