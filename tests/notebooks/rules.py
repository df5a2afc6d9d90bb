"""The rules of a lesson. Each yields a sentence for every place that breaks it, and says what to do."""

import ast
import re
from collections.abc import Callable, Iterator
from statistics import median

from course.editions.source import REGIONS, is_answer, is_graded
from tests.notebooks.reading import (
    Call,
    Reading,
    bold_numbers,
    folded,
    item_calls,
    numbers,
    pictures,
    prose,
    sentences,
    syntax,
    unfolded,
    words,
)

Problems = Iterator[str]
MOST_WORDS = {"core": 3000, "dive": 1500, "start": 1500}
MOST_SCENES = 15
MOST_TERMS, MOST_TERMS_IN_A_SCENE = 25, 7
MOST_WIDGETS = 3
CHECKS = {"core": (4, 6), "dive": (2, 3), "start": (0, 6)}
QUIZZES = {"core": (3, 5), "dive": (0, 5), "start": (0, 5)}
PREDICTIONS = {"core": (4, 7), "dive": (0, 7), "start": (0, 7)}
ORDERINGS = {"core": (1, 1), "dive": (0, 1), "start": (0, 1)}
MOST_MINUTES_BETWEEN_CHECKS = 20
MOST_MINUTES_OF_THE_EXPERIMENT = 5
MOST_LINES, MOST_ANSWER_LINES = 20, 10
MOST_WORDS_IN_A_MEDIAN_SENTENCE = 14
FEWEST_THINGS_LEFT_OUT = 3
WITHOUT_ASYNC = ("00", "20", "22", "25", "26")
NOT_WIDGETS = ("architecture", "figure", "shortener", "style", "svg", "view")  # modules that draw, but do not answer
TELLING_DIGITS = 3  # a number with fewer significant digits can stand somewhere by chance


def scenes_tell_number_title_and_minutes(lesson: Reading) -> Problems:
    for number, scene in enumerate(lesson.scenes[1:], start=1):
        if not scene.match:
            yield f"'## {scene.heading}': write each level-2 heading as '## {number} · Title · M minutes'."
        elif int(scene.match[1]) != number:
            yield f"'## {scene.heading}' is the {number}. scene: number the scenes 1, 2, 3 …"


def scenes_fit_the_budget(lesson: Reading) -> Problems:
    if len(lesson.scenes) - 1 > MOST_SCENES:
        yield f"{len(lesson.scenes) - 1} scenes, at most {MOST_SCENES}. Join two, or move one into a dive."


def minutes_are_those_that_the_table_of_lessons_promises(lesson: Reading) -> Problems:
    total = sum(scene.minutes for scene in lesson.timed_scenes)
    if total != lesson.lesson.minutes:
        yield (
            f"The scenes (without the whiteboard) take {total} minutes, course/lessons.py says {lesson.lesson.minutes}. "
            "Shorten a scene, or correct one of the two."
        )


def words_fit_the_budget(lesson: Reading) -> Problems:
    count, most = len(words(prose(lesson.markdown))), MOST_WORDS[lesson.kind]
    if count > most:
        yield f"{count} words in Markdown, at most {most}. What serves no objective goes."


def sentences_are_short(lesson: Reading) -> Problems:
    lengths = [len(words(sentence)) for sentence in sentences(lesson.markdown)]
    if lengths and median(lengths) > MOST_WORDS_IN_A_MEDIAN_SENTENCE:
        longest = max(sentences(lesson.markdown), key=lambda sentence: len(words(sentence)))
        yield (
            f"The median sentence has {median(lengths)} words, at most {MOST_WORDS_IN_A_MEDIAN_SENTENCE}. "
            f"Cut sentences in two; the longest begins: {longest[:60]!r}."
        )


def terms_are_few_and_each_is_met(lesson: Reading) -> Problems:
    terms = lesson.source.front.get("terms", [])
    if len(terms) > MOST_TERMS:
        yield f"{len(terms)} new terms in the header, at most {MOST_TERMS}. Say some in plain words."
    first = {term: _first_scene(lesson, term) for term in terms}
    for term, scene in first.items():
        if scene is None:
            yield f"The term {term!r} of the header does not stand in the text. Define it where it is first needed."
    for number, scene in enumerate(lesson.scenes):
        new = [term for term in terms if first[term] == number]
        if len(new) > MOST_TERMS_IN_A_SCENE:
            yield (
                f"Scene {number} ({scene.title}) brings {len(new)} new terms ({', '.join(new)}), at most "
                f"{MOST_TERMS_IN_A_SCENE}. Move some to where they are needed."
            )


def _first_scene(lesson: Reading, term: str) -> int | None:
    pattern = re.compile(rf"\b{re.escape(term)}", re.IGNORECASE)
    for number, scene in enumerate(lesson.scenes):
        if pattern.search(re.sub(r"\s+", " ", prose(scene.markdown))):
            return number
    return None


def sections_stand_in_their_order(lesson: Reading) -> Problems:
    if lesson.kind != "core" or len(lesson.scenes) < 6:
        if lesson.kind == "core":
            yield "A core has: experiment, promises, estimate, scenes, against the estimate, whiteboard."
        return
    _before, experiment, promises, estimate, *_middle, against, whiteboard = lesson.scenes
    if experiment.minutes > MOST_MINUTES_OF_THE_EXPERIMENT:
        yield (
            f"Scene 1 takes {experiment.minutes} minutes: open with an experiment of at most "
            f"{MOST_MINUTES_OF_THE_EXPERIMENT} minutes."
        )
    wanted = [(2, promises, "promise"), (3, estimate, "estimate"), (-2, against, "estimate"), (-1, whiteboard, "whiteboard")]
    for place, scene, word in wanted:
        if word not in scene.title.lower():
            yield f"Scene {place} is '{scene.title}': its title should name the {word} (order of sections: style.md)."
    if "promise" not in against.markdown.lower():
        yield f"'{against.title}' does not come back to the promises of scene 2. End with a recap that mirrors them."


def it_says_what_it_leaves_out(lesson: Reading) -> Problems:
    if lesson.kind != "core":
        return
    found = re.search(r"(?is)what this leaves out\W+(.*?)(?=\n#|\n\*\*|\Z)", lesson.markdown)
    count = len(sentences(found[1])) if found else 0
    if count < FEWEST_THINGS_LEFT_OUT:
        yield f"'What this leaves out' names {count} things, at least {FEWEST_THINGS_LEFT_OUT}. Say what a real one adds."


def _budget(lesson: Reading, found: list[str], budgets: dict[str, tuple[int, int]], what: str) -> Problems:
    fewest, most = budgets[lesson.kind]
    if not fewest <= len(found) <= most:
        allowed = str(fewest) if fewest == most else f"{fewest} to {most}"
        yield f"{len(found)} {what} ({', '.join(found) or 'none'}), a {lesson.kind} has {allowed}. Add or drop some."


def checks_fit_the_budget(lesson: Reading) -> Problems:
    graded = [item for number, cell in lesson.cells if is_graded(cell) for _name, item in item_calls(cell.source)]
    yield from _budget(lesson, graded, CHECKS, "graded checks")


def quizzes_fit_the_budget(lesson: Reading) -> Problems:
    yield from _budget(lesson, lesson.called("quiz"), QUIZZES, "quizzes")


def predictions_fit_the_budget(lesson: Reading) -> Problems:
    yield from _budget(lesson, lesson.called("predict"), PREDICTIONS, "predictions")


def orderings_fit_the_budget(lesson: Reading) -> Problems:
    yield from _budget(lesson, lesson.called("order"), ORDERINGS, "ordering exercises")


def widgets_fit_the_budget(lesson: Reading) -> Problems:
    found = sorted({name for _number, cell in lesson.cells if cell.cell_type == "code" for name in _widgets(cell.source)})
    if len(found) > MOST_WIDGETS:
        yield f"{len(found)} widgets ({', '.join(found)}), at most {MOST_WIDGETS}. Keep those that a question needs."


def _widgets(code: str) -> Iterator[str]:
    for node in ast.walk(syntax(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course.widgets"):
            inside = node.module.removeprefix("course.widgets").lstrip(".") if node.module else ""
            names = [inside] if inside else [alias.name for alias in node.names]
            yield from (name for name in names if name not in NOT_WIDGETS)


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


def code_cells_are_short(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type == "code" and (count := len(cell.source.splitlines())) > MOST_LINES:
            yield f"{lesson.where(number)} has {count} lines, at most {MOST_LINES}. Move code into course/ and show it."


def answers_are_short_and_marked(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type != "code" or not is_answer(cell):
            continue
        region = re.search(rf"(?s)BEGIN {REGIONS[0]}\n(.*?)\n[^\n]*END {REGIONS[0]}", cell.source)
        if not region:
            yield (
                f"{lesson.where(number)}: put '### BEGIN SOLUTION' and '### END SOLUTION' around the answer only, so "
                "that the learner keeps the name and the arguments."
            )
        elif (count := len(region[1].splitlines())) > MOST_ANSWER_LINES:
            yield f"{lesson.where(number)}: the answer has {count} lines, at most {MOST_ANSWER_LINES}. Ask for less."


def code_is_plain_python(lesson: Reading) -> Problems:
    for number, cell in lesson.cells:
        if cell.cell_type != "code":
            continue
        for line in cell.source.splitlines():
            if re.match(r"\s*(!|%|[?]|pip install)|.*[^?][?]$", line):
                yield f"{lesson.where(number)}: {line.strip()!r} is IPython's, not Python. Nothing is installed in a cell."
        for node in ast.walk(syntax(cell.source)):
            if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                yield f"{lesson.where(number)} imports a star. Name what you import, so that a reader can find it."
            if isinstance(node, ast.Attribute) and ast.unparse(node) == "sys.path":
                yield f"{lesson.where(number)} changes sys.path. `course` is found from any place; drop the line."


def async_waits_for_its_primer(lesson: Reading) -> Problems:
    kinds = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    for number, cell in lesson.cells:
        if cell.cell_type == "code" and lesson.lesson.number in WITHOUT_ASYNC:
            tree = ast.walk(syntax(cell.source))
            if any(isinstance(node, kinds) or _imports_asyncio(node) for node in tree):
                yield f"{lesson.where(number)} uses async, and learners of this lesson may not know it. Use threads or virtual time."


def _imports_asyncio(node: ast.AST) -> bool:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    return "asyncio" in names or (isinstance(node, ast.ImportFrom) and node.module == "asyncio")


def predictions_come_before_their_reveal(lesson: Reading) -> Problems:
    predicted: dict[str, Call] = {}
    for call in lesson.calls:
        if call.name == "predict":
            predicted[call.item] = call
        elif call.name == "reveal":
            guess = predicted.get(call.item)
            if guess is None or guess.cell == call.cell:
                yield f"{lesson.where(call.cell)} reveals {call.item} without a predict({call.item!r}) in a cell above it."
    for item in set(predicted) - set(lesson.called("reveal")):
        yield f"{item} is predicted and never revealed. Show the guess beside the result: reveal({item!r}, result)."


def reveals_are_hidden_and_explained_in_the_fold(lesson: Reading) -> Problems:
    for scene in lesson.scenes:
        seen_predict = False
        for piece, following in zip(scene.pieces, [*scene.pieces[1:], None], strict=True):
            names = [name for name, _item in item_calls(piece.text)] if piece.kind == "code" else []
            if "reveal" in names and not piece.reveal:
                yield f'{lesson.where(piece.cell)} calls reveal(): tag it tags=["reveal"], or everybody reads the answer.'
            if piece.reveal and not seen_predict:
                yield f"{lesson.where(piece.cell)} is tagged reveal, but nothing was predicted before it in its scene."
            seen_predict = seen_predict or "predict" in names
            shown = following.text.lstrip() if following and following.kind == "markdown" else "<details>"
            if piece.reveal and not shown.startswith("<details>"):
                yield (
                    f"{lesson.where(piece.cell)} is a reveal, but the text below it is open. Fold it: "
                    "<details><summary>After you ran it</summary> … </details>."
                )


def answers_are_not_told_before_they_are_predicted(lesson: Reading) -> Problems:
    """Only telling numbers: with three or more significant digits, explained in bold after a reveal."""
    above: list[str] = []
    pending: list[tuple[int, str]] = []
    for piece in lesson.pieces:
        if piece.reveal:
            pending.append((piece.cell, "\n".join(above)))
        elif piece.kind == "markdown":
            for number in bold_numbers(folded(piece.text)) if pending else []:
                telling = len(number.replace(".", "").strip("0")) >= TELLING_DIGITS
                if telling and number in numbers(pending[-1][1]):
                    yield f"{lesson.where(pending[-1][0])} reveals {number}, but the number stands above it already."
            pending = []
        above.append(piece.text if piece.kind == "markdown" else lesson.shown_by(piece.cell, "student"))


def bold_numbers_were_just_measured(lesson: Reading) -> Problems:
    """Open text quotes what everybody sees, or what an earlier scene revealed; folded text quotes reveals too."""
    terms = {str(term).lower() for term in lesson.source.front.get("terms", [])}
    open_to_all, revealed = set[str](), set[str]()
    for scene in lesson.scenes:
        earlier = set(revealed)
        for piece in scene.pieces:
            if piece.kind == "code":
                open_to_all |= set(numbers(lesson.shown_by(piece.cell, "student")))
                revealed |= set(numbers(lesson.shown_by(piece.cell, "instructor"))) if piece.reveal else set()
                continue
            known = open_to_all | earlier
            text = re.sub(r"\*\*([^*]+)\*\*", lambda bold: "" if bold[1].lower() in terms else bold[0], piece.text)
            for part, seen in ((unfolded(text), known), (folded(text), known | revealed)):
                for number in bold_numbers(part):
                    if number not in seen:
                        yield (
                            f"{lesson.where(piece.cell)}: **{number}** is in no stored output above it. Bold is for numbers "
                            "that were just measured: print it, correct it, or write it without bold."
                        )


def every_picture_says_what_it_shows(lesson: Reading) -> Problems:
    for notebook, edition in ((lesson.student, "student"), (lesson.instructor, "instructor")):
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                for alt in pictures(output):
                    if not (alt or "").strip():
                        number = int(cell.id.removeprefix("cell-"))
                        yield (
                            f"{lesson.where(number)} shows a picture without alternative text ({edition} edition). "
                            "Use course.widgets.figure.picture(figure, alt, caption); alt states the finding."
                        )
    for match in re.finditer(r"!\[\s*\]\(|<img(?![^>]*alt=\"[^\"]+\")", lesson.markdown):
        yield f"A picture in Markdown has no alternative text ({match[0]!r}). Say in words what it shows."


def objectives_and_assessments_match(lesson: Reading) -> Problems:
    declared = [str(objective) for objective in lesson.source.front.get("objectives", [])]
    known = set(lesson.checks.objectives)
    module = f"course/checks/lesson_{lesson.lesson.number}"
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
            yield f"The {what} {item} stands in the checks but not in the notebook. Call {names[0]}({item!r}) or drop it."
        for item in sorted(used - known):
            yield f"The notebook calls {names[0]}({item!r}), but the lesson's checks have no such {what}."


def points_are_those_of_the_exercise(lesson: Reading) -> Problems:
    points = {exercise.id: exercise.points for exercise in lesson.checks.exercises}
    for number, cell in lesson.cells:
        if not is_graded(cell):
            continue
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
            f"{lesson.where(claimed[item])} covers {item}, but datasets/coverage/coverage.csv does not allot it to lesson "
            f"{lesson.lesson.number}. Drop it here, or move its row."
        )


RULES: tuple[Callable[[Reading], Problems], ...] = (
    scenes_tell_number_title_and_minutes,
    scenes_fit_the_budget,
    minutes_are_those_that_the_table_of_lessons_promises,
    words_fit_the_budget,
    sentences_are_short,
    terms_are_few_and_each_is_met,
    sections_stand_in_their_order,
    it_says_what_it_leaves_out,
    checks_fit_the_budget,
    quizzes_fit_the_budget,
    predictions_fit_the_budget,
    orderings_fit_the_budget,
    widgets_fit_the_budget,
    checks_are_never_far_apart,
    code_cells_are_short,
    answers_are_short_and_marked,
    code_is_plain_python,
    async_waits_for_its_primer,
    predictions_come_before_their_reveal,
    reveals_are_hidden_and_explained_in_the_fold,
    answers_are_not_told_before_they_are_predicted,
    bold_numbers_were_just_measured,
    every_picture_says_what_it_shows,
    objectives_and_assessments_match,
    items_of_the_checks_and_of_the_notebook_match,
    points_are_those_of_the_exercise,
    what_it_covers_is_what_the_table_allots,
)
